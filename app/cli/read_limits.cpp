#include "app/cli/read_limits.h"

#include "app/cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::cli {

namespace {

using model::ReadLimits;

struct Limit {
    std::string_view name;
    std::uint64_t most;  // what the reader itself can bear
    void (*set)(ReadLimits& limits, std::uint64_t value);
};

constexpr std::uint64_t kTera = std::uint64_t{1} << 40;

// Trees are walked recursively, so that depth has an end of its own.
constexpr std::array<Limit, 8> kLimits{{
    {"alias-nodes", 100'000'000, [](ReadLimits& l, std::uint64_t v) { l.aliasNodes = v; }},
    {"depth", 1000, [](ReadLimits& l, std::uint64_t v) { l.depth = v; }},
    {"document-bytes", kTera, [](ReadLimits& l, std::uint64_t v) { l.documentBytes = v; }},
    {"document-ms", 86'400'000,
     [](ReadLimits& l, std::uint64_t v) { l.documentTime = std::chrono::milliseconds(v); }},
    {"input-bytes", kTera, [](ReadLimits& l, std::uint64_t v) { l.inputBytes = v; }},
    {"items", kTera, [](ReadLimits& l, std::uint64_t v) { l.itemsPerList = v; }},
    {"keys", kTera, [](ReadLimits& l, std::uint64_t v) { l.keysPerMap = v; }},
    {"scalar-bytes", kTera, [](ReadLimits& l, std::uint64_t v) { l.scalarBytes = v; }},
}};

}  // namespace

std::string setLimit(ReadLimits& limits, const std::string& assignment) {
    const std::string_view text = assignment;
    const auto equals = std::min(text.find('='), text.size());
    const std::string_view name = text.substr(0, equals);
    const auto limit = std::ranges::find(kLimits, name, &Limit::name);
    if (limit == kLimits.end()) {
        std::vector<std::string> names;
        for (const Limit& each : kLimits)
            names.emplace_back(each.name);
        return fmt::format("there is no limit '{}'{}", name, didYouMean(std::string(name), names));
    }
    const std::string_view value = text.substr(std::min(equals + 1, text.size()));
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number == 0 ||
        number > limit->most)
        return fmt::format("{} has to be a whole number from 1 to {}", name, limit->most);
    limit->set(limits, number);
    return {};
}

std::string limitNames() {
    std::string names;
    for (const Limit& limit : kLimits)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", limit.name);
    return names;
}

}  // namespace gatesight::cli
