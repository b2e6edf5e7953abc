#include "model/cluster/field_selection.h"

#include <algorithm>

namespace gatesight::model {

FieldSelection::FieldSelection(std::string_view text) {
    read(text);
}

void FieldSelection::read(std::string_view& text) {
    m_whole = false;
    while (!text.empty()) {
        text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
        if (text.empty() || text.front() == '}') {
            text.remove_prefix(std::min<std::size_t>(1, text.size()));
            return;
        }
        const std::size_t end = std::min(text.find_first_of(" \n{}"), text.size());
        FieldSelection& field =
            m_fields.emplace(std::string(text.substr(0, end)), FieldSelection()).first->second;
        text.remove_prefix(end);
        if (!text.empty() && text.front() == '{') {
            text.remove_prefix(1);
            field.read(text);
        }
    }
}

nlohmann::ordered_json FieldSelection::of(const nlohmann::ordered_json& value) const {
    if (m_whole)
        return value;
    if (value.is_array()) {
        auto result = nlohmann::ordered_json::array();
        for (const auto& item : value)
            result.push_back(of(item));
        return result;
    }
    if (!value.is_object())
        return nullptr;
    auto result = nlohmann::ordered_json::object();
    for (const auto& [key, content] : value.items())
        if (const auto field = m_fields.find(key); field != m_fields.end())
            if (auto kept = field->second.of(content); !kept.is_null())
                result[key] = std::move(kept);
    return result;
}

}  // namespace gatesight::model
