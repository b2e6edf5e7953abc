#include "simulator/routing/request_facts.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/path_normalisation.h"
#include "simulator/routing/query_parameters.h"

#include <algorithm>
#include <array>
#include <bit>

namespace gatesight::simulator {

namespace {

/// Bounds on what takes part in matching, as proxies have them; what exceeds them is as if not
/// sent.
constexpr std::size_t kMostEntries = 512;

constexpr std::array<std::string_view, 9> kMethods{"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                   "CONNECT", "OPTIONS", "TRACE", "PATCH"};

}  // namespace

Method methodOf(std::string_view name) {
    if (name.empty())
        return Method::Any;
    const auto found = std::ranges::find(kMethods, name);
    return found == kMethods.end() ? Method::Other
                                   : static_cast<Method>(found - kMethods.begin() + 1);
}

std::uint32_t RequestFacts::queryHash(std::string_view name) {
    std::uint32_t hash = 2166136261u;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}

template <class Same>
RequestFacts::Entry* RequestFacts::Index::find(std::uint32_t hash, const Same& same) {
    if (buckets.empty())
        return nullptr;
    const std::size_t mask = buckets.size() - 1;
    for (std::size_t at = hash & mask; buckets[at] != 0; at = (at + 1) & mask) {
        Entry& entry = entries[buckets[at] - 1u];
        if (entry.hash == hash && same(entry.name))
            return &entry;
    }
    return nullptr;
}

template <class Same>
const RequestFacts::Entry* RequestFacts::Index::find(std::uint32_t hash, const Same& same) const {
    return const_cast<Index*>(this)->find(hash, same);
}

void RequestFacts::Index::reserve(std::size_t count) {
    if (count == 0)
        return;
    entries.reserve(count);
    buckets.assign(std::bit_ceil(2 * count), 0);
}

RequestFacts::Entry& RequestFacts::Index::insert(std::uint32_t hash, std::string_view name,
                                                 std::string_view value) {
    entries.push_back({hash, std::string(name), std::string(value), false, false});
    const std::size_t mask = buckets.size() - 1;
    std::size_t at = hash & mask;
    while (buckets[at] != 0)
        at = (at + 1) & mask;
    buckets[at] = static_cast<std::uint16_t>(entries.size());
    return entries.back();
}

RequestFacts::RequestFacts(std::string_view authority, std::string path, std::string_view method,
                           const HeaderList& headers, const std::optional<std::string>& query)
    : m_host(lowerCase(withoutPort(authority))),
      m_path(std::move(path)),
      m_methodName(method),
      m_method(methodOf(method)) {
    m_headers.reserve(std::min(headers.size(), kMostEntries) + 1);
    if (!authority.empty())
        addHeader("Host", authority);
    for (const auto& [name, value] : headers) {
        // The authority is the Host header; one among the headers has already become it.
        if (!sameName(name, "Host"))
            addHeader(name, value);
    }
    if (query)
        addQuery(*query);
}

void RequestFacts::addHeader(std::string_view name, std::string_view value) {
    const std::uint32_t hash = nameHash(name);
    // httproute.match.header.repeated-in-request
    if (Entry* entry =
            m_headers.find(hash, [&](const std::string& other) { return sameName(other, name); })) {
        entry->value.append(",").append(value);
        entry->repeated = true;
    } else if (m_headers.entries.size() < kMostEntries)
        m_headers.insert(hash, name, value);
}

void RequestFacts::addQuery(std::string_view query) {
    const auto parameters = static_cast<std::size_t>(std::ranges::count(query, '&')) + 1;
    m_query.reserve(std::min(parameters, kMostEntries));
    eachParameter(query, [this](std::string_view key, std::string_view value) {
        const std::string name = percentDecoded(key), decoded = percentDecoded(value);
        const std::uint32_t hash = queryHash(name);
        // httproute.match.query.repeated-in-request
        if (Entry* entry =
                m_query.find(hash, [&](const std::string& other) { return other == name; }))
            entry->repeated = true;
        else if (m_query.entries.size() < kMostEntries)
            m_query.insert(hash, name, decoded).decoded = name != key || decoded != value;
    });
}

RequestFacts RequestFacts::withHost(std::string host) const {
    RequestFacts other = *this;
    other.m_host = std::move(host);
    return other;
}

const RequestFacts::Entry* RequestFacts::headerEntry(std::uint32_t hash,
                                                     std::string_view name) const {
    return m_headers.find(hash,
                          [name](const std::string& other) { return sameName(other, name); });
}

const RequestFacts::Entry* RequestFacts::queryEntry(std::uint32_t hash,
                                                    std::string_view name) const {
    return m_query.find(hash, [name](const std::string& other) { return other == name; });
}

const std::string* RequestFacts::header(std::uint32_t hash, std::string_view name) const {
    const Entry* entry = headerEntry(hash, name);
    return entry ? &entry->value : nullptr;
}

const std::string* RequestFacts::query(std::uint32_t hash, std::string_view name) const {
    const Entry* entry = queryEntry(hash, name);
    return entry ? &entry->value : nullptr;
}

bool RequestFacts::repeatsHeader(std::uint32_t hash, std::string_view name) const {
    const Entry* entry = headerEntry(hash, name);
    return entry && entry->repeated;
}

bool RequestFacts::repeatsQuery(std::uint32_t hash, std::string_view name) const {
    const Entry* entry = queryEntry(hash, name);
    return entry && entry->repeated;
}

bool RequestFacts::decodesQuery(std::uint32_t hash, std::string_view name) const {
    const Entry* entry = queryEntry(hash, name);
    return entry && entry->decoded;
}

RequestFacts factsOf(const Request& request, SpecChoices::PathNormalisation normalisation) {
    return {request.authority(), normalisedPath(request.path, normalisation), request.method,
            request.headers, request.query};
}

}  // namespace gatesight::simulator
