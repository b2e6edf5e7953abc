// Findings as documents for programs: our own JSON, and SARIF 2.1.0 for code-scanning services.
#pragma once

#include "app/cli/object_json.h"
#include "app/cli/source_lines.h"
#include "model/manifest/finding.h"
#include "simulator/lint/suppressions.h"

#include <span>

namespace gatesight::cli {

/// {"apiVersion", "findings": […]}, as docs/schema/findings.schema.json says.
/// Suppressed ones come last, each with its reason.
[[nodiscard]] Json findingsJson(const model::Findings& findings,
                                std::span<const simulator::SuppressedFinding> suppressed,
                                const SourceLines& sources);

/// A SARIF log with one run. Columns count code points, as SARIF wants them; the sources tell them
/// from bytes.
[[nodiscard]] Json findingsSarif(const model::Findings& findings,
                                 std::span<const simulator::SuppressedFinding> suppressed,
                                 const SourceLines& sources);

}  // namespace gatesight::cli
