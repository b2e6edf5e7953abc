#include "simulator/routing/explain_gateways.h"

#include "model/text/address.h"
#include "simulator/control/hostname.h"
#include "simulator/delivery/cluster_dns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace gatesight::simulator {

namespace {

/// Of a Gateway: what it listens to, as far as this request is concerned.
struct Offers {
    std::vector<std::string> hosts;      // that its listeners on the request's port admit
    std::set<std::uint16_t> ports;       // of all of its listeners
    std::set<std::uint16_t> otherPorts;  // of those that would admit the request's host
};

Offers offersOf(const Exchange& exchange, const GatewayState& gateway) {
    const std::string host(withoutPort(exchange.request.urlHost));
    Offers offers;
    for (const ListenerId id : gateway.listeners) {
        const model::Listener& listener = *exchange.control().listener(id).spec;
        const auto port = static_cast<std::uint16_t>(listener.port);
        offers.ports.insert(port);
        if (port == exchange.request.listenerPort())
            offers.hosts.push_back(listener.hostname);
        else if (admits(listener.hostname, host))
            offers.otherPorts.insert(port);
    }
    return offers;
}

/// The smallest change: another host on the same port, or else another port for the same host.
std::string changeFor(const Offers& offers) {
    if (!offers.hosts.empty()) {
        const std::string& host = offers.hosts.front();
        return host.starts_with("*.")
                   ? fmt::format("would be taken in if the host were one of {}", host)
                   : fmt::format("would be taken in if the host were {}", host);
    }
    return offers.otherPorts.empty()
               ? std::string()
               : fmt::format("would be taken in on port {}", *offers.otherPorts.begin());
}

Step stepOf(const Exchange& exchange, const GatewayState& gateway, const Offers& offers) {
    const model::Object& object = exchange.world().object(gateway.gateway);
    const auto rejected = [&](std::string_view rule, std::string message) {
        return stepAbout(object, Stage::Resolve, Verdict::Rejected, rule, std::move(message));
    };
    if (!gateway.unmanaged.empty())
        return rejected(gateway.unmanagedRule, "nobody acts on it: " + gateway.unmanaged);
    Step step = offers.hosts.empty()
                    ? rejected("listener.no-match",
                               offers.ports.empty() ? "it has no listener"
                                                    : fmt::format("it listens on port {} only",
                                                                  fmt::join(offers.ports, ", ")))
                    : rejected("listener.no-match", fmt::format("on port {} it admits {} only",
                                                                exchange.request.listenerPort(),
                                                                fmt::join(offers.hosts, ", ")));
    step.near = changeFor(offers);
    return step;
}

}  // namespace

namespace {

/// An address that means something inside of the cluster alone.
void tellInnerAddress(Exchange& exchange) {
    const std::string& host = exchange.request.urlHost;
    if (!exchange.say.listens() || !model::addressOf(host))
        return;
    const Destination inner = destinationAt(exchange.world(), host);
    if (inner.kind != Destination::Kind::External)
        exchange.say.step([&] {
            return plainStep(Stage::Resolve, Verdict::Rejected, inner.rule,
                             inner.message + ", and nobody outside of the cluster reaches it");
        });
}

}  // namespace

void tellWhyNoGateway(Exchange& exchange) {
    tellInnerAddress(exchange);
    constexpr std::size_t kTold = 20;
    const auto& gateways = exchange.control().gateways;
    for (std::size_t i = 0; i < std::min(gateways.size(), kTold); ++i)
        exchange.say.step(
            [&] { return stepOf(exchange, gateways[i], offersOf(exchange, gateways[i])); });
    exchange.say.step([&] {
        const Request& request = exchange.request;
        Step sum = plainStep(
            Stage::Resolve, Verdict::Rejected, "listener.no-match",
            gateways.empty()
                ? std::string("no Gateway is loaded, so nobody listens")
                : fmt::format("no Gateway has a listener on port {} whose hostname admits {}; a "
                              "request can name its Gateway, and a Scenario can say where a name "
                              "leads",
                              request.listenerPort(), request.urlHost));
        for (const GatewayState& gateway : gateways) {
            const std::string change =
                gateway.unmanaged.empty() ? changeFor(offersOf(exchange, gateway)) : "";
            if (change.empty())
                continue;
            sum.near = fmt::format("{}, by Gateway {}", change,
                                   exchange.world().object(gateway.gateway).fullName());
            break;
        }
        return sum;
    });
}

}  // namespace gatesight::simulator
