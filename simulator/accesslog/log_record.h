// What a line of an access log says of one request. Nothing in it is masked yet, so that it is used
// and forgotten; what is kept is made by log_request.h.
#pragma once

#include "simulator/routing/request.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatesight::simulator {

enum class LogFormat : std::uint8_t { Auto, EnvoyJson, EnvoyText, NginxCombined, Har, Csv };

/// "auto", "envoy-json", ...
[[nodiscard]] std::string_view toString(LogFormat format);
/// Every format by its name; Auto is the first.
[[nodiscard]] std::span<const std::pair<LogFormat, std::string_view>> logFormats();
[[nodiscard]] std::optional<LogFormat> logFormatOf(std::string_view name);

/// Why a line gives no request.
enum class Unusable : std::uint8_t {
    TooLong,
    NotUtf8,
    ControlCharacter,
    CutShort,       ///< it ends in the middle of something
    NotThisFormat,  ///< it is written in another way
    Connection,     ///< a connection, or a tunnel: no request that routes look at
    NoMethod,
    NoPath,
    NoHost,
    BadTarget,  ///< what stands for the path is none
    BadHost,
    BadNumber  ///< a status or a count
};

/// "NotUtf8": stable, for scripts.
[[nodiscard]] std::string_view toString(Unusable reason);
/// "is not UTF-8": for people, after "the line".
[[nodiscard]] std::string_view wordsFor(Unusable reason);

struct LineProblem {
    Unusable reason = Unusable::NotThisFormat;
    std::size_t column = 1;  ///< in bytes, from 1
    std::string message;     ///< never repeats what the line says
};

using LineRead = std::expected<void, LineProblem>;

[[nodiscard]] std::unexpected<LineProblem> unusable(Unusable reason, std::size_t column,
                                                    std::string message);

struct LogRecord {
    std::string method, scheme, authority;
    std::string target;  ///< as sent: a path with query, or a whole URL
    std::string client;  ///< an address, with or without a port
    std::optional<int> status;
    std::uint64_t count = 1;
    HeaderList headers;  ///< those that routes look at
    bool tls = false;    ///< the client named a server in a TLS handshake
    bool http2 = false;
    bool grpc = false;     ///< it is said to be a call
    bool noRoute = false;  ///< the gateway says that it had no route (Envoy's response flag NR)

    void clear();
};

}  // namespace gatesight::simulator
