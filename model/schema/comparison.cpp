#include "model/schema/comparison.h"

#include "model/schema/schema_messages.h"

#include <fmt/format.h>
#include <algorithm>
#include <unordered_set>

namespace gatesight::model {

namespace {

bool sameNode(Node a, Node b) {
    if (a.valid() != b.valid() || a.kind() != b.kind() || a.text() != b.text() ||
        a.size() != b.size())
        return false;
    for (const auto& [key, value] : a.entries())
        if (!sameNode(value, b[key.text()]))
            return false;
    const auto left = a.items();
    const auto right = b.items();
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), sameNode);
}

/// Whether items with keys may stand in another order. Not in what lies inside of a list without
/// keys: that is compared as one thing.
enum class ItemOrder { Free, Fixed };

bool readsSame(const Value& a, const Value& b, ItemOrder order);

bool sameFields(const Value& a, const Value& b, ItemOrder order) {
    return std::ranges::all_of(a.schema().fields, [&](const Field& field) {
        return readsSame(a.at(field), b.at(field), order);
    });
}

bool sameItems(const Value& a, const Value& b, ItemOrder order) {
    const std::vector<Value> left = a.items(), right = b.items();
    if (left.size() != right.size())
        return false;
    if (order == ItemOrder::Fixed || a.schema().listKind != ListKind::Map)
        return std::ranges::equal(left, right, [](const Value& before, const Value& after) {
            return readsSame(before, after, ItemOrder::Fixed);
        });
    const ItemsByKey byKey(b);
    return std::ranges::all_of(
        left, [&](const Value& item) { return readsSame(item, byKey.find(item), order); });
}

bool readsSame(const Value& a, const Value& b, ItemOrder order) {
    if (!a || !b)
        return !a && !b;
    const ValueType type = a.schema().type;
    if (type == ValueType::Object && a.isMap() && b.isMap())
        return sameFields(a, b, order);
    if (type == ValueType::List && a.isList() && b.isList())
        return sameItems(a, b, order);
    if (a.isDefault() || b.isDefault())
        return a.isMap() == b.isMap() && a.isList() == b.isList() && a.text() == b.text();
    return sameNode(a.node(), b.node());
}

bool entriesHoldDuplicates(const Value& map) {
    for (const auto& [key, entry] : map.node().entries())
        if (holdsDuplicates(Value(entry, map.schema().items, map.inExperimentalChannel())))
            return true;
    return false;
}

bool itemsHoldDuplicates(const Value& list) {
    const Schema& schema = list.schema();
    std::unordered_set<std::string> keys;
    for (const Value& item : list.items())
        if ((schema.listKind != ListKind::Atomic && !keys.insert(keyOf(item, schema)).second) ||
            holdsDuplicates(item))
            return true;
    return false;
}

}  // namespace

std::string keyOf(const Value& item, const Schema& list) {
    if (list.listKind != ListKind::Map)
        return shown(item.node());
    std::string key;
    for (const std::string_view name : list.keys)
        if (const Value part = item[name])
            key += fmt::format("{}\"{}\":{}", key.empty() ? "" : ",", name,
                               part.isDefault() ? inQuotes(part.text()) : shown(part.node()));
    return "{" + key + "}";
}

bool sameValue(const Value& a, const Value& b) {
    return readsSame(a, b, ItemOrder::Free);
}

ItemsByKey::ItemsByKey(const Value& list) : m_schema(list ? &list.schema() : nullptr) {
    if (m_schema != nullptr && m_schema->listKind == ListKind::Map)
        for (const Value& item : list.items())
            m_items.emplace(keyOf(item, *m_schema), item);
}

Value ItemsByKey::find(const Value& item) const {
    const auto found = m_items.empty() ? m_items.end() : m_items.find(keyOf(item, *m_schema));
    return found == m_items.end() ? Value() : found->second;
}

bool holdsDuplicates(const Value& value) {
    if (!value || value.isDefault())
        return false;
    const Schema& schema = value.schema();
    if (schema.type == ValueType::Object)
        return std::ranges::any_of(
            schema.fields, [&](const Field& field) { return holdsDuplicates(value.at(field)); });
    if (schema.type == ValueType::Map)
        return entriesHoldDuplicates(value);
    return schema.type == ValueType::List && itemsHoldDuplicates(value);
}

}  // namespace gatesight::model
