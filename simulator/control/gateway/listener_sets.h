// ListenerSets: which Gateway takes their listeners in, and what is said about them (RULES 3.10).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/listener/listener_status.h"

#include <map>
#include <span>
#include <vector>

namespace gatesight::simulator {

class ListenerSets {
public:
    /// Finds the parents, and fills `plane.listenerSets` with what holds before any listener is
    /// judged. The Gateways of `plane` know their controllers.
    ListenerSets(ControlContext& context, ControlPlane& plane);

    /// Where the listeners of a Gateway are written, in order of precedence: itself, then the sets
    /// that it lets in, oldest first (listenerset.merge, listenerset.precedence).
    [[nodiscard]] std::vector<ListenerOwner> ownersOf(model::ObjectId gateway) const;

    /// Writes the conditions of all sets, and the counts of the Gateways, once all listeners are
    /// decided.
    void conclude();

private:
    void resolve(const model::Ref<model::ListenerSet>& set, ListenerSetState& state);
    [[nodiscard]] bool admitted(const model::Ref<model::ListenerSet>& set,
                                const ListenerSetState& state);
    void concludeAdmitted(ListenerSetState& state, const GatewayState& gateway) const;

    ControlContext& m_context;
    ControlPlane& m_plane;
    std::map<model::ObjectId, std::vector<model::ObjectId>> m_setsOf;  // by Gateway, oldest first
};

}  // namespace gatesight::simulator
