// Findings that came and went.
#pragma once

#include "model/manifest/finding.h"

namespace gatesight::simulator {

struct FindingChanges {
    model::Findings appeared, gone;  ///< in the order of the findings of their side
};

/// A finding stays when the other side has one of the same severity, rule and words about the same
/// object, wherever that stands now; as often as it is there.
[[nodiscard]] FindingChanges compareFindings(const model::Findings& before,
                                             const model::Findings& after);

}  // namespace gatesight::simulator
