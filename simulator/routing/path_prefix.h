// PathPrefix: whole elements, and what becomes of a path when its matched prefix is replaced.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::simulator {

/// A prefix as it is compared and measured: one slash at its end is ignored
/// (httproute.match.path.prefix, httproute.match.precedence.path-length). "/" becomes "", which
/// fits every path.
[[nodiscard]] constexpr std::string_view comparedPrefix(std::string_view prefix) {
    return prefix.ends_with('/') ? prefix.substr(0, prefix.size() - 1) : prefix;
}

/// Whether `path` lies under `prefix`, which is given as comparedPrefix() returns it.
[[nodiscard]] constexpr bool underPrefix(std::string_view prefix, std::string_view path) {
    return prefix.empty() || (path.starts_with(prefix) &&
                              (path.size() == prefix.size() || path[prefix.size()] == '/'));
}

/// `path` with the part that matched `prefix` replaced by `value`, one slash between it and the
/// rest (filter.path.replace-prefix and its cases). Never empty, never a doubled slash at the seam.
/// `path` lies under `prefix`. The path "/" hits the prefix "/" exactly, unless `keepRootSlash`.
[[nodiscard]] std::string replacePrefix(std::string_view path, std::string_view prefix,
                                        std::string_view value, bool keepRootSlash = false);

/// `value` as a whole path: with a slash in front (filter.path.replace-full).
[[nodiscard]] std::string replaceFullPath(std::string_view value);

}  // namespace gatesight::simulator
