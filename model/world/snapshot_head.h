// The first document of a snapshot of a cluster: what the snapshot lacks.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"

namespace gatesight::model {

/// Whether a document is the head of a snapshot; it is none of the cluster's objects.
[[nodiscard]] bool isSnapshotHead(Node root);

/// A finding (cluster.snapshot.partial) for each part that could not be read, and one when only
/// some namespaces were asked for.
[[nodiscard]] Findings snapshotFindings(const Document& head);

}  // namespace gatesight::model
