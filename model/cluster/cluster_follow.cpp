#include "model/cluster/cluster_follow.h"

#include "model/cluster/freed_memory.h"
#include "model/cluster/kind_list.h"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

namespace gatesight::model {

namespace {

/// The objects of a kind: snapshots are sorted.
std::span<const SnapshotObject> objectsOf(const ClusterSnapshot& snapshot, const ApiResource& resource) {
    const GroupKind kind{resource.group, resource.kind};
    const auto found = std::ranges::equal_range(snapshot.objects, kind, {}, &SnapshotObject::kind);
    return {found.begin(), found.end()};
}

}  // namespace

std::optional<ClusterError> followCluster(HttpClient& client, const ClusterSnapshot& snapshot,
                                          const ClusterWatch::OnChanges& onChanges, const std::stop_token& stop,
                                          const WatchLimits& limits) {
    const FreedMemoryWiped wiped;
    std::vector<std::unique_ptr<ClusterWatch>> watches;
    std::vector<HttpJob*> jobs;
    for (const ListedKind& each : snapshot.listed) {
        // Of definitions a snapshot holds some: which ones is not known of those that come.
        if (each.resource.kind == kDefinitionKind)
            continue;
        watches.push_back(std::make_unique<ClusterWatch>(each.resource, each.namespace_, limits, onChanges));
        watches.back()->goOnFrom(each.resourceVersion, objectsOf(snapshot, each.resource));
        jobs.push_back(watches.back().get());
    }
    client.run(jobs, stop);
    for (const auto& watch : watches)
        if (const auto& trouble = watch->trouble(); trouble && trouble->code != ClusterErrorCode::Cancelled)
            return trouble;
    return std::nullopt;
}

ClusterSnapshot withChanges(ClusterSnapshot snapshot, std::span<const ObjectChange> changes) {
    using Key = std::tuple<GroupKind, std::string, std::string>;
    std::map<Key, const ObjectChange*> last;
    for (const ObjectChange& change : changes)
        last[{change.type, change.namespace_, change.name}] = &change;
    std::erase_if(snapshot.objects, [&](const SnapshotObject& object) {
        return last.contains({object.kind, object.namespace_, object.name});
    });
    for (const auto& [key, change] : last)
        if (change->kind == ObjectChange::Kind::Upsert)
            snapshot.objects.push_back({change->type, change->namespace_, change->name, change->yaml});
    const auto order = [](const SnapshotObject& each) { return std::tie(each.kind, each.namespace_, each.name); };
    std::ranges::sort(snapshot.objects, [&](const auto& a, const auto& b) { return order(a) < order(b); });
    return snapshot;
}

}  // namespace gatesight::model
