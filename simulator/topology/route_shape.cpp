#include "simulator/topology/route_shape.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "simulator/control/hostname.h"

namespace gatesight::simulator {

namespace {

std::string_view nameOf(model::HTTPPathMatch::Type type) {
    switch (type) {
        case model::HTTPPathMatch::Type::Exact:
            return "Exact";
        case model::HTTPPathMatch::Type::PathPrefix:
            return "PathPrefix";
        case model::HTTPPathMatch::Type::RegularExpression:
            return "RegularExpression";
    }
    return {};
}

/// httproute.match.path.prefix: a trailing slash changes nothing.
std::string_view prefixOf(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

/// Predicates sorted and without those that do not count, so that their order does not show.
std::string valuesText(const std::vector<model::HTTPValueMatch>& values, bool anyCase) {
    std::set<std::string> names;
    std::set<std::string> parts;
    for (const model::HTTPValueMatch& value : values) {
        const std::string name = anyCase ? lowerCase(value.name) : value.name;
        if (names.insert(name).second)  // of equal names only the first counts
            parts.insert(
                fmt::format("{}\x1f{}\x1f{}", name, static_cast<int>(value.type), value.value));
    }
    return fmt::format("{}", fmt::join(parts, "\x1e"));
}

std::string identityOf(const model::HTTPRouteMatch& match) {
    const bool prefix = match.path.type == model::HTTPPathMatch::Type::PathPrefix;
    return fmt::format("{}\x1d{}\x1d{}\x1d{}\x1d{}", static_cast<int>(match.path.type),
                       prefix ? prefixOf(match.path.value) : match.path.value, match.method,
                       valuesText(match.headers, true), valuesText(match.queryParams, false));
}

/// ", GET, header x-canary"
std::string otherPredicates(const model::HTTPRouteMatch& match) {
    std::string text;
    if (!match.method.empty())
        text += fmt::format(", {}", match.method);
    for (const model::HTTPValueMatch& header : match.headers)
        text += fmt::format(", header {}", header.name);
    for (const model::HTTPValueMatch& query : match.queryParams)
        text += fmt::format(", query {}", query.name);
    return text;
}

void setWords(RuleShape& shape, const model::HTTPRouteRule& rule) {
    const bool named = !rule.name.empty();
    if (rule.matches.empty()) {
        shape.title = named ? rule.name : "any request";
        return;
    }
    const model::HTTPRouteMatch& first = rule.matches.front();
    shape.title = named ? rule.name : first.path.value;
    shape.subtitle = nameOf(first.path.type);
    if (named)
        shape.subtitle += " " + first.path.value;
    shape.subtitle += otherPredicates(first);
    if (rule.matches.size() > 1)
        shape.subtitle += fmt::format(" +{}", rule.matches.size() - 1);
}

void addMirrors(RuleShape& shape, const std::vector<model::HTTPRouteFilter>& filters,
                const std::vector<FilterBackendState>* states) {
    for (std::uint32_t i = 0; i < filters.size(); ++i) {
        const auto* mirror = std::get_if<model::RequestMirror>(&filters[i].config);
        if (!mirror)
            continue;
        const BackendState* state = nullptr;
        if (states)
            if (const auto found = std::ranges::find(*states, i, &FilterBackendState::filter);
                found != states->end())
                state = &found->backend;
        shape.mirrors.push_back({{&mirror->backendRef, state, 1}, mirror->fraction});
    }
}

RuleShape ruleShape(const model::HTTPRouteRule& rule, const RuleState* state) {
    RuleShape shape;
    shape.node = rule.node;
    shape.state = state;
    setWords(shape, rule);
    for (const model::HTTPRouteMatch& match : rule.matches)
        shape.matches.push_back(identityOf(match));
    addMirrors(shape, rule.filters, state ? &state->filters : nullptr);
    for (std::size_t i = 0; i < rule.backendRefs.size(); ++i) {
        const model::HTTPBackendRef& backend = rule.backendRefs[i];
        shape.backends.push_back(
            {&backend.ref, state && i < state->backends.size() ? &state->backends[i] : nullptr,
             backend.weight});
        addMirrors(shape, backend.filters,
                   state && i < state->backendFilters.size() ? &state->backendFilters[i] : nullptr);
    }
    for (const model::HTTPRouteFilter& filter : rule.filters)
        if (const auto* redirect = std::get_if<model::RequestRedirect>(&filter.config))
            shape.redirect = redirect;
    return shape;
}

/// One rule takes whatever comes.
RuleShape ruleShape(const model::ConnectionRule& rule, const RuleState* state) {
    RuleShape shape;
    shape.node = rule.node;
    shape.state = state;
    shape.title = rule.name.empty() ? "all connections" : rule.name;
    shape.matches.emplace_back();
    for (std::size_t i = 0; i < rule.backendRefs.size(); ++i)
        shape.backends.push_back(
            {&rule.backendRefs[i].ref,
             state && i < state->backends.size() ? &state->backends[i] : nullptr,
             rule.backendRefs[i].weight});
    return shape;
}

template <class Route>
void fill(RouteShape& shape, const Route& route, const RouteState& state) {
    shape.parentRefs = &route.common.parentRefs;
    shape.hostnames = &route.hostnames;
    for (std::size_t i = 0; i < route.rules.size(); ++i)
        shape.rules.push_back(
            ruleShape(route.rules[i], i < state.rules.size() ? &state.rules[i] : nullptr));
}

}  // namespace

RouteShape shapeOf(const model::World& world, const RouteState& state) {
    RouteShape shape;
    shape.object = &world.object(state.route);
    shape.state = &state;
    if (const auto* requests = model::requestRoute(*shape.object))
        fill(shape, *requests, state);
    else if (const auto* connections = model::connectionRoute(*shape.object))
        fill(shape, *connections, state);
    return shape;
}

}  // namespace gatesight::simulator
