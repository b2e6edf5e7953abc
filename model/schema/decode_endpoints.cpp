// EndpointSlice and the older Endpoints.
#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

std::vector<std::string> hintsOf(Node endpoint, std::string_view key) {
    std::vector<std::string> result;
    for (const Node hint : field(field(endpoint, "hints"), key).items())
        if (auto name = optionalTextOf(field(hint, "name")))
            result.push_back(std::move(*name));
    return result;
}

void decodeTarget(Endpoint& endpoint, Node node) {
    const Node target = field(node, "targetRef");
    endpoint.targetKind = textOf(field(target, "kind"));
    endpoint.targetName = textOf(field(target, "name"));
    endpoint.hostname = textOf(field(node, "hostname"));
    endpoint.nodeName = textOf(field(node, "nodeName"));
    endpoint.node = node.id();
}

Endpoint sliceEndpointOf(Node node) {
    Endpoint result;
    result.addresses = textsOf(field(node, "addresses"));
    const Node conditions = field(node, "conditions");
    result.ready = field(conditions, "ready").toBool(true);  // eps.ready: unset is read as true
    result.serving = field(conditions, "serving").toBool(result.ready);
    result.terminating = field(conditions, "terminating").toBool(false);
    result.zone = textOf(field(node, "zone"));
    result.hintZones = hintsOf(node, "forZones");
    result.hintNodes = hintsOf(node, "forNodes");
    decodeTarget(result, node);
    return result;
}

EndpointPort portOfSlice(Node node) {
    return {.name = textOf(field(node, "name")),
            .protocol = textOf(field(node, "protocol"), "TCP"),
            .port = portOf(field(node, "port")).value_or(0),
            .appProtocol = textOf(field(node, "appProtocol"))};
}

void addAddresses(Endpoints::Subset& subset, Node list, bool ready) {
    for (const Node node : list.items()) {
        Endpoint endpoint;
        endpoint.addresses = {textOf(field(node, "ip"))};
        if (endpoint.addresses.front().empty())
            continue;
        endpoint.ready = endpoint.serving = ready;
        decodeTarget(endpoint, node);
        subset.endpoints.push_back(std::move(endpoint));
    }
}

}  // namespace

void decodeInto(EndpointSlice& slice, Node root, const DecodeContext& /*context*/) {
    const Node labels = field(field(root, "metadata"), "labels");
    slice.serviceName = textOf(field(labels, "kubernetes.io/service-name"));
    slice.importName = textOf(field(labels, "multicluster.kubernetes.io/service-name"));
    slice.cluster = textOf(field(labels, "multicluster.kubernetes.io/source-cluster"));
    slice.addressType = textOf(field(root, "addressType"), slice.addressType);
    slice.endpoints = listOf(field(root, "endpoints"), sliceEndpointOf);
    slice.ports = listOf(field(root, "ports"), portOfSlice);
}

void decodeInto(Endpoints& endpoints, Node root, const DecodeContext& /*context*/) {
    endpoints.subsets = listOf(field(root, "subsets"), [](Node node) {
        Endpoints::Subset subset;
        addAddresses(subset, field(node, "addresses"), true);
        addAddresses(subset, field(node, "notReadyAddresses"), false);
        subset.ports = listOf(field(node, "ports"), portOfSlice);
        return subset;
    });
}

}  // namespace gatesight::model
