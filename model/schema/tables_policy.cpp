#include "model/schema/tables_policy.h"

#include <algorithm>

namespace gatesight::model {

namespace {

constexpr std::size_t kLongestPortName = 15;

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}

bool requirementIsWhole(const Value& requirement) {
    const std::string_view operator_ = requirement["operator"].text();
    const bool values = requirement["values"].size() != 0;
    if (operator_ == "In" || operator_ == "NotIn")
        return values;
    return (operator_ == "Exists" || operator_ == "DoesNotExist") && !values;
}

}  // namespace

bool isPortName(std::string_view name) {
    const bool characters = std::ranges::all_of(
        name, [](char c) { return isLower(c) || (c >= '0' && c <= '9') || c == '-'; });
    return characters && name.size() <= kLongestPortName && std::ranges::any_of(name, isLower) &&
           !name.starts_with('-') && !name.ends_with('-') && !name.contains("--");
}

Verdict requirementsAreWhole(const Value& selector) {
    const std::vector<Value> requirements = selector["matchExpressions"].items();
    return std::ranges::all_of(requirements, requirementIsWhole);
}

}  // namespace gatesight::model
