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

using Ports = std::vector<model::ServicePort>;

std::string portNumbers(const Ports& ports) {
    constexpr std::size_t kShown = 16;
    std::string numbers;
    for (std::size_t i = 0; i < std::min(ports.size(), kShown); ++i)
        numbers += fmt::format("{}{}", i == 0 ? "" : ", ", ports[i].port);
    if (ports.size() > kShown)
        numbers += ", …";
    return numbers.empty() ? "none" : numbers;
}

/// The port with this number; of two with one number the one whose transport fits
/// (backend.protocol.multiplexed).
std::optional<std::uint32_t> portIndex(const Ports& ports, std::uint16_t number,
                                       std::string_view transport) {
    std::optional<std::uint32_t> result;
    for (std::uint32_t i = 0; i < ports.size(); ++i) {
        if (ports[i].port != number)
            continue;
        if (ports[i].protocol == transport)
            return i;
        if (!result)
            result = i;
    }
    return result;
}

bool namesXBackend(const model::BackendObjectReference& ref) {
    return ref.group == model::kGatewayExperimentalGroup && ref.kind == "XBackend";
}

/// Kinds that routes can lead to; of the standard channel there is no XBackend (api.versions.served).
bool canLeadTo(const model::BackendObjectReference& ref, const Options& options) {
    return model::namesService(ref.group, ref.kind) ||
           (namesXBackend(ref) && options.channel == model::Channel::Experimental);
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
    if (!canLeadTo(ref, m_context.options)) {
        state = bad(state, BackendStatus::InvalidKind, "backendref.invalid-kind-500",
                    fmt::format("{} names kind {}{}{}, to which routes cannot lead", what,
                                ref.group, ref.group.empty() ? "" : "/", ref.kind));
        (void)report(state.rule, ref.node, state.message);
        return state;
    }
    if (auto foreign = foreignXBackend(ref, what))
        return std::move(*foreign);
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
    state.target = m_context.world.find(ref.group, ref.kind, referent.namespace_, ref.name);
    if (!state.target.valid())
        return missing(ref, std::move(state));
    return namesXBackend(ref) ? lookAtXBackend(ref, std::move(state))
                              : lookAtService(ref, std::move(state));
}

std::optional<BackendState> BackendResolver::foreignXBackend(
    const model::BackendObjectReference& ref, std::string_view what) {
    if (!namesXBackend(ref) || !ref.namespace_ || *ref.namespace_ == m_route.namespace_())
        return std::nullopt;
    BackendState state =
        bad({}, BackendStatus::RefNotPermitted, "xbackend.ref",
            fmt::format("{} names an XBackend of namespace '{}': it must be in the route's own, "
                        "which no ReferenceGrant changes",
                        what, *ref.namespace_));
    (void)report(state.rule, ref.node, state.message);
    return state;
}

BackendState BackendResolver::missing(const model::BackendObjectReference& ref,
                                      BackendState found) {
    const std::string_view namespace_ =
        ref.namespace_ ? std::string_view(*ref.namespace_) : m_route.namespace_();
    BackendState state =
        bad(std::move(found), BackendStatus::NotFound, "backendref.not-found-500",
            fmt::format("there is no {} '{}' in namespace '{}'", ref.kind, ref.name, namespace_));
    const MeantObject meant = m_reported < kReported
                                  ? meantBy(m_context, {ref.group, ref.kind, namespace_, ref.name})
                                  : MeantObject();
    // One elsewhere needs a grant besides, so that there is no edit that does it.
    if (auto* finding = report(state.rule, ref.node, state.message + suggestion(meant)))
        m_context.findings.suggestScalar(*finding, m_route.id, ref.node, "name", meant.name);
    return state;
}

BackendState BackendResolver::lookAtService(const model::BackendObjectReference& ref,
                                            BackendState found) {
    const model::Object& object = m_context.world.object(found.target);
    const Ports& ports = *model::servicePorts(object);
    const std::string_view transport = m_route.traits->transport;
    const auto index = ref.port ? portIndex(ports, *ref.port, transport) : std::nullopt;
    if (!index) {
        BackendState state =
            bad(std::move(found), BackendStatus::PortNotFound, "backendref.port-not-in-service",
                ref.port ? fmt::format("{} {} has no port {}; its ports: {}", object.kind,
                                       object.fullName(), *ref.port, portNumbers(ports))
                         : fmt::format("a reference to {} {} needs a port; its ports: {}",
                                       object.kind, object.fullName(), portNumbers(ports)));
        auto* finding = report(state.rule, ref.node, state.message);
        if (finding && ref.port && ports.size() == 1)
            m_context.findings.suggestScalar(*finding, m_route.id, ref.node, "port",
                                             std::to_string(ports.front().port));
        return state;
    }
    found.port = *index;
    const model::ServicePort& port = ports[*index];
    const bool fits = port.protocol == transport;
    if (!fits || !m_route.traits->speaks(port.appProtocol, m_context.options)) {
        BackendState state =
            bad(std::move(found), BackendStatus::UnsupportedProtocol, "backendref.app-protocol",
                fmt::format("port {} of {} {} has {} '{}', which a {} does not speak",
                            port.port, object.kind, object.fullName(),
                            fits ? "appProtocol" : "protocol", fits ? port.appProtocol : port.protocol, m_route.kind));
        (void)report(state.rule, ref.node, state.message);
        return state;
    }
    const auto* service = std::get_if<model::Service>(&object.resource);
    if (service && service->isExternalName() && m_reported < kReported) {
        ++m_reported;
        m_context.findings.add(Severity::Warning, "backendref.external-name", m_route.id, ref.node,
                               fmt::format("Service {} is of type ExternalName, which controllers "
                                           "should not support",
                                           object.fullName()));
    }
    found.rule = service ? "backendref.service-port" : "backendref.service-import";
    return found;
}

BackendState BackendResolver::lookAtXBackend(const model::BackendObjectReference& ref,
                                             BackendState found) {
    const model::Object& object = m_context.world.object(found.target);
    const auto& backend = std::get<model::XBackend>(object.resource);
    if (!m_route.traits->speaksTo(backend.protocol)) {
        BackendState state = bad(
            std::move(found), BackendStatus::UnsupportedProtocol, "xbackend.protocol",
            fmt::format("XBackend {} has protocol {}, which a {} does not speak", object.fullName(),
                        backend.protocol.empty() ? "(none)" : backend.protocol, m_route.kind));
        (void)report(state.rule, ref.node, state.message);
        return state;
    }
    if (ref.port && *ref.port != backend.port && m_reported < kReported) {
        ++m_reported;
        m_context.findings.add(Severity::Warning, "xbackend.port", m_route.id, ref.node,
                               fmt::format("port {} has no effect: XBackend {} is at port {}",
                                           *ref.port, object.fullName(), backend.port));
    }
    found.rule = "xbackend.ref";
    return found;
}

}  // namespace gatesight::simulator
