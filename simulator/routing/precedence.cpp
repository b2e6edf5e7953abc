#include "simulator/routing/precedence.h"

#include "simulator/control/age.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/match_criteria.h"
#include "simulator/routing/path_prefix.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>

namespace gatesight::simulator {

namespace {

using PathType = model::HTTPPathMatch::Type;

/// Higher goes first.
int pathRank(PathType type, SpecChoices::RegexOrder regexOrder) {
    switch (type) {
        case PathType::Exact:
            return 2;
        case PathType::RegularExpression:
            return regexOrder == SpecChoices::RegexOrder::BetweenExactAndPrefix ? 1 : -1;
        case PathType::PathPrefix:
            return 0;
    }
    return 0;
}

std::string_view typeName(PathType type) {
    switch (type) {
        case PathType::Exact:
            return "Exact";
        case PathType::PathPrefix:
            return "PathPrefix";
        case PathType::RegularExpression:
            return "RegularExpression";
    }
    return {};
}

/// httproute.match.precedence.path-length; expressions count their own characters.
std::size_t pathLength(const model::HTTPPathMatch& path) {
    return path.type == PathType::PathPrefix ? comparedPrefix(path.value).size()
                                             : path.value.size();
}

std::string ageOf(const model::Object& route) {
    if (const auto& created = route.metadata.creationTimestamp)
        return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                           std::chrono::sys_seconds(std::chrono::seconds(*created)));
    return fmt::format("none; place {} in load order", route.origin.order);
}

/// Collects criteria until one tells the two apart.
class Comparison {
public:
    [[nodiscard]] bool decided() const { return m_decided; }
    /// The winner has more of it.
    template <class T>
    void more(std::string_view what, const T& winner, const T& loser, std::string winnerText,
              std::string loserText, std::string_view rule, std::string_view because) {
        if (m_decided)
            return;
        m_decided = winner != loser;
        m_verdict.compared.push_back({std::string(what), std::move(winnerText),
                                      std::move(loserText), m_decided, std::string(rule)});
        if (!m_decided)
            return;
        m_verdict.rule = rule;
        m_verdict.message = because;
    }
    void count(std::string_view what, std::size_t winner, std::size_t loser, std::string_view rule,
               std::string_view because) {
        more(what, winner, loser, fmt::format("{}", winner), fmt::format("{}", loser), rule,
             because);
    }
    [[nodiscard]] PrecedenceVerdict take() { return std::move(m_verdict); }

private:
    PrecedenceVerdict m_verdict;
    bool m_decided = false;
};

void comparePaths(Comparison& comparison, const Contender& winner, const Contender& loser,
                  SpecChoices::RegexOrder regexOrder) {
    const auto& ours = winner.match->path;
    const auto& theirs = loser.match->path;
    const bool regex =
        ours.type == PathType::RegularExpression || theirs.type == PathType::RegularExpression;
    comparison.more("path type", pathRank(ours.type, regexOrder), pathRank(theirs.type, regexOrder),
                    std::string(typeName(ours.type)), std::string(typeName(theirs.type)),
                    regex ? "httproute.match.precedence.regex"
                          : "httproute.match.precedence.path-before-headers",
                    regex ? "regular expressions have their own place in the order"
                          : "an exact path goes before any prefix");
    // Of exact paths that fit one request all are equal.
    if (ours.type == PathType::PathPrefix)
        comparison.count("prefix length", pathLength(ours), pathLength(theirs),
                         "httproute.match.precedence.path-length", "its path prefix is longer");
    else if (ours.type == PathType::RegularExpression)
        comparison.count("expression length", pathLength(ours), pathLength(theirs),
                         "httproute.match.precedence.regex", "its expression is longer");
}

/// grpcroute.precedence: characters in service, then in method.
void compareCalls(Comparison& comparison, const Contender& winner, const Contender& loser) {
    const auto service = [](const Contender& contender) {
        return contender.match->call ? contender.match->call->service.size() : std::size_t{0};
    };
    const auto method = [](const Contender& contender) {
        return contender.match->call ? contender.match->call->method.size() : std::size_t{0};
    };
    comparison.count("service length", service(winner), service(loser), "grpcroute.precedence",
                     "it names a longer service");
    comparison.count("method length", method(winner), method(loser), "grpcroute.precedence",
                     "it names a longer method");
}

std::string_view becauseOfAge(const model::ObjectMeta& ours, const model::ObjectMeta& theirs) {
    if (ours.creationTimestamp && theirs.creationTimestamp)
        return "its route is older";
    if (ours.creationTimestamp)
        return "its route has a creationTimestamp; one without counts as made now";
    return "its route was loaded first, and neither has a creationTimestamp";
}

void compareRoutes(Comparison& comparison, const Contender& winner, const Contender& loser) {
    const model::ObjectMeta& ours = winner.route->metadata;
    const model::ObjectMeta& theirs = loser.route->metadata;
    const bool dated = ours.creationTimestamp && theirs.creationTimestamp;
    const bool sameAge = dated ? *ours.creationTimestamp == *theirs.creationTimestamp
                               : !ours.creationTimestamp && !theirs.creationTimestamp &&
                                     winner.route->origin.order == loser.route->origin.order;
    const bool same = winner.route == loser.route;
    comparison.more("age", true, same || sameAge, ageOf(*winner.route), ageOf(*loser.route),
                    dated ? "route.precedence.age" : "route.precedence.age-missing",
                    becauseOfAge(ours, theirs));
    if (!same)
        comparison.more("name", true, false, winner.route->fullName(), loser.route->fullName(),
                        "route.precedence.age", "the names of the routes come in this order");
}

std::string_view headerCountRule(const Contender& winner, const Contender& loser) {
    const auto ignores = [](const Contender& contender) {
        return effectiveHeaders(*contender.match).size() != contender.match->headers.size();
    };
    return ignores(winner) || ignores(loser) ? "httproute.match.precedence.count-effective"
                                             : "httproute.match.precedence.headers-before-query";
}

}  // namespace

PrecedenceVerdict explainPrecedence(const Contender& winner, const Contender& loser,
                                    SpecChoices::RegexOrder regexOrder) {
    const auto shown = [](const std::string& hostname) {
        return hostname.empty() ? std::string("(any)") : hostname;
    };
    Comparison comparison;
    comparison.more("hostname", specificity(winner.hostname), specificity(loser.hostname),
                    shown(winner.hostname), shown(loser.hostname), "httproute.host.precedence",
                    "its hostname is more specific");
    if (winner.route->kind == "GRPCRoute" && loser.route->kind == "GRPCRoute")
        compareCalls(comparison, winner, loser);
    else
        comparePaths(comparison, winner, loser, regexOrder);
    const auto methods = [](const Contender& contender) {
        return std::size_t{!contender.match->method.empty()};
    };
    comparison.count("method matches", methods(winner), methods(loser),
                     "httproute.match.precedence.method-before-headers", "it asks for a method");
    comparison.count("header matches", effectiveHeaders(*winner.match).size(),
                     effectiveHeaders(*loser.match).size(), headerCountRule(winner, loser),
                     "it asks for more headers");
    comparison.count("query matches", effectiveQuery(*winner.match).size(),
                     effectiveQuery(*loser.match).size(), "httproute.match.precedence.order",
                     "it asks for more query parameters");
    compareRoutes(comparison, winner, loser);
    comparison.count("rule", winner.rule, loser.rule, "httproute.match.precedence.rule-order-last",
                     "its rule comes first in the route");
    comparison.count("match", winner.index, loser.index,
                     "httproute.match.precedence.rule-order-last", "it comes first in the rule");
    return comparison.take();
}

}  // namespace gatesight::simulator
