#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "simulator/delivery/delivery.h"
#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

/// By key of the node; in the order of Pod names.
using Endpoints = std::map<std::string, const EndpointTarget*>;

std::string keyOf(const GraphDraft& draft, const EndpointTarget& target) {
    if (!target.pod.valid())
        return keys::exit(fmt::format("{}:{}", target.ip, target.port));
    const model::ObjectMeta& pod = draft.world().object(target.pod).metadata;
    return keys::object("Pod", pod.namespace_, pod.name);
}

/// Endpoints over all ports; one that is ready on any port counts as ready.
template <class K>
Endpoints endpointsOf(const GraphDraft& draft, const model::Ref<K>& service) {
    Endpoints result;
    for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
        for (const EndpointTarget& target :
             draft.simulation.delivery->endpoints(service.id(), port)) {
            const EndpointTarget*& known = result[keyOf(draft, target)];
            if (!known || (target.ready && !known->ready))
                known = &target;
        }
    }
    return result;
}

std::size_t readyCount(const Endpoints& endpoints) {
    return static_cast<std::size_t>(
        std::ranges::count_if(endpoints, [](const auto& entry) { return entry.second->ready; }));
}

/// "2/3 ready", and why nothing is when nothing is.
void countEndpoints(GraphNode& node, const Endpoints& endpoints) {
    const std::size_t ready = readyCount(endpoints);
    node.subtitle = fmt::format("{}/{} ready", ready, endpoints.size());
    if (ready == 0)
        node.why = endpoints.empty() ? "it has no endpoints" : "none of its endpoints is ready";
}

void addOutside(GraphDraft& draft, std::uint32_t service, const std::string& name,
                std::string_view by) {
    GraphNode exit = plainNode(keys::exit(name), NodeRole::Exit, name, "ExternalHost");
    exit.state = NodeState::Unknown;
    exit.subtitle = fmt::format("external host, by {}", by);
    exit.why = "nothing is known about what lies outside";
    const std::uint32_t node = draft.builder.add(std::move(exit));
    const bool gets = draft.builder.node(service).state == NodeState::GetsTraffic;
    draft.builder.connect(
        edgeBetween(service, node, gets ? NodeState::GetsTraffic : NodeState::Unknown));
}

GraphNode endpointNode(const GraphDraft& draft, const std::string& key,
                       const EndpointTarget& target) {
    GraphNode node = target.pod.valid()
                         ? draft.objectNode(target.pod, NodeRole::Pod)
                         : plainNode(key, NodeRole::Exit,
                                     fmt::format("{}:{}", target.ip, target.port), "ExternalAddress");
    node.subtitle = !target.pod.valid()  ? "an address of no Pod"
                    : target.ready       ? target.ip
                    : target.terminating ? "terminating"
                                         : "not ready";
    node.why = target.ready ? "its Service gets no requests" : "the endpoint is not ready";
    return node;
}

void addEndpoint(GraphDraft& draft, std::uint32_t service, const std::string& key,
                 const EndpointTarget& target) {
    const bool gets = target.ready && draft.builder.node(service).state == NodeState::GetsTraffic;
    const std::uint32_t index = draft.builder.add(endpointNode(draft, key, target));
    if (gets) {
        draft.builder.node(index).state = NodeState::GetsTraffic;
        draft.builder.node(index).why.clear();
    }
    GraphEdge edge = edgeBetween(service, index, gets ? NodeState::GetsTraffic : NodeState::Idle);
    edge.label = fmt::format(":{}", target.port);
    draft.builder.connect(std::move(edge));
}

void addImports(GraphDraft& draft) {
    for (const auto& import : draft.world().all<model::ServiceImport>()) {
        GraphNode node = draft.objectNode(import.id(), NodeRole::Service);
        node.why = "no rule that gets requests leads here; in the cluster it can still be called";
        const auto& metadata = import.metadata();
        if (draft.world().importedSlicesOf(metadata.namespace_, metadata.name).empty()) {
            node.state = NodeState::Unknown;
            node.subtitle = "in other clusters";
            node.why = "no EndpointSlice of it is loaded, so its endpoints are not known";
        } else {
            countEndpoints(node, endpointsOf(draft, import));
        }
        draft.builder.add(std::move(node));
    }
}

void addXBackends(GraphDraft& draft) {
    for (const XBackendState& backend : draft.control().xBackends) {
        GraphNode node = draft.objectNode(backend.backend, NodeRole::Service);
        node.subtitle = fmt::format("{}{}", backend.spec->place(),
                                    backend.spec->insecure() ? ", insecure" : ", TLS");
        node.why = "no rule that gets requests leads here";
        if (!backend.unusable.empty()) {
            node.state = NodeState::Refused;
            node.why = backend.unusable;
        }
        draft.builder.add(std::move(node));
    }
}

}  // namespace

void addServices(GraphDraft& draft) {
    for (const auto& service : draft.world().all<model::Service>()) {
        GraphNode node = draft.objectNode(service.id(), NodeRole::Service);
        node.why = "no rule that gets requests leads here; in the cluster it can still be called";
        if (service->isExternalName()) {
            node.subtitle = service->externalName;
        } else {
            countEndpoints(node, endpointsOf(draft, service));
        }
        draft.builder.add(std::move(node));
    }
    addImports(draft);
    addXBackends(draft);
}

void addLoadBalancers(GraphDraft& draft) {
    for (const auto& service : draft.world().all<model::Service>()) {
        if (service->type != "LoadBalancer")
            continue;
        const std::uint32_t node = *draft.nodeOf(service.id());
        const bool ready = readyCount(endpointsOf(draft, service)) > 0;
        if (ready) {
            draft.builder.node(node).state = NodeState::GetsTraffic;
            draft.builder.node(node).why.clear();
        }
        // svc.load-balancer.internal
        const bool internal = !service->internalBalancer.empty();
        const std::uint32_t client =
            internal ? draft.builder.add(plainNode(std::string(keys::kPrivateNetwork),
                                                   NodeRole::Client, "Private network", "Client"))
                     : draft.internet;
        GraphEdge edge =
            edgeBetween(client, node, ready ? NodeState::GetsTraffic : NodeState::Idle);
        edge.label = internal ? "internal LoadBalancer" : "LoadBalancer";
        draft.builder.connect(std::move(edge));
    }
}

void addEndpoints(GraphDraft& draft, const std::stop_token& stop) {
    for (const auto& service : draft.world().all<model::Service>()) {
        if (stop.stop_requested())
            return;
        const std::uint32_t node = *draft.nodeOf(service.id());
        if (service->isExternalName())
            addOutside(draft, node, service->externalName, "ExternalName");
        else if (draft.options.pods)
            for (const auto& [key, target] : endpointsOf(draft, service))
                addEndpoint(draft, node, key, *target);
    }
    for (const XBackendState& backend : draft.control().xBackends)
        addOutside(draft, *draft.nodeOf(backend.backend), backend.spec->place(), "XBackend");
    if (!draft.options.pods)
        return;
    for (const auto& import : draft.world().all<model::ServiceImport>()) {
        for (const auto& [key, target] : endpointsOf(draft, import))
            addEndpoint(draft, *draft.nodeOf(import.id()), key, *target);
    }
    for (const auto& pod : draft.world().all<model::Pod>()) {
        GraphNode node = draft.objectNode(pod.id(), NodeRole::Pod);
        node.why = "no Service leads here";
        node.subtitle = pod->podIP;
        draft.builder.add(std::move(node));
    }
}

}  // namespace gatesight::simulator
