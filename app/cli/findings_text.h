// Findings as text for people: the sentence, the line it speaks of, and what would remove it.
#pragma once

#include "app/cli/common_options.h"
#include "app/cli/source_lines.h"

#include <string>

namespace gatesight::cli {

/// "file:line:column: error: message [rule]"
[[nodiscard]] std::string headlineOf(const model::Finding& finding, const Style& style);

/// The headline, the object and field, the quoted line with a caret, related places and the
/// suggested edit.
[[nodiscard]] std::string toText(const model::Finding& finding, const SourceLines& sources,
                                 const Style& style);

/// "2 errors, 1 warning" or "no findings".
[[nodiscard]] std::string summaryOf(const model::Findings& findings);

/// Headlines of the findings that make the exit code Findings, on the error stream; only the first
/// few, with the count of the others, because a command that was asked for something else should
/// not drown its answer.
void tellFailures(const Invocation& invocation, const CommonOptions& options,
                  const model::Findings& findings);

}  // namespace gatesight::cli
