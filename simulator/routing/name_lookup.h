// A client inside the cluster looks a name up before it dials anything (RULES 21.3, np.dns).
#pragma once

#include "simulator/delivery/resolv_conf.h"
#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// As the client's Pod has it; for one that is not loaded, as usual Pods of its namespace do.
[[nodiscard]] const ResolvConf& clientResolvConf(const Exchange& exchange);

/// Says what differs from a usual resolv.conf, and whether network policies let the client ask for
/// `name`; returns whether the request goes on.
bool lookUpName(Exchange& exchange, const ResolvConf& conf, std::string_view name);

}  // namespace gatesight::simulator
