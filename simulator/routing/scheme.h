// What the schemes of request URLs mean: default port, protocol, encryption.
#pragma once

#include "simulator/routing/request.h"

#include <span>
#include <string_view>

namespace gatesight::simulator {

struct SchemeInfo {
    Scheme scheme;
    std::string_view name;
    std::uint16_t port;  ///< when the URL names none; 0: it has to
    Protocol protocol;   ///< spoken unless the request says otherwise
    bool encrypted;      ///< the client starts with a TLS handshake
};

/// In the order of the enumerators of Scheme.
[[nodiscard]] std::span<const SchemeInfo> schemes();
[[nodiscard]] const SchemeInfo& infoOf(Scheme scheme);

/// Names as in a request's `protocol`, in the order of the enumerators of Protocol.
[[nodiscard]] std::span<const std::string_view> protocolNames();

/// The method of a request that names none.
[[nodiscard]] std::string_view usualMethod(Protocol protocol);

/// Requests with method, host and path: everything but bare TLS, TCP and UDP.
[[nodiscard]] bool carriesHttp(Protocol protocol);

}  // namespace gatesight::simulator
