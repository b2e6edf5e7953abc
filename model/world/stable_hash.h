// Numbers and letters made from names: the same in every run and on every machine, unlike
// std::hash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gatesight::model {

/// FNV-1a over several texts, kept apart from one another.
class StableHash {
public:
    StableHash& add(std::string_view text);
    StableHash& add(std::uint64_t number);
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xCBF29CE484222325u;
};

/// `length` letters of the alphabet that Kubernetes uses in generated names (no vowels, so that no
/// words come out).
[[nodiscard]] std::string generatedSuffix(std::uint64_t hash, std::size_t length);

}  // namespace gatesight::model
