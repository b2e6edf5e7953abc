#include "simulator/routing/load_balancer.h"

#include "simulator/delivery/ip_address.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::simulator {

void tellLoadBalancer(Exchange& exchange, const Destination& destination,
                      const model::Object& object) {
    if (!destination.leftToLoadBalancer || exchange.request.from.internet())
        return;
    exchange.say.step([&] {
        return stepAbout(object, Stage::Backend, Verdict::Info, "svc.load-balancer.ip-mode",
                         "kube-proxy does not stand in for this address: the request goes out to "
                         "the load balancer and comes back through a node",
                         "status.loadBalancer.ingress");
    });
}

bool balancerAdmits(Exchange& exchange, const Dialer& dialer, const model::Object& object) {
    const auto* service = std::get_if<model::Service>(&object.resource);
    if (dialer.path != Dialer::Path::LoadBalancer || !service ||
        service->loadBalancerSourceRanges.empty())
        return true;
    const auto& ranges = service->loadBalancerSourceRanges;
    if (dialer.sourceIp.empty())
        return exchange.unknown(fmt::format(
            "whether loadBalancerSourceRanges of Service {} admit the client, as {}",
            object.fullName(),
            exchange.request.from.internet()
                ? "the request has no sourceIp"
                : "the address that a Pod has outside of the cluster is not in the manifests"));
    const bool admitted = std::ranges::any_of(
        ranges, [&](const std::string& range) { return inRange(dialer.sourceIp, range); });
    exchange.say.step([&] {
        Step step = stepAbout(
            object, Stage::Backend, admitted ? Verdict::Passed : Verdict::Rejected,
            "svc.load-balancer-source-ranges",
            fmt::format("the load balancer {} this client", admitted ? "admits" : "does not admit"),
            "spec.loadBalancerSourceRanges");
        step.compared.push_back(
            {"client address", dialer.sourceIp, fmt::format("{}", fmt::join(ranges, ", ")), true});
        return step;
    });
    return admitted || exchange.refuse(Refusal::Dropped, "SourceNotInRanges");
}

}  // namespace gatesight::simulator
