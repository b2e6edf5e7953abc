// Which listeners take a route (RULES section 4).
#pragma once

#include "model/kinds/references.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/route_view.h"

#include <optional>
#include <span>
#include <string_view>
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

/// Judges a route against `listeners`, all of one owner (a Gateway or a ListenerSet).
[[nodiscard]] AttachResult attach(const RouteView& route, const ListenerSelection& selection,
                                  std::span<const ListenerId> listeners, const ControlPlane& plane,
                                  const model::World& world);

/// The hostnames under which a route is served on a listener (route.hostname.intersection); empty:
/// none.
[[nodiscard]] std::vector<AttachedHostname> commonHostnames(const RouteView& route,
                                                            std::string_view listenerHostname);

}  // namespace gatesight::simulator
