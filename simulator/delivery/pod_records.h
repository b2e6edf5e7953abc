// What cluster DNS has below a headless Service: a name for each endpoint (svc.headless.pod-names).
#pragma once

#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

/// "<label>.<name>.<namespace>.svc": an endpoint of a headless Service. Destination::Kind::Nothing
/// says why a Pod that could be meant has no such record; nothing: there is no trace of one.
[[nodiscard]] std::optional<Destination> podRecord(const model::World& world,
                                                   std::string_view label, std::string_view name,
                                                   std::string_view namespace_);

/// A name or address that stands for a Pod.
[[nodiscard]] Destination podDestination(const model::Ref<model::Pod>& pod, std::string_view rule,
                                         std::string message);

}  // namespace gatesight::simulator
