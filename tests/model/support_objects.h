// Objects and Worlds from YAML texts, for tests.
#pragma once

#include "model/schema/decode.h"
#include "model/world/world.h"

#include <QString>
#include <QStringList>
#include <string>
#include <string_view>

namespace gatesight::model::test {

/// The text as "test.yaml". A text that cannot be read ends the program: it is the test that is
/// wrong.
[[nodiscard]] Manifests manifestsOf(std::string_view yaml, std::string_view name = "test.yaml");

/// The first document of the text, decoded.
[[nodiscard]] Decoded decodeText(std::string_view yaml, Channel channel = Channel::Experimental);

/// The first document decoded as a kind; ends the program when it is of another kind.
template <class K>
[[nodiscard]] K decodeAs(std::string_view yaml, Channel channel = Channel::Experimental) {
    return std::get<K>(decodeText(yaml, channel).object->resource);
}

[[nodiscard]] WorldPtr worldOf(std::string_view yaml, WorldOptions options = {});

/// "error api.path.syntax spec.rules[0]…: message", one line a finding, in their order.
[[nodiscard]] QStringList linesOf(const Findings& findings);

/// The same without those that only inform.
[[nodiscard]] QStringList problemLinesOf(const Findings& findings);

[[nodiscard]] inline QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}
[[nodiscard]] QStringList texts(const std::vector<std::string>& views);

}  // namespace gatesight::model::test
