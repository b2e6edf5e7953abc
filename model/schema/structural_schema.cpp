#include "model/schema/structural_schema.h"

#include "model/schema/text_pattern.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace gatesight::model {

namespace {

constexpr int kDeepestSchema = 64;
constexpr std::size_t kMostFields = 20'000;

// Formats that say nothing which the type does not say.
constexpr std::array<std::string_view, 5> kPlainFormats{"int32", "int64", "float", "double",
                                                        "date-time"};
constexpr std::array<std::string_view, 4> kCombinations{"allOf", "anyOf", "oneOf", "not"};

std::optional<double> boundOf(Node node) {
    double value = 0;
    const std::string_view text = node.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
        !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> countOf(Node node) {
    if (node.kind() != NodeKind::Integer || node.toInt(-1) < 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(node.toInt());
}

DeclaredType typeOf(Node schema) {
    constexpr std::array<std::pair<std::string_view, DeclaredType>, 6> kTypes{
        {{"object", DeclaredType::Object},
         {"array", DeclaredType::Array},
         {"string", DeclaredType::String},
         {"integer", DeclaredType::Integer},
         {"number", DeclaredType::Number},
         {"boolean", DeclaredType::Boolean}}};
    if (schema["x-kubernetes-int-or-string"].toBool())
        return DeclaredType::IntegerOrString;
    const auto found =
        std::ranges::find(kTypes, schema["type"].text(),
                          &std::pair<std::string_view, DeclaredType>::first);
    return found == kTypes.end() ? DeclaredType::Any : found->second;
}

class StructuralReader {
public:
    explicit StructuralReader(Unjudged& unjudged) : m_unjudged(unjudged) {}

    StructuralSchema read(Node node, int depth) {
        StructuralSchema schema;
        if (depth > kDeepestSchema || ++m_count > kMostFields) {
            ++m_unjudged["what lies too deep"];
            return schema;
        }
        schema.type = typeOf(node);
        schema.nullable = node["nullable"].toBool();
        schema.preserveUnknown = node["x-kubernetes-preserve-unknown-fields"].toBool();
        schema.isTime = node["format"].text() == "date-time";
        schema.description = node["description"].text();
        schema.defaultValue = node["default"];
        readBounds(schema, node);
        readList(schema, node, depth);
        readObject(schema, node, depth);
        noteUnjudged(node);
        return schema;
    }

private:
    static void readBounds(StructuralSchema& schema, Node node) {
        for (const Node value : node["enum"].items())
            if (value.isScalar())
                schema.values.emplace_back(value.text());
        if (const Node pattern = node["pattern"]; !pattern.text().empty())
            schema.pattern = std::make_shared<const TextPattern>(pattern.text());
        schema.minLength = countOf(node["minLength"]);
        schema.maxLength = countOf(node["maxLength"]);
        schema.minItems = countOf(node["minItems"]);
        schema.maxItems = countOf(node["maxItems"]);
        schema.minProperties = countOf(node["minProperties"]);
        schema.maxProperties = countOf(node["maxProperties"]);
        schema.minimum = boundOf(node["minimum"]);
        schema.maximum = boundOf(node["maximum"]);
        schema.multipleOf = boundOf(node["multipleOf"]);
        schema.exclusiveMinimum = node["exclusiveMinimum"].toBool();
        schema.exclusiveMaximum = node["exclusiveMaximum"].toBool();
    }

    void readList(StructuralSchema& schema, Node node, int depth) {
        if (const Node items = node["items"]; items.isMap())
            schema.items = std::make_unique<StructuralSchema>(read(items, depth + 1));
        schema.isSet = node["x-kubernetes-list-type"].text() == "set";
        if (node["x-kubernetes-list-type"].text() == "map")
            for (const Node key : node["x-kubernetes-list-map-keys"].items())
                schema.keys.emplace_back(key.text());
    }

    void readObject(StructuralSchema& schema, Node node, int depth) {
        std::vector<std::string_view> required;
        for (const Node name : node["required"].items())
            required.push_back(name.text());
        for (const auto& [key, value] : node["properties"].entries()) {
            const bool needed = std::ranges::find(required, key.text()) != required.end();
            schema.properties.push_back(
                {std::string(key.text()), read(value, depth + 1), needed});
        }
        // Of an object inside an object these are known without being said.
        if (node["x-kubernetes-embedded-resource"].toBool())
            for (const char* name : {"apiVersion", "kind", "metadata"})
                if (!node["properties"][name])
                    schema.properties.push_back({name, {}, false});
        std::ranges::sort(schema.properties, {}, &StructuralSchema::Property::name);
        const Node additional = node["additionalProperties"];
        if (additional.isMap())
            schema.additional = std::make_unique<StructuralSchema>(read(additional, depth + 1));
        else if (additional.toBool())
            schema.additional = std::make_unique<StructuralSchema>();
    }

    void noteUnjudged(Node node) {
        if (const std::size_t rules = node["x-kubernetes-validations"].size(); rules > 0)
            m_unjudged["CEL"] += static_cast<int>(rules);
        for (const std::string_view word : kCombinations)
            // int-or-string is written with anyOf, and means just that
            if (node[word] && !node["x-kubernetes-int-or-string"].toBool())
                ++m_unjudged[std::string(word)];
        const std::string_view format = node["format"].text();
        if (!format.empty() && std::ranges::find(kPlainFormats, format) == kPlainFormats.end())
            ++m_unjudged["format " + std::string(format)];
        if (const std::string_view pattern = node["pattern"].text();
            !pattern.empty() && !TextPattern(pattern).valid())
            ++m_unjudged["pattern " + std::string(pattern.substr(0, 40))];
    }

    Unjudged& m_unjudged;
    std::size_t m_count = 0;
};

}  // namespace

std::string_view toString(DeclaredType type) {
    switch (type) {
        case DeclaredType::Any:
            return "any";
        case DeclaredType::Object:
            return "object";
        case DeclaredType::Array:
            return "array";
        case DeclaredType::String:
            return "string";
        case DeclaredType::Integer:
            return "integer";
        case DeclaredType::Number:
            return "number";
        case DeclaredType::Boolean:
            return "boolean";
        case DeclaredType::IntegerOrString:
            return "integer or string";
    }
    return {};
}

const StructuralSchema::Property* StructuralSchema::property(std::string_view name) const {
    const auto found = std::ranges::lower_bound(properties, name, {}, &Property::name);
    return found == properties.end() || found->name != name ? nullptr : &*found;
}

const StructuralSchema* StructuralSchema::field(std::string_view name) const {
    const Property* const known = property(name);
    return known ? &known->schema : additional.get();
}

StructuralSchema readStructuralSchema(Node schema, Unjudged& unjudged) {
    return StructuralReader(unjudged).read(schema, 0);
}

}  // namespace gatesight::model
