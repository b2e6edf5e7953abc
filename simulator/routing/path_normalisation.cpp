#include "simulator/routing/path_normalisation.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

std::string withSingleSlashes(std::string_view path) {
    std::string result(path);
    const auto doubled =
        std::ranges::unique(result, [](char a, char b) { return a == '/' && b == '/'; });
    result.erase(doubled.begin(), doubled.end());
    return result;
}

/// RFC 3986, 5.2.4, for paths that start with a slash; others are left alone.
std::string withoutDotSegments(std::string_view path) {
    if (!path.starts_with('/'))
        return std::string(path);
    std::string result;
    while (!path.empty()) {
        const std::size_t next = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(0, next);
        const bool last = next == path.size();
        if (segment == "/..")
            result.resize(result.empty() ? 0 : result.rfind('/'));
        else if (segment != "/.")
            result += segment;
        if (last && (segment == "/.." || segment == "/."))
            result += '/';
        path.remove_prefix(next);
    }
    return result;
}

}  // namespace

std::string normalisedPath(std::string_view path, SpecChoices::PathNormalisation normalisation) {
    switch (normalisation) {
        case SpecChoices::PathNormalisation::None:
            return std::string(path);
        case SpecChoices::PathNormalisation::DotSegments:
            return withoutDotSegments(path);
        case SpecChoices::PathNormalisation::DotSegmentsAndSlashes:
            return withoutDotSegments(withSingleSlashes(path));
    }
    return std::string(path);
}

}  // namespace gatesight::simulator
