// What of a request the route table looks at, in the form in which it looks: made once per request,
// read for every candidate.
#pragma once

#include "simulator/options.h"
#include "simulator/routing/request.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Method of a request or match, by number: those that the API lists are 1 to 9. Others compare as
/// text.
enum class Method : std::uint8_t { Any = 0, Other = 255 };

[[nodiscard]] Method methodOf(std::string_view name);

/// Host, path, method, headers and query of one request. Owns its texts.
class RequestFacts {
public:
    /// `authority` may hold a port, which is left out (listener.hostname.ignore-port), as is its
    /// case.
    RequestFacts(std::string_view authority, std::string path, std::string_view method,
                 const HeaderList& headers, const std::optional<std::string>& query);

    [[nodiscard]] const std::string& host() const { return m_host; }
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const std::string& methodName() const { return m_methodName; }
    [[nodiscard]] Method method() const { return m_method; }

    /// The value of a header by nameHash() and name; repeated ones joined by ","; null when it is
    /// absent. The Host header counts as one.
    [[nodiscard]] const std::string* header(std::uint32_t hash, std::string_view name) const;
    /// The first value of a query parameter by queryHash() and decoded name; null when it is
    /// absent.
    [[nodiscard]] const std::string* query(std::uint32_t hash, std::string_view name) const;

    /// Whether the request has a header, or a parameter, more than once, and whether a parameter was
    /// sent percent-encoded: for explanations.
    [[nodiscard]] bool repeatsHeader(std::uint32_t hash, std::string_view name) const;
    [[nodiscard]] bool repeatsQuery(std::uint32_t hash, std::string_view name) const;
    [[nodiscard]] bool decodesQuery(std::uint32_t hash, std::string_view name) const;

    /// The same request for another host (lower case, without port), for what-if questions.
    [[nodiscard]] RequestFacts withHost(std::string host) const;

    [[nodiscard]] static std::uint32_t queryHash(std::string_view name);

private:
    struct Entry {
        std::uint32_t hash;
        std::string name, value;
        bool repeated = false, decoded = false;
    };
    /// Entries found by hash through a power-of-two table of buckets; empty for no entries.
    struct Index {
        std::vector<Entry> entries;
        std::vector<std::uint16_t> buckets;
        template <class Same>
        [[nodiscard]] Entry* find(std::uint32_t hash, const Same& same);
        template <class Same>
        [[nodiscard]] const Entry* find(std::uint32_t hash, const Same& same) const;
        void reserve(std::size_t count);
        Entry& insert(std::uint32_t hash, std::string_view name, std::string_view value);
    };
    void addHeader(std::string_view name, std::string_view value);
    void addQuery(std::string_view query);
    [[nodiscard]] const Entry* headerEntry(std::uint32_t hash, std::string_view name) const;
    [[nodiscard]] const Entry* queryEntry(std::uint32_t hash, std::string_view name) const;

    std::string m_host, m_path, m_methodName;
    Method m_method;
    Index m_headers, m_query;
};

/// The facts of a request as the Gateway sees it after normalising the path.
[[nodiscard]] RequestFacts factsOf(const Request& request,
                                   SpecChoices::PathNormalisation normalisation);

}  // namespace gatesight::simulator
