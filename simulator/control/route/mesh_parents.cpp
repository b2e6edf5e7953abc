#include "simulator/control/route/mesh_parents.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

bool isHeadless(const model::Object& object) {
    if (const auto* service = std::get_if<model::Service>(&object.resource))
        return service->headless() || service->isExternalName();
    return std::get<model::ServiceImport>(object.resource).headless();
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

MeshParents::MeshParents(ControlContext& context, std::span<const RouteView> routes,
                         const std::string& controller)
    : m_context(context), m_controller(controller) {
    for (const RouteView& route : routes) {
        for (const model::ParentReference& ref : route.common->parentRefs) {
            const model::ObjectId service = serviceOf(route, ref);
            if (!service.valid())
                continue;
            const auto& ports = *model::servicePorts(context.world.object(service));
            for (const std::uint32_t port : portsOf(route, ref, ports)) {
                const RouteKind*& holder = m_holders[frontend(route, service, port)];
                if (!holder || route.traits->meshRank < holder->meshRank)
                    holder = route.traits;
            }
        }
    }
}

model::ObjectId MeshParents::serviceOf(const RouteView& route,
                                       const model::ParentReference& ref) const {
    if (!model::namesService(ref.group, ref.kind))
        return {};
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : route.namespace_();
    return m_context.world.find(ref.group, ref.kind, namespace_, ref.name);
}

std::vector<std::uint32_t> MeshParents::portsOf(const RouteView& route,
                                                const model::ParentReference& ref,
                                                const std::vector<model::ServicePort>& ports) {
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < ports.size(); ++i) {
        const model::ServicePort& port = ports[i];
        const bool wanted = (!ref.port || *ref.port == port.port) &&
                            (!ref.sectionName || *ref.sectionName == port.name);
        if (wanted && port.protocol == route.traits->transport)  // mesh.port
            result.push_back(i);
    }
    return result;
}

MeshParents::Frontend MeshParents::frontend(const RouteView& route, model::ObjectId service,
                                            std::uint32_t port) const {
    const bool producer =
        route.namespace_() == m_context.world.object(service).metadata.namespace_;
    return {.service = service,
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
    const model::ObjectId id = serviceOf(route, ref);
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : route.namespace_();
    if (!id.valid())
        return unwritten("mesh.status", fmt::format("there is no {} '{}' in namespace '{}'",
                                                    ref.kind, ref.name, namespace_));
    state.parent = id;
    const model::Object& service = m_context.world.object(id);
    if (!m_context.options.supports("Mesh"))
        return unwritten(
            "mesh.parent.service",
            fmt::format("the parent is a {}, and the controller is no mesh", ref.kind));
    if (route.namespace_() != namespace_ && !m_context.options.supports("MeshConsumerRoute"))
        return unwritten("mesh.consumer",
                         "the mesh takes no routes for Services of other namespaces: it lacks "
                         "MeshConsumerRoute");
    state.controllerName = m_controller;
    warnOfHeadless(route, ref, service);

    const auto ports = portsOf(route, ref, *model::servicePorts(service));
    if (ports.empty())
        return Fault{.reason = "NoMatchingParent",
                     .rule = "mesh.status",
                     .message = fmt::format("{} {} has no {}", ref.kind, service.fullName(),
                                            wantedPort(ref)),
                     .node = ref.node};
    const RouteKind* rival = nullptr;
    for (const std::uint32_t port : ports) {
        const RouteKind* holder = m_holders.at(frontend(route, id, port));
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
        .message = fmt::format("routes of kind {} go before those of kind {} on {} {}",
                               rival->kind, route.kind, ref.kind, service.fullName()),
        .node = ref.node};
}

void MeshParents::warnOfHeadless(const RouteView& route, const model::ParentReference& ref,
                                 const model::Object& service) const {
    if (isHeadless(service))
        m_context.findings.add(
            model::Severity::Warning, "mesh.headless-parent", route.id, ref.node,
            fmt::format("{} {} has no cluster IP, so that no request passes the route", ref.kind,
                        service.fullName()));
}

}  // namespace gatesight::simulator
