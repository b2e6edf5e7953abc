// The addresses of Gateways (RULES 3.8): requested ones are checked, the others are drawn from the
// documentation ranges.
#pragma once

#include "simulator/control/context.h"
#include "simulator/control/control_plane.h"
#include "simulator/control/fault.h"

#include <array>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Whether some host could have this IP address: not loopback, multicast, broadcast, unspecified or
/// reserved.
[[nodiscard]] bool usableAddress(std::string_view address);

struct AddressAssignment {
    std::vector<GatewayStatusAddress> addresses;
    Faults unsupported;  ///< Accepted=False/UnsupportedAddress
    Faults unassigned;   ///< Programmed=False: AddressNotUsable or AddressNotAssigned
};

/// Hands out addresses of 198.51.100.0/24, then 203.0.113.0/24, then 2001:db8::/32. Which one an
/// object gets depends on its name first and on what is taken only then, so that other Gateways
/// coming and going leave it its address.
class AddressPool {
public:
    /// Keeps an address that somebody requested from being handed out.
    void reserve(std::string_view address) { m_taken.emplace(address); }
    [[nodiscard]] std::string take(std::string_view name);

private:
    std::set<std::string, std::less<>> m_taken;
    std::array<std::size_t, 2> m_handedOut{};  // of each IPv4 range
};

/// Addresses of one Gateway. The pool has all requested addresses reserved.
[[nodiscard]] AddressAssignment assignAddresses(ControlContext& context,
                                                const model::Ref<model::Gateway>& gateway,
                                                AddressPool& pool);

}  // namespace gatesight::simulator
