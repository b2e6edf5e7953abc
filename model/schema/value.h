// A value as the API server sees it: fields that the schema does not know are not there, null is
// absent, defaults are filled in.
#pragma once

#include "model/schema/schema.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// A view of a node by a schema. Valid as long as the tree lives. A default-made Value is absent:
/// it has no text and no fields, and every look-up in it gives another absent Value.
class Value {
public:
    Value() = default;
    Value(Node node, const Schema* schema, bool experimental)
        : m_node(node), m_schema(schema), m_experimental(experimental) {}

    [[nodiscard]] bool valid() const { return m_schema != nullptr; }
    explicit operator bool() const { return valid(); }
    /// The node it was read from; invalid for a default.
    [[nodiscard]] Node node() const { return m_node; }
    [[nodiscard]] const Schema& schema() const { return *m_schema; }
    [[nodiscard]] bool isDefault() const { return valid() && !m_node.valid(); }
    [[nodiscard]] bool inExperimentalChannel() const { return m_experimental; }

    [[nodiscard]] std::string_view text() const { return m_node ? m_node.text() : m_default->text; }
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] bool isList() const;
    [[nodiscard]] bool isMap() const;

    /// The field of an object: its value, else its default, else absent.
    [[nodiscard]] Value operator[](std::string_view name) const;
    /// The field for which the schema has this entry.
    [[nodiscard]] Value at(const Field& field) const;
    /// Items of a list, with null items kept as they are.
    [[nodiscard]] std::vector<Value> items() const;
    /// Number of items of a list or entries of a map; 0 for everything else.
    [[nodiscard]] std::size_t size() const;

private:
    static constexpr Default kNoDefault{};

    /// `default_` is of a table.
    Value(const Default& default_, const Schema* schema, bool experimental)
        : m_schema(schema), m_default(&default_), m_experimental(experimental) {}

    Node m_node;
    const Schema* m_schema = nullptr;
    const Default* m_default = &kNoDefault;
    bool m_experimental = true;
};

}  // namespace gatesight::model
