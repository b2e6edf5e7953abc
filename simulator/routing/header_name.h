// Names of headers: equal up to case (httproute.match.header.name-case, filter.header.name-case).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace gatesight::simulator {

[[nodiscard]] constexpr char asciiLower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] constexpr bool sameName(std::string_view first, std::string_view second) {
    return first.size() == second.size() &&
           std::equal(first.begin(), first.end(), second.begin(),
                      [](char a, char b) { return asciiLower(a) == asciiLower(b); });
}

/// Equal for names that are the same. FNV-1a over the lower-case letters; names are short.
[[nodiscard]] constexpr std::uint32_t nameHash(std::string_view name) {
    std::uint32_t hash = 2166136261u;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(asciiLower(c))) * 16777619u;
    return hash;
}

}  // namespace gatesight::simulator
