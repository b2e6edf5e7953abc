#include "simulator/accesslog/value_mask.h"

#include "model/text/address.h"
#include "model/text/text.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/query_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

/// As many letters as `value` has bytes. A match must not find its own value in the mask, and
/// expressions should say of it what they say of the value: digits look for digits.
bool addMasked(std::string_view written, std::string_view value, const AskedValue* asked,
               std::string& out) {
    if (!asked) {
        out.append(written.size(), 'x');
        return true;
    }
    std::string first;
    for (const char letter : {'x', '0', 'X', '-'}) {
        const std::string masked(written.size(), letter);
        if (asked->names(masked))
            continue;
        if (asked->sameToPatterns(value, masked)) {
            out += masked;
            return true;
        }
        if (first.empty())
            first = masked;
    }
    while (first.empty() || asked->names(first))
        first.resize(std::max(first.size(), written.size()) + 1, 'x');
    out += first;
    return false;
}

/// "a=1; b" as "a=x; x": names of cookies stay, and a word alone may be a token.
std::string maskedCookies(std::string_view value) {
    std::string masked;
    while (!value.empty()) {
        const std::string_view cookie = value.substr(0, std::min(value.find(';'), value.size()));
        const std::size_t equals = cookie.find('=');
        const std::size_t name = equals == std::string_view::npos ? 0 : equals + 1;
        masked += cookie.substr(0, name);
        for (const char c : cookie.substr(name))
            masked += c == ' ' ? ' ' : 'x';
        if (cookie.size() < value.size())
            masked += ';';
        value.remove_prefix(std::min(cookie.size() + 1, value.size()));
    }
    return masked;
}

/// An Origin is a place like a host; whatever else stands there is masked.
bool isOrigin(std::string_view value) {
    const std::size_t colon = value.find("://");
    return colon != std::string_view::npos &&
           std::ranges::all_of(value.substr(colon + 3), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
           });
}

/// Headers of a preflight name methods and headers, and no values.
bool isHarmless(std::string_view name, std::string_view value) {
    return (sameName(name, "Origin") && isOrigin(value)) ||
           sameName(name, "Access-Control-Request-Method") ||
           sameName(name, "Access-Control-Request-Headers");
}

std::string_view withoutClientPort(std::string_view text) {
    if (text.starts_with('['))
        return text.substr(1, text.find(']') - 1);
    const std::size_t colon = text.find(':');
    return colon == text.rfind(':') ? text.substr(0, colon) : text;
}

std::string writtenAddress(const model::IPAddress& address) {
    const auto& b = address.bytes;
    if (!address.v6)
        return fmt::format("{}.{}.{}.{}", b[0], b[1], b[2], b[3]);
    std::string text;
    for (std::size_t i = 0; i < 16; i += 2)
        text += fmt::format("{}{:x}", i == 0 ? "" : ":", (b[i] << 8) | b[i + 1]);
    return text;
}

}  // namespace

bool ValueMask::addPath(std::string_view path, std::string& out) const {
    if (m_keep || path.find(';') == std::string_view::npos) {
        out += path;
        return true;
    }
    // Parameters of a segment: "/cart;session=1234" as "/cart;session=xxxx".
    bool inParameters = false, inValue = false, masked = false;
    for (const char c : path) {
        inParameters = c != '/' && (inParameters || c == ';');
        inValue = inParameters && c != ';' && (inValue || c == '=');
        const bool mask = inValue && c != '=';
        masked = masked || mask;
        out += mask ? 'x' : c;
    }
    return !masked || !m_values.looksIntoPaths();
}

bool ValueMask::addQuery(std::string_view query, std::string& out) const {
    if (m_keep) {
        out += query;
        return true;
    }
    bool same = true;
    for (;;) {
        const std::size_t end = query.find('&');
        same = addParameter(query.substr(0, end), out) && same;
        if (end == std::string_view::npos)
            return same;
        out += '&';
        query.remove_prefix(end + 1);
    }
}

bool ValueMask::addParameter(std::string_view pair, std::string& out) const {
    const std::size_t equals = pair.find('=');
    const AskedValue* asked = m_values.parameter(percentDecoded(pair.substr(0, equals)));
    if (equals == std::string_view::npos) {
        // A word alone may be a token; only routes tell that it is a name.
        return asked ? (out += pair, true) : addMasked(pair, pair, nullptr, out);
    }
    out += pair.substr(0, equals + 1);
    const std::string_view written = pair.substr(equals + 1);
    const std::string value = percentDecoded(written);
    if (asked && asked->names(value)) {
        out += written;
        return true;
    }
    return addMasked(written, value, asked, out);
}

bool ValueMask::addHeader(std::string_view name, std::string_view value, std::string& out) const {
    const AskedValue* asked = m_values.header(name);
    if (m_keep || isHarmless(name, value) || (asked && asked->names(value))) {
        out += value;
        return true;
    }
    if (sameName(name, "Cookie")) {
        std::string masked = maskedCookies(value);
        while (asked && asked->names(masked))
            masked += 'x';
        out += masked;
        return !asked || asked->sameToPatterns(value, masked);
    }
    return addMasked(value, value, asked, out);
}

std::string clientAddress(std::string_view text, ClientAddresses which) {
    if (which == ClientAddresses::None)
        return {};
    auto address = model::addressOf(withoutClientPort(model::trimmed(text)));
    if (!address)
        return {};
    constexpr std::size_t kNetwork4 = 3, kNetwork6 = 6;  // bytes of a /24 and a /48
    if (which == ClientAddresses::Network)
        std::fill(address->bytes.begin() + (address->v6 ? kNetwork6 : kNetwork4),
                  address->bytes.end(), std::uint8_t{0});
    return writtenAddress(*address);
}

}  // namespace gatesight::simulator
