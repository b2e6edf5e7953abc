#include "simulator/routing/arrival.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/scheme.h"
#include "simulator/routing/tls_handshake.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatesight::simulator {

namespace {

std::string shownHostname(const std::string& hostname) {
    return hostname.empty() ? "(any)" : hostname;
}

// ---- does anything listen ----

/// The condition that keeps a listener from serving.
const Condition* obstacle(const ListenerState& listener) {
    for (const char* type : {"Accepted", "Programmed", "ResolvedRefs"}) {
        const Condition* condition = find(listener.conditions, type);
        if (condition && condition->status != Condition::Status::True)
            return condition;
    }
    return nullptr;
}

void tellNotServing(Exchange& exchange, ListenerId id) {
    exchange.say.step([&] {
        const ListenerState& listener = exchange.control().listener(id);
        const Condition* condition = obstacle(listener);
        return listenerStep(
            exchange, id, Stage::Listener, Verdict::Rejected,
            condition ? condition->rule : std::string_view("listener.conflict.no-winner"),
            condition
                ? fmt::format("listener {} serves nothing: {} is {}, {}: {}", listener.spec->name,
                              condition->type, toString(condition->status), condition->reason,
                              condition->message)
                : fmt::format("listener {} serves nothing", listener.spec->name));
    });
}

bool gatewayServes(Exchange& exchange) {
    const GatewayState* gateway = exchange.control().gateway(exchange.gateway);
    if (gateway && !gateway->controllerName.empty())
        return true;
    exchange.say.step([&] {
        return stepAbout(
            exchange.gatewayObject(), Stage::Listener, Verdict::Rejected,
            gateway ? gateway->unmanagedRule : std::string_view("gateway.class.required"),
            gateway ? gateway->unmanaged : std::string("no controller acts on this Gateway"),
            "spec.gatewayClassName");
    });
    return exchange.refuse(Refusal::Refused, "GatewayNotManaged");
}

/// Nobody listens on the port: which ports there are.
void tellPorts(Exchange& exchange) {
    exchange.say.step([&] {
        std::set<std::uint16_t> ports;
        for (const Entrance& entrance : exchange.table().entrances()) {
            if (entrance.gateway == exchange.gateway && !entrance.serving.empty())
                ports.insert(entrance.port);
        }
        Step step = stepAbout(
            exchange.gatewayObject(), Stage::Listener, Verdict::Rejected, "listener.no-match",
            fmt::format("no listener serves port {}", exchange.request.listenerPort()),
            "spec.listeners");
        step.compared.push_back({"port", fmt::format("{}", exchange.request.listenerPort()),
                                 fmt::format("{}", fmt::join(ports, ", ")), true});
        if (!ports.empty())
            step.near = fmt::format("would be taken in on port {}", fmt::join(ports, " or "));
        return step;
    });
}

bool enter(Exchange& exchange) {
    exchange.entrance =
        exchange.table().entranceOf(exchange.gateway, exchange.request.listenerPort());
    if (exchange.entrance.valid()) {
        const Entrance& entrance = exchange.table().entrance(exchange.entrance);
        for (const ListenerId id : entrance.notServing)
            tellNotServing(exchange, id);
        if (!entrance.serving.empty())
            return true;
    }
    tellPorts(exchange);
    return exchange.refuse(Refusal::Refused, "NoListenerForPort");
}

// ---- does it speak the client's protocol ----

bool mismatch(Exchange& exchange, std::string_view speaks, std::string_view reason,
              Refusal refusal) {
    const Entrance& entrance = exchange.table().entrance(exchange.entrance);
    for (const ListenerId id : entrance.serving) {
        exchange.say.step([&] {
            const std::string& protocol = exchange.control().listener(id).spec->protocol;
            Step step = listenerStep(
                exchange, id, Stage::Listener, Verdict::Rejected, "listener.protocol.kinds",
                fmt::format("the listener speaks {}, the client {}", protocol, speaks));
            step.compared.push_back({"protocol", std::string(speaks), protocol, true});
            return step;
        });
    }
    return exchange.refuse(refusal, reason);
}

/// Bare TCP and UDP, and listeners of those protocols: whatever comes is a connection.
Arrival streams(Exchange& exchange, const Entrance& entrance) {
    const Protocol protocol = exchange.request.protocol;
    exchange.listener = protocol == Protocol::Udp ? entrance.udp : entrance.tcp;
    if (exchange.listener.valid()) {
        nameListener(exchange);
        exchange.say.step([&] {
            return listenerStep(exchange, exchange.listener, Stage::Listener, Verdict::Chosen,
                                "tcproute.no-match-fields",
                                fmt::format("listener {} takes whatever comes to port {}",
                                            exchange.listenerState().spec->name, entrance.port));
        });
        return Arrival::Connection;
    }
    if (protocol == Protocol::Udp)
        mismatch(exchange, "UDP", "NoListenerForProtocol", Refusal::Dropped);
    else if (protocol == Protocol::Tcp)
        mismatch(exchange, "TCP", "NoListenerForProtocol", Refusal::Reset);
    else
        mismatch(exchange, "TCP", "NoListenerForProtocol", Refusal::Refused);
    return Arrival::Ended;
}

bool hasPlain(const Entrance& entrance) {
    return !entrance.plain.empty();
}
bool hasSecure(const Entrance& entrance) {
    return !entrance.secure.empty();
}

// ---- which listener the host belongs to ----

void tellOtherListeners(Exchange& exchange, const RequestFacts& facts) {
    if (!exchange.say.listens())
        return;
    for (const ListenerId id : exchange.table().entrance(exchange.entrance).serving) {
        if (id == exchange.listener)
            continue;
        const std::string& hostname = exchange.control().listener(id).spec->hostname;
        const bool admitted = admits(hostname, facts.host());
        exchange.say.step([&] {
            Step step = listenerStep(
                exchange, id, Stage::Listener, Verdict::Rejected,
                admitted ? "listener.hostname.most-specific" : "listener.hostname.wildcard-suffix",
                fmt::format("hostname {} {}", shownHostname(hostname),
                            admitted ? "admits the host too, but is less specific"
                                     : "does not admit the host"));
            step.compared.push_back({"hostname", facts.host(), shownHostname(hostname), true});
            if (!admitted && !isWildcard(hostname))
                step.near = fmt::format("would be taken in if the host were {}", hostname);
            return step;
        });
    }
}

void tellListener(Exchange& exchange, const RequestFacts& facts) {
    exchange.say.step([&] {
        const std::string& hostname = exchange.listenerState().spec->hostname;
        Step step = listenerStep(
            exchange, exchange.listener, Stage::Listener, Verdict::Chosen,
            hostname.empty() ? "listener.hostname.unset-matches-all"
                             : "listener.hostname.most-specific",
            fmt::format("listener {} takes host {}", exchange.listenerState().spec->name,
                        facts.host().empty() ? "(none)" : facts.host()));
        step.compared.push_back({"port", fmt::format("{}", exchange.request.listenerPort()),
                                 fmt::format("{}", exchange.listenerState().spec->port)});
        step.compared.push_back({"hostname", facts.host(), shownHostname(hostname)});
        return step;
    });
}

bool chooseByHost(Exchange& exchange, const RequestFacts& facts) {
    const std::uint32_t best =
        exchange.table().entrance(exchange.entrance).plain.best(facts.host());
    if (best == HostIndex::kNone) {
        tellOtherListeners(exchange, facts);
        return exchange.respond(404, "NoListenerForHost");
    }
    exchange.listener = {best};
    nameListener(exchange);
    tellListener(exchange, facts);
    tellOtherListeners(exchange, facts);
    return true;
}

/// The host of a request on a connection that SNI has led to a listener
/// (listener.https.sni-and-host).
bool checkHost(Exchange& exchange, const RequestFacts& facts) {
    const bool detects =
        exchange.options().supports("GatewayHTTPSListenerDetectMisdirectedRequests");
    const std::uint32_t best =
        exchange.table().entrance(exchange.entrance).secure.best(facts.host());
    if (best == exchange.listener.value || !detects) {
        tellListener(exchange, facts);
        tellOtherListeners(exchange, facts);
        return true;
    }
    const bool none = best == HostIndex::kNone;
    exchange.say.step([&] {
        return listenerStep(
            exchange, none ? exchange.listener : ListenerId{best}, Stage::Listener,
            Verdict::Rejected,
            none ? "listener.https.misdirected-404" : "listener.https.misdirected-421",
            none ? fmt::format("no listener of the port admits host {}", facts.host())
                 : fmt::format("host {} belongs to listener {}, but SNI led to listener {}",
                               facts.host(), exchange.control().listener({best}).spec->name,
                               exchange.listenerState().spec->name));
    });
    return none ? exchange.respond(404, "NoListenerForHost")
                : exchange.respond(421, "MisdirectedRequest");
}

}  // namespace

namespace {

/// Behind a handshake: an HTTPS listener reads requests, one of protocol TLS does not.
Arrival arriveEncrypted(Exchange& exchange, const RequestFacts& facts) {
    if (!shakeHands(exchange))
        return Arrival::Ended;
    if (exchange.listenerState().spec->protocol == "TLS")
        return Arrival::Connection;
    if (!carriesHttp(exchange.request.protocol)) {
        exchange.unknown("what an HTTPS listener does with a stream that is not HTTP");
        return Arrival::Ended;
    }
    return checkHost(exchange, facts) ? Arrival::Request : Arrival::Ended;
}

}  // namespace

Arrival arrive(Exchange& exchange, const RequestFacts& facts) {
    if (!gatewayServes(exchange) || !enter(exchange))
        return Arrival::Ended;
    const Entrance& entrance = exchange.table().entrance(exchange.entrance);
    const Request& request = exchange.request;
    const bool encrypted = infoOf(request.scheme).encrypted;
    if (request.protocol == Protocol::Udp || request.protocol == Protocol::Tcp ||
        (!hasPlain(entrance) && !hasSecure(entrance)))
        return streams(exchange, entrance);
    if (encrypted && !hasSecure(entrance)) {
        mismatch(exchange, "TLS", "TlsOnPlaintextPort", Refusal::Reset);
        return Arrival::Ended;
    }
    if (!encrypted && !hasPlain(entrance)) {
        mismatch(exchange, "plaintext", "PlaintextOnTlsPort", Refusal::Reset);
        return Arrival::Ended;
    }
    if (encrypted)
        return arriveEncrypted(exchange, facts);
    return chooseByHost(exchange, facts) ? Arrival::Request : Arrival::Ended;
}

}  // namespace gatesight::simulator
