// Reads what routing needs from a cluster, and nothing else of it.
#pragma once

#include "model/cluster/http_client.h"
#include "model/cluster/list_job.h"
#include "model/cluster/removed_fields.h"

#include <expected>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

struct ImportOptions {
    std::vector<std::string> namespaces;  ///< empty: all
    /// Whether the Secrets that Gateways and policies name are read for their certificates. Without
    /// that no request for a Secret is ever sent.
    bool secrets = false;
    ListLimits list;
};

struct ImportProgress {
    std::size_t kinds = 0, kindsTotal = 0;
    std::size_t objects = 0;
    std::size_t bytes = 0;
};

/// What could not be read, so that the picture is not whole.
struct MissingPart {
    std::string group, resource, namespace_;
    std::string reason;  ///< "Forbidden", "NotAsked", "Failed", "TooLarge", "BadAnswer", "TimedOut"
    std::string message;  ///< for people; not part of a snapshot

    auto operator<=>(const MissingPart&) const = default;
};

struct SnapshotObject {
    GroupKind kind;
    std::string namespace_, name;
    std::string yaml;
};

/// A list that was read, and where it ended: from there its kind can be followed.
struct ListedKind {
    ApiResource resource;
    std::string namespace_;  ///< empty: all
    std::string resourceVersion;
};

class NamedState;

struct ClusterSnapshot {
    std::vector<SnapshotObject> objects;  ///< sorted by kind, namespace and name
    std::vector<MissingPart> missing;     ///< sorted
    std::vector<std::string> namespaces;  ///< those that were asked for; empty: all
    std::vector<ListedKind> listed;       ///< not part of the text
    RemovedFields removed;                ///< not part of the text
    /// What Secrets and ConfigMaps the objects name, to follow them; not part of the text. Null: none
    /// was looked for.
    std::shared_ptr<const NamedState> named = {};
};

/// Reads all kinds of importedKinds(), custom policies and what routes refer to. What is forbidden
/// or fails is listed as missing; an error only when nothing could be read, or when the server
/// cannot be reached or does not know the user. Nothing is written anywhere.
[[nodiscard]] std::expected<ClusterSnapshot, ClusterError> importCluster(
    HttpClient& client, const ImportOptions& options, const std::stop_token& stop,
    const std::function<void(const ImportProgress&)>& progress = {});

/// The snapshot piece by piece, for those who need not hold all of it a second time.
void tellSnapshot(const ClusterSnapshot& snapshot,
                  const std::function<void(std::string_view)>& piece);

/// The snapshot as one text of YAML documents; the first one says what is missing. The same state
/// of a cluster gives the same text.
[[nodiscard]] std::string snapshotText(const ClusterSnapshot& snapshot);

}  // namespace gatesight::model
