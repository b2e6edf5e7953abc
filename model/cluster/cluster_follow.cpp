#include "model/cluster/cluster_follow.h"

#include "model/cluster/freed_memory.h"
#include "model/cluster/kind_list.h"
#include "model/cluster/named_follow.h"

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

/// All jobs of one following.
class Follower {
public:
    Follower(const ClusterSnapshot& snapshot, const FollowEvents& events, const WatchLimits& limits)
        : m_events(events),
          m_named(snapshot, limits, events.onChanges, events.onUnfollowed) {
        for (const ListedKind& each : snapshot.listed) {
            // Of definitions a snapshot holds some: which ones is not known of those that come.
            if (each.resource.kind == kDefinitionKind)
                continue;
            m_watches.push_back(std::make_unique<ClusterWatch>(
                each.resource, each.namespace_, limits,
                [this](std::vector<ObjectChange> changes) { take(std::move(changes)); }));
            m_watches.back()->goOnFrom(each.resourceVersion, objectsOf(snapshot, each.resource));
        }
    }

    std::optional<ClusterError> run(HttpClient& client, const std::stop_token& stop) {
        // On the heap: g++ 12 takes the constructor of one on the stack for a use before it.
        const auto ends = std::make_shared<std::stop_source>();
        const std::stop_callback passedOn(stop, [&ends] { ends->request_stop(); });
        std::vector<HttpJob*> jobs;
        for (const auto& watch : m_watches)
            jobs.push_back(watch.get());
        client.run(
            jobs, ends->get_token(),
            [&] {
                // What is named alone is not worth being followed.
                if (allEnded())
                    ends->request_stop();
            },
            [this] { return m_named.takeJobs(); });
        for (const auto& watch : m_watches)
            if (const auto& trouble = watch->trouble();
                trouble && trouble->code != ClusterErrorCode::Cancelled)
                return trouble;
        return std::nullopt;
    }

private:
    void take(std::vector<ObjectChange> changes) {
        for (const ObjectChange& change : changes)
            m_named.follow(change.references);
        m_events.onChanges(std::move(changes));
    }

    [[nodiscard]] bool allEnded() const {
        return std::ranges::all_of(m_watches, [](const auto& watch) { return watch->trouble().has_value(); });
    }

    const FollowEvents& m_events;
    NamedFollower m_named;
    std::vector<std::unique_ptr<ClusterWatch>> m_watches;
};

/// What the changed objects name, so that whoever follows the result follows these too.
std::shared_ptr<const NamedState> namedAfter(const ClusterSnapshot& snapshot, std::span<const ObjectChange> changes) {
    if (!snapshot.named)
        return nullptr;
    auto state = std::make_shared<NamedState>(*snapshot.named);
    for (const ObjectChange& change : changes)
        (void)state->name(change.references);
    return state;
}

}  // namespace

std::optional<ClusterError> followCluster(HttpClient& client, const ClusterSnapshot& snapshot, const FollowEvents& events,
                                          const std::stop_token& stop, const WatchLimits& limits) {
    const FreedMemoryWiped wiped;
    return Follower(snapshot, events, limits).run(client, stop);
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
    snapshot.named = namedAfter(snapshot, changes);
    const auto order = [](const SnapshotObject& each) { return std::tie(each.kind, each.namespace_, each.name); };
    std::ranges::sort(snapshot.objects, [&](const auto& a, const auto& b) { return order(a) < order(b); });
    return snapshot;
}

}  // namespace gatesight::model
