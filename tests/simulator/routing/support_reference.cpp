#include "support_reference.h"

#include "simulator/routing/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace gatesight::test {

class CompiledExpressions {
public:
    const simulator::Pattern& of(const std::string& expression) {
        return m_compiled.try_emplace(expression, expression).first->second;
    }

private:
    std::map<std::string, simulator::Pattern> m_compiled;
};

namespace {

using simulator::SpecChoices;

// ---- host names: lists of labels ----

std::string lower(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

std::vector<std::string> labels(const std::string& name) {
    std::vector<std::string> result(1);
    for (const char c : name) {
        if (c == '.')
            result.emplace_back();
        else
            result.back() += c;
    }
    return result;
}

/// listener.hostname.wildcard-suffix: one or more labels in place of the star.
bool nameFits(const std::string& pattern, const std::string& host) {
    if (pattern.empty())
        return true;
    if (host.empty())
        return false;
    const auto wanted = labels(lower(pattern)), given = labels(lower(host));
    if (wanted.front() != "*")
        return wanted == given;
    return given.size() >= wanted.size() &&
           std::equal(wanted.begin() + 1, wanted.end(),
                      given.end() - static_cast<std::ptrdiff_t>(wanted.size() - 1));
}

/// route.hostname.intersection.exact-wildcard, on patterns.
bool nameCovers(const std::string& wide, const std::string& narrow) {
    if (wide.empty() || narrow.empty())
        return wide.empty();
    const auto outer = labels(wide), inner = labels(narrow);
    if (inner.front() != "*")
        return nameFits(wide, narrow);
    return outer.front() == "*" && inner.size() >= outer.size() &&
           std::equal(outer.begin() + 1, outer.end(),
                      inner.end() - static_cast<std::ptrdiff_t>(outer.size() - 1));
}

std::optional<std::string> commonName(const std::string& a, const std::string& b) {
    if (nameCovers(a, b))
        return b;
    return nameCovers(b, a) ? std::optional(a) : std::nullopt;
}

/// Greater is better: an exact name, then more labels, then any name (httproute.host.precedence).
std::pair<int, std::size_t> nameRank(const std::string& pattern) {
    if (pattern.empty())
        return {0, 0};
    return {pattern.starts_with("*.") ? 1 : 2, labels(pattern).size()};
}

// ---- the request ----

struct Asked {
    std::string host, path, method;
    std::vector<std::pair<std::string, std::string>> headers;  // lower-case names, values joined
    std::vector<std::pair<std::string, std::string>> query;    // first values, decoded
};

void join(std::vector<std::pair<std::string, std::string>>& headers, const std::string& name,
          const std::string& value) {
    for (auto& [present, joined] : headers) {
        if (present == lower(name)) {
            joined += "," + value;
            return;
        }
    }
    headers.emplace_back(lower(name), value);
}

std::string decoded(const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() &&
                            std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                            std::isxdigit(static_cast<unsigned char>(text[i + 2]));
        if (escape) {
            result += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

Asked asked(const simulator::Request& request) {
    Asked result;
    const std::string authority = request.authority();
    result.host = lower(authority.substr(0, authority.find(':')));
    result.path = request.path;
    result.method = request.method;
    if (!authority.empty())
        join(result.headers, "host", authority);
    for (const auto& [name, value] : request.headers) {
        if (lower(name) != "host")
            join(result.headers, name, value);
    }
    std::string rest = request.query.value_or("");
    while (!rest.empty()) {
        const std::string pair = rest.substr(0, rest.find('&'));
        rest = pair.size() < rest.size() ? rest.substr(pair.size() + 1) : "";
        const std::size_t equals = pair.find('=');
        const std::string name = decoded(pair.substr(0, equals));
        const bool repeated = std::ranges::any_of(
            result.query, [&](const auto& other) { return other.first == name; });
        if (!pair.empty() && !repeated)
            result.query.emplace_back(
                name, equals == std::string::npos ? "" : decoded(pair.substr(equals + 1)));
    }
    return result;
}

// ---- one match ----

/// The entries of which no earlier one has the same name.
std::vector<model::HTTPValueMatch> firsts(const std::vector<model::HTTPValueMatch>& values,
                                          bool ignoreCase) {
    const auto key = [&](const std::string& name) { return ignoreCase ? lower(name) : name; };
    std::vector<model::HTTPValueMatch> result;
    for (const auto& value : values) {
        if (std::ranges::none_of(
                result, [&](const auto& other) { return key(other.name) == key(value.name); }))
            result.push_back(value);
    }
    return result;
}

/// One request held against matches.
class Trial {
public:
    Trial(const Asked& request, CompiledExpressions& expressions)
        : m_request(request), m_expressions(expressions) {}

    bool fits(const model::HTTPRouteMatch& match) {
        return (match.method.empty() || match.method == m_request.method) &&
               std::ranges::all_of(firsts(match.headers, true),
                                   [&](const auto& header) {
                                       return valueFits(header, lower(header.name),
                                                        m_request.headers);
                                   }) &&
               std::ranges::all_of(firsts(match.queryParams, false),
                                   [&](const auto& parameter) {
                                       return valueFits(parameter, parameter.name, m_request.query);
                                   }) &&
               pathFits(match.path);
    }

private:
    bool pathFits(const model::HTTPPathMatch& match) {
        switch (match.type) {
            case model::HTTPPathMatch::Type::Exact:
                return m_request.path == match.value;
            case model::HTTPPathMatch::Type::RegularExpression:
                return m_expressions.of(match.value).matches(m_request.path);
            case model::HTTPPathMatch::Type::PathPrefix:
                break;
        }
        std::string prefix = match.value;
        if (prefix.ends_with('/'))
            prefix.pop_back();
        return prefix.empty() || m_request.path == prefix ||
               m_request.path.starts_with(prefix + "/");
    }

    bool valueFits(const model::HTTPValueMatch& match, const std::string& name,
                   const std::vector<std::pair<std::string, std::string>>& given) {
        const auto found =
            std::ranges::find_if(given, [&](const auto& pair) { return pair.first == name; });
        if (found == given.end())
            return false;
        return match.type == model::HTTPValueMatch::Type::Exact
                   ? found->second == match.value
                   : m_expressions.of(match.value).matches(found->second);
    }

    const Asked& m_request;
    CompiledExpressions& m_expressions;
};

/// httproute.match.path.regex: RE2's dialect. A rule with an expression that is none is dropped
/// (route.accepted.unsupported-value, route.rule.invalid-dropped).
bool isServed(const model::HTTPRouteRule& rule, CompiledExpressions& expressions) {
    const auto bad = [&](const model::HTTPValueMatch& value) {
        return value.type == model::HTTPValueMatch::Type::RegularExpression &&
               !expressions.of(value.value).valid();
    };
    return std::ranges::none_of(rule.matches, [&](const model::HTTPRouteMatch& match) {
        return (match.path.type == model::HTTPPathMatch::Type::RegularExpression &&
                !expressions.of(match.path.value).valid()) ||
               std::ranges::any_of(match.headers, bad) ||
               std::ranges::any_of(match.queryParams, bad);
    });
}

// ---- all that fit, and their order ----

struct Fitting {
    std::string hostname;  // that ranks it
    const model::Object* route;
    std::size_t rule, index;
    const model::HTTPRouteMatch* match;
    std::pair<int, std::size_t> listenerRank;
};

int pathTypeRank(const model::HTTPRouteMatch& match, const SpecChoices& choices) {
    const bool late = choices.regexOrder == SpecChoices::RegexOrder::AfterPrefix;
    switch (match.path.type) {
        case model::HTTPPathMatch::Type::Exact:
            return 3;
        case model::HTTPPathMatch::Type::RegularExpression:
            return late ? 0 : 2;
        case model::HTTPPathMatch::Type::PathPrefix:
            return 1;
    }
    return 0;
}

std::size_t pathLength(const model::HTTPRouteMatch& match) {
    const bool prefix = match.path.type == model::HTTPPathMatch::Type::PathPrefix;
    return match.path.value.size() - (prefix && match.path.value.ends_with('/') ? 1 : 0);
}

/// Compares criterion by criterion: httproute.host.precedence, httproute.match.precedence.order,
/// route.precedence.age, and last the listener that brought the same rule along.
class Order {
public:
    Order(const Fitting& first, const Fitting& second, const SpecChoices& choices) {
        greater(DecidedBy::Hostname, nameRank(first.hostname), nameRank(second.hostname));
        greater(DecidedBy::PathType, pathTypeRank(*first.match, choices),
                pathTypeRank(*second.match, choices));
        greater(DecidedBy::PathLength, pathLength(*first.match), pathLength(*second.match));
        greater(DecidedBy::Method, !first.match->method.empty(), !second.match->method.empty());
        greater(DecidedBy::Headers, firsts(first.match->headers, true).size(),
                firsts(second.match->headers, true).size());
        greater(DecidedBy::QueryParams, firsts(first.match->queryParams, false).size(),
                firsts(second.match->queryParams, false).size());
        greater(DecidedBy::Age, age(second), age(first));
        greater(DecidedBy::Name, name(second), name(first));
        greater(DecidedBy::RuleOrder, std::pair(second.rule, second.index),
                std::pair(first.rule, first.index));
        greater(DecidedBy::Nothing, first.listenerRank, second.listenerRank);
    }

    [[nodiscard]] bool firstWins() const { return m_order > 0; }
    [[nodiscard]] DecidedBy criterion() const { return m_criterion; }

private:
    template <class Value>
    void greater(DecidedBy criterion, const Value& first, const Value& second) {
        if (m_order != 0 || first == second)
            return;
        m_order = first > second ? 1 : -1;
        m_criterion = criterion;
    }

    static std::pair<bool, std::int64_t> age(const Fitting& fitting) {
        const auto& created = fitting.route->metadata.creationTimestamp;
        return {!created.has_value(),
                created ? *created : std::int64_t{fitting.route->origin.order}};
    }
    static std::string name(const Fitting& fitting) {
        return fitting.route->metadata.namespace_ + "/" + fitting.route->metadata.name;
    }

    int m_order = 0;
    DecidedBy m_criterion = DecidedBy::Nothing;
};

/// One question.
class Search {
public:
    Search(const model::World& world, const simulator::Options& options,
           CompiledExpressions& expressions, const simulator::Request& request)
        : m_world(world),
          m_options(options),
          m_expressions(expressions),
          m_request(asked(request)),
          m_port(request.listenerPort()),
          m_gateway(m_world.find<model::Gateway>("infra", "gw")) {}

    ReferenceAnswer answer(std::uint64_t bits) {
        const model::Listener* best = bestListener();
        if (!best)
            return {};
        ReferenceAnswer answer;
        answer.listener = best->name;
        for (const model::Listener& listener : m_gateway->listeners) {
            const bool looked = m_options.supports("GatewayHTTPListenerIsolation")
                                    ? &listener == best
                                    : listener.port == m_port;
            if (looked)
                collect(listener);
        }
        const auto& choices = m_options.choices;
        if (choices.hostFallthrough == SpecChoices::HostFallthrough::NotFound)
            std::erase_if(m_fitting, [this](const Fitting& one) {
                return nameRank(one.hostname) < m_bestHost;
            });
        if (const Fitting* first = winner())
            fill(answer, *first, bits);
        return answer;
    }

private:
    /// listener.hostname.most-specific
    const model::Listener* bestListener() const {
        const model::Listener* best = nullptr;
        for (const model::Listener& listener : m_gateway->listeners) {
            if (listener.port == m_port && nameFits(listener.hostname, m_request.host) &&
                (!best || nameRank(listener.hostname) > nameRank(best->hostname)))
                best = &listener;
        }
        return best;
    }

    void collect(const model::Listener& listener) {
        for (const auto& route : m_world.all<model::HTTPRoute>()) {
            for (const model::ParentReference& parent : route->common.parentRefs) {
                if (!parent.sectionName || *parent.sectionName == listener.name)
                    collect(listener, route);
            }
        }
    }

    void collect(const model::Listener& listener, const model::Ref<model::HTTPRoute>& route) {
        std::vector<std::string> hostnames = route->hostnames;
        if (hostnames.empty())
            hostnames.emplace_back();
        for (const std::string& own : hostnames) {
            const auto common = commonName(listener.hostname, own);
            if (!common || !nameFits(*common, m_request.host))
                continue;
            const bool byOwn =
                m_options.choices.hostnamePrecedence == SpecChoices::HostnamePrecedence::RouteOwn;
            collectRules(listener, route, byOwn ? own : *common);
        }
    }

    void collectRules(const model::Listener& listener, const model::Ref<model::HTTPRoute>& route,
                      const std::string& hostname) {
        static const model::HTTPRouteMatch kEverything;  // api.default.matches-empty-list
        Trial trial(m_request, m_expressions);
        for (std::size_t r = 0; r < route->rules.size(); ++r) {
            if (!isServed(route->rules[r], m_expressions))
                continue;
            m_bestHost = std::max(m_bestHost, nameRank(hostname));
            const auto& matches = route->rules[r].matches;
            for (std::size_t m = 0; m < std::max<std::size_t>(1, matches.size()); ++m) {
                const model::HTTPRouteMatch& match = matches.empty() ? kEverything : matches[m];
                if (trial.fits(match))
                    m_fitting.push_back(
                        {hostname, &route.object(), r, m, &match, nameRank(listener.hostname)});
            }
        }
    }

    const Fitting* winner() const {
        const auto first =
            std::ranges::min_element(m_fitting, [&](const Fitting& a, const Fitting& b) {
                return Order(a, b, m_options.choices).firstWins();
            });
        return first == m_fitting.end() ? nullptr : &*first;
    }

    void fill(ReferenceAnswer& answer, const Fitting& first, std::uint64_t bits) const {
        answer.route = first.route->metadata.namespace_ + "/" + first.route->metadata.name;
        answer.rule = first.rule;
        answer.match = first.index;
        answer.decidedBy = decidedBy(first);
        const auto& rule = std::get<model::HTTPRoute>(first.route->resource).rules[first.rule];
        // backendref.weight.share: every unit of weight is one place; the bits name a place.
        std::vector<std::size_t> ends;
        std::size_t sum = 0;
        for (const auto& backend : rule.backendRefs)
            ends.push_back(sum += static_cast<std::size_t>(std::max(0, backend.weight)));
        if (sum == 0)
            return;
        __extension__ using Wide = unsigned __int128;
        const auto place = static_cast<std::size_t>((static_cast<Wide>(bits) * sum) >> 64);
        answer.backend =
            static_cast<std::size_t>(std::ranges::upper_bound(ends, place) - ends.begin());
    }

    /// The last criterion that was needed to put `first` before every other match that fits.
    DecidedBy decidedBy(const Fitting& first) const {
        DecidedBy latest = DecidedBy::Nothing;
        for (const Fitting& other : m_fitting)
            latest = std::max(latest, Order(first, other, m_options.choices).criterion());
        return latest;
    }

    const model::World& m_world;
    const simulator::Options& m_options;
    CompiledExpressions& m_expressions;
    const Asked m_request;
    const int m_port;
    const model::Ref<model::Gateway> m_gateway;
    std::vector<Fitting> m_fitting;
    std::pair<int, std::size_t> m_bestHost{0, 0};
};

}  // namespace

Reference::Reference(const model::World& world, simulator::Options options)
    : m_world(&world),
      m_options(std::move(options)),
      m_expressions(std::make_unique<CompiledExpressions>()) {}
Reference::~Reference() = default;

ReferenceAnswer Reference::answer(const simulator::Request& request, std::uint64_t bits) const {
    return Search(*m_world, m_options, *m_expressions, request).answer(bits);
}

std::string toString(const ReferenceAnswer& answer) {
    if (answer.listener.empty())
        return "no listener";
    if (answer.route.empty())
        return fmt::format("listener {}: no route", answer.listener);
    return fmt::format("listener {}: {} rule {} match {} backend {}", answer.listener, answer.route,
                       *answer.rule, *answer.match,
                       answer.backend ? fmt::format("{}", *answer.backend) : "none");
}

std::string_view toString(DecidedBy criterion) {
    static constexpr std::array<std::string_view, kDecidedByCount> kNames{
        "one rule alone", "hostname",     "path type", "path length", "method",
        "headers",        "query params", "age",       "name",        "order of rules"};
    return kNames[static_cast<std::size_t>(criterion)];
}

}  // namespace gatesight::test
