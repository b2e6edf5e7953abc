#include "simulator/control/route/mesh_parents.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

bool namesService(const model::ParentReference& ref) {
    return ref.group.empty() && ref.kind == "Service";
}

/// "named 'http' on port 80"
std::string wantedPort(const model::ParentReference& ref) {
    if (ref.sectionName && ref.port)
        return fmt::format("port '{}' with number {}", *ref.sectionName, *ref.port);
    if (ref.sectionName)
        return fmt::format("port '{}'", *ref.sectionName);
    return ref.port ? fmt::format("port {}", *ref.port) : "port that the route could take";
}

}  // namespace

MeshParents::MeshParents(ControlContext& context, std::span<const RouteView> routes)
    : m_context(context) {
    for (const RouteView& route : routes) {
        for (const model::ParentReference& ref : route.common->parentRefs) {
            const auto service =
                namesService(ref) ? serviceOf(route, ref) : model::Ref<model::Service>();
            if (!service)
                continue;
            for (const std::uint32_t port : portsOf(route, ref, *service)) {
                const RouteKind*& holder = m_holders[frontend(route, service, port)];
                if (!holder || route.traits->meshRank < holder->meshRank)
                    holder = route.traits;
            }
        }
    }
}

model::Ref<model::Service> MeshParents::serviceOf(const RouteView& route,
                                                  const model::ParentReference& ref) const {
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : route.namespace_();
    return m_context.world.find<model::Service>(namespace_, ref.name);
}

std::vector<std::uint32_t> MeshParents::portsOf(const RouteView& route,
                                                const model::ParentReference& ref,
                                                const model::Service& service) {
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < service.ports.size(); ++i) {
        const model::ServicePort& port = service.ports[i];
        const bool wanted = (!ref.port || *ref.port == port.port) &&
                            (!ref.sectionName || *ref.sectionName == port.name);
        if (wanted && port.protocol == route.traits->transport)  // mesh.port
            result.push_back(i);
    }
    return result;
}

MeshParents::Frontend MeshParents::frontend(const RouteView& route,
                                            const model::Ref<model::Service>& service,
                                            std::uint32_t port) {
    const bool producer = route.namespace_() == service.metadata().namespace_;
    return {.service = service.id(),
            .port = port,
            .clients = producer ? std::string() : route.namespace_(),
            .udp = route.traits->transport == "UDP"};
}

std::optional<Fault> MeshParents::decide(const RouteView& route, const model::ParentReference& ref,
                                         RouteParentState& state) const {
    const auto unwritten = [&](std::string_view rule, std::string why) {
        state.unwritten = std::move(why);
        state.unwrittenRule = rule;
        return std::nullopt;
    };
    const auto service = serviceOf(route, ref);
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : route.namespace_();
    if (!service)
        return unwritten("mesh.status", fmt::format("there is no Service '{}' in namespace '{}'",
                                                    ref.name, namespace_));
    state.parent = service.id();
    if (!m_context.options.supports("Mesh"))
        return unwritten("mesh.parent.service",
                         "the parent is a Service, and the controller is no mesh");
    if (route.namespace_() != namespace_ && !m_context.options.supports("MeshConsumerRoute"))
        return unwritten("mesh.consumer",
                         "the mesh takes no routes for Services of other namespaces: it lacks "
                         "MeshConsumerRoute");
    state.controllerName = kMeshController;
    warnOfHeadless(route, ref, service);

    const auto ports = portsOf(route, ref, *service);
    if (ports.empty())
        return Fault{.reason = "NoMatchingParent",
                     .rule = "mesh.status",
                     .message = fmt::format("Service {} has no {}", service.object().fullName(),
                                            wantedPort(ref)),
                     .node = ref.node};
    const RouteKind* rival = nullptr;
    for (const std::uint32_t port : ports) {
        const RouteKind* holder = m_holders.at(frontend(route, service, port));
        if (holder == route.traits)
            state.servicePorts.push_back(port);
        else
            rival = holder;
    }
    if (!state.servicePorts.empty())
        return std::nullopt;
    return Fault{
        .reason = "Conflicted",
        .rule = "mesh.kinds-conflict",
        .message = fmt::format("routes of kind {} go before those of kind {} on Service {}",
                               rival->kind, route.kind, service.object().fullName()),
        .node = ref.node};
}

void MeshParents::warnOfHeadless(const RouteView& route, const model::ParentReference& ref,
                                 const model::Ref<model::Service>& service) const {
    if (service->headless() || service->isExternalName())
        m_context.findings.add(
            model::Severity::Warning, "mesh.headless-parent", route.id, ref.node,
            fmt::format("Service {} has no cluster IP, so that no request passes the route",
                        service.object().fullName()));
}

}  // namespace gatesight::simulator
