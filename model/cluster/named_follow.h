// Follows the Secrets and ConfigMaps that other objects name. Of each only the metadata is watched;
// when these change the one object is read again, reduced at once, as when it was read first.
#pragma once

#include "model/cluster/cluster_watch.h"
#include "model/cluster/named_state.h"
#include "model/cluster/object_job.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gatesight::model {

class NamedFollower {
public:
    using OnUnfollowed = std::function<void(const MissingPart&)>;

    /// `onUnfollowed` is told what cannot be followed, once for each kind and namespace.
    NamedFollower(const ClusterSnapshot& from, const WatchLimits& limits,
                  ClusterWatch::OnChanges onChanges, OnUnfollowed onUnfollowed);
    NamedFollower(const NamedFollower&) = delete;
    NamedFollower& operator=(const NamedFollower&) = delete;
    ~NamedFollower();

    /// What objects name from now on; what is followed already is passed over.
    void follow(const GatheredReferences& references);
    /// Jobs that came up since the last time, for the client that runs all.
    [[nodiscard]] std::vector<HttpJob*> takeJobs();

private:
    class Reading;

    void watch(const NamedKey& key);
    void metadataChanged(const NamedKey& key, const std::vector<ObjectChange>& changes);
    void read(const NamedKey& key);
    void readEnded(const NamedKey& key, const std::optional<ClusterError>& trouble);
    void tellDifferences();
    void noteUnfollowed(const NamedKey& key, const ClusterError& trouble);
    void sweep();

    NamedState m_state;
    WatchLimits m_limits;
    ClusterWatch::OnChanges m_onChanges;
    OnUnfollowed m_onUnfollowed;
    std::map<NamedKey, std::unique_ptr<ClusterWatch>> m_watches;
    std::map<NamedKey, std::unique_ptr<Reading>> m_readings;
    std::set<NamedKey> m_readAgain;          ///< changed while it was being read
    std::map<NamedKey, std::string> m_told;  ///< the texts that were told last
    std::set<std::pair<NamedKey::Kind, std::string>> m_unfollowed;
    std::vector<HttpJob*> m_fresh;
};

}  // namespace gatesight::model
