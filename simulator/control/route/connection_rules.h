// The rules of routes that take whole connections: all there is are references.
#pragma once

#include "simulator/control/route/route_kind.h"

namespace gatesight::simulator {

[[nodiscard]] RouteRules decideConnectionRules(ControlContext& context, const RouteView& route);

/// Any appProtocol: what flows through a connection is not looked at.
[[nodiscard]] bool speaksAnything(std::string_view appProtocol, const Options& options);
/// Any protocol of an XBackend, for the same reason.
[[nodiscard]] bool sendsBytes(std::string_view protocol);
/// No XBackend takes datagrams (xbackend.protocol).
[[nodiscard]] bool sendsNoDatagrams(std::string_view protocol);

}  // namespace gatesight::simulator
