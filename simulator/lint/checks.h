// The checks of lint, as people ask for them: what each says, how loudly, and what to do. What the
// rule means and where it comes from is in the catalogue.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gatesight::simulator {

struct LintCheck {
    std::string_view group;   ///< "References"
    std::string_view rule;    ///< id of the catalogue
    std::string_view levels;  ///< "error", "warning", "error or warning"
    std::string_view fix;     ///< one sentence
};

/// By group, in the order in which people read them. Beside them every rule of the API server
/// (`api.*`) and of texts (`manifest.*`) is a check.
[[nodiscard]] std::span<const LintCheck> lintChecks();

/// The check that this rule is; null: none, or one of those beside the list.
[[nodiscard]] const LintCheck* findLintCheck(std::string_view rule);

/// A page of Markdown with all of them.
[[nodiscard]] std::string lintChecksPage();

}  // namespace gatesight::simulator
