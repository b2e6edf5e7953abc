#include "simulator/control/gateway/gateway_status.h"

#include "simulator/control/credentials.h"
#include "simulator/control/gateway/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gatesight::simulator {
namespace {

using GatewayRef = model::Ref<model::Gateway>;

constexpr CredentialUse kBackendCertificate = {
    .what = "clientCertificateRef",
    .notPermitted = "gateway.backend-client-cert.not-permitted",
    .badKind = "gateway.backend-client-cert.invalid",
    .notFound = "gateway.backend-client-cert.invalid"};

using Listeners = std::span<const AssessedListener>;

/// Names of the listeners that `is` holds for.
std::vector<std::string_view> namesWhere(Listeners listeners,
                                         bool (*is)(const AssessedListener& listener)) {
    std::vector<std::string_view> names;
    for (const AssessedListener& listener : listeners) {
        if (is(listener))
            names.push_back(listener.state.spec->name);
    }
    return names;
}

/// Accepted of the Gateway. A listener counts as invalid when it is not accepted; unresolved
/// references alone do not make it so (cond.gateway.accepted-vs-listener).
Condition acceptedCondition(const Faults& refused, Listeners own) {
    if (!refused.empty())
        return falseCondition("Accepted", refused);
    constexpr std::string_view kRule = "gateway.accepted.listeners-not-valid";
    const auto bad = namesWhere(own, [](const auto& each) { return !each.accepted(); });
    if (bad.empty() && !own.empty())
        return trueCondition("Accepted", "Accepted", "gateway.accepted", "the Gateway is valid");
    const std::string message = fmt::format("listeners that are not accepted: {}", enumerated(bad));
    if (bad.size() < own.size())
        return trueCondition("Accepted", "ListenersNotValid", kRule, message);
    return falseCondition("Accepted", {"ListenersNotValid", kRule, message, model::kNoNode});
}

Condition programmedCondition(const Condition& accepted, const Faults& unassigned,
                              Listeners listeners) {
    const auto invalid = [](std::string message) {
        return falseCondition(
            "Programmed", {"Invalid", "gateway.programmed", std::move(message), model::kNoNode});
    };
    if (accepted.status != Condition::Status::True)
        return invalid("the Gateway is not accepted");
    if (!unassigned.empty())
        return falseCondition("Programmed", unassigned);
    if (std::ranges::none_of(listeners, &AssessedListener::programmable))
        return invalid("no listener can be configured");
    return trueCondition("Programmed", "Programmed", "gateway.programmed",
                         "the data plane is configured");
}

/// Resolves tls.backend.clientCertificateRef (RULES 3.7).
Faults resolveBackendCertificate(ControlContext& context, const GatewayRef& gateway,
                                 GatewayState& state) {
    if (!gateway->backendClientCertificateRef)
        return {};
    const model::ObjectRef& ref = *gateway->backendClientCertificateRef;
    if (!context.options.supports("GatewayBackendClientCertificate")) {
        context.findings.add(model::Severity::Warning, "gateway.backend-client-cert", gateway.id(),
                             ref.node,
                             "tls.backend.clientCertificateRef has no effect: the controller lacks "
                             "GatewayBackendClientCertificate");
        return {};
    }
    const Credential secret = resolveKeyPair(context, gateway.id(), ref, kBackendCertificate);
    if (secret) {
        state.backendClientCertificate = *secret;
        return {};
    }
    if (secret.error().trouble == CredentialTrouble::NotPermitted)
        return {{"RefNotPermitted", "gateway.backend-client-cert.not-permitted",
                 secret.error().message, ref.node}};
    return {{"InvalidClientCertificateRef", "gateway.backend-client-cert.invalid",
             secret.error().message, ref.node}};
}

/// ResolvedRefs of the Gateway: references outside listeners, then the sum of its listeners.
Condition resolvedCondition(const model::World& world, const GatewayState& state,
                            Faults unresolved, Listeners own) {
    const auto names = namesWhere(own, [](const auto& each) { return !each.unresolved.empty(); });
    if (!names.empty())
        unresolved.push_back({.reason = "ListenersNotResolved",
                              .rule = "gateway.resolvedrefs.summary",
                              .message = fmt::format("listeners with unresolved references: {}",
                                                     enumerated(names))});
    if (!unresolved.empty())
        return falseCondition("ResolvedRefs", unresolved);
    std::vector<model::ObjectId> credentials{state.backendClientCertificate};
    for (const AssessedListener& listener : own)
        std::ranges::copy(credentialsOf(listener.state), std::back_inserter(credentials));
    return trueCondition("ResolvedRefs", "ResolvedRefs", "gateway.resolvedrefs.summary",
                         resolvedMessage(world, credentials));
}

GatewayHindrance hindranceOf(const Conditions& conditions) {
    if (!isTrue(conditions, "Accepted"))
        return GatewayHindrance::NotAccepted;
    return isTrue(conditions, "Programmed") ? GatewayHindrance::None
                                            : GatewayHindrance::NotProgrammed;
}

bool anyDefaultGatewayFeature(const Options& options) {
    return options.supports("HTTPRouteDefaultGateway") ||
           options.supports("GRPCRouteDefaultGateway");
}

void addOptionalConditions(const ControlContext& context, const GatewayRef& gateway,
                           const FrontendValidation& frontend, Conditions& conditions) {
    if (frontend.insecure())
        conditions.push_back(trueCondition(
            "InsecureFrontendValidationMode", "ConfigurationChanged",
            "frontend.mode.insecure-fallback",
            "clients are let in without a valid certificate (AllowInsecureFallback)"));
    if (gateway->defaultScopeAll && anyDefaultGatewayFeature(context.options))
        conditions.push_back(trueCondition("DefaultGateway", "DefaultGateway",
                                           "default-gateway.status",
                                           "default Gateway with scope All"));
}

void noteGenerated(const ControlContext& context, const GatewayRef& gateway, GatewayState& state) {
    if (gateway->infrastructure && context.options.supports("GatewayInfrastructurePropagation")) {
        state.generatedLabels = gateway->infrastructure->labels;
        state.generatedAnnotations = gateway->infrastructure->annotations;
    }
    // gateway.infrastructure.well-known-labels; nobody may set these to something else.
    state.generatedLabels["gateway.networking.k8s.io/gateway-name"] = gateway.metadata().name;
    state.generatedLabels["gateway.networking.k8s.io/gateway-class-name"] =
        gateway->gatewayClassName;
}

}  // namespace

void reserveRequested(const model::World& world, AddressPool& pool) {
    for (const auto& gateway : world.all<model::Gateway>()) {
        for (const auto& address : gateway->addresses) {
            if (address.value)
                pool.reserve(*address.value);
        }
    }
}

std::vector<ListenerState> decideGateway(ControlContext& context, GatewayState& state,
                                         std::span<const ListenerOwner> owners, AddressPool& pool) {
    const model::Object& object = context.world.object(state.gateway);
    const GatewayRef gateway(state.gateway, &object);
    const FrontendValidation frontend(context, gateway);
    std::vector<AssessedListener> listeners = assessListeners(context, gateway, owners, frontend);
    const Listeners own = Listeners(listeners).first(owners.front().listeners.size());
    state.ownListeners = own.size();

    AddressAssignment assignment = assignAddresses(context, gateway, pool);
    state.addresses = std::move(assignment.addresses);

    Faults refused;
    if (auto parameters = checkGatewayParameters(context, gateway))
        refused.push_back(std::move(*parameters));
    std::ranges::move(assignment.unsupported, std::back_inserter(refused));

    state.conditions.push_back(acceptedCondition(refused, own));
    state.conditions.push_back(
        programmedCondition(state.conditions.front(), assignment.unassigned, listeners));
    Faults unresolved = resolveBackendCertificate(context, gateway, state);
    state.conditions.push_back(
        resolvedCondition(context.world, state, std::move(unresolved), own));
    addOptionalConditions(context, gateway, frontend, state.conditions);
    observe(state.conditions, object.metadata.generation);
    noteGenerated(context, gateway, state);

    const GatewayHindrance hindrance = hindranceOf(state.conditions);
    std::vector<ListenerState> result;
    for (AssessedListener& listener : listeners) {
        const auto generation = context.world.object(listener.state.owner).metadata.generation;
        result.push_back(
            concludeListener(context.world, std::move(listener), hindrance, generation));
    }
    return result;
}

}  // namespace gatesight::simulator
