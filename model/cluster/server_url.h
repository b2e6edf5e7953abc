// The parts of a server's URL.
#pragma once

#include <optional>
#include <string>

namespace gatesight::model {

struct ServerUrl {
    std::string scheme;  ///< http or https
    std::string host;    ///< an IPv6 address in brackets
    std::string port;    ///< always there
    std::string path;    ///< without a slash at its end

    [[nodiscard]] bool loopback() const;
};

/// Nothing when the text is no URL of a server, or holds a user or password.
[[nodiscard]] std::optional<ServerUrl> parseServerUrl(const std::string& text);

}  // namespace gatesight::model
