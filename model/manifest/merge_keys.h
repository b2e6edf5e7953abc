// Entries of a map that YAML 1.1 adds (`<<`) or that stand twice: which of them count in the end.
#pragma once

#include "model/manifest/tree.h"

namespace gatesight::model {

/// A plain `<<` key while a tree is being built: a Null node with that text, which nothing else can
/// be.
inline constexpr std::string_view kMergeKeyText = "<<";
[[nodiscard]] bool isMergeKey(Node node);

/// The same document without merge keys and duplicate keys: of equal keys the last one stays (as in
/// Kubernetes); entries of merged maps follow the map's own, which win over them; of several merged
/// maps the first one wins. Positions stay those of the text.
[[nodiscard]] Tree withEntriesMerged(const Tree& tree);

}  // namespace gatesight::model
