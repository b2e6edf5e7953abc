// Addresses for what the manifests leave without one: Pods, Services, nodes.
#pragma once

#include "model/world/stable_hash.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace gatesight::model {

/// Hands out the addresses of an IPv4 block. Where an owner starts to look depends on its name
/// alone, so that an edit elsewhere does not move it, unless both want the same address: then the
/// earlier one keeps it.
class AddressPool {
public:
    /// `prefix` as a number in host order, `bits` its length. Neither the first nor the last
    /// address is given to anybody.
    AddressPool(std::uint32_t prefix, int bits)
        : m_prefix(prefix), m_size(std::uint32_t{1} << (32 - bits)) {}

    /// Marks an address of the manifests as taken; texts that are no IPv4 address of the block do
    /// not matter.
    void reserve(std::string_view address);
    /// A free address for the owner; nothing when the block is full.
    [[nodiscard]] std::optional<std::uint32_t> take(std::string_view namespace_,
                                                    std::string_view name);

private:
    std::uint32_t m_prefix;
    std::uint32_t m_size;
    std::unordered_set<std::uint32_t> m_taken;  // offsets into the block
};

/// "10.244.1.2"
[[nodiscard]] std::string addressText(std::uint32_t address);
[[nodiscard]] std::optional<std::uint32_t> parseIPv4(std::string_view text);

}  // namespace gatesight::model
