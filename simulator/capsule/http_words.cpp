#include "simulator/capsule/http_words.h"

#include "simulator/routing/header_name.h"

#include <algorithm>
#include <array>
#include <span>

namespace gatesight::simulator {

namespace {

// clang-format off
constexpr std::array kKnownHeaders = std::to_array<std::string_view>({
    "accept", "accept-charset", "accept-encoding", "accept-language", "accept-ranges",
    "access-control-allow-credentials", "access-control-allow-headers",
    "access-control-allow-methods", "access-control-allow-origin",
    "access-control-expose-headers", "access-control-max-age", "access-control-request-headers",
    "access-control-request-method", "age", "allow", "authorization", "cache-control",
    "connection", "content-disposition", "content-encoding", "content-language",
    "content-length", "content-location", "content-range", "content-security-policy",
    "content-type", "cookie", "date", "etag", "expect", "expires", "forwarded", "grpc-encoding",
    "grpc-message", "grpc-status", "grpc-timeout", "host", "if-match", "if-modified-since",
    "if-none-match", "if-range", "if-unmodified-since", "keep-alive", "last-modified", "link",
    "location", "max-forwards", "origin", "pragma", "proxy-authenticate", "proxy-authorization",
    "range", "referer", "retry-after", "sec-websocket-accept", "sec-websocket-extensions",
    "sec-websocket-key", "sec-websocket-protocol", "sec-websocket-version", "server",
    "set-cookie", "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade",
    "user-agent", "vary", "via", "www-authenticate", "x-forwarded-for", "x-forwarded-host",
    "x-forwarded-port", "x-forwarded-proto", "x-real-ip"});

/// Headers with values that are words of a protocol.
constexpr std::array kProtocolValues = std::to_array<std::string_view>({
    "accept", "accept-charset", "accept-encoding", "accept-ranges",
    "access-control-allow-credentials", "access-control-allow-methods",
    "access-control-max-age", "access-control-request-method", "age", "allow", "cache-control",
    "connection", "content-encoding", "content-length", "content-type", "date", "expect",
    "expires", "grpc-encoding", "grpc-status", "grpc-timeout", "keep-alive", "pragma",
    "retry-after", "sec-websocket-version", "strict-transport-security", "te",
    "transfer-encoding", "upgrade", "x-forwarded-port", "x-forwarded-proto"});

constexpr std::array kHeaderLists = std::to_array<std::string_view>({
    "access-control-allow-headers", "access-control-expose-headers",
    "access-control-request-headers", "trailer", "vary"});

constexpr std::array kHostValues = std::to_array<std::string_view>({
    "access-control-allow-origin", "forwarded", "host", "location", "origin", "referer",
    "x-forwarded-for", "x-forwarded-host", "x-real-ip"});

// clang-format on

bool isOneOfHeaders(std::span<const std::string_view> list, std::string_view name) {
    return std::ranges::any_of(list, [&](std::string_view known) { return sameName(known, name); });
}

}  // namespace

bool isKnownHeader(std::string_view name) {
    return isOneOfHeaders(kKnownHeaders, name);
}

TextKind kindOfHeaderValue(std::string_view header) {
    if (isOneOfHeaders(kProtocolValues, header))
        return TextKind::Kept;
    if (isOneOfHeaders(kHeaderLists, header))
        return TextKind::HeaderNames;
    return isOneOfHeaders(kHostValues, header) ? TextKind::Host : TextKind::Name;
}

}  // namespace gatesight::simulator
