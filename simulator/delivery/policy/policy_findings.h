// What surprises about network policies, for lint.
#pragma once

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/policy/policy_set.h"

namespace gatesight::simulator {

/// Allowed to the host but not to DNS (np.dns): Pods whose egress policies isolate them and let
/// them reach something, but not port 53 of kube-system/kube-dns, by UDP or by TCP. Where that
/// Service is not loaded it is assumed, with Pods labelled k8s-app=kube-dns, and the finding says
/// so. One finding for all Pods that the same policies select.
[[nodiscard]] model::Findings policyFindings(const PolicySet& policies, const Delivery& delivery);

}  // namespace gatesight::simulator
