#include "simulator/delivery/node_doors.h"

#include <charconv>

namespace gatesight::simulator {

namespace {

model::Node rootOf(const model::Ref<model::Service>& service) {
    const auto& document = service.origin().document;
    return document ? document->root() : model::Node();
}

}  // namespace

bool hasNodePorts(const model::Ref<model::Service>& service) {
    if (service->type == "NodePort")
        return true;
    const auto allocates = rootOf(service)["spec"]["allocateLoadBalancerNodePorts"].text();
    return service->type == "LoadBalancer" && allocates != "false";
}

std::uint16_t healthCheckNodePort(const model::Ref<model::Service>& service) {
    if (service->type != "LoadBalancer" || !service->externalTrafficPolicyLocal)
        return 0;
    const std::string_view text = rootOf(service)["spec"]["healthCheckNodePort"].text();
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
}

std::set<std::string> leftToLoadBalancer(const model::Ref<model::Service>& service) {
    std::set<std::string> result;
    for (const model::Node ingress : rootOf(service)["status"]["loadBalancer"]["ingress"].items()) {
        result.emplace(ingress["hostname"].text());
        if (ingress["ipMode"].text() == "Proxy")
            result.emplace(ingress["ip"].text());
    }
    return result;
}

}  // namespace gatesight::simulator
