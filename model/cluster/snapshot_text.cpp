#include "model/cluster/cluster_import.h"
#include "model/manifest/writer.h"

#include <map>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;

Json headOf(const ClusterSnapshot& snapshot) {
    Json head{{"apiVersion", "gatesight.dev/v1alpha1"},
              {"kind", "Snapshot"},
              {"metadata", {{"name", "cluster"}}},
              {"spec", Json::object()}};
    Json& spec = head["spec"];
    if (!snapshot.namespaces.empty())
        spec["namespaces"] = snapshot.namespaces;
    std::map<GroupKind, std::size_t> counts;
    for (const SnapshotObject& each : snapshot.objects)
        ++counts[each.kind];
    spec["objects"] = Json::array();
    for (const auto& [kind, count] : counts)
        spec["objects"].push_back({{"group", kind.group}, {"kind", kind.kind}, {"count", count}});
    spec["missing"] = Json::array();
    for (const MissingPart& each : snapshot.missing) {
        Json part{{"group", each.group}, {"resource", each.resource}, {"reason", each.reason}};
        if (!each.namespace_.empty())
            part["namespace"] = each.namespace_;
        spec["missing"].push_back(std::move(part));
    }
    return head;
}

}  // namespace

void tellSnapshot(const ClusterSnapshot& snapshot,
                  const std::function<void(std::string_view)>& piece) {
    piece("---\n");
    piece(toYaml(headOf(snapshot)));
    for (const SnapshotObject& each : snapshot.objects) {
        piece("---\n");
        piece(each.yaml);
    }
}

std::string snapshotText(const ClusterSnapshot& snapshot) {
    // Doubling a text of a large cluster as it grows would take more memory than the cluster.
    std::size_t size = 0;
    tellSnapshot(snapshot, [&size](std::string_view piece) { size += piece.size(); });
    std::string text;
    text.reserve(size);
    tellSnapshot(snapshot, [&text](std::string_view piece) { text += piece; });
    return text;
}

}  // namespace gatesight::model
