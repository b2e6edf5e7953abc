// Trees and JSON as YAML that kubectl reads back to the same values.
#pragma once

#include "model/manifest/tree.h"

#include <string>

#include <nlohmann/json.hpp>

namespace gatesight::model {

/// The values of a node as Kubernetes takes them: `yes` is true, `010` is 8. Keys keep their order.
/// An invalid node is null; numbers that JSON cannot hold (.inf, .nan) become text.
[[nodiscard]] nlohmann::ordered_json toJson(Node node);

/// Block style, keys in the given order, text quoted wherever YAML 1.1 would take it for something
/// else, text of several lines as
/// `|`. Ends with a line break. What is no character (U+FFFF) becomes U+FFFD.
[[nodiscard]] std::string toYaml(const nlohmann::ordered_json& value);
[[nodiscard]] std::string toYaml(Node node);

/// Several documents, each begun by a line `---`.
[[nodiscard]] std::string toYamlStream(const std::vector<nlohmann::ordered_json>& documents);

}  // namespace gatesight::model
