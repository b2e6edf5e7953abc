// What a CustomResourceDefinition says about the fields of its kind: its openAPIV3Schema, as far as it
// can be judged without CEL.
//
// The tables of the kinds that Gatesight knows are constants; these are read from what is loaded, and
// say more: any default, any pattern, fields that are kept although nobody knows them.
#pragma once

#include "model/manifest/tree.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

class TextPattern;

enum class DeclaredType : std::uint8_t {
    Any,
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    IntegerOrString
};

[[nodiscard]] std::string_view toString(DeclaredType type);

struct StructuralSchema {
    struct Property;

    DeclaredType type = DeclaredType::Any;
    bool nullable = false;
    bool preserveUnknown = false;  ///< x-kubernetes-preserve-unknown-fields
    bool isTime = false;           ///< format date-time
    std::string description;
    Node defaultValue;  ///< invalid: none; lives as long as the definition's document

    std::vector<Property> properties;              ///< of an object, sorted by name
    std::unique_ptr<StructuralSchema> additional;  ///< of an object: values of all other keys
    std::unique_ptr<StructuralSchema> items;       ///< of an array
    std::vector<std::string> keys;                 ///< x-kubernetes-list-map-keys
    bool isSet = false;                            ///< x-kubernetes-list-type set

    std::vector<std::string> values;  ///< enum, scalars as written
    std::shared_ptr<const TextPattern> pattern;
    std::optional<std::uint64_t> minLength, maxLength, minItems, maxItems, minProperties,
        maxProperties;
    std::optional<double> minimum, maximum, multipleOf;
    bool exclusiveMinimum = false, exclusiveMaximum = false;

    /// The property with this name, or null.
    [[nodiscard]] const Property* property(std::string_view name) const;
    /// A field that is known: a property, or any where other keys have a schema.
    [[nodiscard]] const StructuralSchema* field(std::string_view name) const;
};

struct StructuralSchema::Property {
    std::string name;
    StructuralSchema schema;
    bool required = false;
};

/// What is said in words that Gatesight does not judge, with how often: {"CEL", 3}, {"anyOf", 1}.
using Unjudged = std::map<std::string, int, std::less<>>;

/// Reads an openAPIV3Schema. Deeper than 64 levels, or beyond 20,000 fields, anything goes, which
/// `unjudged` says.
[[nodiscard]] StructuralSchema readStructuralSchema(Node schema, Unjudged& unjudged);

}  // namespace gatesight::model
