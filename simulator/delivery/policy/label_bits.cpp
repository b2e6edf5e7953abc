#include "simulator/delivery/policy/label_bits.h"

namespace gatesight::simulator {

LabelBits::LabelBits(std::span<const model::Labels* const> sets) : m_count(sets.size()) {
    for (std::uint32_t i = 0; i < sets.size(); ++i)
        for (const auto& [key, value] : *sets[i])
            m_sets[key][value].push_back(i);
}

Bits LabelBits::with(std::string_view key, std::string_view value) const {
    Bits bits(m_count);
    if (const auto values = m_sets.find(key); values != m_sets.end())
        if (const auto found = values->second.find(value); found != values->second.end())
            for (const std::uint32_t set : found->second)
                bits.set(set);
    return bits;
}

Bits LabelBits::with(std::string_view key) const {
    Bits bits(m_count);
    if (const auto values = m_sets.find(key); values != m_sets.end())
        for (const auto& [value, sets] : values->second)
            for (const std::uint32_t set : sets)
                bits.set(set);
    return bits;
}

Bits LabelBits::holding(const model::LabelSelector::Requirement& requirement) const {
    using enum model::LabelSelector::Operator;
    if (requirement.operator_ == Exists)
        return with(requirement.key);
    if (requirement.operator_ == DoesNotExist)
        return ~with(requirement.key);
    Bits listed(m_count);
    for (const std::string& value : requirement.values)
        listed |= with(requirement.key, value);
    // NotIn is also true when the key is missing (np.label-selector)
    return requirement.operator_ == In ? listed : ~listed;
}

Bits LabelBits::matching(const model::LabelSelector& selector) const {
    Bits bits(m_count);
    bits.set();
    for (const auto& [key, value] : selector.matchLabels)
        bits &= with(key, value);
    for (const auto& requirement : selector.matchExpressions)
        bits &= holding(requirement);
    return bits;
}

}  // namespace gatesight::simulator
