// What controllers say about a route: one entry for each parent that one of them manages.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/route/http_route_rules.h"
#include "simulator/control/route/route_view.h"

#include <vector>

namespace gatesight::simulator {

/// Decides routes one after the other, oldest first, and attaches them to the listeners of `plane`,
/// whose Gateways are decided and indexed.
class RouteController {
public:
    RouteController(ControlContext& context, ControlPlane& plane);

    [[nodiscard]] RouteState decide(const RouteView& route);

private:
    struct Parent;  // one parentRef, resolved as far as possible

    [[nodiscard]] std::vector<Parent> parentsOf(const RouteView& route) const;
    [[nodiscard]] Parent resolve(const RouteView& route, std::uint32_t index) const;
    [[nodiscard]] RouteParentState decideParent(const RouteView& route, const RouteRules& rules,
                                                const Parent& parent);
    void attachTo(const RouteView& route, const RouteParentState& parent);

    ControlContext& m_context;
    ControlPlane& m_plane;
    std::vector<std::uint32_t> m_defaultGateways;  // indexes into m_plane.gateways
};

}  // namespace gatesight::simulator
