#include "support_wide_headers.h"
#include "support_wide_reference.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

namespace {

using simulator::DecidedBackend;
using simulator::Decision;

std::string describedBackend(const DecidedBackend& backend) {
    return fmt::format("{} {}/{}:{}", backend.kind, backend.namespace_, backend.name,
                       backend.port.value_or(0));
}

std::string wordsOf(const simulator::DecidedListener& listener) {
    return fmt::format("{} {} {}", listener.listenerSet.empty() ? "Gateway" : "ListenerSet",
                       listener.listenerSet.empty() ? listener.gateway : listener.listenerSet,
                       listener.name);
}

std::string wordsOf(const simulator::DecidedTls& tls) {
    if (!tls.alert.empty())
        return tls.mode + ", alert " + tls.alert;
    return tls.certificate.empty() ? tls.mode : tls.mode + ", " + tls.certificate;
}

std::string wordsOf(const simulator::Share& share) {
    return fmt::format("{} {}/{} {} {} {}", describedBackend(share.backend), share.numerator,
                       share.denominator, toString(share.outcome), share.reason, share.status);
}

void addRoute(const Decision& decision, Words& words) {
    const auto& route = *decision.route;
    words["route"] = fmt::format("{} {}/{} by parent {}", route.kind, route.namespace_, route.name,
                                 route.parentRef);
    if (route.kind == "HTTPRoute" || route.kind == "GRPCRoute") {
        words["rule"] = route.rule;
        words["match"] = route.match;
    }
    for (const simulator::Share& share : decision.shares)
        words["shares"].push_back(wordsOf(share));
}

}  // namespace

Words toWords(const Decision& decision) {
    Words words{{"outcome", toString(decision.outcome)}};
    if (!decision.reason.empty())
        words["reason"] = decision.reason;
    if (decision.refusal)
        words["refusal"] = toString(*decision.refusal);
    if (decision.status)
        words["status"] = *decision.status;
    if (!decision.grpcStatus.empty())
        words["grpcStatus"] = decision.grpcStatus;
    if (decision.listener)
        words["listener"] = wordsOf(*decision.listener);
    if (decision.tls)
        words["tls"] = wordsOf(*decision.tls);
    if (decision.route)
        addRoute(decision, words);
    if (decision.backend)
        words["backend"] = describedBackend(*decision.backend);
    std::vector<std::string> endpoints;
    for (const auto& endpoint : decision.endpoints)
        endpoints.push_back(fmt::format("{}:{}", endpoint.ip, endpoint.port));
    std::ranges::sort(endpoints);
    if (!endpoints.empty())
        words["endpoints"] = endpoints;
    if (decision.outcome == simulator::Outcome::Forwarded && decision.forwarded &&
        words.contains("rule"))
        words["headers"] = wide::namedHeaders(decision.forwarded->headers);
    if (decision.forwarded && decision.forwarded->tls)
        words["sni"] = decision.forwarded->tls->sni;
    return words;
}

}  // namespace gatesight::test
