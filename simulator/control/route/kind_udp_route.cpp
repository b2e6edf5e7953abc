// UDPRoute (RULES section 12).
#include "simulator/control/route/connection_rules.h"

namespace gatesight::simulator {

const RouteKind kUdpRouteKind{.kind = "UDPRoute",
                              .transport = "UDP",
                              .portFeature = {},
                              .defaultFeature = {},
                              .meshRank = 4,
                              .speaks = speaksAnything,
                              .speaksTo = sendsNoDatagrams,
                              .rules = decideConnectionRules};

}  // namespace gatesight::simulator
