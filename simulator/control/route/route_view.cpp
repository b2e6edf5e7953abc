#include "simulator/control/route/route_view.h"

#include "simulator/control/route/route_kind.h"

#include <algorithm>

namespace gatesight::simulator {
namespace {

template <class Route>
RouteView viewOfRoute(const Route& route) {
    return {.common = &route.common,
            .hostnames = route.hostnames,
            .hostnameNodes = route.hostnameNodes};
}

template <class Rules>
void appendBackendRefs(const Rules& rules, std::size_t rule,
                       std::vector<const model::BackendRef*>& result) {
    if (rule >= rules.size())
        return;
    for (const auto& backend : rules[rule].backendRefs)
        result.push_back(&backend);
}

bool isMeshParent(const model::ParentReference& ref) {
    return model::namesService(ref.group, ref.kind);
}

}  // namespace

bool RouteView::onlyMesh() const {
    return inMesh || (!common->parentRefs.empty() &&
                      std::ranges::all_of(common->parentRefs, isMeshParent));
}

bool RouteView::hasMeshParent() const {
    return std::ranges::any_of(common->parentRefs, isMeshParent);
}

std::optional<RouteView> routeView(const model::World& world, model::ObjectId id) {
    const model::Object& object = world.object(id);
    std::optional<RouteView> result;
    if (const auto* requests = model::requestRoute(object))
        result = viewOfRoute(*requests);
    else if (const auto* connections = model::connectionRoute(object))
        result = viewOfRoute(*connections);
    if (result) {
        result->id = id;
        result->object = &object;
        result->kind = object.kind;
        result->traits = &routeKind(object.kind);
    }
    return result;
}

std::vector<RouteView> allRoutes(const model::World& world) {
    std::vector<RouteView> result;
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        if (auto view = routeView(world, model::ObjectId{i}))
            result.push_back(*view);
    }
    return result;
}

std::vector<const model::BackendRef*> backendRefsOf(const model::Object& route, std::size_t rule) {
    std::vector<const model::BackendRef*> result;
    if (const auto* requests = model::requestRoute(route))
        appendBackendRefs(requests->rules, rule, result);
    else if (const auto* connections = model::connectionRoute(route))
        appendBackendRefs(connections->rules, rule, result);
    return result;
}

}  // namespace gatesight::simulator
