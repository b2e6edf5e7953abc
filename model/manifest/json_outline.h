// Where a JSON value ends, and where the items of a List lie in it: a pass over brackets and quotes
// alone.
//
// It finds what a parser cannot tell well (what is never closed, and where it was opened; nesting
// that is too deep), and lets a List be parsed item by item, in memory of one item. What stands
// between the brackets is the parser's business.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// Bytes of the text: [begin, end).
struct JsonRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct JsonOutlineError {
    std::string_view rule;
    std::string message;
    std::size_t offset = 0;
    std::string relatedMessage = {};
    std::size_t related = 0;
};

struct JsonOutline {
    JsonRange value;
    /// The `items` of the outermost map, when they are a list: what stands between its brackets,
    /// and each item.
    bool hasItems = false;
    JsonRange inside;
    std::vector<JsonRange> items;
    /// Why the value could not be followed to its end; then it holds what came before.
    std::optional<JsonOutlineError> error;
};

struct JsonOutlineLimits {
    std::size_t depth;
    std::size_t documentBytes;  ///< of the value, or of each of its items
};

/// `begin` is the bracket that opens the value. Without `lookForItems` there are none.
[[nodiscard]] JsonOutline outlineJson(std::string_view text, std::size_t begin,
                                      const JsonOutlineLimits& limits, bool lookForItems);

}  // namespace gatesight::model
