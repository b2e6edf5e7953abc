// What the tables of network policies share.
#pragma once

#include "model/schema/tables_common.h"
#include "model/schema/value.h"

#include <array>
#include <string_view>

namespace gatesight::model {

inline constexpr std::array<std::string_view, 3> kTransports{"SCTP", "TCP", "UDP"};
inline constexpr Schema kTransport = oneOf(kTransports);

/// Whether a container port can be called so.
[[nodiscard]] bool isPortName(std::string_view name);

[[nodiscard]] Verdict requirementsAreWhole(const Value& selector);
inline constexpr SchemaRule kCheckedSelectorRules[] = {
    {"sel.operators", requirementsAreWhole,
     "operator must be In or NotIn with values, or Exists or DoesNotExist without"}};
inline constexpr Field kSelectorRequirementFields[] = {
    required("key", &kText), required("operator", &kText), optional("values", &kTextList)};
inline constexpr Schema kSelectorRequirement = object(kSelectorRequirementFields);
inline constexpr Schema kSelectorRequirements = list(&kSelectorRequirement);
inline constexpr Field kCheckedSelectorFields[] = {
    optional("matchExpressions", &kSelectorRequirements), optional("matchLabels", &kTextMap)};
/// A label selector that the API server looks into, as it does where its own code judges.
inline constexpr Schema kCheckedSelector = object(kCheckedSelectorFields, kCheckedSelectorRules);

}  // namespace gatesight::model
