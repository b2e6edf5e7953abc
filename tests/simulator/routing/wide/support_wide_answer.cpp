#include "support_wide_answer.h"

#include "support_wide_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

using simulator::Protocol;
using simulator::Scheme;

namespace wide {

namespace {

/// What a gRPC client makes of an HTTP status.
std::string callStatus(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 404:
            return "UNIMPLEMENTED";
        case 503:
            return "UNAVAILABLE";
        default:
            return "UNKNOWN";
    }
}

}  // namespace

}  // namespace wide

bool WideAnswer::isEncrypted() const {
    return request.scheme == Scheme::Https || request.scheme == Scheme::Grpcs ||
           request.scheme == Scheme::Tls;
}

bool WideAnswer::carriesHttp() const {
    return request.protocol == Protocol::Http1 || request.protocol == Protocol::Grpc;
}

std::string WideAnswer::sni() const {
    const bool name = std::ranges::any_of(request.urlHost, [](char c) { return c >= 'a'; });
    return isEncrypted() ? wide::lower(request.tls.sni.value_or(name ? request.urlHost : "")) : "";
}

void WideAnswer::choose(const WideListener& chosen) {
    listener = &chosen;
    words["listener"] =
        fmt::format("{} {}/{} {}", textAt(*chosen.owner, "kind"), namespaceOf(*chosen.owner),
                    nameOf(*chosen.owner), textAt(*chosen.spec, "name"));
}

void WideAnswer::nameRoute(const WideAttached& attached) {
    words["route"] =
        fmt::format("{} {}/{} by parent {}", textAt(*attached.route, "kind"),
                    namespaceOf(*attached.route), nameOf(*attached.route), attached.parentRef);
}

void WideAnswer::addClientSni() {
    const bool ended =
        words.contains("tls") && words["tls"].get<std::string>().starts_with("Terminate");
    if (isEncrypted() && !ended)
        words["sni"] = sni();
}

void WideAnswer::refuse(std::string_view how, std::string_view reason) {
    words["outcome"] = "refused";
    words["refusal"] = how;
    words["reason"] = reason;
    if (request.protocol == Protocol::Grpc)
        words["grpcStatus"] = "UNAVAILABLE";
}

void WideAnswer::close(std::string_view reason) {
    refuse(request.protocol == Protocol::Udp ? "dropped" : "reset", reason);
}

void WideAnswer::respond(int status, std::string_view reason) {
    words["outcome"] = "responded";
    words["reason"] = reason;
    words["status"] = status;
    if (request.protocol == Protocol::Grpc)
        words["grpcStatus"] = wide::callStatus(status);
}

void WideAnswer::failBackend(const Json& route, int status, std::string_view reason) {
    const bool call = textAt(route, "kind") == "GRPCRoute" && request.protocol == Protocol::Grpc;
    respond(call ? 200 : status, reason);
    if (call)
        words["grpcStatus"] = "UNAVAILABLE";
}

void WideAnswer::forward(std::vector<std::string> endpoints) {
    words["outcome"] = "forwarded";
    words["endpoints"] = std::move(endpoints);
    if (carriesHttp())
        words["status"] = 200;
    if (request.protocol == Protocol::Grpc)
        words["grpcStatus"] = "OK";
}

void WideAnswer::notModelled() {
    words["outcome"] = "unknown";
    words["reason"] = "NotModelled";
}

}  // namespace gatesight::test
