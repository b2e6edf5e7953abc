// The words in which the API server refuses values.
#pragma once

#include "model/schema/value.h"

#include <string>
#include <string_view>

namespace gatesight::model {

/// "object", "array", "string", "integer", "number", "boolean" or "null"
[[nodiscard]] std::string_view jsonTypeName(NodeKind kind);
[[nodiscard]] std::string_view jsonTypeName(ValueType type);

/// A text in double quotes, with escapes; cut off when it is very long.
[[nodiscard]] std::string inQuotes(std::string_view text);

/// A scalar as it is shown: texts in quotes, numbers as they are.
[[nodiscard]] std::string shown(Node node);

/// Path of a node from the root of its document, as the API server writes it:
/// "spec.rules[0].matches[1].path".
[[nodiscard]] std::string apiPathOf(const Tree& tree, NodeId id);

[[nodiscard]] std::string wrongType(std::string_view path, std::string_view expected,
                                    std::string_view actual);
[[nodiscard]] std::string unsupported(const std::string& value,
                                      std::span<const std::string_view> supported);

}  // namespace gatesight::model
