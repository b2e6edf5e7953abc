#include "simulator/routing/inside.h"

#include "simulator/delivery/clients.h"
#include "simulator/delivery/ip_address.h"
#include "simulator/delivery/nodes.h"
#include "simulator/delivery/service_fronts.h"
#include "simulator/routing/headless.h"
#include "simulator/routing/imported.h"
#include "simulator/routing/load_balancer.h"
#include "simulator/routing/policy_stage.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

Dialer dialerOf(const Exchange& exchange, const Destination& destination) {
    Dialer dialer;
    dialer.path = destination.path;
    dialer.sourceIp = exchange.request.sourceIp;
    // What goes out to a load balancer comes back to a Node that nobody knows, from another address.
    dialer.insideCluster = !exchange.request.from.internet() && !destination.leftToLoadBalancer;
    if (const auto pod = clientPod(exchange); pod && !destination.leftToLoadBalancer) {
        dialer.node = pod->spec.nodeName;
        if (dialer.sourceIp.empty())
            dialer.sourceIp = pod->podIP;
    }
    dialer.onNode = !destination.node.empty() && dialer.node == destination.node;
    if (!destination.node.empty())
        dialer.node = destination.node;
    dialer.zone = zoneOfNode(exchange.world(), dialer.node);
    return dialer;
}

bool carries(const model::ServicePort& port, Protocol protocol) {
    return port.protocol == (protocol == Protocol::Udp ? "UDP" : "TCP");  // svc.protocol
}

using Ports = std::vector<model::ServicePort>;

std::optional<std::uint32_t> portOf(const Ports& ports, const Request& request) {
    const auto found = std::ranges::find_if(ports, [&](const model::ServicePort& port) {
        return port.port == request.listenerPort() && carries(port, request.protocol);
    });
    if (found == ports.end())
        return std::nullopt;
    return static_cast<std::uint32_t>(found - ports.begin());
}

std::string whyNoPort(const Exchange& exchange, const model::Object& object, const Ports& ports,
                      bool headless) {
    const std::uint16_t wanted = exchange.request.listenerPort();
    if (headless)
        return fmt::format("no endpoint listens on port {}; a headless Service translates no ports",
                           wanted);
    const auto other = std::ranges::find(ports, wanted, &model::ServicePort::port);
    return other == ports.end()
               ? fmt::format("the {} has no port {}", object.kind, wanted)
               : fmt::format("port {} of the {} is one for {}, and the client speaks {}", wanted,
                             object.kind, other->protocol,
                             exchange.request.protocol == Protocol::Udp ? "UDP" : "TCP");
}

bool noSuchPort(Exchange& exchange, const model::Object& object, const Ports& ports,
                bool headless) {
    if (headless)
        if (const auto ended = endHeadless(exchange, object, ports))
            return *ended;
    exchange.say.step([&] {
        std::vector<std::string> shown;
        for (const model::ServicePort& port : ports)
            shown.push_back(fmt::format("{}/{}", port.port, port.protocol));
        Step step = stepAbout(
            object, Stage::Backend, Verdict::Rejected,
            headless ? "svc.headless" : "svc.port.lookup",
            whyNoPort(exchange, object, ports, headless), "spec.ports");
        step.compared.push_back({"port", fmt::format("{}", exchange.request.listenerPort()),
                                 fmt::format("{}", fmt::join(shown, ", ")), true});
        return step;
    });
    return exchange.refuse(Refusal::Refused, "PortNotInService");
}

void tellExcluded(Exchange& exchange, const EndpointChoice& choice, const BackendPlan& plan) {
    const auto endpoints = exchange.simulation.delivery->endpoints(plan.service, plan.port);
    for (const EndpointChoice::Excluded& excluded : choice.excluded) {
        exchange.say.step([&] {
            const EndpointTarget& target = endpoints[excluded.endpoint];
            return stepAbout(exchange.world().object(target.slice), Stage::Endpoint,
                             Verdict::Rejected, excluded.rule,
                             fmt::format("{}:{} takes no connection: {}", target.ip, target.port,
                                         excluded.reason),
                             {}, target.sliceNode);
        });
    }
}

bool nobodyAnswers(Exchange& exchange, const EndpointChoice& choice, const model::Object& service) {
    exchange.say.step([&] {
        return stepAbout(service, Stage::Endpoint, Verdict::Rejected, choice.rule,
                         choice.note.empty() ? "no endpoint may take the connection" : choice.note);
    });
    // A Local policy drops; without endpoints kube-proxy rejects (svc.clusterip.no-endpoints).
    const bool drops = choice.rule == "svc.internal-traffic-policy" ||
                       choice.rule == "svc.external-traffic-policy";
    return exchange.refuse(drops ? Refusal::Dropped : Refusal::Refused, "NoReadyEndpoints");
}

/// A Pod may be drawn that is the client itself (svc.hairpin).
void tellHairpin(Exchange& exchange, const BackendPlan& plan) {
    if (!exchange.say.listens())
        return;
    const auto pod = clientPod(exchange);
    const auto endpoints = exchange.simulation.delivery->endpoints(plan.service, plan.port);
    const bool itself = pod && std::ranges::any_of(plan.eligible, [&](std::uint32_t index) {
        return endpoints[index].pod == pod.id();
    });
    if (itself)
        exchange.say.step([&] {
            return stepAbout(pod.object(), Stage::Endpoint, Verdict::Info, "svc.hairpin",
                             "the client is itself behind the Service, and may reach itself");
        });
}

/// Policies see two connections: from the Pod out to the load balancer, and the one that comes back.
bool reachBalancer(Exchange& exchange) {
    return exchange.request.from.internet() || !exchange.simulation.policies ||
           leaveCluster(exchange, exchange.request.urlHost);
}

std::optional<std::uint32_t> portAt(const Exchange& exchange, const Destination& destination,
                                    const Ports& ports) {
    if (destination.port)
        return destination.port;
    return destination.headless ? headlessPortOf(exchange, destination.object, ports)
                                : portOf(ports, exchange.request);
}

EndpointChoice chooseAt(const Exchange& exchange, const Destination& destination,
                        const Dialer& dialer, const BackendPlan& plan) {
    EndpointChoice choice =
        exchange.simulation.delivery->choose(plan.service, plan.port, dialer);
    if (destination.headless)
        keepListening(exchange, plan, choice);
    return choice;
}

/// A name has addresses of both families, and clients try the other one when the first is refused
/// (eps.dual-stack).
void tryOtherFamily(Exchange& exchange, const Destination& destination, const Dialer& dialer,
                    BackendPlan& plan, EndpointChoice& choice) {
    const Delivery& delivery = *exchange.simulation.delivery;
    if (!destination.byName || !choice.eligible.empty())
        return;
    for (const bool v6 : {false, true}) {
        const auto port = delivery.portInFamily(plan.service, plan.port, v6);
        if (!port || *port == plan.port)
            continue;
        BackendPlan other = plan;
        other.port = *port;
        EndpointChoice found = chooseAt(exchange, destination, dialer, other);
        if (found.eligible.empty())
            continue;
        exchange.say.step([&] {
            return stepAbout(exchange.world().object(plan.service), Stage::Endpoint, Verdict::Info,
                             "eps.dual-stack",
                             fmt::format("it has endpoints for its {} address alone, and the "
                                         "client tries both",
                                         v6 ? "IPv6" : "IPv4"));
        });
        plan.port = *port;
        choice = std::move(found);
        return;
    }
}

/// The family of the address that is dialed decides which endpoints there are (eps.dual-stack).
bool takeFamily(Exchange& exchange, const Destination& destination, const model::Object& object,
                BackendPlan& plan) {
    if (!destination.v6)
        return true;
    const auto port =
        exchange.simulation.delivery->portInFamily(plan.service, plan.port, *destination.v6);
    if (port) {
        plan.port = *port;
        return true;
    }
    exchange.say.step([&] {
        return stepAbout(object, Stage::Backend, Verdict::Rejected, "eps.dual-stack",
                         fmt::format("the {} has no {} address, so nothing stands behind this one",
                                     object.kind, *destination.v6 ? "IPv6" : "IPv4"),
                         "spec.ipFamilies");
    });
    return exchange.refuse(Refusal::Refused, "FamilyNotInService");
}

bool planService(Exchange& exchange, const Destination& destination, BackendPlan& plan) {
    const model::Object& object = exchange.world().object(destination.object);
    const Ports& ports = *model::servicePorts(object);
    if (endpointsAreUnknown(exchange.world(), object))
        return exchange.unknown(unknownEndpoints(object));
    const auto port = portAt(exchange, destination, ports);
    if (!port)
        return noSuchPort(exchange, object, ports, destination.headless);
    const Dialer dialer = dialerOf(exchange, destination);
    tellLoadBalancer(exchange, destination, object);
    if (destination.leftToLoadBalancer && !reachBalancer(exchange))
        return false;
    if (!balancerAdmits(exchange, dialer, object))
        return false;
    plan.backend = {object.kind, object.metadata.namespace_, object.metadata.name,
                    ports[*port].port, std::nullopt};
    plan.service = destination.object;
    plan.port = *port;
    plan.appProtocol = ports[*port].appProtocol;
    if (!takeFamily(exchange, destination, object, plan))
        return false;
    EndpointChoice choice = chooseAt(exchange, destination, dialer, plan);
    tryOtherFamily(exchange, destination, dialer, plan, choice);
    plan.eligible = choice.eligible;
    tellClusters(exchange, object);
    tellExcluded(exchange, choice, plan);
    if (plan.eligible.empty())
        return nobodyAnswers(exchange, choice, object);
    exchange.say.step([&] {
        return stepAbout(
            object, Stage::Backend, Verdict::Chosen,
            choice.rule.empty() ? std::string_view("svc.load-balance-unit") : choice.rule,
            choice.note.empty()
                ? fmt::format("{} endpoint{} may take the connection", plan.eligible.size(),
                              plan.eligible.size() == 1 ? "" : "s")
                : choice.note);
    });
    tellHairpin(exchange, plan);
    return true;
}

/// Of a Pod with addresses of both families that which was dialled.
std::string dialledAddress(const Request& request, const model::Pod& pod) {
    const std::string wanted = addressBytes(request.urlHost);
    for (const std::string& address : pod.podIPs)
        if (!wanted.empty() && addressBytes(address) == wanted)
            return address;
    return pod.podIP;
}

bool planPod(Exchange& exchange, const Destination& destination, BackendPlan& plan) {
    const model::Object& object = exchange.world().object(destination.object);
    const auto& pod = std::get<model::Pod>(object.resource);
    plan.backend = {"Pod", object.metadata.namespace_, object.metadata.name,
                    exchange.request.listenerPort(), std::nullopt};
    EndpointTarget& target = plan.direct.emplace();
    target.pod = destination.object;
    target.ip = dialledAddress(exchange.request, pod);
    target.port = exchange.request.listenerPort();
    target.node = pod.spec.nodeName;
    target.ready = pod.ready;
    exchange.say.step([&] {
        return stepAbout(object, Stage::Backend, Verdict::Chosen, "mesh.clusterip-vs-podip",
                         "the request goes straight to the Pod, past Services and routes");
    });
    return true;
}

}  // namespace

model::Ref<model::Pod> clientPod(const Exchange& exchange) {
    const RequestSource& from = exchange.request.from;
    if (!from.pod.empty())
        return exchange.world().find<model::Pod>(from.namespace_, from.pod);
    const model::ObjectId id =
        exchange.simulation.delivery->clients().find(from.namespace_, from.workload, from.serviceAccount);
    return id.valid() ? model::Ref<model::Pod>(id, &exchange.world().object(id))
                      : model::Ref<model::Pod>();
}

std::optional<Destination> frontOf(const Exchange& exchange) {
    const Request& request = exchange.request;
    return exchange.simulation.delivery->fronts().find(exchange.world(), request.urlHost,
                                                       request.listenerPort(),
                                                       request.protocol == Protocol::Udp);
}

std::optional<std::uint32_t> servicePortOf(const Exchange& exchange, model::ObjectId service) {
    return portOf(*model::servicePorts(exchange.world().object(service)), exchange.request);
}

bool planInside(Exchange& exchange, const Destination& destination, BackendPlan& plan) {
    return destination.kind == Destination::Kind::Service ? planService(exchange, destination, plan)
                                                          : planPod(exchange, destination, plan);
}

}  // namespace gatesight::simulator
