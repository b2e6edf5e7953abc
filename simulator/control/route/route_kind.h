// What one kind of route does its own way. Everything else about routes (parents, attachment,
// references, status) is the same for all of them; a further kind is one file beside the
// kind_*.cpp, and one line in route_kind.cpp.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/route_view.h"

#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// All rules of a route, judged; the same for every parent.
struct RouteRules {
    std::vector<RuleState> rules;
    Faults unresolved;  ///< ResolvedRefs=False, first reference first (route.resolvedrefs.one-bad)
    Faults invalid;     ///< one for each rule that is dropped (route.rule.invalid-dropped)
};

struct RouteKind {
    std::string_view kind;
    std::string_view transport;  ///< of the Service ports that it can lead to
    std::string_view
        portFeature;  ///< without this feature parentRef.port has no effect; empty: it always has
    std::string_view
        defaultFeature;  ///< lets default Gateways claim routes of the kind; empty: they never do
    int meshRank;  ///< of several kinds on one Service port the lowest serves (mesh.kinds-conflict)
    /// Whether it can speak a Service port's appProtocol (backend.protocol.matrix).
    bool (*speaks)(std::string_view appProtocol, const Options& options);
    /// Whether it can be sent to an XBackend with this protocol; empty: as the kind implies
    /// (xbackend.protocol).
    bool (*speaksTo)(std::string_view protocol);
    /// Judges the rules and resolves their references.
    RouteRules (*rules)(ControlContext& context, const RouteView& route);
};

extern const RouteKind kHttpRouteKind, kGrpcRouteKind, kTlsRouteKind, kTcpRouteKind, kUdpRouteKind;

/// `kind` is one of a route.
[[nodiscard]] const RouteKind& routeKind(std::string_view kind);

}  // namespace gatesight::simulator
