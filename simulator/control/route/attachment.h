// Which listeners take a route (RULES section 4).
#pragma once

#include "model/kinds/references.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/hostname_claims.h"
#include "simulator/control/route/route_view.h"

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// The part of a parentRef that picks listeners out of an object.
struct ListenerSelection {
    const std::string* sectionName = nullptr;  ///< null: every listener
    std::optional<std::uint16_t> port;
};

/// How a route meets the listeners of one parent.
struct AttachResult {
    std::vector<ListenerVerdict> verdicts;  ///< one for each listener, in their order
    std::optional<Fault>
        refused;  ///< Accepted=False when no listener takes it (route.reason.order)
};

/// What a route's hostnames have in common with listeners. Remembers answers: a route can meet
/// thousands of listeners, whose hostnames are mostly the same few.
class RouteHostnames {
public:
    explicit RouteHostnames(const RouteView& route) : m_route(route) {}

    /// The names under which the route is served on a listener (route.hostname.intersection);
    /// empty: none.
    [[nodiscard]] const std::vector<AttachedHostname>& servedUnder(
        std::string_view listenerHostname);

private:
    const RouteView& m_route;
    std::unordered_map<std::string_view, std::vector<AttachedHostname>> m_known;
};

/// Judges a route against `listeners`, all of one owner (a Gateway or a ListenerSet). `claims` are
/// those of older routes.
[[nodiscard]] AttachResult attach(const RouteView& route, RouteHostnames& hostnames,
                                  const ListenerSelection& selection,
                                  std::span<const ListenerId> listeners, const ControlPlane& plane,
                                  const HostnameClaims& claims, const model::World& world);

}  // namespace gatesight::simulator
