// Everything that a trace, a condition or a finding may cite: the catalogue of the Gateway API's
// rules, and Gatesight's own rules for texts, files and scenarios.
#pragma once

#include "model/rules/catalogue.h"
#include "model/rules/examples.h"

#include <string_view>
#include <vector>

namespace gatesight::model {

struct ExplainedRule {
    SpecRule rule;
    std::string_view breaking = {};        ///< a text that breaks the rule; may be empty
    const RuleExample* example = nullptr;  ///< null: there is none
};

/// All of them, sorted by id.
[[nodiscard]] const std::vector<ExplainedRule>& explainedRules();

/// The one with this id, or null.
[[nodiscard]] const ExplainedRule* findExplained(std::string_view id);

}  // namespace gatesight::model
