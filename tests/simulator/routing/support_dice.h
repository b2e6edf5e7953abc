// Where random worlds take their choices from: a seed, or the bytes of a fuzzer.
#pragma once

#include "simulator/routing/draw.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace gatesight::test {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    /// Every throw takes a byte; zero after the last one.
    explicit Dice(std::span<const std::uint8_t> bytes) : m_bytes(bytes), m_byBytes(true) {}

    /// A number below `bound`, which is at least 1.
    std::size_t below(std::size_t bound) {
        if (m_byBytes)
            return next() % bound;
        return static_cast<std::size_t>(simulator::below(simulator::mixed(++m_state), bound));
    }
    /// True once in `times`.
    bool once(std::size_t times) { return below(times) == 0; }
    template <class Items>
    const auto& of(const Items& items) {
        return items[below(std::size(items))];
    }
    std::uint64_t bits() {
        std::uint64_t result = 0;
        for (int i = 0; i < 8; ++i)
            result = result << 8 | below(256);
        return result;
    }
    [[nodiscard]] bool exhausted() const { return m_byBytes && m_at >= m_bytes.size(); }

private:
    std::size_t next() { return m_at < m_bytes.size() ? m_bytes[m_at++] : 0; }

    std::uint64_t m_state = 0;
    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
    bool m_byBytes = false;
};

}  // namespace gatesight::test
