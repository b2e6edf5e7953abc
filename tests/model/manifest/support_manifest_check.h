// What must hold for whatever the manifest reader returns, on any input. Used by tests and by the
// fuzz target.
#pragma once

#include "model/manifest/reader.h"

#include <string>

namespace gatesight::model::test {

/// The first thing that is not as it must be; empty when all is well. Checks that trees are whole
/// (every node reached once, keys are text and unique, no merge keys left), positions lie in their
/// source and point at what they say, and findings are complete.
[[nodiscard]] std::string firstFault(const Manifests& manifests);

}  // namespace gatesight::model::test
