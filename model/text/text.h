#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gatesight::model {

/// What ends lines and separates words in manifests, headers and commands.
inline constexpr std::string_view kBlanks = " \t\r\n";

/// `text` without the characters of `blanks` at its two ends; a view into `text`.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text,
                                                 std::string_view blanks = kBlanks) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// `text` as a message repeats it: at most `limit` bytes, then "…". No UTF-8 sequence is cut in
/// two.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

}  // namespace gatesight::model
