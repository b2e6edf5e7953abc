#include "model/schema/declared_fields.h"

#include "model/schema/text_pattern.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::model {

namespace {

std::string typeText(const StructuralSchema& schema) {
    if (schema.type == DeclaredType::Array && schema.items)
        return fmt::format("array of {}", toString(schema.items->type));
    if (schema.type == DeclaredType::Object && schema.additional)
        return fmt::format("map of {}", toString(schema.additional->type));
    return std::string(toString(schema.type));
}

template <class Number>
std::string between(const std::optional<Number>& least, const std::optional<Number>& most,
                    std::string_view unit) {
    if (least && most)
        return fmt::format("{} to {}{}", *least, *most, unit);
    if (least)
        return fmt::format("at least {}{}", *least, unit);
    return most ? fmt::format("at most {}{}", *most, unit) : std::string();
}

std::string boundsText(const StructuralSchema& schema) {
    std::vector<std::string> parts;
    if (!schema.values.empty())
        parts.push_back(fmt::format("one of {}", fmt::join(schema.values, ", ")));
    parts.push_back(between(schema.minimum, schema.maximum, ""));
    parts.push_back(between(schema.minLength, schema.maxLength, " characters"));
    parts.push_back(between(schema.minItems, schema.maxItems, " items"));
    parts.push_back(between(schema.minProperties, schema.maxProperties, " keys"));
    if (schema.pattern)
        parts.push_back(fmt::format("like {}", schema.pattern->text()));
    std::erase(parts, std::string());
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string valueText(Node node) {
    if (node.isMap())
        return fmt::format("{} {}", node.size(), node.size() == 1 ? "key" : "keys");
    if (node.isList())
        return fmt::format("{} {}", node.size(), node.size() == 1 ? "item" : "items");
    return node.isNull() ? "null" : std::string(node.text());
}

class FieldLister {
public:
    explicit FieldLister(std::size_t most) : m_most(most) {}

    void listObject(Node node, const StructuralSchema& schema, int depth, bool defaulted,
                    bool isRoot = false) {
        for (const StructuralSchema::Property& property : schema.properties) {
            const bool identity = property.name == "apiVersion" || property.name == "kind" ||
                                  property.name == "metadata" || property.name == "status";
            if (!isRoot || !identity)
                list(property.name, node[property.name], property.schema, depth, defaulted,
                     property.required);
        }
        if (schema.additional)
            for (const auto& [key, value] : node.entries())
                list(std::string(key.text()), value, *schema.additional, depth, defaulted, false);
    }
    [[nodiscard]] std::vector<DeclaredField> take() && { return std::move(m_fields); }

private:
    void list(std::string name, Node node, const StructuralSchema& schema, int depth,
              bool defaulted, bool required) {
        if (m_fields.size() >= m_most)
            return;
        if ((!node || (node.isNull() && !schema.nullable)) && schema.defaultValue) {
            node = schema.defaultValue;
            defaulted = true;
        }
        m_fields.push_back({.depth = depth,
                            .name = std::move(name),
                            .type = typeText(schema),
                            .value = node ? valueText(node) : "",
                            .description = schema.description,
                            .bounds = boundsText(schema),
                            .required = required,
                            .defaulted = defaulted && node,
                            .absent = !node,
                            .node = node && !defaulted ? node.id() : kNoNode});
        if (schema.type == DeclaredType::Array && schema.items) {
            int index = 0;
            for (const Node item : node.items())
                list(fmt::format("[{}]", index++), item, *schema.items, depth + 1, defaulted,
                     false);
        } else if (node || depth < 2) {  // of what is not there its fields are worth knowing too
            listObject(node, schema, depth + 1, defaulted);
        }
    }

    std::size_t m_most;
    std::vector<DeclaredField> m_fields;
};

}  // namespace

std::vector<DeclaredField> declaredFields(const Object& object, const CustomKind& kind,
                                          std::size_t most) {
    const CustomKind::Version* const version = kind.version(object.version);
    if (!version || !object.origin.document)
        return {};
    FieldLister lister(most);
    lister.listObject(object.origin.document->root(), version->schema, 0, false, true);
    return std::move(lister).take();
}

}  // namespace gatesight::model
