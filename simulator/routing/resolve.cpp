#include "simulator/routing/resolve.h"

#include "simulator/control/age.h"
#include "simulator/control/hostname.h"
#include "simulator/delivery/ip_address.h"
#include "simulator/delivery/pod_records.h"
#include "simulator/routing/explain_gateways.h"
#include "simulator/routing/inside.h"
#include "simulator/routing/name_lookup.h"
#include "simulator/routing/passed_exits.h"
#include "simulator/routing/policy_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace gatesight::simulator {

namespace {

Step chosenGateway(const Exchange& exchange, std::string_view rule, std::string message) {
    return stepAbout(exchange.gatewayObject(), Stage::Resolve, Verdict::Chosen, rule,
                     std::move(message));
}

/// "namespace/name" -> Gateway; invalid when there is none.
model::ObjectId gatewayNamed(const model::World& world, std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos)
        return {};
    return world.find<model::Gateway>(name.substr(0, slash), name.substr(slash + 1)).id();
}

bool followName(Exchange& exchange, std::string_view name, std::string_view rule,
                const std::string& because) {
    exchange.gateway = gatewayNamed(exchange.world(), name);
    if (exchange.gateway.valid()) {
        exchange.say.step([&] {
            return chosenGateway(exchange, rule, fmt::format("Gateway {}: {}", name, because));
        });
        return true;
    }
    exchange.say.step([&] {
        return plainStep(Stage::Resolve, Verdict::Rejected, rule,
                         fmt::format("{}, but no Gateway {} is loaded", because, name));
    });
    return exchange.refuse(Refusal::Refused, "GatewayNotFound");
}

/// A Gateway that a name could mean, and how well it fits.
struct Guess {
    model::ObjectId gateway;
    HostnameSpecificity fit;
};

/// Best fitting pattern among `listeners` that admits the host.
std::optional<HostnameSpecificity> bestFit(const Exchange& exchange,
                                           const std::vector<ListenerId>& listeners,
                                           std::string_view host) {
    std::optional<HostnameSpecificity> best;
    for (const ListenerId id : listeners) {
        const std::string& pattern = exchange.control().listener(id).spec->hostname;
        if (admits(pattern, host))
            best = std::max(best.value_or(HostnameSpecificity{}), specificity(pattern));
    }
    return best;
}

std::vector<Guess> guesses(const Exchange& exchange, std::vector<ListenerId> Entrance::*which) {
    const std::string host(withoutPort(exchange.request.urlHost));
    std::vector<Guess> result;
    for (const Entrance& entrance : exchange.table().entrances()) {
        if (entrance.port != exchange.request.listenerPort())
            continue;
        if (const auto fit = bestFit(exchange, entrance.*which, host))
            result.push_back({entrance.gateway, *fit});
    }
    std::ranges::sort(result, [&](const Guess& a, const Guess& b) {
        if (a.fit != b.fit)
            return a.fit > b.fit;
        return compareAge(exchange.world().object(a.gateway), exchange.world().object(b.gateway)) <
               0;
    });
    return result;
}

/// Ends: what is there is not known.
bool isUnknown(Exchange& exchange, std::string_view rule, const std::string& what) {
    exchange.say.step([&] {
        return plainStep(Stage::Resolve, Verdict::Info, rule, fmt::format("not known: {}", what));
    });
    return exchange.unknown(what);
}

/// A Node at a port that is none of a Service, as far as the manifests say.
bool endAtNode(Exchange& exchange, const Destination& node) {
    if (node.kind == Destination::Kind::Unknown)
        return isUnknown(exchange, node.rule, node.message);
    exchange.say.step([&] {
        return plainStep(Stage::Resolve, Verdict::Rejected, node.rule, node.message);
    });
    return exchange.refuse(Refusal::Refused, "NodePortNotFound");
}

bool followGuess(Exchange& exchange) {
    std::vector<Guess> found = guesses(exchange, &Entrance::serving);
    if (found.empty())
        found = guesses(exchange, &Entrance::notServing);
    const Request& request = exchange.request;
    if (found.empty()) {
        if (const auto node = frontOf(exchange);
            node && !exchange.world().podByAddress(request.urlHost))
            return endAtNode(exchange, *node);
        tellWhyNoGateway(exchange);
        return exchange.refuse(Refusal::Refused, "NoGatewayForHost");
    }
    exchange.gateway = found.front().gateway;
    exchange.say.step([&] {
        return chosenGateway(exchange, "listener.hostname.most-specific",
                             fmt::format("Gateway {} has a listener on port {} that admits {}",
                                         exchange.gatewayObject().fullName(),
                                         request.listenerPort(), request.urlHost));
    });
    if (found.size() == 1)
        return true;
    for (const Guess& guess : found)
        exchange.decision.ambiguous.push_back(exchange.world().object(guess.gateway).fullName());
    exchange.say.step([&] {
        return plainStep(Stage::Resolve, Verdict::Info, "route.precedence.age",
                         fmt::format("{} Gateways could be meant ({}); the most specific hostname, "
                                     "then the oldest is followed",
                                     found.size(), fmt::join(exchange.decision.ambiguous, ", ")));
    });
    return true;
}

/// The Gateways that show the URL's host as one of their addresses.
bool followAddress(Exchange& exchange) {
    const auto owners = exchange.table().gatewaysAt(lowerCase(exchange.request.urlHost));
    if (owners.empty())
        return false;
    exchange.gateway = owners.front();
    if (owners.size() > 1) {
        for (const model::ObjectId owner : owners)
            exchange.decision.ambiguous.push_back(exchange.world().object(owner).fullName());
    }
    exchange.say.step([&] {
        return chosenGateway(exchange, "gateway.addresses.all-listeners",
                             fmt::format("{} is an address of Gateway {}", exchange.request.urlHost,
                                         exchange.gatewayObject().fullName()));
    });
    return true;
}

bool goInside(Exchange& exchange, std::optional<Destination>& inside, Destination destination) {
    inside = std::move(destination);
    exchange.say.step([&] {
        return stepAbout(exchange.world().object(inside->object), Stage::Resolve, Verdict::Chosen,
                         inside->rule, inside->message);
    });
    return true;
}

bool noSuchName(Exchange& exchange, const Destination& destination) {
    exchange.say.step([&] {
        return plainStep(Stage::Resolve, Verdict::Rejected, destination.rule, destination.message);
    });
    return exchange.refuse(Refusal::Refused, "NameNotFound");
}

bool exitCluster(Exchange& exchange, const Destination& destination, std::string_view host) {
    if (exchange.simulation.policies && !leaveCluster(exchange, host))
        return false;
    tellPassedExits(exchange, host);
    exchange.decision.outcome = Outcome::Exited;
    exchange.decision.reason = "LeftCluster";
    exchange.say.step([&] {
        return plainStep(Stage::Resolve, Verdict::Chosen,
                         destination.rule.empty() ? "svc.dns" : destination.rule,
                         fmt::format("{}: the request leaves the cluster", destination.message));
    });
    return false;
}

/// A Service reached by another address than its cluster IP; from inside also a Node that has no
/// such node port. Nothing: the host is none of these.
std::optional<bool> followFront(Exchange& exchange, std::optional<Destination>& inside) {
    const Request& request = exchange.request;
    auto front = frontOf(exchange);
    if (!front)
        return std::nullopt;
    if (front->kind == Destination::Kind::Service)
        return goInside(exchange, inside, std::move(*front));
    // Something else may listen on a Node: a Gateway, or a Pod that shares the Node's address.
    if (request.from.internet() || exchange.world().podByAddress(request.urlHost))
        return std::nullopt;
    return endAtNode(exchange, *front);
}

/// "localhost" and the loopback addresses; what else a name or address means is no matter of a Pod's
/// own.
bool isLoopback(std::string_view host) {
    // Nearly every host is none of these, and is asked about for every request.
    if (host.starts_with("127."))
        return inRange(host, "127.0.0.0/8");
    if (host.contains(':'))
        return inRange(host, "::1/128");
    constexpr std::string_view kName = "localhost";
    return host.size() == kName.size() && lowerCase(host) == kName;
}

/// svc.dns.loopback
bool stayAtHome(Exchange& exchange, std::optional<Destination>& inside) {
    const auto pod = clientPod(exchange);
    if (!pod || pod->spec.hostNetwork)
        return isUnknown(exchange, "svc.dns.loopback",
                         fmt::format("what listens on {} of the {}", exchange.request.urlHost,
                                     pod ? "Node" : "client"));
    return goInside(
        exchange, inside,
        podDestination(pod, "svc.dns.loopback",
                       fmt::format("{} is the Pod itself", exchange.request.urlHost)));
}

/// Where a Scenario says that a name leads; empty when it says nothing.
std::string scenarioDns(const Exchange& exchange, std::string_view host) {
    const auto& dns = exchange.simulation.surroundings.dns;
    const auto entry = dns.find(lowerCase(host));
    return entry == dns.end() ? std::string() : entry->second;
}

bool followDns(Exchange& exchange, const std::string& gateway, std::string_view host) {
    return followName(exchange, gateway, "listener.hostname.most-specific",
                      fmt::format("a Scenario says that {} leads there", host));
}

bool resolveFromInside(Exchange& exchange, std::optional<Destination>& inside) {
    const Request& request = exchange.request;
    if (isLoopback(request.urlHost))
        return stayAtHome(exchange, inside);
    const ResolvConf& conf = clientResolvConf(exchange);
    Destination found =
        resolveInside(exchange.world(), request.urlHost, request.from.namespace_, conf);
    if (!model::addressOf(request.urlHost) && !lookUpName(exchange, conf, request.urlHost))
        return false;
    switch (found.kind) {
        case Destination::Kind::Service:
        case Destination::Kind::Pod:
            return goInside(exchange, inside, std::move(found));
        case Destination::Kind::Nothing:
            return noSuchName(exchange, found);
        case Destination::Kind::Unknown:
            return isUnknown(exchange, found.rule, found.message);
        case Destination::Kind::External:
            break;
    }
    const std::string& host = found.externalName.empty() ? request.urlHost : found.externalName;
    const std::string gateway = scenarioDns(exchange, host);
    if (gateway.empty())
        return exitCluster(exchange, found, host);
    // An alias says where the name comes from that the Scenario knows.
    if (found.rule == "svc.external-name")
        exchange.say.step([&] {
            return plainStep(Stage::Resolve, Verdict::Info, found.rule, found.message);
        });
    return followDns(exchange, gateway, host);
}

}  // namespace

bool resolve(Exchange& exchange, std::optional<Destination>& inside) {
    const Request& request = exchange.request;
    if (!request.gateway.empty())
        return followName(exchange, request.gateway, "gateway.addresses.all-listeners",
                          "the request names it");
    if (followAddress(exchange))
        return true;
    if (const auto goesOn = followFront(exchange, inside))
        return *goesOn;
    if (!request.from.internet())
        return resolveFromInside(exchange, inside);
    const std::string gateway = scenarioDns(exchange, request.urlHost);
    return gateway.empty() ? followGuess(exchange) : followDns(exchange, gateway, request.urlHost);
}

}  // namespace gatesight::simulator
