// Listeners of Gateways.
#pragma once

#include "model/schema/schema.h"

namespace gatesight::model {

/// `spec.listeners` of a Gateway with the rules over all of them (api.listener.unique,
/// api.listener.tls-shape).
extern const Schema kGatewayListeners;
/// `status.listeners`
extern const Schema kListenerStatuses;

}  // namespace gatesight::model
