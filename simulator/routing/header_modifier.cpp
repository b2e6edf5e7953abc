#include "simulator/routing/header_modifier.h"

#include "simulator/routing/header_name.h"

#include <algorithm>
#include <span>

namespace gatesight::simulator {

namespace {

auto named(std::string_view name) {
    return [name](const auto& header) { return sameName(header.first, name); };
}

/// Whether an entry before `index` has the same name.
bool repeatsEarlier(std::span<const model::HTTPHeader> list, std::size_t index) {
    return std::ranges::any_of(list.first(index), [&](const model::HTTPHeader& earlier) {
        return sameName(earlier.name, list[index].name);
    });
}

/// One more value, seen as "old,new" (filter.header.add).
void addHeader(HeaderList& headers, const model::HTTPHeader& header) {
    const auto last = std::find_if(headers.rbegin(), headers.rend(), named(header.name));
    if (last == headers.rend())
        headers.emplace_back(header.name, header.value);
    else
        last->second += "," + header.value;
}

}  // namespace

std::optional<std::string> headerValue(const HeaderList& headers, std::string_view name) {
    std::optional<std::string> joined;
    for (const auto& [present, value] : headers) {
        if (!sameName(present, name))
            continue;
        if (joined)
            joined->append(",").append(value);
        else
            joined = value;
    }
    return joined;
}

void setHeader(HeaderList& headers, std::string_view name, std::string_view value) {
    const auto first = std::ranges::find_if(headers, named(name));
    if (first == headers.end()) {
        headers.emplace_back(name, value);
        return;
    }
    first->second = value;
    headers.erase(std::remove_if(first + 1, headers.end(), named(name)), headers.end());
}

void removeHeader(HeaderList& headers, std::string_view name) {
    std::erase_if(headers, named(name));
}

void apply(const model::HTTPHeaderFilter& filter, HeaderList& headers) {
    for (const std::string& name : filter.remove)
        removeHeader(headers, name);
    for (std::size_t i = 0; i < filter.set.size(); ++i) {
        if (!repeatsEarlier(filter.set, i))
            setHeader(headers, filter.set[i].name, filter.set[i].value);
    }
    for (std::size_t i = 0; i < filter.add.size(); ++i) {
        if (!repeatsEarlier(filter.add, i))
            addHeader(headers, filter.add[i]);
    }
}

}  // namespace gatesight::simulator
