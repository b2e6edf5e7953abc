#include "support_wide_headers.h"

#include "support_wide_makers.h"
#include "support_wide_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test::wide {

namespace {

auto called(const std::string& name) {
    return [name = lower(name)](const auto& header) { return lower(header.first) == name; };
}

/// filter.header.set: one value, in the place of the first.
void set(simulator::HeaderList& headers, const Json& entry) {
    const auto place = std::ranges::find_if(headers, called(textAt(entry, "name")));
    simulator::HeaderList changed(headers.begin(), place);
    changed.emplace_back(place == headers.end() ? textAt(entry, "name") : place->first,
                         textAt(entry, "value"));
    for (auto other = place; other != headers.end(); ++other) {
        if (!called(textAt(entry, "name"))(*other))
            changed.push_back(*other);
    }
    headers = changed;
}

/// filter.header.add: behind the last value that is there.
void add(simulator::HeaderList& headers, const Json& entry) {
    const auto last = std::find_if(headers.rbegin(), headers.rend(), called(textAt(entry, "name")));
    if (last == headers.rend())
        headers.emplace_back(textAt(entry, "name"), textAt(entry, "value"));
    else
        last->second += "," + textAt(entry, "value");
}

}  // namespace

simulator::HeaderList changedHeaders(simulator::HeaderList headers, const Json& rule) {
    for (const Json& filter : at(rule, "filters")) {
        const Json& change = at(filter, "requestHeaderModifier");
        for (const Json& name : at(change, "remove"))
            std::erase_if(headers, called(name.get<std::string>()));
        for (const Json& entry : at(change, "set"))
            set(headers, entry);
        for (const Json& entry : at(change, "add"))
            add(headers, entry);
    }
    return headers;
}

std::vector<std::string> namedHeaders(const simulator::HeaderList& headers) {
    std::vector<std::string> result;
    for (const auto& [name, value] : headers) {
        if (std::ranges::find(kHeaders, lower(name)) != kHeaders.end())
            result.push_back(fmt::format("{}: {}", name, value));
    }
    return result;
}

}  // namespace gatesight::test::wide
