#include "model/schema/value.h"

#include <charconv>

namespace gatesight::model {

std::int64_t Value::integer() const {
    if (m_node)
        return m_node.toInt();
    std::int64_t result = 0;
    const std::string_view text = m_default->text;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

bool Value::isList() const {
    return m_node ? m_node.isList() : m_default->kind == Default::Kind::ListOfOneEmptyMap;
}

bool Value::isMap() const {
    return m_node ? m_node.isMap() : m_default->kind == Default::Kind::EmptyMap;
}

Value Value::at(const Field& field) const {
    if (field.availability == Availability::ExperimentalOnly && !m_experimental)
        return {};
    const Node child = m_node[field.name];
    if (!child.isNull())  // also what is not there is null (api.null-is-absent)
        return {child, field.schema, m_experimental};
    if (field.default_.kind == Default::Kind::None || !isMap())
        return {};
    return {field.default_, field.default_.map != nullptr ? field.default_.map : field.schema,
            m_experimental};
}

Value Value::operator[](std::string_view name) const {
    if (m_schema == nullptr)
        return {};
    const Field* const field = m_schema->field(name);
    return field == nullptr ? Value() : at(*field);
}

std::vector<Value> Value::items() const {
    std::vector<Value> result;
    if (m_schema == nullptr || m_schema->items == nullptr)
        return result;
    if (m_node) {
        result.reserve(m_node.size());
        for (const Node item : m_node.items())
            result.emplace_back(item, m_schema->items, m_experimental);
    } else if (isList()) {
        result.push_back(Value(kEmptyMap, m_schema->items, m_experimental));
    }
    return result;
}

std::size_t Value::size() const {
    if (m_node)
        return m_node.isList() || m_node.isMap() ? m_node.size() : 0;
    return isList() ? 1 : 0;
}

}  // namespace gatesight::model
