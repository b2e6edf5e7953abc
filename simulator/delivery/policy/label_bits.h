// Selectors over many sets of labels at once: a bit for each set.
#pragma once

#include "simulator/delivery/policy/policy_data.h"

#include <string_view>
#include <unordered_map>

namespace gatesight::simulator {

/// Finds the label sets that a selector matches by combining the bits of single labels: cheap for
/// thousands of sets and selectors. Keeps views into the labels.
class LabelBits {
public:
    explicit LabelBits(std::span<const model::Labels* const> sets);
    [[nodiscard]] Bits matching(const model::LabelSelector& selector) const;

private:
    [[nodiscard]] Bits with(std::string_view key, std::string_view value) const;
    [[nodiscard]] Bits with(std::string_view key) const;
    [[nodiscard]] Bits holding(const model::LabelSelector::Requirement& requirement) const;

    using Values = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;
    std::unordered_map<std::string_view, Values> m_sets;  // key -> value -> sets
    std::size_t m_count;
};

}  // namespace gatesight::simulator
