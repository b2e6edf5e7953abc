// Everything that a trace, a condition or a finding may cite: the catalogue of the Gateway API's
// rules, and Gatesight's own rules for texts, files and scenarios.
#pragma once

#include "model/rules/catalogue.h"

#include <string_view>
#include <vector>

namespace gatesight::cli {

struct ExplainedRule {
    model::SpecRule rule;
    std::string_view example = {};  ///< a text that breaks the rule; may be empty
};

/// All of them, sorted by id.
[[nodiscard]] const std::vector<ExplainedRule>& explainedRules();

/// The one with this id, or null.
[[nodiscard]] const ExplainedRule* findExplained(std::string_view id);

}  // namespace gatesight::cli
