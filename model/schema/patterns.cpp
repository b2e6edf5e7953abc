#include "model/schema/patterns.h"

#include <arpa/inet.h>
#include <re2/re2.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <string>

namespace gatesight::model {

namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 24> kTexts{
    "",
    R"(^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)",
    R"(^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)",
    R"(^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)",
    R"(^[a-z0-9]([-a-z0-9]*[a-z0-9])?$)",
    R"(^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)",
    R"(^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$)",
    R"(^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$)",
    R"(^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$)",
    R"(^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$)",
    R"(^[!-~]+([\t ]?[!-~]+)*$)",
    R"(^([0-9]{1,5}(h|m|s|ms)){1,4}$)",
    R"(^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$)",
    R"(^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$)",
    R"(^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$)",
    R"((^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$))",
    R"(^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$)",
    R"(^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$)",
    R"(^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$)",
    R"(^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\?([^#]*))?(#(.*))?)",
    R"(^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$)",
    R"(^(?i)\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$)",
    R"(^[A-Za-z_][A-Za-z_0-9]*$)",
    R"(^(\*\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$)",
};

using Compiled = std::array<std::unique_ptr<const RE2>, kTexts.size()>;

Compiled compile() {
    Compiled result;
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        result[i] = std::make_unique<const RE2>(
            re2::StringPiece(kTexts[i].data(), kTexts[i].size()), RE2::Quiet);
        assert(result[i]->ok());
    }
    return result;
}

constexpr bool isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Most names and paths are so plain that no expression has to be asked. False says nothing.
bool fitsPlainly(Pattern pattern, std::string_view text) {
    if (text.empty())
        return false;
    switch (pattern) {
        case Pattern::Hostname:
        case Pattern::PreciseHostname:
        case Pattern::Name:
        case Pattern::Label:
            return isLowerOrDigit(text.front()) && isLowerOrDigit(text.back()) &&
                   std::ranges::all_of(text, [](char c) { return isLowerOrDigit(c) || c == '-'; });
        case Pattern::Path:
            return std::ranges::all_of(text, [](char c) {
                return isLowerOrDigit(c) || c == '/' || c == '-' || c == '.' || c == '_';
            });
        default:
            return false;
    }
}

}  // namespace

std::string_view patternText(Pattern pattern) {
    return kTexts[static_cast<std::size_t>(pattern)];
}

std::string_view ruleOf(Pattern pattern) {
    switch (pattern) {
        case Pattern::Hostname:
        case Pattern::PreciseHostname:
            return "api.hostname.syntax";
        case Pattern::Duration:
            return "api.duration.syntax";
        case Pattern::Protocol:
            return "api.quirk.protocol-open";
        case Pattern::AddressType:
            return "api.quirk.address-type";
        default:
            return "api.schema.pattern";
    }
}

bool isIPAddress(std::string_view text) {
    if (text.contains('\0'))  // where a C string ends
        return false;
    in6_addr address{};
    const std::string whole(text);
    return inet_pton(AF_INET, whole.c_str(), &address) == 1 ||
           inet_pton(AF_INET6, whole.c_str(), &address) == 1;
}

bool matches(Pattern pattern, std::string_view text) {
    if (pattern == Pattern::None || fitsPlainly(pattern, text))
        return true;
    static const Compiled compiled =
        compile();  // constants that cannot be computed at compile time
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                             *compiled[static_cast<std::size_t>(pattern)]);
}

}  // namespace gatesight::model
