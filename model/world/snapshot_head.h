// The first document of a snapshot of a cluster: what the snapshot lacks.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// A kind of which a snapshot lacks the objects: all of them, or those of one namespace.
struct UnreadPart {
    std::string group, resource;
    std::string namespace_;  ///< empty: all
    std::string reason;      ///< as MissingPart has it: "NotAsked", "Forbidden" …

    [[nodiscard]] bool ofSecrets() const { return group.empty() && resource == "secrets"; }
};

/// Why a single object was not read, for a reason of UnreadPart: "the user had no right to read it".
[[nodiscard]] std::string_view whyUnread(std::string_view reason);

/// Whether a document is the head of a snapshot; it is none of the cluster's objects.
[[nodiscard]] bool isSnapshotHead(Node root);

/// What the snapshot lacks.
[[nodiscard]] std::vector<UnreadPart> unreadParts(Node root);

/// A finding (cluster.snapshot.partial) for each part that could not be read, and one when only
/// some namespaces were asked for.
[[nodiscard]] Findings snapshotFindings(const Document& head);

}  // namespace gatesight::model
