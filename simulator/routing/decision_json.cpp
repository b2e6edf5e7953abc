#include "simulator/routing/decision.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator {

std::string_view toString(Outcome outcome) {
    switch (outcome) {
        case Outcome::Forwarded:
            return "forwarded";
        case Outcome::Redirected:
            return "redirected";
        case Outcome::Responded:
            return "responded";
        case Outcome::Refused:
            return "refused";
        case Outcome::Exited:
            return "exited";
        case Outcome::Unknown:
            return "unknown";
    }
    return {};
}

std::string_view toString(Refusal refusal) {
    switch (refusal) {
        case Refusal::Refused:
            return "refused";
        case Refusal::Alert:
            return "alert";
        case Refusal::Reset:
            return "reset";
        case Refusal::Dropped:
            return "dropped";
    }
    return {};
}

namespace {

using Json = nlohmann::ordered_json;

/// Writes a text that is known; absent means not known (docs/interface).
void put(Json& json, const char* name, const std::string& text) {
    if (!text.empty())
        json[name] = text;
}

template <class T>
void put(Json& json, const char* name, const std::optional<T>& value) {
    if (value)
        json[name] = *value;
}

Json asJson(const HeaderList& headers) {
    Json list = Json::array();
    for (const auto& [name, value] : headers)
        list.push_back(Json::array({name, value}));
    return list;
}

Json asJson(const DecidedListener& listener) {
    Json json{{"gateway", listener.gateway}, {"name", listener.name}, {"port", listener.port}};
    put(json, "protocol", listener.protocol);
    put(json, "hostname", listener.hostname);
    json["from"] = listener.listenerSet.empty() ? "Gateway" : "ListenerSet";
    put(json, "listenerSet", listener.listenerSet);
    return json;
}

Json asJson(const DecidedTls& tls) {
    Json json{{"mode", tls.mode}};
    put(json, "certificate", tls.certificate);
    json["clientCertificateRequested"] = tls.clientCertificateRequested;
    json["clientVerified"] = tls.clientVerified;
    put(json, "alert", tls.alert);
    return json;
}

Json asJson(const DecidedRoute& route) {
    Json json{{"kind", route.kind},
              {"namespace", route.namespace_},
              {"name", route.name},
              {"rule", route.rule}};
    put(json, "ruleName", route.ruleName);
    json["match"] = route.match;
    if (route.parentRef != UINT32_MAX)  // attached by a default Gateway, which no parentRef names
        json["parentRef"] = route.parentRef;
    return json;
}

Json asJson(const DecidedBackend& backend) {
    Json json{{"kind", backend.kind}};
    put(json, "namespace", backend.namespace_);
    json["name"] = backend.name;
    put(json, "port", backend.port);
    put(json, "weight", backend.weight);
    return json;
}

Json asJson(const Share& share) {
    Json json{{"backend", asJson(share.backend)},
              {"numerator", share.numerator},
              {"denominator", share.denominator},
              {"outcome", toString(share.outcome)}};
    put(json, "reason", share.reason);
    if (share.status != 0)
        json["status"] = share.status;
    return json;
}

Json asJson(const DecidedEndpoint& endpoint) {
    Json json = Json::object();
    put(json, "pod", endpoint.pod);
    put(json, "ip", endpoint.ip);
    put(json, "host", endpoint.host);
    json["port"] = endpoint.port;
    put(json, "node", endpoint.node);
    put(json, "zone", endpoint.zone);
    put(json, "service", endpoint.service);
    return json;
}

Json asJson(const ForwardedRequest& forwarded) {
    Json json = Json::object();
    put(json, "method", forwarded.method);
    put(json, "path", forwarded.path);
    put(json, "host", forwarded.host);
    if (!forwarded.headers.empty())
        json["headers"] = asJson(forwarded.headers);
    put(json, "protocol", forwarded.protocol);
    if (forwarded.tls) {
        Json tls = Json::object();
        put(tls, "sni", forwarded.tls->sni);
        put(tls, "verifiedHostname", forwarded.tls->verifiedHostname);
        put(tls, "clientCertificate", forwarded.tls->clientCertificate);
        json["tls"] = std::move(tls);
    }
    return json;
}

Json asJson(const Redirect& redirect) {
    return {{"status", redirect.status}, {"scheme", redirect.scheme},
            {"host", redirect.host},     {"port", redirect.port},
            {"path", redirect.path},     {"location", redirect.location}};
}

Json asJson(const Mirror& mirror) {
    return {{"backend", asJson(mirror.backend)},
            {"numerator", mirror.numerator},
            {"denominator", mirror.denominator},
            {"taken", mirror.taken},
            {"forwarded", asJson(mirror.forwarded)}};
}

Json asJson(const Attempt& attempt) {
    Json json = Json::object();
    if (!attempt.endpoint.ip.empty() || !attempt.endpoint.pod.empty())
        json["endpoint"] = asJson(attempt.endpoint);
    put(json, "status", attempt.status);
    put(json, "failure", attempt.failure);
    json["startMs"] = attempt.startMs;
    json["endMs"] = attempt.endMs;
    return json;
}

Json asJson(const RepeatCount& entry) {
    Json json = Json::object();
    if (!entry.backend.name.empty())
        json["backend"] = asJson(entry.backend);
    put(json, "pod", entry.pod);
    put(json, "status", entry.status);
    put(json, "grpcStatus", entry.grpcStatus);
    if (entry.forwarded)
        json["forwarded"] = asJson(*entry.forwarded);
    json["count"] = entry.count;
    return json;
}

Json asJson(const RepeatSummary& repeat) {
    Json json{{"counts", Json::array()}};
    for (const RepeatCount& entry : repeat.counts)
        json["counts"].push_back(asJson(entry));
    if (!repeat.mirrors.empty()) {
        json["mirrors"] = Json::array();
        for (const auto& [backend, count] : repeat.mirrors)
            json["mirrors"].push_back({{"backend", asJson(backend)}, {"count", count}});
    }
    return json;
}

Json asJson(const Subject& subject) {
    Json json = Json::object();
    put(json, "kind", subject.kind);
    put(json, "namespace", subject.namespace_);
    put(json, "name", subject.name);
    put(json, "field", subject.field);
    return json;
}

Json asJson(const Compared& compared) {
    Json json{
        {"what", compared.what}, {"actual", compared.actual}, {"expected", compared.expected}};
    if (compared.decisive)
        json["decisive"] = true;
    put(json, "rule", compared.rule);
    return json;
}

Json asJson(const Step& step) {
    Json json{{"stage", toString(step.stage)}, {"verdict", toString(step.verdict)}};
    if (!step.subject.kind.empty() || !step.subject.name.empty())
        json["subject"] = asJson(step.subject);
    put(json, "rule", step.rule);
    put(json, "message", step.message);
    for (const Compared& compared : step.compared)
        json["compared"].push_back(asJson(compared));
    if (step.source.known()) {
        json["source"] = {{"file", step.source.file}};
        if (step.source.position.known()) {
            json["source"]["line"] = step.source.position.line;
            json["source"]["column"] = step.source.position.column;
        }
    }
    put(json, "near", step.near);
    return json;
}

template <class Items>
void putList(Json& json, const char* name, const Items& items) {
    for (const auto& item : items)
        json[name].push_back(asJson(item));
}

template <class T>
void putObject(Json& json, const char* name, const std::optional<T>& value) {
    if (value)
        json[name] = asJson(*value);
}

void putAnswer(Json& json, const Decision& decision) {
    json["outcome"] = toString(decision.outcome);
    put(json, "reason", decision.reason);
    put(json, "unknown", decision.unknown);
    if (decision.refusal)
        json["refusal"] = toString(*decision.refusal);
    put(json, "status", decision.status);
    put(json, "grpcStatus", decision.grpcStatus);
    if (!decision.ambiguous.empty())
        json["ambiguous"] = decision.ambiguous;
}

}  // namespace

nlohmann::ordered_json toJson(const Decision& decision) {
    Json json = Json::object();
    put(json, "id", decision.id);
    json["seed"] = decision.seed;
    putAnswer(json, decision);
    putObject(json, "listener", decision.listener);
    putObject(json, "tls", decision.tls);
    putObject(json, "route", decision.route);
    putObject(json, "backend", decision.backend);
    putList(json, "shares", decision.shares);
    putObject(json, "endpoint", decision.endpoint);
    putList(json, "endpoints", decision.endpoints);
    putObject(json, "forwarded", decision.forwarded);
    if (!decision.responseHeaders.empty())
        json["response"] = {{"headers", asJson(decision.responseHeaders)}};
    putObject(json, "redirect", decision.redirect);
    putList(json, "mirrors", decision.mirrors);
    putList(json, "attempts", decision.attempts);
    if (!decision.hops.empty()) {
        json["hops"] = Json::array();
        for (const Decision& hop : decision.hops)
            json["hops"].push_back(toJson(hop));
    }
    putObject(json, "repeat", decision.repeat);
    putList(json, "trace", decision.trace);
    return json;
}

}  // namespace gatesight::simulator
