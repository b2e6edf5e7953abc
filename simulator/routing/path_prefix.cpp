#include "simulator/routing/path_prefix.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// "/x" of "///x": the request's own doubled slashes do not double the seam.
std::string_view withOneLeadingSlash(std::string_view rest) {
    while (rest.starts_with("//"))
        rest.remove_prefix(1);
    return rest;
}

}  // namespace

std::string replacePrefix(std::string_view path, std::string_view prefix, std::string_view value,
                          bool keepRootSlash) {
    const std::size_t matched = std::min(comparedPrefix(prefix).size(), path.size());
    std::string_view rest = withOneLeadingSlash(path.substr(matched));
    // The prefix "/" is hit exactly by the path "/": there is nothing left that a slash could lead
    // to.
    if (matched == 0 && rest == "/" && !keepRootSlash)
        rest = {};
    const std::string_view front = rest.empty() ? value : comparedPrefix(value);
    return replaceFullPath(std::string(front).append(rest));
}

std::string replaceFullPath(std::string_view value) {
    return value.starts_with('/') ? std::string(value) : "/" + std::string(value);
}

}  // namespace gatesight::simulator
