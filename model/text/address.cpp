#include "model/text/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>
#include <string>

namespace gatesight::model {

namespace {

/// `address` with the bits behind the first `prefix` ones set to 0.
IPAddress masked(IPAddress address, std::uint8_t prefix) {
    for (std::size_t i = 0; i < address.bytes.size(); ++i) {
        const int left = prefix - static_cast<int>(8 * i);
        if (left <= 0)
            address.bytes[i] = 0;
        else if (left < 8)
            address.bytes[i] &= static_cast<std::uint8_t>(0xFF00u >> left);
    }
    return address;
}

std::optional<std::uint8_t> prefixOf(std::string_view text, std::uint8_t longest) {
    std::uint8_t prefix = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), prefix);
    if (error != std::errc() || end != text.data() + text.size() || prefix > longest)
        return std::nullopt;
    return prefix;
}

}  // namespace

std::optional<IPAddress> addressOf(std::string_view text) {
    IPAddress address;
    const std::string copy(text);  // inet_pton reads up to a NUL
    if (copy.contains('\0'))
        return std::nullopt;
    if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1)
        return address;
    address.v6 = true;
    if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1)
        return address;
    return std::nullopt;
}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto address = addressOf(text.substr(0, slash));
    const auto prefix =
        address ? prefixOf(text.substr(slash + 1), address->v6 ? 128 : 32) : std::nullopt;
    if (!prefix)
        return std::nullopt;
    AddressRange range;
    range.m_address = masked(*address, *prefix);
    range.m_prefix = *prefix;
    return range;
}

std::string AddressRange::text() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(m_address.v6 ? AF_INET6 : AF_INET, m_address.bytes.data(), text.data(), text.size());
    return fmt::format("{}/{}", text.data(), m_prefix);
}

bool AddressRange::contains(const IPAddress& address) const {
    return address.v6 == m_address.v6 && masked(address, m_prefix) == m_address;
}

bool AddressRange::strictlyContains(const AddressRange& other) const {
    return other.m_prefix > m_prefix && contains(other.m_address);
}

}  // namespace gatesight::model
