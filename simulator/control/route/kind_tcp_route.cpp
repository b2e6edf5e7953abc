// TCPRoute (RULES section 11).
#include "simulator/control/route/connection_rules.h"

namespace gatesight::simulator {

const RouteKind kTcpRouteKind{.kind = "TCPRoute",
                              .transport = "TCP",
                              .portFeature = {},
                              .defaultFeature = {},
                              .meshRank = 3,
                              .speaks = speaksAnything,
                              .speaksTo = sendsBytes,
                              .rules = decideConnectionRules};

}  // namespace gatesight::simulator
