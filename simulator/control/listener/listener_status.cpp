#include "simulator/control/listener/listener_status.h"

#include "simulator/choice_note.h"
#include "simulator/control/credentials.h"
#include "simulator/control/listener/certificates.h"
#include "simulator/control/listener/conflicts.h"
#include "simulator/control/listener/route_kinds.h"
#include "simulator/control/listener/tls_overlap.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gatesight::simulator {
namespace {

using model::Severity;

void append(Faults& all, const Faults& more) {
    all.insert(all.end(), more.begin(), more.end());
}

void report(ControlContext& context, model::ObjectId owner, const Faults& faults) {
    for (const Fault& fault : faults)
        context.findings.add(Severity::Error, fault.rule, owner, fault.node, fault.message);
}

/// "listener 'a'" inside one object. Who reads the status of one object need not be able to read the
/// other, so that of its listeners not even the name is told (listenerset.no-leak).
std::string nameOf(const AssessedListener& listener, const AssessedListener& seenFrom) {
    if (listener.state.owner == seenFrom.state.owner)
        return fmt::format("listener '{}'", listener.state.spec->name);
    if (listener.state.owner == listener.state.gateway)
        return "a listener of the Gateway";
    return seenFrom.state.owner == seenFrom.state.gateway ? "a listener of a ListenerSet"
                                                          : "a listener of another ListenerSet";
}

class Assessment {
public:
    Assessment(ControlContext& context, const model::Ref<model::Gateway>& gateway,
               const FrontendValidation& frontend)
        : m_context(context), m_gateway(gateway), m_frontend(frontend) {}

    void add(const ListenerOwner& owner, std::uint32_t rank) {
        for (std::uint32_t i = 0; i < owner.listeners.size(); ++i) {
            const model::Listener& spec = owner.listeners[i];
            AssessedListener& listener = m_listeners.emplace_back();
            listener.state.gateway = m_gateway.id();
            listener.state.owner = owner.id;
            listener.state.index = i;
            listener.state.spec = &spec;
            checkProtocolAndPort(listener);
            checkTls(listener);
            m_contenders.push_back({&spec, rank, listener.accepted()});
        }
    }

    std::vector<AssessedListener> finish() && {
        checkConflicts();
        checkClients();
        checkOverlaps();
        return std::move(m_listeners);
    }

private:
    void checkProtocolAndPort(AssessedListener& listener) {
        RouteKindSupport support = supportedKinds(*listener.state.spec, m_context.options);
        listener.state.supportedKinds = std::move(support.kinds);
        if (listener.state.spec->port == 8080 && !m_context.options.supports("GatewayPort8080"))
            support.unsupported.push_back({.reason = "PortUnavailable",
                                           .rule = "listener.port.core",
                                           .message = "the controller does not support port 8080",
                                           .node = listener.state.spec->node});
        report(m_context, listener.state.owner, support.unsupported);
        report(m_context, listener.state.owner, support.invalidKinds);
        append(listener.notAccepted, support.unsupported);
        m_invalidKinds.push_back(std::move(support.invalidKinds));
    }

    void checkTls(AssessedListener& listener) {
        if (!listener.accepted())
            return;
        ListenerCertificates certificates =
            resolveCertificates(m_context, listener.state.owner, *listener.state.spec);
        listener.state.certificates = std::move(certificates.usable);
        append(listener.unresolved, certificates.unresolved);
        append(listener.notProgrammed, certificates.missing);
        for (Fault fault : certificates.unresolved) {
            fault.reason = "Invalid";
            listener.notProgrammed.push_back(std::move(fault));
        }
    }

    void checkConflicts() {
        const auto conflicts =
            findConflicts(m_contenders, m_context.options.supports("TLSRouteModeMixed"),
                          m_context.options.choices.listenerSetConflict ==
                              SpecChoices::ListenerSetConflict::FirstWins);
        for (std::size_t i = 0; i < m_listeners.size(); ++i) {
            if (conflicts[i])
                noteConflict(m_listeners[i], *conflicts[i], m_listeners[conflicts[i]->other]);
        }
    }

    void noteConflict(AssessedListener& listener, const ListenerConflict& conflict,
                      const AssessedListener& other) {
        const model::Listener& spec = *listener.state.spec;
        Fault fault{
            .reason = conflict.reason, .rule = conflict.rule, .message = {}, .node = spec.node};
        const std::string otherName = nameOf(other, listener);
        if (conflict.reason == "HostnameConflict")
            fault.message = fmt::format(
                "listener '{}' has the same port {}, protocol {} and {} as {}", spec.name,
                spec.port, spec.protocol,
                spec.hostname.empty() ? "no hostname" : "hostname '" + spec.hostname + "'",
                otherName);
        else
            fault.message = fmt::format(
                "listener '{}' ({}) cannot share port {} with {} ({})", spec.name,
                spec.protocol, spec.port, otherName, other.state.spec->protocol);
        if (listener.state.owner != other.state.owner)
            fault.message += choiceNote(m_context.options.choices, "listener-set-conflict");
        if (conflict.rule == "listener.tls-mixed-modes") {
            fault.message += ": one terminates TLS, the other passes it through";
            listener.state.supportedKinds.clear();
        }
        listener.conflicted =
            trueCondition("Conflicted", conflict.reason, conflict.rule, fault.message);
        auto& finding = m_context.findings.add(Severity::Error, conflict.rule, listener.state.owner,
                                               spec.node, fault.message);
        finding.related.push_back(
            {.message = "the other listener",
             .source =
                 m_context.world.object(other.state.owner).origin.locate(other.state.spec->node)});
        listener.notAccepted.push_back(std::move(fault));
    }

    void checkClients() {
        for (std::size_t i = 0; i < m_listeners.size(); ++i) {
            AssessedListener& listener = m_listeners[i];
            if (const ClientValidationState* clients = m_frontend.of(*listener.state.spec)) {
                listener.state.clientValidation = clients->validation;
                append(listener.unresolved, clients->unresolved);
                append(listener.notAccepted, clients->unusable);
            }
            append(listener.unresolved, m_invalidKinds[i]);
        }
    }

    void checkOverlaps() {
        std::vector<TlsListener> candidates;
        std::vector<std::size_t> indexes;
        for (std::size_t i = 0; i < m_listeners.size(); ++i) {
            const ListenerState& state = m_listeners[i].state;
            if (m_listeners[i].conflicted)
                continue;  // serves nobody that could be confused
            TlsListener& candidate = candidates.emplace_back(TlsListener{state.spec, {}});
            for (const model::ObjectId id : state.certificates)
                candidate.certificates.push_back(
                    std::get_if<model::Secret>(&m_context.world.object(id).resource));
            indexes.push_back(i);
        }
        const auto overlaps = findTlsOverlaps(candidates);
        for (std::size_t i = 0; i < overlaps.size(); ++i) {
            if (!overlaps[i])
                continue;
            AssessedListener& listener = m_listeners[indexes[i]];
            const auto& other = m_listeners[indexes[overlaps[i]->other]];
            listener.overlapping = trueCondition(
                "OverlappingTLSConfig", overlaps[i]->reason, "listener.tls.overlap-condition",
                fmt::format("clients may reuse connections between listener '{}' and {}: "
                            "both cover '{}'",
                            listener.state.spec->name, nameOf(other, listener),
                            overlaps[i]->shared.empty() ? "any host" : overlaps[i]->shared));
        }
    }

    ControlContext& m_context;
    const model::Ref<model::Gateway>& m_gateway;
    const FrontendValidation& m_frontend;
    std::vector<AssessedListener> m_listeners;
    std::vector<PortContender> m_contenders;
    std::vector<Faults> m_invalidKinds;
};

/// Programmed of a listener (cond.listener.programmed).
Condition programmedCondition(const AssessedListener& listener, GatewayHindrance hindrance) {
    const auto because = [](std::string_view reason, std::string_view rule, std::string message) {
        return falseCondition("Programmed", {reason, rule, std::move(message), model::kNoNode});
    };
    if (listener.conflicted)  // listener.conflict.accepted-false: with the conflict's own reason
        return because(listener.notAccepted.front().reason, "listener.conflict.accepted-false",
                       listener.notAccepted.front().message);
    if (!listener.accepted())
        return because("Invalid", "cond.listener.programmed", "the listener is not accepted");
    if (!listener.notProgrammed.empty())
        return falseCondition("Programmed", listener.notProgrammed);
    if (hindrance == GatewayHindrance::NotAccepted)
        return because("Invalid", "gateway.accepted", "the Gateway is not accepted");
    if (hindrance == GatewayHindrance::NotProgrammed)
        return because("Pending", "gateway.programmed", "the Gateway is not programmed");
    return trueCondition("Programmed", "Programmed", "cond.listener.programmed",
                         "the listener is configured in the data plane");
}

}  // namespace

std::vector<AssessedListener> assessListeners(ControlContext& context,
                                              const model::Ref<model::Gateway>& gateway,
                                              std::span<const ListenerOwner> owners,
                                              const FrontendValidation& frontend) {
    Assessment assessment(context, gateway, frontend);
    for (std::uint32_t rank = 0; rank < owners.size(); ++rank)
        assessment.add(owners[rank], rank);
    return std::move(assessment).finish();
}

std::vector<model::ObjectId> credentialsOf(const ListenerState& listener) {
    std::vector<model::ObjectId> result = listener.certificates;
    if (const auto& clients = listener.clientValidation)
        result.insert(result.end(), clients->authorities.begin(), clients->authorities.end());
    return result;
}

ListenerState concludeListener(const model::World& world, AssessedListener listener,
                               GatewayHindrance hindrance, std::int64_t ownerGeneration) {
    Conditions& conditions = listener.state.conditions;
    conditions.push_back(listener.accepted()
                             ? trueCondition("Accepted", "Accepted", "cond.listener.accepted",
                                             "the listener is valid")
                             : falseCondition("Accepted", listener.notAccepted));
    conditions.push_back(programmedCondition(listener, hindrance));
    conditions.push_back(listener.unresolved.empty()
                             ? trueCondition("ResolvedRefs", "ResolvedRefs",
                                             "cond.listener.resolvedrefs",
                                             resolvedMessage(world, credentialsOf(listener.state)))
                             : falseCondition("ResolvedRefs", listener.unresolved));
    for (auto* optional : {&listener.conflicted, &listener.overlapping}) {
        if (*optional)
            conditions.push_back(std::move(**optional));
    }
    observe(conditions, ownerGeneration);
    listener.state.serves = isTrue(conditions, "Programmed");
    return std::move(listener.state);
}

}  // namespace gatesight::simulator
