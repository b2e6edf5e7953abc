// Services and ServiceImports as parents: what a mesh says of routes that hang on them (RULES
// section 17).
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/route/route_kind.h"

#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gatesight::simulator {

class MeshParents {
public:
    /// Looks at all routes at once: which kind holds a port depends on the others
    /// (mesh.kinds-conflict). `controller` writes the status.
    MeshParents(ControlContext& context, std::span<const RouteView> routes,
                const std::string& controller);

    /// Fills `unwritten`, or the ports that the route takes. The fault is the reason for
    /// Accepted=False.
    [[nodiscard]] std::optional<Fault> decide(const RouteView& route,
                                              const model::ParentReference& ref,
                                              RouteParentState& state) const;

private:
    /// Routes of one port that are looked at together: producers (no namespace), or the consumers
    /// of a namespace.
    struct Frontend {
        model::ObjectId service;
        std::uint32_t port = 0;
        std::string clients;
        bool udp = false;
        auto operator<=>(const Frontend&) const = default;
    };

    [[nodiscard]] model::ObjectId serviceOf(const RouteView& route,
                                            const model::ParentReference& ref) const;
    [[nodiscard]] static std::vector<std::uint32_t> portsOf(
        const RouteView& route, const model::ParentReference& ref,
        const std::vector<model::ServicePort>& ports);
    [[nodiscard]] Frontend frontend(const RouteView& route, model::ObjectId service,
                                    std::uint32_t port) const;
    void warnOfHeadless(const RouteView& route, const model::ParentReference& ref,
                        const model::Object& service) const;

    ControlContext& m_context;
    const std::string& m_controller;
    std::map<Frontend, const RouteKind*> m_holders;
};

}  // namespace gatesight::simulator
