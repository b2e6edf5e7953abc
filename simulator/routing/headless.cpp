#include "simulator/routing/headless.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

namespace gatesight::simulator {

namespace {

std::string_view transportName(const Exchange& exchange) {
    return exchange.request.protocol == Protocol::Udp ? "UDP" : "TCP";
}

/// A Pod that DNS gives for a headless Service and that declares the port, whether or not the
/// Service lists it.
model::Ref<model::Pod> declaringPod(const Exchange& exchange, const model::ObjectMeta& service) {
    for (const auto& slice : exchange.world().slicesOf(service.namespace_, service.name))
        for (const model::Endpoint& endpoint : slice->endpoints) {
            const auto pod =
                exchange.world().find<model::Pod>(service.namespace_, endpoint.targetName);
            if (!endpoint.ready || endpoint.targetKind != "Pod" || !pod)
                continue;
            for (const model::Container& container : pod->spec.containers)
                for (const model::ContainerPort& port : container.ports)
                    if (port.containerPort == exchange.request.listenerPort() &&
                        port.protocol == transportName(exchange))
                        return pod;
        }
    return {};
}

/// DNS has no address for a headless Service of which no endpoint is ready.
bool hasAddresses(const Exchange& exchange, const model::ObjectMeta& service) {
    return std::ranges::any_of(
        exchange.world().slicesOf(service.namespace_, service.name), [](const auto& slice) {
            return std::ranges::any_of(slice->endpoints, &model::Endpoint::ready);
        });
}

/// Whether endpoints of the port, of either family, listen on the request's.
bool anyListens(const Exchange& exchange, model::ObjectId id, std::uint32_t port) {
    const Delivery& delivery = *exchange.simulation.delivery;
    return std::ranges::any_of(std::array{false, true}, [&](bool v6) {
        const auto index = delivery.portInFamily(id, port, v6);
        return index && std::ranges::any_of(
                            delivery.endpoints(id, *index), [&](const EndpointTarget& target) {
                                return target.port == exchange.request.listenerPort();
                            });
    });
}

}  // namespace

std::optional<std::uint32_t> headlessPortOf(const Exchange& exchange, model::ObjectId id,
                                            const ServicePorts& ports) {
    for (std::uint32_t port = 0; port < ports.size(); ++port)
        if (ports[port].protocol == transportName(exchange) && anyListens(exchange, id, port))
            return port;
    return std::nullopt;
}

void keepListening(const Exchange& exchange, const BackendPlan& plan, EndpointChoice& choice) {
    const auto endpoints = exchange.simulation.delivery->endpoints(plan.service, plan.port);
    const std::uint16_t wanted = exchange.request.listenerPort();
    std::erase_if(choice.eligible, [&](std::uint32_t index) {
        const EndpointTarget& target = endpoints[index];
        if (target.port == wanted)
            return false;
        choice.excluded.push_back(
            {index, "svc.headless",
             fmt::format("it listens there, and the client dials port {}", wanted)});
        return true;
    });
}

std::optional<bool> endHeadless(Exchange& exchange, const model::Object& object,
                                const ServicePorts& ports) {
    if (!std::holds_alternative<model::Service>(object.resource))
        return std::nullopt;
    if (!hasAddresses(exchange, object.metadata)) {
        exchange.say.step([&] {
            return stepAbout(object, Stage::Endpoint, Verdict::Rejected, "svc.headless.dns-ready",
                             "no endpoint is ready, so DNS gives no address");
        });
        return exchange.refuse(Refusal::Refused, "NoReadyEndpoints");
    }
    const std::uint16_t wanted = exchange.request.listenerPort();
    if (const auto pod = declaringPod(exchange, object.metadata))
        return exchange.unknown(fmt::format(
            "which Pods behind the headless Service {} answer on port {}, which it does not list "
            "and Pod {} declares",
            object.fullName(), wanted, pod.object().fullName()));
    if (ports.empty())
        return exchange.unknown(fmt::format(
            "whether the Pods behind the headless Service {}, which lists no port, answer on "
            "port {}",
            object.fullName(), wanted));
    return std::nullopt;
}

}  // namespace gatesight::simulator
