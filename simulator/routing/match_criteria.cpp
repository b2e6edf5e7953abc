#include "simulator/routing/match_criteria.h"

#include "model/text/text.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/path_prefix.h"
#include "simulator/routing/pattern.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

using PathType = model::HTTPPathMatch::Type;
using ValueType = model::HTTPValueMatch::Type;

/// Longest value of a request that an explanation repeats.
constexpr std::size_t kLongestValue = 200;

std::string shortened(std::string_view text) {
    return model::shortened(text, kLongestValue);
}

bool holdsPath(const model::HTTPPathMatch& match, std::string_view path) {
    switch (match.type) {
        case PathType::Exact:
            return path == match.value;
        case PathType::PathPrefix:
            return underPrefix(comparedPrefix(match.value), path);
        case PathType::RegularExpression:
            return Pattern(match.value).matches(path);
    }
    return false;
}

std::string_view ruleOf(PathType type) {
    switch (type) {
        case PathType::Exact:
            return "httproute.match.path.exact";
        case PathType::PathPrefix:
            return "httproute.match.path.prefix";
        case PathType::RegularExpression:
            return "httproute.match.path.regex";
    }
    return {};
}

std::string pathChange(const model::HTTPPathMatch& match) {
    switch (match.type) {
        case PathType::Exact:
            return fmt::format("the path were {}", match.value);
        case PathType::PathPrefix:
            return fmt::format("the path were {} or below it", match.value);
        case PathType::RegularExpression:
            return fmt::format("the path as a whole matched {}", match.value);
    }
    return {};
}

bool isRoot(const model::HTTPPathMatch& match) {
    return match.type == PathType::PathPrefix && match.value == "/";
}

Criterion pathCriterion(const model::HTTPPathMatch& match, const RequestFacts& facts) {
    Criterion criterion;
    criterion.compared = {"path", shortened(facts.path()), described(match)};
    criterion.holds = holdsPath(match, facts.path());
    criterion.rule = ruleOf(match.type);
    criterion.compared.rule = isRoot(match) ? "httproute.match.path.root" : criterion.rule;
    criterion.node = match.node;
    if (!criterion.holds)
        criterion.change = pathChange(match);
    return criterion;
}

/// Service and method of a call as texts: "shop.Cart/Add", "shop.Cart", "*/Add".
std::string described(const model::GRPCMethodMatch& call) {
    const std::string service = call.service.empty() ? "*" : call.service;
    const std::string text =
        call.method.empty() ? service : fmt::format("{}/{}", service, call.method);
    return call.regex ? "RegularExpression " + text : text;
}

/// Of a GRPCRoute: the path is what service and method make of it.
Criterion callCriterion(const model::HTTPRouteMatch& match, const RequestFacts& facts) {
    const model::GRPCMethodMatch& call = *match.call;
    Criterion criterion;
    const std::string& path = facts.path();
    criterion.compared = {"call", shortened(path.starts_with('/') ? path.substr(1) : path),
                          described(call)};
    criterion.holds = holdsPath(match.path, path);
    criterion.rule = call.regex             ? "grpcroute.match.method.regex"
                     : call.service.empty() ? "grpcroute.match.method.only"
                                            : "grpcroute.match.method.exact";
    criterion.compared.rule = criterion.rule;
    criterion.node = match.path.node;
    if (!criterion.holds)
        criterion.change = fmt::format("the call were {}", described(call));
    return criterion;
}

Criterion methodCriterion(const model::HTTPRouteMatch& match, const RequestFacts& facts) {
    Criterion criterion;
    criterion.compared = {"method", shortened(facts.methodName()), match.method};
    criterion.holds = match.method == facts.methodName();
    criterion.rule = criterion.compared.rule = "httproute.match.method";
    criterion.node = match.methodNode;
    if (!criterion.holds)
        criterion.change = fmt::format("the method were {}", match.method);
    return criterion;
}

bool holdsValue(const model::HTTPValueMatch& match, const std::string* value) {
    if (!value)
        return false;
    return match.type == ValueType::Exact ? *value == match.value
                                          : Pattern(match.value).matches(*value);
}

struct ValueWords {
    std::string_view what;  // "header", "query parameter"
    std::string_view exactRule, regexRule, againRule;
};

Criterion valueCriterion(const model::HTTPValueMatch& match, const std::string* value,
                         std::string_view sentRule, const ValueWords& words) {
    const bool exact = match.type == ValueType::Exact;
    Criterion criterion;
    criterion.compared = {fmt::format("{} {}", words.what, match.name),
                          value ? shortened(*value) : std::string("(absent)"),
                          exact ? match.value : fmt::format("RegularExpression {}", match.value)};
    criterion.holds = holdsValue(match, value);
    criterion.rule = exact ? words.exactRule : words.regexRule;
    criterion.compared.rule = sentRule.empty() ? criterion.rule : sentRule;
    criterion.node = match.node;
    if (!criterion.holds)
        criterion.change =
            exact ? fmt::format("{} {} were \"{}\"", words.what, match.name, match.value)
                  : fmt::format("{} {} matched {}", words.what, match.name, match.value);
    return criterion;
}

const std::string* headerOf(const RequestFacts& facts, const model::HTTPValueMatch& match) {
    return facts.header(nameHash(match.name), match.name);
}

const std::string* parameterOf(const RequestFacts& facts, const model::HTTPValueMatch& match) {
    return facts.query(RequestFacts::queryHash(match.name), match.name);
}

/// The rule for the way a value was sent; empty for the usual way.
std::string_view sentHeaderRule(const RequestFacts& facts, const std::string& name) {
    return facts.repeatsHeader(nameHash(name), name) ? "httproute.match.header.repeated-in-request"
                                                     : "";
}

std::string_view sentParameterRule(const RequestFacts& facts, const std::string& name) {
    const std::uint32_t hash = RequestFacts::queryHash(name);
    return facts.repeatsQuery(hash, name)   ? "httproute.match.query.repeated-in-request"
           : facts.decodesQuery(hash, name) ? "httproute.match.query.decoding"
                                            : "";
}

/// Entries that do not count as one of the same name stands before them.
void addIgnored(const std::vector<model::HTTPValueMatch>& written,
                const std::vector<const model::HTTPValueMatch*>& counting, const ValueWords& words,
                std::vector<Criterion>& result) {
    for (const model::HTTPValueMatch& match : written) {
        if (std::ranges::find(counting, &match) != counting.end())
            continue;
        Criterion criterion;
        criterion.compared = {fmt::format("{} {} again", words.what, match.name), "(ignored)",
                              match.value, false, std::string(words.againRule)};
        criterion.holds = true;
        criterion.rule = words.againRule;
        criterion.node = match.node;
        result.push_back(std::move(criterion));
    }
}

template <class Same>
std::vector<const model::HTTPValueMatch*> effective(
    const std::vector<model::HTTPValueMatch>& values, const Same& same) {
    std::vector<const model::HTTPValueMatch*> result;
    for (const model::HTTPValueMatch& value : values) {
        if (std::ranges::none_of(
                result, [&](const auto* earlier) { return same(earlier->name, value.name); }))
            result.push_back(&value);
    }
    return result;
}

}  // namespace

std::vector<const model::HTTPValueMatch*> effectiveHeaders(const model::HTTPRouteMatch& match) {
    return effective(match.headers, sameName);
}

std::vector<const model::HTTPValueMatch*> effectiveQuery(const model::HTTPRouteMatch& match) {
    return effective(match.queryParams, std::equal_to<std::string_view>());
}

std::string described(const model::HTTPPathMatch& path) {
    switch (path.type) {
        case PathType::Exact:
            return fmt::format("Exact {}", path.value);
        case PathType::PathPrefix:
            return fmt::format("PathPrefix {}", path.value);
        case PathType::RegularExpression:
            return fmt::format("RegularExpression {}", path.value);
    }
    return {};
}

std::string described(const model::HTTPRouteMatch& match) {
    std::string text = match.call ? "call " + described(*match.call) : described(match.path);
    if (!match.method.empty())
        text += fmt::format(", method {}", match.method);
    for (const model::HTTPValueMatch* header : effectiveHeaders(match))
        text += fmt::format(", header {}: {}", header->name, header->value);
    for (const model::HTTPValueMatch* parameter : effectiveQuery(match))
        text += fmt::format(", query {}={}", parameter->name, parameter->value);
    return text;
}

std::vector<Criterion> criteria(const model::HTTPRouteMatch& match, const RequestFacts& facts) {
    static constexpr ValueWords kHeader{"header", "httproute.match.header.value",
                                        "httproute.match.header.regex",
                                        "httproute.match.header.duplicate-name"};
    static constexpr ValueWords kQuery{"query parameter", "httproute.match.query.exact",
                                       "httproute.match.query.exact",
                                       "httproute.match.query.duplicate-name"};
    std::vector<Criterion> result{match.call ? callCriterion(match, facts)
                                             : pathCriterion(match.path, facts)};
    if (!match.method.empty())
        result.push_back(methodCriterion(match, facts));
    const auto headers = effectiveHeaders(match), parameters = effectiveQuery(match);
    for (const model::HTTPValueMatch* header : headers)
        result.push_back(valueCriterion(*header, headerOf(facts, *header),
                                        sentHeaderRule(facts, header->name), kHeader));
    addIgnored(match.headers, headers, kHeader, result);
    for (const model::HTTPValueMatch* parameter : parameters)
        result.push_back(valueCriterion(*parameter, parameterOf(facts, *parameter),
                                        sentParameterRule(facts, parameter->name), kQuery));
    addIgnored(match.queryParams, parameters, kQuery, result);
    return result;
}

bool fits(const model::HTTPRouteMatch& match, const RequestFacts& facts) {
    return (match.method.empty() || match.method == facts.methodName()) &&
           holdsPath(match.path, facts.path()) &&
           std::ranges::all_of(
               effectiveHeaders(match),
               [&](const auto* header) { return holdsValue(*header, headerOf(facts, *header)); }) &&
           std::ranges::all_of(effectiveQuery(match), [&](const auto* parameter) {
               return holdsValue(*parameter, parameterOf(facts, *parameter));
           });
}

}  // namespace gatesight::simulator
