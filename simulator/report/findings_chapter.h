// What lint says, as a chapter of a report.
#pragma once

#include "model/manifest/finding.h"
#include "simulator/report/booklet.h"

namespace gatesight::simulator {

[[nodiscard]] Chapter findingsChapter(const model::Findings& findings);

}  // namespace gatesight::simulator
