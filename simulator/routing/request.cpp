#include "simulator/routing/request.h"

#include "simulator/routing/header_name.h"
#include "simulator/routing/scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

std::string bracketed(std::string_view host) {
    return host.find(':') == std::string_view::npos ? std::string(host) : fmt::format("[{}]", host);
}

}  // namespace

std::span<const SchemeInfo> schemes() {
    static constexpr std::array kSchemes{
        SchemeInfo{Scheme::Http, "http", 80, Protocol::Http1, false},
        SchemeInfo{Scheme::Https, "https", 443, Protocol::Http1, true},
        SchemeInfo{Scheme::Ws, "ws", 80, Protocol::WebSocket, false},
        SchemeInfo{Scheme::Wss, "wss", 443, Protocol::WebSocket, true},
        SchemeInfo{Scheme::Grpc, "grpc", 80, Protocol::Grpc, false},
        SchemeInfo{Scheme::Grpcs, "grpcs", 443, Protocol::Grpc, true},
        SchemeInfo{Scheme::Tcp, "tcp", 0, Protocol::Tcp, false},
        SchemeInfo{Scheme::Udp, "udp", 0, Protocol::Udp, false},
        SchemeInfo{Scheme::Tls, "tls", 443, Protocol::Tls, true},
    };
    return kSchemes;
}

const SchemeInfo& infoOf(Scheme scheme) {
    return schemes()[static_cast<std::size_t>(scheme)];
}

std::span<const std::string_view> protocolNames() {
    static constexpr std::array<std::string_view, 8> kNames{"http1", "h2",  "h2c", "ws",
                                                            "grpc",  "tls", "tcp", "udp"};
    return kNames;
}

std::string_view toString(Scheme scheme) {
    return infoOf(scheme).name;
}

std::string_view toString(Protocol protocol) {
    return protocolNames()[static_cast<std::size_t>(protocol)];
}

std::string_view usualMethod(Protocol protocol) {
    return protocol == Protocol::Grpc ? "POST" : "GET";
}

bool carriesHttp(Protocol protocol) {
    return protocol != Protocol::Tls && protocol != Protocol::Tcp && protocol != Protocol::Udp;
}

std::string Request::authority() const {
    if (host)
        return *host;
    for (const auto& [name, value] : headers) {
        if (sameName(name, "Host"))
            return value;
    }
    return portGiven ? fmt::format("{}:{}", bracketed(urlHost), urlPort) : bracketed(urlHost);
}

std::string Request::url() const {
    std::string url = fmt::format("{}://{}", toString(scheme), bracketed(urlHost));
    if (portGiven)
        url += fmt::format(":{}", urlPort);
    url += path;
    if (query)
        url += "?" + *query;
    return url;
}

}  // namespace gatesight::simulator
