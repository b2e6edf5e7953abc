// What controllers say about a route: one entry for each parent that one of them manages.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/route/attachment.h"
#include "simulator/control/route/hostname_claims.h"
#include "simulator/control/route/mesh_parents.h"
#include "simulator/control/route/route_kind.h"
#include "simulator/control/route/route_view.h"

#include <optional>
#include <span>
#include <vector>

namespace gatesight::simulator {

/// Decides routes one after the other, oldest first, and attaches them to the listeners of `plane`,
/// whose Gateways are decided and indexed.
class RouteController {
public:
    /// `routes` are all that will be decided.
    RouteController(ControlContext& context, ControlPlane& plane,
                    std::span<const RouteView> routes);

    [[nodiscard]] RouteState decide(const RouteView& route);

private:
    struct Parent;  // one parentRef, resolved as far as possible

    [[nodiscard]] std::optional<RouteRules> rulesInMesh(const RouteView& route,
                                                        const RouteRules& rules) const;

    [[nodiscard]] std::vector<Parent> parentsOf(const RouteView& route) const;
    [[nodiscard]] Parent resolve(const RouteView& route, std::uint32_t index) const;
    void resolveGateway(const RouteView& route, Parent& parent) const;
    void resolveListenerSet(const RouteView& route, Parent& parent) const;
    [[nodiscard]] std::optional<Fault> meetListeners(const RouteView& route,
                                                     RouteHostnames& hostnames,
                                                     const Parent& parent, RouteParentState& state);
    [[nodiscard]] RouteParentState decideParent(const RouteView& route, RouteHostnames& hostnames,
                                                const RouteRules& rules, const Parent& parent);
    void attachTo(const RouteView& route, RouteHostnames& hostnames,
                  const RouteParentState& parent);

    ControlContext& m_context;
    ControlPlane& m_plane;
    MeshParents m_mesh;
    HostnameClaims m_claims;
    std::vector<std::uint32_t> m_defaultGateways;  // indexes into m_plane.gateways
};

}  // namespace gatesight::simulator
