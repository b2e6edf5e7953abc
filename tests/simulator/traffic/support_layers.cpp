#include "tests/simulator/traffic/support_layers.h"

#include "model/text/address.h"

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/resolv_conf.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace gatesight::simulator::test {

namespace {

constexpr std::string_view kSouthbound = "southbound", kEastWest = "east-west",
                           kNorthbound = "northbound";
constexpr std::array kDirections{kSouthbound, kEastWest, kNorthbound};
constexpr std::array<std::string_view, 4> kPolicyKinds{
    "NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"};

/// What Services are beyond a cluster IP, by the rule that a trace cites for it.
const std::map<std::string_view, std::string_view> kServiceForms{
    {"svc.headless", "headless Service"},
    {"svc.external-name", "ExternalName Service"},
    {"svc.nodeport-lb", "node port or load balancer"},
    {"svc.external-ips", "external IP"},
    {"svc.session-affinity", "session affinity"},
    {"svc.load-balancer-source-ranges", "ranges of a load balancer"},
    {"svc.internal-traffic-policy", "internalTrafficPolicy"},
    {"svc.external-traffic-policy", "externalTrafficPolicy"}};

/// The layer that a request ends at, by its reason.
const std::map<std::string_view, std::string_view> kStops{{"NameNotFound", "names"},
                                                          {"NoGatewayForHost", "a Gateway"},
                                                          {"NoListenerForHost", "a Gateway"},
                                                          {"NoListenerForPort", "a Gateway"},
                                                          {"NoListenerForServerName", "a Gateway"},
                                                          {"NoRouteMatched", "a route"},
                                                          {"InvalidBackendRef", "a Service"},
                                                          {"RefNotPermitted", "a Service"},
                                                          {"NoReadyEndpoints", "a Service"},
                                                          {"PortNotInService", "a Service"},
                                                          {"SourceNotInRanges", "a Service"},
                                                          {"DroppedByNetworkPolicy", "policies"}};

std::string line(std::string_view direction, std::string_view what) {
    return std::string(direction) + ": " + std::string(what);
}

// ---- what there is ----

void addServiceForms(const model::World& world, std::set<std::string>& lines) {
    const auto add = [&](std::string_view direction, std::string_view rule) {
        lines.insert(line(direction, kServiceForms.at(rule)));
    };
    for (const auto& service : world.all<model::Service>()) {
        // An alias of an address is no name, and leads nowhere.
        if (service->isExternalName() && !model::addressOf(service->externalName))
            add(kNorthbound, "svc.external-name");
        if (service->headless())
            add(kEastWest, "svc.headless");
        if (service->type == "NodePort" || service->type == "LoadBalancer")
            add(kSouthbound, "svc.nodeport-lb");
        if (!service->externalIPs.empty())
            add(kSouthbound, "svc.external-ips");
        if (!service->loadBalancerSourceRanges.empty())
            add(kSouthbound, "svc.load-balancer-source-ranges");
        if (service->sessionAffinityClientIP)
            add(kEastWest, "svc.session-affinity");
        if (service->internalTrafficPolicyLocal)
            add(kEastWest, "svc.internal-traffic-policy");
        if (service->externalTrafficPolicyLocal)
            add(kSouthbound, "svc.external-traffic-policy");
    }
}

void addPolicies(const model::World& world, std::set<std::string>& lines) {
    for (const std::string_view kind : kPolicyKinds) {
        const std::string_view group =
            kind == "NetworkPolicy" ? "networking.k8s.io" : model::kNetworkPolicyGroup;
        if (world.ofKind(group, kind).empty())
            continue;
        for (const std::string_view direction : kDirections)
            lines.insert(line(direction, "policies"));
        for (const std::string_view direction : {kEastWest, kNorthbound})
            lines.insert(line(direction, "stopped by policies"));
        lines.insert(std::string(kind) + " decides");
    }
}

bool hasMeshRoute(const ControlPlane& control) {
    return std::ranges::any_of(control.routes, [](const RouteState& route) {
        return std::ranges::any_of(route.parents, [](const RouteParentState& parent) {
            return parent.accepted() && !parent.servicePorts.empty();
        });
    });
}

// ---- what a request meets ----

/// A Pod's request is northbound when it means what the cluster has no name and no Pod for, and
/// nothing in the cluster answers it.
std::string_view directionOf(const Simulation& simulation, const Request& request,
                             const Decision& decision) {
    if (request.from.internet())
        return kSouthbound;
    const std::string& namespace_ = request.from.namespace_;
    const Destination meant =
        resolveInside(*simulation.world, request.urlHost, namespace_, usualResolvConf(namespace_));
    const bool outward = meant.kind == Destination::Kind::External;
    return outward && decision.outcome != Outcome::Forwarded ? kNorthbound : kEastWest;
}

void addStep(std::string_view direction, const Step& step, std::set<std::string>& lines) {
    const auto add = [&](std::string_view what) { lines.insert(line(direction, what)); };
    if (step.stage == Stage::Resolve)
        add("names");
    if (step.stage == Stage::Listener || step.stage == Stage::Tls)
        add("Gateway");
    if (step.stage == Stage::Match)
        add("routes");
    if (step.stage == Stage::Attach && step.rule.starts_with("mesh."))
        add("mesh routes");
    if (step.stage == Stage::Endpoint || step.stage == Stage::Backend)
        add("Services");
    if (const auto form = kServiceForms.find(step.rule); form != kServiceForms.end())
        add(form->second);
    if (step.stage != Stage::Policy ||
        std::ranges::find(kPolicyKinds, step.subject.kind) == kPolicyKinds.end())
        return;
    add("policies");
    if (step.verdict == Verdict::Chosen || step.verdict == Verdict::Rejected)
        lines.insert(step.subject.kind + " decides");
}

}  // namespace

std::set<std::string> layersOf(const Simulation& simulation) {
    std::set<std::string> lines{line(kSouthbound, "Services"),
                                line(kSouthbound, "stopped"),
                                line(kEastWest, "names"),
                                line(kEastWest, "Services"),
                                line(kEastWest, "stopped by names"),
                                line(kEastWest, "stopped by a Service"),
                                line(kNorthbound, "names"),
                                line(kNorthbound, "way out")};
    if (!simulation.control->gateways.empty())
        for (const std::string_view what : {"names", "Gateway", "routes", "stopped by a route"})
            lines.insert(line(kSouthbound, what));
    if (hasMeshRoute(*simulation.control))
        lines.insert(line(kEastWest, "mesh routes"));
    if (!simulation.control->xBackends.empty())
        lines.insert("exit of a Gateway");
    if (!simulation.world->all<model::ServiceImport>().empty())
        lines.insert("Service of other clusters");
    addPolicies(*simulation.world, lines);
    addServiceForms(*simulation.world, lines);
    return lines;
}

std::set<std::string> layersMet(const Simulation& simulation, const Request& request,
                                const Decision& decision) {
    std::set<std::string> lines;
    const std::string_view direction = directionOf(simulation, request, decision);
    for (const Step& step : decision.trace)
        addStep(direction, step, lines);
    if (const auto stop = kStops.find(decision.reason); stop != kStops.end()) {
        lines.insert(line(direction, "stopped"));
        lines.insert(line(direction, "stopped by " + std::string(stop->second)));
    }
    if (decision.outcome == Outcome::Exited)
        lines.insert(line(direction, "way out"));
    if (decision.outcome == Outcome::Exited && decision.backend &&
        decision.backend->kind == "XBackend")
        lines.insert("exit of a Gateway");
    if (decision.backend && decision.backend->kind == "ServiceImport")
        lines.insert("Service of other clusters");
    return lines;
}

}  // namespace gatesight::simulator::test
