#include "simulator/control/hostname.h"
#include "simulator/control/lint/lint.h"

#include <fmt/format.h>

#include <set>
#include <string>

namespace gatesight::simulator {
namespace {

const model::HTTPHeaderFilter* headerFilter(const model::HTTPRouteFilter& filter) {
    if (const auto* request = std::get_if<model::RequestHeaderModifier>(&filter.config))
        return request;
    return std::get_if<model::ResponseHeaderModifier>(&filter.config);
}

/// The first name that a later list repeats; empty when none does. Names compare without case.
std::string_view repeatedName(const model::HTTPHeaderFilter& filter) {
    std::set<std::string> seen;
    const auto meet = [&](const auto& list, auto nameOf) -> std::string_view {
        std::set<std::string> own;
        for (const auto& each : list) {
            if (seen.contains(lowerCase(nameOf(each))))
                return nameOf(each);
            own.insert(lowerCase(nameOf(each)));
        }
        seen.merge(own);
        return {};
    };
    const auto ofHeader = [](const model::HTTPHeader& header) -> std::string_view {
        return header.name;
    };
    const auto itself = [](const std::string& name) -> std::string_view { return name; };
    std::string_view repeated = meet(filter.set, ofHeader);
    if (repeated.empty())
        repeated = meet(filter.add, ofHeader);
    return repeated.empty() ? meet(filter.remove, itself) : repeated;
}

void lintFilters(ControlContext& context, model::ObjectId route,
                 const std::vector<model::HTTPRouteFilter>& filters) {
    for (const model::HTTPRouteFilter& filter : filters) {
        const model::HTTPHeaderFilter* headers = headerFilter(filter);
        const std::string_view name = headers ? repeatedName(*headers) : std::string_view();
        if (!name.empty())
            context.findings.add(
                model::Severity::Warning, "api.header-filter.cross-list", route, filter.node,
                fmt::format("header '{}' is in more than one of set, add and remove; the API "
                            "server lets it pass, what becomes of it is for nobody to rely on",
                            name));
    }
}

}  // namespace

void lintHeaderFilters(ControlContext& context, const ControlPlane& plane) {
    for (const RouteState& state : plane.routes) {
        const auto* route = model::requestRoute(context.world.object(state.route));
        if (!route)
            continue;
        for (const model::HTTPRouteRule& rule : route->rules) {
            lintFilters(context, state.route, rule.filters);
            for (const model::HTTPBackendRef& backend : rule.backendRefs)
                lintFilters(context, state.route, backend.filters);
        }
    }
}

}  // namespace gatesight::simulator
