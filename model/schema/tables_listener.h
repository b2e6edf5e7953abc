// Listeners of Gateways and ListenerSets.
#pragma once

#include "model/schema/schema.h"

namespace gatesight::model {

/// `spec.listeners` of a Gateway or ListenerSet, with the rules over all of them
/// (api.listener.unique, api.listener.tls-shape).
extern const Schema kListeners;
/// `status.listeners`
extern const Schema kListenerStatuses;

}  // namespace gatesight::model
