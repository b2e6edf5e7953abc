// The patterns of the API's text fields.
#pragma once

#include <cstdint>
#include <string_view>

namespace gatesight::model {

enum class Pattern : std::uint8_t {
    None,
    Hostname,         ///< with an optional leading "*."
    PreciseHostname,  ///< without
    Name,             ///< of listeners, rules and sections; the same form
    Label,
    Group,
    Kind,
    LabelKey,
    LabelValue,
    HeaderName,
    HeaderValue,
    Duration,
    ControllerName,
    Protocol,
    AddressType,
    CorsOrigin,
    Path,
    ConditionType,
    ConditionReason,
    AbsoluteURI,
    WellKnownCACertificates,
    GrpcService,
    GrpcMethod,
    DomainName
};

/// The regular expression (RE2) as the API server prints it.
[[nodiscard]] std::string_view patternText(Pattern pattern);

/// The rule of the catalogue that a text breaks when it does not match.
[[nodiscard]] std::string_view ruleOf(Pattern pattern);

/// Whether the text is an IPv4 or IPv6 address.
[[nodiscard]] bool isIPAddress(std::string_view text);

/// Whether the pattern is found in the text; None is found everywhere. Patterns whose anchors do
/// not hold all of their branches match parts of texts, here as there (api.quirk.address-type).
[[nodiscard]] bool matches(Pattern pattern, std::string_view text);

}  // namespace gatesight::model
