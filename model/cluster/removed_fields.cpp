#include "model/cluster/removed_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace gatesight::model {

void RemovedFields::merge(const RemovedFields& other) {
    for (const auto& [name, count] : other.m_left)
        m_left[name] += count;
    for (const auto& [name, count] : other.m_masked)
        m_masked[name] += count;
}

std::string RemovedFields::nameOf(std::string_view path) {
    constexpr std::array<std::string_view, 3> kDataBelow{"metadata.annotations", "data", "stringData"};
    for (const std::string_view field : kDataBelow)
        if (path.size() > field.size() && path.starts_with(field) && path[field.size()] == '.')
            return std::string(field);
    return std::string(path);
}

std::string RemovedFields::textOf(const Counts& counts, std::size_t most) {
    std::vector<std::pair<std::string_view, std::size_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater(), &decltype(sorted)::value_type::second);
    std::string text;
    std::size_t rest = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i < most)
            text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", sorted[i].first, sorted[i].second);
        else
            rest += sorted[i].second;
    }
    if (sorted.size() > most)
        text += fmt::format(", {} of {} more fields", rest, sorted.size() - most);
    return text;
}

std::string RemovedFields::text(std::size_t most) const {
    std::string text;
    if (!m_left.empty())
        text = "left out: " + textOf(m_left, most);
    if (!m_masked.empty())
        text += (text.empty() ? "masked: " : "; masked: ") + textOf(m_masked, most);
    return text;
}

}  // namespace gatesight::model
