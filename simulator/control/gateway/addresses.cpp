#include "simulator/control/gateway/addresses.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>

namespace gatesight::simulator {
namespace {

constexpr std::size_t kHosts = 254;  // of a /24, without network and broadcast address
constexpr std::array<std::string_view, 2> kRanges = {"198.51.100.", "203.0.113."};

/// FNV-1a: the same on every machine.
std::uint64_t stableHash(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

bool usableIPv4(const in_addr& address) {
    const std::uint32_t bits = ntohl(address.s_addr);
    const std::uint32_t first = bits >> 24;
    // 0/8 is "this network", 127/8 loopback, 224/4 multicast, 240/4 reserved with broadcast at its
    // end.
    return first != 0 && first != 127 && first < 224;
}

bool usableIPv6(const in6_addr& address) {
    return !IN6_IS_ADDR_UNSPECIFIED(&address) && !IN6_IS_ADDR_LOOPBACK(&address) &&
           !IN6_IS_ADDR_MULTICAST(&address);
}

bool requested(const model::GatewayAddress& address) {
    return address.value && !address.value->empty();
}

/// One entry of spec.addresses.
void assign(const ControlContext& context, const model::Ref<model::Gateway>& gateway,
            const model::GatewayAddress& address, AddressPool& pool, AddressAssignment& result) {
    const bool ip = address.type == "IPAddress";
    if (!ip && address.type != "Hostname") {
        result.unsupported.push_back(
            {.reason = "UnsupportedAddress",
             .rule = address.type == "NamedAddress" ? "gateway.addresses.named-deprecated"
                                                    : "gateway.addresses.unsupported-type",
             .message = fmt::format("address type '{}' is not supported", address.type),
             .node = address.node});
    } else if (requested(address)) {
        if (!context.options.supports("GatewayStaticAddresses"))
            result.unsupported.push_back(
                {.reason = "UnsupportedAddress",
                 .rule = "gateway.addresses.unsupported-type",
                 .message = "the controller does not support static addresses",
                 .node = address.node});
        else if (ip && !usableAddress(*address.value))
            result.unassigned.push_back(
                {.reason = "AddressNotUsable",
                 .rule = "gateway.addresses.unusable",
                 .message = fmt::format("address '{}' cannot be had by any host", *address.value),
                 .node = address.node});
        else
            result.addresses.push_back({address.type, *address.value, false});
    } else if (!context.options.supports("GatewayAddressEmpty")) {
        result.unassigned.push_back(
            {.reason = "AddressNotAssigned",
             .rule = "gateway.addresses.empty-value",
             .message = "the controller cannot choose an address for an entry without value",
             .node = address.node});
    } else {
        const auto& metadata = gateway.metadata();
        result.addresses.push_back(
            {address.type,
             ip ? pool.take(gateway.object().fullName())
                : fmt::format("{}.{}.example", metadata.name, metadata.namespace_),
             true});
    }
}

}  // namespace

bool usableAddress(std::string_view address) {
    const std::string text(address);
    in_addr four{};
    if (inet_pton(AF_INET, text.c_str(), &four) == 1)
        return usableIPv4(four);
    in6_addr six{};
    return inet_pton(AF_INET6, text.c_str(), &six) == 1 && usableIPv6(six);
}

std::string AddressPool::take(std::string_view name) {
    const std::uint64_t hash = stableHash(name);
    for (std::size_t range = 0; range < kRanges.size(); ++range) {
        for (std::size_t i = 0; i < kHosts && m_handedOut.at(range) < kHosts; ++i) {
            auto address = fmt::format("{}{}", kRanges.at(range), (hash + i) % kHosts + 1);
            if (m_taken.insert(address).second) {
                ++m_handedOut.at(range);
                return address;
            }
        }
        m_handedOut.at(range) = kHosts;  // the rest was requested by somebody
    }
    for (std::uint64_t host = hash;; ++host) {
        auto address = fmt::format("2001:db8::{:x}:{:x}:{:x}:{:x}", host >> 48, host >> 32 & 0xffff,
                                   host >> 16 & 0xffff, host & 0xffff);
        if (m_taken.insert(address).second)
            return address;
    }
}

AddressAssignment assignAddresses(ControlContext& context,
                                  const model::Ref<model::Gateway>& gateway, AddressPool& pool) {
    AddressAssignment result;
    if (gateway->addresses.empty())  // gateway.addresses.none-requested
        result.addresses.push_back({"IPAddress", pool.take(gateway.object().fullName()), true});
    for (const auto& address : gateway->addresses)
        assign(context, gateway, address, pool, result);
    for (const Faults* faults : {&result.unsupported, &result.unassigned}) {
        for (const Fault& fault : *faults)
            context.findings.add(model::Severity::Error, fault.rule, gateway.id(), fault.node,
                                 fault.message);
    }
    if (!result.unsupported.empty())
        result.addresses.clear();  // a Gateway that is not accepted gets nothing
    return result;
}

}  // namespace gatesight::simulator
