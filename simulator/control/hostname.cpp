#include "simulator/control/hostname.h"

#include <algorithm>

namespace gatesight::simulator {
namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalIgnoringCase(std::string_view first, std::string_view second) {
    return std::ranges::equal(first, second, {}, lower, lower);
}

bool endsWithIgnoringCase(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() &&
           equalIgnoringCase(text.substr(text.size() - suffix.size()), suffix);
}

/// ".example.com" of "*.example.com"
std::string_view suffixOf(std::string_view wildcard) {
    return wildcard.substr(1);
}

}  // namespace

bool isWildcard(std::string_view pattern) {
    return pattern.starts_with("*.");
}

bool admits(std::string_view pattern, std::string_view host) {
    if (pattern.empty())
        return true;
    if (!isWildcard(pattern))
        return equalIgnoringCase(pattern, host);
    const std::string_view suffix = suffixOf(pattern);
    return host.size() > suffix.size() && endsWithIgnoringCase(host, suffix);
}

bool covers(std::string_view outer, std::string_view inner) {
    if (outer.empty())
        return true;
    if (inner.empty())
        return false;
    if (!isWildcard(inner))
        return admits(outer, inner);
    // With the dot in front, equal suffixes mean equal whole labels.
    return isWildcard(outer) && endsWithIgnoringCase(suffixOf(inner), suffixOf(outer));
}

std::optional<std::string_view> intersection(std::string_view first, std::string_view second) {
    if (covers(first, second))
        return second;
    if (covers(second, first))
        return first;
    return std::nullopt;
}

HostnameSpecificity specificity(std::string_view pattern) {
    using enum HostnameSpecificity::Form;
    return {pattern.empty() ? Any : isWildcard(pattern) ? Wildcard : Exact, pattern.size()};
}

std::optional<std::string> widened(std::string_view pattern) {
    if (pattern.empty())
        return std::nullopt;
    const std::size_t from = isWildcard(pattern) ? 2 : 0;
    const std::size_t dot = pattern.find('.', from);
    return dot == std::string_view::npos ? std::string() : '*' + std::string(pattern.substr(dot));
}

std::string lowerCase(std::string_view name) {
    std::string result(name);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view withoutPort(std::string_view authority) {
    if (authority.starts_with('[')) {
        const std::size_t bracket = authority.find(']');
        return bracket == std::string_view::npos ? authority : authority.substr(0, bracket + 1);
    }
    const std::size_t colon = authority.find(':');
    // More than one colon is a bare IPv6 address, which has no port.
    if (colon == std::string_view::npos || authority.find(':', colon + 1) != std::string_view::npos)
        return authority;
    return authority.substr(0, colon);
}

}  // namespace gatesight::simulator
