// TLSRoute (RULES section 10).
#include "simulator/control/route/connection_rules.h"

namespace gatesight::simulator {

const RouteKind kTlsRouteKind{.kind = "TLSRoute",
                              .transport = "TCP",
                              .portFeature = {},
                              .defaultFeature = {},
                              .meshRank = 2,
                              .speaks = speaksAnything,
                              .speaksTo = sendsBytes,
                              .rules = decideConnectionRules};

}  // namespace gatesight::simulator
