// A rule for people and as JSON: what it says, an example, and the objects that it touched.
#pragma once

#include "app/cli/object_json.h"
#include "app/cli/style.h"
#include "model/rules/explained_rules.h"
#include "simulator/citations.h"

#include <span>
#include <string>

namespace gatesight::cli {

/// The page of a rule, its paragraphs wrapped to `columns`.
[[nodiscard]] std::string ruleText(const model::ExplainedRule& explained, const Style& style,
                                   std::size_t columns);
/// What cites the rule, a table; says so when nothing does.
[[nodiscard]] std::string citationsText(std::span<const simulator::Citation> citations,
                                        const Style& style, std::size_t columns);

[[nodiscard]] Json ruleJson(const model::ExplainedRule& explained);
[[nodiscard]] Json citationsJson(std::span<const simulator::Citation> citations);

}  // namespace gatesight::cli
