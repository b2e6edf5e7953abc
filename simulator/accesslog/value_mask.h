// Masks what a log may hold of people: values of parameters, cookies and headers, credentials in
// URLs, addresses. Names and lengths stay, and so do values that a match of a route names, which
// anybody may read in the manifests.
#pragma once

#include "simulator/accesslog/routed_values.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gatesight::simulator {

enum class ClientAddresses : std::uint8_t { None, Network, Full };

class ValueMask {
public:
    /// `values` has to outlive it. With `keep` nothing but credentials in URLs is masked.
    ValueMask(const RoutedValues& values, bool keep) : m_values(values), m_keep(keep) {}

    /// Append the masked text to `out`. False: some expression says of it something else than of
    /// what the log has, so that the answer may be another.
    bool addPath(std::string_view path, std::string& out) const;
    bool addQuery(std::string_view query, std::string& out) const;
    bool addHeader(std::string_view name, std::string_view value, std::string& out) const;

private:
    bool addParameter(std::string_view pair, std::string& out) const;

    const RoutedValues& m_values;
    const bool m_keep;
};

/// "192.0.2.7:4711" as "192.0.2.7", as "192.0.2.0" (/24; of IPv6 addresses /48), or as nothing.
/// Nothing also for what is no address.
[[nodiscard]] std::string clientAddress(std::string_view text, ClientAddresses which);

}  // namespace gatesight::simulator
