#include "model/world/address_pool.h"

#include <fmt/format.h>
#include <charconv>

namespace gatesight::model {

void AddressPool::reserve(std::string_view address) {
    const auto number = parseIPv4(address);
    if (number && *number - m_prefix <
                      m_size)  // wraps around to a large number for addresses below the block
        m_taken.insert(*number - m_prefix);
}

std::optional<std::uint32_t> AddressPool::take(std::string_view namespace_, std::string_view name) {
    const std::uint32_t usable = m_size - 2;
    if (m_taken.size() >= usable)
        return std::nullopt;
    auto at = static_cast<std::uint32_t>(StableHash().add(namespace_).add(name).value() % usable);
    for (std::uint32_t tries = 0; tries < usable; ++tries, at = (at + 1) % usable)
        if (m_taken.insert(at + 1).second)
            return m_prefix + at + 1;
    return std::nullopt;
}

std::string addressText(std::uint32_t address) {
    return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255,
                       address & 255);
}

std::optional<std::uint32_t> parseIPv4(std::string_view text) {
    std::uint32_t result = 0;
    for (int part = 0; part < 4; ++part) {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || number > 255)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part < 3) {
            if (!text.starts_with('.'))
                return std::nullopt;
            text.remove_prefix(1);
        }
        result = result << 8 | number;
    }
    return text.empty() ? std::optional(result) : std::nullopt;
}

}  // namespace gatesight::model
