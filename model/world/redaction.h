// Secret values never stay in a World: neither in its objects, nor in the text and tree of the
// documents they came from.
#pragma once

#include "model/manifest/reader.h"

#include <vector>

namespace gatesight::model {

/// Documents and sources of which no Secret's value can be read any more.
struct RedactedManifests {
    std::vector<DocumentPtr> documents;  ///< beside those of the input: same nodes, same positions
    std::vector<SourcePtr> sources;
};

/// Replaces every value under `data` and `stringData` of Secrets, and their
/// last-applied-configuration annotation, by asterisks of the same shape, so that lines and columns
/// of everything else stay right. A text without Secrets is shared, not copied.
[[nodiscard]] RedactedManifests redactSecrets(const Manifests& manifests);

}  // namespace gatesight::model
