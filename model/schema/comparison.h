// Comparing the values of an update with those there were: what reads as before is not judged again
// (api.ratcheting).
#pragma once

#include "model/schema/value.h"

#include <string>
#include <unordered_map>

namespace gatesight::model {

/// The key of an item of a ListKind::Map, as JSON with sorted names; other items as they are shown.
[[nodiscard]] std::string keyOf(const Value& item, const Schema& list);

/// Whether two values of one schema read the same, defaults filled in and unknown fields dropped.
/// Items of a ListKind::Map are found by their keys, in whatever order they stand, unless they lie
/// inside of a list without keys.
[[nodiscard]] bool sameValue(const Value& a, const Value& b);

/// Items of a list by their keys. Empty for what is no ListKind::Map: items of other lists cannot
/// be told apart from one update to the next.
class ItemsByKey {
public:
    explicit ItemsByKey(const Value& list);
    /// The item with the keys of this one, or an absent Value.
    [[nodiscard]] Value find(const Value& item) const;

private:
    const Schema* m_schema;
    std::unordered_map<std::string, Value> m_items;
};

/// Whether a set or a list with keys, anywhere in the value, holds something twice.
[[nodiscard]] bool holdsDuplicates(const Value& value);

}  // namespace gatesight::model
