#include "simulator/control/route/backend_resolution.h"

#include "simulator/control/reference_lint.h"
#include "simulator/control/route/route_kind.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

using model::Severity;

/// Findings about the references of one route; a legal route can hold thousands of references.
constexpr std::size_t kReported = 16;

std::string portNumbers(const model::Service& service) {
    constexpr std::size_t kShown = 16;
    std::string numbers;
    for (std::size_t i = 0; i < std::min(service.ports.size(), kShown); ++i)
        numbers += fmt::format("{}{}", i == 0 ? "" : ", ", service.ports[i].port);
    if (service.ports.size() > kShown)
        numbers += ", …";
    return numbers.empty() ? "none" : numbers;
}

/// The port with this number; of two with one number the one whose transport fits
/// (backend.protocol.multiplexed).
std::optional<std::uint32_t> portIndex(const model::Service& service, std::uint16_t number,
                                       std::string_view transport) {
    std::optional<std::uint32_t> result;
    for (std::uint32_t i = 0; i < service.ports.size(); ++i) {
        if (service.ports[i].port != number)
            continue;
        if (service.ports[i].protocol == transport)
            return i;
        if (!result)
            result = i;
    }
    return result;
}

BackendState bad(BackendState state, BackendStatus status, std::string_view rule,
                 std::string message) {
    state.status = status;
    state.rule = rule;
    state.message = std::move(message);
    return state;
}

}  // namespace

std::string_view reasonOf(BackendStatus status) {
    switch (status) {
        case BackendStatus::Ok:
            return "ResolvedRefs";
        case BackendStatus::InvalidKind:
            return "InvalidKind";
        case BackendStatus::RefNotPermitted:
            return "RefNotPermitted";
        case BackendStatus::NotFound:
        case BackendStatus::PortNotFound:  // backendref.port-not-in-service: no reason of its own
            return "BackendNotFound";
        case BackendStatus::UnsupportedProtocol:
            return "UnsupportedProtocol";
    }
    return "BackendNotFound";
}

BackendState BackendResolver::resolve(const model::BackendObjectReference& ref,
                                      std::string_view what) {
    BackendState state = look(ref, what);
    if (!state.ok())
        addFault({reasonOf(state.status), state.rule, state.message, ref.node});
    return state;
}

void BackendResolver::addFault(Fault fault) {
    m_faults.push_back(std::move(fault));
}

model::Finding* BackendResolver::report(std::string_view rule, model::NodeId node,
                                        std::string message) {
    if (m_reported == kReported) {
        ++m_leftOut;
        return nullptr;
    }
    ++m_reported;
    return &m_context.findings.add(Severity::Error, rule, m_route.id, node, std::move(message));
}

void BackendResolver::finish() {
    if (m_leftOut > 0)
        m_context.findings.add(
            Severity::Error, "route.resolvedrefs.one-bad", m_route.id, model::kNoNode,
            fmt::format("{} more references of this route cannot be resolved", m_leftOut));
}

BackendState BackendResolver::look(const model::BackendObjectReference& ref,
                                   std::string_view what) {
    const Referrer referrer{m_route.object->group, m_route.kind, m_route.namespace_()};
    const Referent referent{
        ref.group, ref.kind,
        ref.namespace_ ? std::string_view(*ref.namespace_) : m_route.namespace_(), ref.name};

    BackendState state;
    if (!ref.group.empty() || ref.kind != "Service") {
        state = bad(state, BackendStatus::InvalidKind, "backendref.invalid-kind-500",
                    fmt::format("{} names kind {}{}{}, to which routes cannot lead", what,
                                ref.group, ref.group.empty() ? "" : "/", ref.kind));
        (void)report(state.rule, ref.node, state.message);
        return state;
    }
    // Permission before existence, so that a refusal reveals nothing (backendref.no-leak).
    // A mesh asks for no grants: clients may call the backend themselves (refgrant.mesh).
    const Permission permission = m_context.grants.permit(referrer, referent);
    if (!permission.granted && !m_route.onlyMesh()) {
        state = bad(
            state, BackendStatus::RefNotPermitted, "backendref.not-permitted-500",
            fmt::format("{} to {} is not permitted by a ReferenceGrant", what, describe(referent)));
        if (m_reported < kReported) {
            ++m_reported;
            reportMissingGrant(m_context, state.rule, m_route.id, ref.node, referrer, referent,
                               state.message);
        } else {
            ++m_leftOut;
        }
        return state;
    }
    state.grant = permission.grant;
    state.target = m_context.world.find("", "Service", referent.namespace_, ref.name);
    return state.target.valid() ? lookAtService(ref, std::move(state))
                                : missing(ref, std::move(state));
}

BackendState BackendResolver::missing(const model::BackendObjectReference& ref,
                                      BackendState found) {
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : m_route.namespace_();
    BackendState state =
        bad(std::move(found), BackendStatus::NotFound, "backendref.not-found-500",
            fmt::format("there is no Service '{}' in namespace '{}'", ref.name, namespace_));
    const std::string_view near = m_context.findings.nearest(
        ref.name, m_reported < kReported ? namesOfKind(m_context.world, "", "Service", namespace_)
                                         : std::vector<std::string_view>());
    if (auto* finding = report(state.rule, ref.node, state.message + didYouMean(near)))
        m_context.findings.suggestScalar(*finding, m_route.id, ref.node, "name", near);
    return state;
}

BackendState BackendResolver::lookAtService(const model::BackendObjectReference& ref,
                                            BackendState found) {
    const model::Object& object = m_context.world.object(found.target);
    const auto& service = std::get<model::Service>(object.resource);
    const std::string_view transport = m_route.traits->transport;
    const auto index = ref.port ? portIndex(service, *ref.port, transport) : std::nullopt;
    if (!index) {
        BackendState state =
            bad(std::move(found), BackendStatus::PortNotFound, "backendref.port-not-in-service",
                ref.port ? fmt::format("Service {} has no port {}; its ports: {}",
                                       object.fullName(), *ref.port, portNumbers(service))
                         : fmt::format("a reference to Service {} needs a port; its ports: {}",
                                       object.fullName(), portNumbers(service)));
        auto* finding = report(state.rule, ref.node, state.message);
        if (finding && ref.port && service.ports.size() == 1)
            m_context.findings.suggestScalar(*finding, m_route.id, ref.node, "port",
                                             std::to_string(service.ports.front().port));
        return state;
    }
    found.port = *index;
    const model::ServicePort& port = service.ports[*index];
    const bool fits = port.protocol == transport;
    if (!fits || !m_route.traits->speaks(port.appProtocol, m_context.options)) {
        BackendState state =
            bad(std::move(found), BackendStatus::UnsupportedProtocol, "backendref.app-protocol",
                fmt::format("port {} of Service {} has {} '{}', which a {} does not speak",
                            port.port, object.fullName(), fits ? "appProtocol" : "protocol",
                            fits ? port.appProtocol : port.protocol, m_route.kind));
        (void)report(state.rule, ref.node, state.message);
        return state;
    }
    if (service.isExternalName() && m_reported < kReported) {
        ++m_reported;
        m_context.findings.add(Severity::Warning, "backendref.external-name", m_route.id, ref.node,
                               fmt::format("Service {} is of type ExternalName, which controllers "
                                           "should not support",
                                           object.fullName()));
    }
    found.rule = "backendref.service-port";
    return found;
}

}  // namespace gatesight::simulator
