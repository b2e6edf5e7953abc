// IP addresses and ranges of them, as manifests write them.
#pragma once

// <compare> comes with <array>: named here, moc of Qt 6.4 trips over it.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatesight::model {

/// An IPv4 or IPv6 address; different spellings of one are equal.
struct IPAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};  ///< the first four of an IPv4 address
    auto operator<=>(const IPAddress&) const = default;
};

/// Nothing for a text that is no address.
[[nodiscard]] std::optional<IPAddress> addressOf(std::string_view text);

/// A range of addresses: "10.0.0.0/8", "fd00::/8". Bits behind the prefix may be set and count for
/// nothing.
class AddressRange {
public:
    /// Nothing for a text that is no range.
    [[nodiscard]] static std::optional<AddressRange> parse(std::string_view text);

    [[nodiscard]] bool contains(const IPAddress& address) const;
    /// Whether all of `other` lies inside, and is less than this.
    [[nodiscard]] bool strictlyContains(const AddressRange& other) const;
    [[nodiscard]] bool v6() const { return m_address.v6; }
    /// Every address of its family.
    [[nodiscard]] bool isWhole() const { return m_prefix == 0; }
    /// "10.0.0.0/8": the same text for the same range.
    [[nodiscard]] std::string text() const;
    auto operator<=>(const AddressRange&) const = default;

private:
    IPAddress m_address;  // bits behind the prefix are 0
    std::uint8_t m_prefix = 0;
};

}  // namespace gatesight::model
