// Readable text of what the manifest reader returned, to compare with tables of lines.
#pragma once

#include "model/manifest/reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model::test {

/// One line a document: "line:column value" where the value is a one-line notation such as {a: "1",
/// b: [true, null]}; strings are always quoted, other scalars stand as written.
[[nodiscard]] std::vector<std::string> documentLines(const Manifests& manifests);

/// One line a finding: "severity rule line:column message", then " (field ...)" and " (related
/// line:column message)" where there are any.
[[nodiscard]] std::vector<std::string> findingLines(const Manifests& manifests);

/// The same without severity and message: "rule line:column".
[[nodiscard]] std::vector<std::string> findingPlaces(const Manifests& manifests);

/// The names (metadata.name) of the documents, joined by spaces; "?" for one without.
[[nodiscard]] std::string names(const Manifests& manifests);

/// Every node with its position: "line:column kind text", one a line, keys included.
[[nodiscard]] std::string nodeDump(const Tree& tree);

[[nodiscard]] std::string notation(Node node);

[[nodiscard]] std::string joined(const std::vector<std::string>& lines);

}  // namespace gatesight::model::test
