// Resolves references from routes to where traffic goes (RULES 7.1, 7.3).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"
#include "simulator/control/route/route_view.h"

#include <optional>
#include <string_view>

namespace gatesight::simulator {

/// "BackendNotFound" and its like: the reason of ResolvedRefs=False (cond.route.resolvedrefs).
[[nodiscard]] std::string_view reasonOf(BackendStatus status);

/// Resolves the references of one route and remembers what goes into ResolvedRefs. Each trouble
/// becomes a finding, up to a bound for each route.
class BackendResolver {
public:
    BackendResolver(ControlContext& context, const RouteView& route)
        : m_context(context), m_route(route) {}

    /// A backendRef, mirror or external auth reference. `what` names it in messages.
    [[nodiscard]] BackendState resolve(const model::BackendObjectReference& ref,
                                       std::string_view what);

    /// Notes a fault of another reference of the route.
    void addFault(Fault fault);

    /// All faults so far, in the order of the references.
    [[nodiscard]] const Faults& faults() const { return m_faults; }

    /// Says as a finding how many troubles were left out.
    void finish();

private:
    [[nodiscard]] BackendState look(const model::BackendObjectReference& ref,
                                    std::string_view what);
    [[nodiscard]] BackendState lookAtService(const model::BackendObjectReference& ref,
                                             BackendState found);
    [[nodiscard]] BackendState lookAtXBackend(const model::BackendObjectReference& ref,
                                              BackendState found);
    /// Why an XBackend cannot be named like this; decided before it is looked for (xbackend.ref).
    [[nodiscard]] std::optional<BackendState> foreignXBackend(
        const model::BackendObjectReference& ref, std::string_view what);
    [[nodiscard]] BackendState missing(const model::BackendObjectReference& ref,
                                       BackendState found);
    [[nodiscard]] model::Finding* report(std::string_view rule, model::NodeId node,
                                         std::string message);

    ControlContext& m_context;
    const RouteView& m_route;
    Faults m_faults;
    std::size_t m_reported = 0;
    std::size_t m_leftOut = 0;
};

}  // namespace gatesight::simulator
