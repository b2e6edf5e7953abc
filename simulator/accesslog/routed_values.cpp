#include "simulator/accesslog/routed_values.h"

#include "simulator/routing/header_name.h"

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

using model::HTTPValueMatch;

std::string lowered(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), asciiLower);
    return lower;
}

void addAsked(RoutedValues::Asked& asked, std::string name, const HTTPValueMatch& match) {
    AskedValue& value = asked[std::move(name)];
    if (match.type == HTTPValueMatch::Type::RegularExpression)
        value.patterns.emplace_back(match.value);
    else if (!value.names(match.value))
        value.exact.push_back(match.value);
}

bool answersPreflights(const std::vector<model::HTTPRouteFilter>& filters) {
    return std::ranges::any_of(
        filters, [](const model::HTTPRouteFilter& filter) { return typeName(filter) == "CORS"; });
}

}  // namespace

bool AskedValue::names(std::string_view value) const {
    return std::ranges::find(exact, value) != exact.end();
}

bool AskedValue::sameToPatterns(std::string_view one, std::string_view other) const {
    return std::ranges::all_of(patterns, [&](const Pattern& pattern) {
        return pattern.matches(one) == pattern.matches(other);
    });
}

RoutedValues::RoutedValues(std::span<const model::World* const> worlds) {
    for (const model::World* world : worlds) {
        for (const model::ObjectPtr& object : world->objects()) {
            const model::RequestRoute* route = model::requestRoute(*object);
            if (!route)
                continue;
            for (const model::HTTPRouteRule& rule : route->rules)
                addRule(rule);
        }
    }
}

const AskedValue* RoutedValues::header(std::string_view name) const {
    if (m_headers.empty())
        return nullptr;
    const auto found = m_headers.find(lowered(name));
    return found == m_headers.end() ? nullptr : &found->second;
}

const AskedValue* RoutedValues::parameter(std::string_view name) const {
    const auto found = m_parameters.find(name);
    return found == m_parameters.end() ? nullptr : &found->second;
}

void RoutedValues::addRule(const model::HTTPRouteRule& rule) {
    for (const model::HTTPRouteMatch& match : rule.matches)
        addMatch(match);
    if (answersPreflights(rule.filters)) {
        for (const char* name :
             {"origin", "access-control-request-method", "access-control-request-headers"})
            m_headers.try_emplace(name);
    }
}

void RoutedValues::addMatch(const model::HTTPRouteMatch& match) {
    m_looksIntoPaths = m_looksIntoPaths ||
                       match.path.type == model::HTTPPathMatch::Type::RegularExpression ||
                       match.path.value.find(';') != std::string::npos;
    for (const HTTPValueMatch& header : match.headers)
        addAsked(m_headers, lowered(header.name), header);
    for (const HTTPValueMatch& parameter : match.queryParams)
        addAsked(m_parameters, parameter.name, parameter);
}

}  // namespace gatesight::simulator
