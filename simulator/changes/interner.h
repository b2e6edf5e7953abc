// Numbers for texts: two texts have the same number when they are the same.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

namespace gatesight::simulator {

class Interner {
public:
    [[nodiscard]] std::uint32_t number(std::string text) {
        const auto next = static_cast<std::uint32_t>(m_numbers.size());
        return m_numbers.try_emplace(std::move(text), next).first->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

}  // namespace gatesight::simulator
