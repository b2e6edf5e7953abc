// The parameters of a query string.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// `text` with %XX decoded; a percent sign that starts no such pair stays
/// (httproute.match.query.decoding).
[[nodiscard]] std::string percentDecoded(std::string_view text);

/// Calls `visit(name, value)` for each parameter of "a=1&b=2", in order, not decoded. A parameter
/// without "=" has an empty value.
template <class Visitor>
void eachParameter(std::string_view query, const Visitor& visit) {
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (pair.empty())
            continue;
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos)
            visit(pair, std::string_view());
        else
            visit(pair.substr(0, equals), pair.substr(equals + 1));
    }
}

/// The decoded value of the first parameter with this (decoded) name
/// (httproute.match.query.repeated-in-request).
[[nodiscard]] std::optional<std::string> queryValue(std::string_view query, std::string_view name);

}  // namespace gatesight::simulator
