// The lines of a block list, cut by indentation alone: how the reader finds its way on behind a
// broken item.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::model {

struct ItemLines {
    std::size_t begin = 0;  ///< of the line of its `-`
    std::size_t end = 0;    ///< of the next item's line, or of what follows the list
    bool sound = true;      ///< no line in it is indented too little to belong to it
};

/// The items of a block list whose `-` stand in `column` (from 1), from the nearest one at or above
/// the byte `from` to the last.
[[nodiscard]] std::vector<ItemLines> findItemLines(std::string_view text, std::size_t from,
                                                   std::uint32_t column);

}  // namespace gatesight::model
