#include "model/schema/decoders.h"

#include "model/kinds/internal_balancer.h"

namespace gatesight::model {

namespace {

std::optional<IntOrString> targetPortOf(Node node) {
    if (const auto number = portOf(node))
        return IntOrString(*number);
    if (node.isString() && !node.text().empty())
        return IntOrString(std::string(node.text()));
    return std::nullopt;
}

/// As the API server does for a Service that has to have both.
void completeFamilies(Service& service) {
    const bool sixFirst = service.clusterIP.contains(':');
    if (service.ipFamilies.empty())
        service.ipFamilies.emplace_back(sixFirst ? "IPv6" : "IPv4");
    if (service.ipFamilies.size() == 1)
        service.ipFamilies.emplace_back(service.ipFamilies.front() == "IPv6" ? "IPv4" : "IPv6");
}

void decodeAddresses(Service& service, Node spec) {
    service.clusterIP = textOf(field(spec, "clusterIP"));
    service.clusterIPs = textsOf(field(spec, "clusterIPs"));
    // The API server keeps both fields equal in their first entry.
    if (service.clusterIP.empty() && !service.clusterIPs.empty())
        service.clusterIP = service.clusterIPs.front();
    if (service.clusterIPs.empty() && !service.clusterIP.empty())
        service.clusterIPs.push_back(service.clusterIP);
    service.externalIPs = textsOf(field(spec, "externalIPs"));
    service.externalName = textOf(field(spec, "externalName"));
    service.loadBalancerSourceRanges = textsOf(field(spec, "loadBalancerSourceRanges"));
    service.ipFamilies = textsOf(field(spec, "ipFamilies"));
    if (field(spec, "ipFamilyPolicy").text() == "RequireDualStack")
        completeFamilies(service);
}

void decodeIngress(Service& service, Node ingress) {
    if (auto ip = optionalTextOf(field(ingress, "ip"))) {
        service.loadBalancerAddresses.push_back(*ip);
        if (field(ingress, "ipMode").text() == "Proxy")
            service.proxiedAddresses.push_back(std::move(*ip));
    }
    if (auto name = optionalTextOf(field(ingress, "hostname"))) {
        service.loadBalancerAddresses.push_back(*name);
        service.proxiedAddresses.push_back(std::move(*name));
    }
}

void decodePolicies(Service& service, Node spec) {
    service.sessionAffinityClientIP = field(spec, "sessionAffinity").text() == "ClientIP";
    service.sessionAffinityTimeoutSeconds =
        int32Of(field(field(field(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds"))
            .value_or(service.sessionAffinityTimeoutSeconds);
    service.externalTrafficPolicyLocal = field(spec, "externalTrafficPolicy").text() == "Local";
    service.internalTrafficPolicyLocal = field(spec, "internalTrafficPolicy").text() == "Local";
    // Only of a load balancer with policy Local; the cluster chooses it where nobody does.
    if (service.type == "LoadBalancer" && service.externalTrafficPolicyLocal)
        service.healthCheckNodePort = portOf(field(spec, "healthCheckNodePort")).value_or(0);
    service.allocateLoadBalancerNodePorts =
        field(spec, "allocateLoadBalancerNodePorts").text() != "false";
    service.trafficDistribution = textOf(field(spec, "trafficDistribution"));
    service.publishNotReadyAddresses = field(spec, "publishNotReadyAddresses").toBool();
}

}  // namespace

ServicePort servicePortOf(Node node) {
    ServicePort result;
    result.name = textOf(field(node, "name"));
    result.protocol = textOf(field(node, "protocol"), result.protocol);  // svc.protocol
    result.appProtocol = textOf(field(node, "appProtocol"));
    result.port = portOf(field(node, "port")).value_or(0);
    result.targetPort = targetPortOf(field(node, "targetPort"));
    result.nodePort = portOf(field(node, "nodePort")).value_or(0);
    result.node = node.id();
    return result;
}

void decodeInto(Service& service, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    service.type = textOf(field(spec, "type"), service.type);
    service.selector = labelsOf(field(spec, "selector"));
    service.ports = listOf(field(spec, "ports"), servicePortOf);
    decodeAddresses(service, spec);
    decodePolicies(service, spec);
    if (service.type == "LoadBalancer")
        service.internalBalancer =
            internalBalancerSign(labelsOf(field(field(root, "metadata"), "annotations")));
    for (const Node ingress :
         field(field(field(root, "status"), "loadBalancer"), "ingress").items())
        decodeIngress(service, ingress);
}

void decodeInto(ServiceImport& import, Node root, const DecodeContext& /*context*/) {
    // v1alpha1 keeps everything under spec; newer ones under the root.
    const Node spec = field(root, "spec");
    const auto either = [&](std::string_view key) {
        const Node own = field(spec, key);
        return own ? own : field(root, key);
    };
    import.type = textOf(either("type"), import.type);
    import.ips = textsOf(either("ips"));
    import.ports = listOf(either("ports"), servicePortOf);
    const Node status = field(root, "status");
    for (const Node cluster :
         field(status ? status : root, "clusters").items())
        if (auto name = optionalTextOf(field(cluster, "cluster")))
            import.clusters.push_back(std::move(*name));
}

}  // namespace gatesight::model
