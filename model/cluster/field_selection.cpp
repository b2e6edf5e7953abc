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

nlohmann::ordered_json FieldSelection::of(const nlohmann::ordered_json& value, RemovedFields* removed) const {
    std::string path;
    return select(value, removed, path);
}

nlohmann::ordered_json FieldSelection::select(const nlohmann::ordered_json& value, RemovedFields* removed, std::string& path) const {
    if (m_whole)
        return value;
    if (value.is_array()) {
        auto result = nlohmann::ordered_json::array();
        for (const auto& item : value)
            result.push_back(select(item, removed, path));
        return result;
    }
    if (!value.is_object())
        return nullptr;
    return selectFields(value, removed, path);
}

nlohmann::ordered_json FieldSelection::selectFields(const nlohmann::ordered_json& value, RemovedFields* removed,
                                                    std::string& path) const {
    auto result = nlohmann::ordered_json::object();
    const std::size_t parent = path.size();
    for (const auto& [key, content] : value.items()) {
        path.append(parent == 0 ? "" : ".").append(key);
        if (const auto field = m_fields.find(key); field != m_fields.end()) {
            if (auto kept = field->second.select(content, removed, path); !kept.is_null())
                result[key] = std::move(kept);
        } else if (removed != nullptr) {
            removed->left(path);
        }
        path.resize(parent);
    }
    return result;
}

}  // namespace gatesight::model
