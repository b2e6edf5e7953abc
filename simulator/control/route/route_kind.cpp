#include "simulator/control/route/route_kind.h"

#include <algorithm>
#include <array>

namespace gatesight::simulator {

const RouteKind& routeKind(std::string_view kind) {
    static constexpr std::array kKinds{&kHttpRouteKind, &kGrpcRouteKind, &kTlsRouteKind,
                                       &kTcpRouteKind, &kUdpRouteKind};
    const auto found =
        std::ranges::find(kKinds, kind, [](const RouteKind* each) { return each->kind; });
    return found == kKinds.end() ? kHttpRouteKind : **found;
}

}  // namespace gatesight::simulator
