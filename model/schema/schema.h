// What the API server knows about the fields of a kind, as tables. One walker checks, defaults and
// prunes by them.
//
// Tables are constants, written by hand and nested by pointer: a Schema says what one value may be,
// a Field gives it a name in an object, a SchemaRule is a condition that spans several fields (what
// CRDs write in CEL). To add a kind: write its tables, add a row in tables.cpp.
#pragma once

#include "model/manifest/tree.h"
#include "model/schema/patterns.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace gatesight::model {

class Value;
struct Schema;

enum class ValueType : std::uint8_t {
    Object,  ///< a map with known fields
    Map,     ///< a map from any text to `items`
    List,
    String,
    Integer,
    Boolean,
    IntegerOrString,
    Any  ///< known, but what is in it is not looked at
};

/// Where a field or value exists.
enum class Availability : std::uint8_t { Always, ExperimentalOnly };

/// What stands in for an absent field.
struct Default {
    enum class Kind : std::uint8_t { None, Scalar, EmptyMap, ListOfOneEmptyMap };
    Kind kind = Kind::None;
    std::string_view text = {};  ///< of a scalar, as it would be written
    const Schema* map =
        nullptr;  ///< of an empty map, when other defaults hold in it than in one that was written
};

struct Field {
    std::string_view name;
    const Schema* schema;
    bool required = false;
    Default default_ = {};
    Availability availability = Availability::Always;
};

/// What a rule says about a value. An error is what CEL gives when it cannot be computed: it reads
/// "<error> evaluating rule: ...".
struct Verdict {
    bool holds = true;
    std::string_view error = {};

    constexpr Verdict(bool itHolds)
        : holds(itHolds) {}  // NOLINT: a rule is most often just a condition
    static constexpr Verdict failing(std::string_view why) {
        Verdict verdict(false);
        verdict.error = why;
        return verdict;
    }
};

/// A condition that spans several fields, with the words in which the API server refuses what
/// breaks it. Not the Rule of the catalogue, which it names by id.
struct SchemaRule {
    enum class When : std::uint8_t { Always, Standard, Experimental };  ///< in which channel
    std::string_view id;                                                ///< of the rule catalogue
    Verdict (*check)(const Value& self);
    std::string_view message;
    When when = When::Always;
};

enum class ListKind : std::uint8_t { Atomic, Set, Map };

struct Schema {
    ValueType type = ValueType::Any;
    Pattern pattern = Pattern::None;
    Availability patternAvailability = Availability::Always;
    ListKind listKind = ListKind::Atomic;
    bool immutable = false;  ///< may not change in an update
    bool isTime = false;     ///< RFC 3339
    bool ipAddressUnion =
        false;  ///< a Gateway address: `value` must be an IP address when `type` is IPAddress
    std::size_t minSize = 0;  ///< characters, items or properties
    std::size_t maxSize = std::numeric_limits<std::size_t>::max();
    std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
    std::span<const std::string_view> values =
        {};  ///< allowed ones, in the order in which the API server lists them
    std::size_t experimentalValues = 0;  ///< how many at the end of `values` are experimental
    std::span<const Field> fields = {};  ///< sorted by name
    const Schema* items = nullptr;       ///< of a list or map
    std::span<const std::string_view> keys = {};  ///< of a ListKind::Map
    std::span<const SchemaRule> rules = {};

    /// The field with this name, or null.
    [[nodiscard]] constexpr const Field* field(std::string_view name) const {
        // Objects have few fields, and most names differ in length: that is compared first.
        for (const Field& field : fields)
            if (field.name == name)
                return &field;
        return nullptr;
    }
    /// The allowed values in a channel.
    [[nodiscard]] constexpr std::span<const std::string_view> valuesIn(bool experimental) const {
        return experimental ? values : values.first(values.size() - experimentalValues);
    }
};

// ---- writing tables ----

inline constexpr Default kEmptyMap{.kind = Default::Kind::EmptyMap};
inline constexpr Default kListOfOneEmptyMap{.kind = Default::Kind::ListOfOneEmptyMap};
[[nodiscard]] constexpr Default mapDefault(const Schema* map) {
    return {.kind = Default::Kind::EmptyMap, .map = map};
}
[[nodiscard]] constexpr Default scalarDefault(std::string_view text) {
    return {.kind = Default::Kind::Scalar, .text = text};
}

[[nodiscard]] constexpr Field required(std::string_view name, const Schema* schema) {
    return {.name = name, .schema = schema, .required = true};
}
[[nodiscard]] constexpr Field optional(std::string_view name, const Schema* schema) {
    return {.name = name, .schema = schema};
}
[[nodiscard]] constexpr Field defaulted(std::string_view name, const Schema* schema,
                                        Default default_) {
    return {.name = name, .schema = schema, .default_ = default_};
}
[[nodiscard]] constexpr Field defaulted(std::string_view name, const Schema* schema,
                                        std::string_view text) {
    return {.name = name, .schema = schema, .default_ = scalarDefault(text)};
}
[[nodiscard]] constexpr Field experimental(Field field) {
    field.availability = Availability::ExperimentalOnly;
    return field;
}

/// Fields must be sorted by name; a table that is not does not compile.
[[nodiscard]] consteval Schema object(std::span<const Field> fields,
                                      std::span<const SchemaRule> rules = {}) {
    if (!std::ranges::is_sorted(fields, {}, &Field::name))
        throw "fields are not sorted";
    return {.type = ValueType::Object, .fields = fields, .rules = rules};
}
[[nodiscard]] constexpr Schema text(std::size_t minSize, std::size_t maxSize,
                                    Pattern pattern = Pattern::None) {
    return {.type = ValueType::String, .pattern = pattern, .minSize = minSize, .maxSize = maxSize};
}
[[nodiscard]] constexpr Schema textLike(Pattern pattern) {
    return {.type = ValueType::String, .pattern = pattern};
}
[[nodiscard]] constexpr Schema oneOf(std::span<const std::string_view> values,
                                     std::size_t experimentalValues = 0) {
    return {.type = ValueType::String, .values = values, .experimentalValues = experimentalValues};
}
[[nodiscard]] constexpr Schema integer(
    std::int64_t minimum = std::numeric_limits<std::int64_t>::min(),
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max()) {
    return {.type = ValueType::Integer, .minimum = minimum, .maximum = maximum};
}
[[nodiscard]] constexpr Schema list(const Schema* items, std::size_t minSize = 0,
                                    std::size_t maxSize = std::numeric_limits<std::size_t>::max(),
                                    std::span<const SchemaRule> rules = {}) {
    return {.type = ValueType::List,
            .minSize = minSize,
            .maxSize = maxSize,
            .items = items,
            .rules = rules};
}
[[nodiscard]] constexpr Schema setOf(const Schema* items,
                                     std::size_t maxSize = std::numeric_limits<std::size_t>::max(),
                                     std::span<const SchemaRule> rules = {}) {
    Schema schema = list(items, 0, maxSize, rules);
    schema.listKind = ListKind::Set;
    return schema;
}
[[nodiscard]] constexpr Schema listMap(const Schema* items, std::span<const std::string_view> keys,
                                       std::size_t minSize, std::size_t maxSize,
                                       std::span<const SchemaRule> rules = {}) {
    Schema schema = list(items, minSize, maxSize, rules);
    schema.listKind = ListKind::Map;
    schema.keys = keys;
    return schema;
}
[[nodiscard]] constexpr Schema mapOf(const Schema* items,
                                     std::size_t maxSize = std::numeric_limits<std::size_t>::max(),
                                     std::span<const SchemaRule> rules = {}) {
    return {.type = ValueType::Map, .maxSize = maxSize, .items = items, .rules = rules};
}

inline constexpr Schema kAny{.type = ValueType::Any};
inline constexpr Schema kBoolean{.type = ValueType::Boolean};
inline constexpr Schema kText{.type = ValueType::String};
inline constexpr Schema kInteger{.type = ValueType::Integer};
inline constexpr Schema kIntOrString{.type = ValueType::IntegerOrString};
inline constexpr Schema kTextList = list(&kText);
inline constexpr Schema kTextMap = mapOf(&kText);
inline constexpr Schema kAnyMap = mapOf(&kAny);
inline constexpr Schema kAnyList = list(&kAny);

}  // namespace gatesight::model
