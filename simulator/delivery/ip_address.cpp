#include "simulator/delivery/ip_address.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>

namespace gatesight::simulator {

std::string addressBytes(std::string_view text) {
    std::array<char, 16> bytes{};
    const std::string copy(text);
    if (inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1)
        return {bytes.data(), 4};
    if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1)
        return {bytes.data(), 16};
    return {};
}

bool inRange(std::string_view address, std::string_view range) {
    const std::size_t slash = range.find('/');
    if (slash == std::string_view::npos)
        return false;
    const std::string own = addressBytes(address), first = addressBytes(range.substr(0, slash));
    const std::string_view digits = range.substr(slash + 1);
    std::size_t prefix = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    if (error != std::errc() || end != digits.data() + digits.size() || own.empty() ||
        own.size() != first.size() || prefix > 8 * own.size())
        return false;
    const std::size_t whole = prefix / 8, rest = prefix % 8;
    if (own.compare(0, whole, first, 0, whole) != 0)
        return false;
    const auto mask = static_cast<unsigned>(0xFF00u >> rest) & 0xFFu;
    return rest == 0 || ((static_cast<unsigned char>(own[whole]) ^
                          static_cast<unsigned char>(first[whole])) & mask) == 0;
}

}  // namespace gatesight::simulator
