#include "support_wide_names.h"

#include <algorithm>
#include <vector>

namespace gatesight::test::wide {

namespace {

/// From the right: "com", "example", "a".
std::vector<std::string> labels(const std::string& name) {
    std::vector<std::string> result(1);
    for (const char c : name) {
        if (c == '.')
            result.emplace_back();
        else
            result.back() += c;
    }
    std::ranges::reverse(result);
    return result;
}

bool startsWith(const std::vector<std::string>& list, const std::vector<std::string>& beginning) {
    return list.size() >= beginning.size() &&
           std::equal(beginning.begin(), beginning.end(), list.begin());
}

/// Every host that `narrow` stands for is one of `wide`.
bool covers(const std::string& wide, const std::string& narrow) {
    if (wide.empty() || narrow.empty())
        return wide.empty();
    auto outer = labels(wide), inner = labels(narrow);
    if (outer.back() != "*")
        return outer == inner;
    outer.pop_back();
    // A star of its own stands for one label at least, just as a plain label is one.
    return startsWith(inner, outer) && inner.size() > outer.size();
}

}  // namespace

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return text;
}

bool nameFits(const std::string& pattern, const std::string& host) {
    return pattern.empty() || (!host.empty() && covers(pattern, lower(host)));
}

std::optional<std::string> commonName(const std::string& a, const std::string& b) {
    if (covers(a, b))
        return b;
    return covers(b, a) ? std::optional(a) : std::nullopt;
}

std::pair<int, std::size_t> nameRank(const std::string& pattern) {
    if (pattern.empty())
        return {0, 0};
    return {pattern.starts_with("*.") ? 1 : 2, labels(pattern).size()};
}

}  // namespace gatesight::test::wide
