#include "simulator/routing/exchange.h"

#include <fmt/format.h>

namespace gatesight::simulator {

bool Exchange::refuse(Refusal refusal, std::string_view reason) {
    decision.outcome = Outcome::Refused;
    decision.refusal = refusal;
    decision.reason = reason;
    // A gRPC client reports a connection that does not come about as UNAVAILABLE.
    if (request.protocol == Protocol::Grpc)
        decision.grpcStatus = "UNAVAILABLE";
    return false;
}

bool Exchange::respond(int status, std::string_view reason) {
    decision.outcome = Outcome::Responded;
    decision.status = status;
    decision.reason = reason;
    if (request.protocol == Protocol::Grpc)
        decision.grpcStatus = grpcStatusOf(status);
    return false;
}

bool Exchange::failBackend(int status, std::string_view reason) {
    const bool call =
        decision.route && decision.route->kind == "GRPCRoute" && request.protocol == Protocol::Grpc;
    respond(call ? 200 : status, reason);
    if (call)
        decision.grpcStatus = "UNAVAILABLE";
    return false;
}

bool Exchange::closeConnection(std::string_view reason) {
    return refuse(request.protocol == Protocol::Udp ? Refusal::Dropped : Refusal::Reset, reason);
}

bool Exchange::unknown(std::string what) {
    decision.outcome = Outcome::Unknown;
    decision.reason = "NotModelled";
    decision.unknown = std::move(what);
    return false;
}

std::string_view grpcStatusOf(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 400:
            return "INTERNAL";
        case 401:
            return "UNAUTHENTICATED";
        case 403:
            return "PERMISSION_DENIED";
        case 404:
            return "UNIMPLEMENTED";
        case 429:
        case 502:
        case 503:
        case 504:
            return "UNAVAILABLE";
        default:
            return "UNKNOWN";
    }
}

Step listenerStep(const Exchange& exchange, ListenerId id, Stage stage, Verdict verdict,
                  std::string_view rule, std::string message) {
    const ListenerState& listener = exchange.control().listener(id);
    return stepAbout(exchange.world().object(listener.owner), stage, verdict, rule,
                     std::move(message), fmt::format("spec.listeners[{}]", listener.index),
                     listener.spec->node);
}

void nameListener(Exchange& exchange) {
    const ListenerState& listener = exchange.listenerState();
    DecidedListener& named = exchange.decision.listener.emplace();
    named.gateway = exchange.gatewayObject().fullName();
    named.name = listener.spec->name;
    named.port = listener.spec->port;
    named.protocol = listener.spec->protocol;
    named.hostname = listener.spec->hostname;
    if (listener.owner != listener.gateway)
        named.listenerSet = exchange.listenerOwner().fullName();
}

}  // namespace gatesight::simulator
