// What holds for each listener of a Gateway: its conditions, the kinds it takes, the certificates
// it presents.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/gateway/client_validation.h"

#include <optional>
#include <span>
#include <vector>

namespace gatesight::simulator {

/// Where listeners are written: the Gateway itself, or a ListenerSet.
struct ListenerOwner {
    model::ObjectId id;
    std::span<const model::Listener> listeners;
};

/// A listener judged by itself and among the others, before its Gateway is.
struct AssessedListener {
    ListenerState state;  ///< without conditions
    Faults notAccepted;
    Faults unresolved;
    Faults notProgrammed;
    std::optional<Condition> conflicted;  ///< only when in conflict (cond.negative-only-when-true)
    std::optional<Condition> overlapping;

    [[nodiscard]] bool accepted() const { return notAccepted.empty(); }
    [[nodiscard]] bool programmable() const { return accepted() && notProgrammed.empty(); }
};

/// Judges all listeners of a Gateway. Owners come in order of precedence, the Gateway first.
[[nodiscard]] std::vector<AssessedListener> assessListeners(
    ControlContext& context, const model::Ref<model::Gateway>& gateway,
    std::span<const ListenerOwner> owners, const FrontendValidation& frontend);

/// Why a Gateway as a whole does not serve; nothing when it does.
enum class GatewayHindrance { None, NotAccepted, NotProgrammed };

/// What it presents and trusts: Secrets and ConfigMaps.
[[nodiscard]] std::vector<model::ObjectId> credentialsOf(const ListenerState& listener);

/// The conditions of a listener under its Gateway, and whether it serves.
[[nodiscard]] ListenerState concludeListener(const model::World& world, AssessedListener listener,
                                             GatewayHindrance hindrance,
                                             std::int64_t ownerGeneration);

}  // namespace gatesight::simulator
