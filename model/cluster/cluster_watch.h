// Follows the objects of one kind in a cluster: first all of them, then every change.
#pragma once

#include "model/cluster/cluster_import.h"
#include "model/cluster/list_job.h"
#include "model/cluster/object_references.h"
#include "model/world/world.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::model {

struct ObjectChange {
    enum class Kind { Upsert, Delete };
    Kind kind = Kind::Upsert;
    GroupKind type;
    std::string namespace_, name;
    std::string yaml;  ///< the reduced object; empty for Delete
    /// What the object names; empty for Delete.
    GatheredReferences references = {};
};

/// The World after the changes; what they do not touch is shared.
[[nodiscard]] WorldPtr withChanges(const WorldPtr& world, std::span<const ObjectChange> changes,
                                   WorldOptions options = {});

struct WatchLimits {
    ListLimits list;
    std::chrono::seconds span{300};            ///< after which a watch is asked for anew
    std::chrono::milliseconds firstWait{500};  ///< after trouble; doubles each time
    std::chrono::milliseconds longestWait{30'000};
    std::size_t eventBytes = std::size_t{8} << 20;
    /// How often in a row one who was let in before is refused until that counts: a server that
    /// starts refuses everybody before it has read its roles and definitions.
    int refusals = 6;
};

/// What a watch of metadata tells of an object; it differs whenever the object does.
[[nodiscard]] nlohmann::ordered_json watchedMetadata(const ApiResource& resource,
                                                     std::string_view namespace_,
                                                     std::string_view name,
                                                     std::string_view version);

/// To be run by an HttpClient, many at once, until a stop. A watch goes on where it ended; where
/// the server has forgotten that place (410), everything is listed again, and only what differs is
/// told.
class ClusterWatch final : public HttpJob {
public:
    using OnChanges = std::function<void(std::vector<ObjectChange>)>;

    ClusterWatch(ApiResource resource, std::string namespace_, WatchLimits limits,
                 OnChanges onChanges);

    /// Follows only the object of that name, and of it only the metadata: a change is told with these
    /// instead of the object. Before anything else.
    void onlyMetadataOf(std::string name);
    /// What was told already; it is listed again all the same. Before the first request.
    void expect(std::span<const SnapshotObject> known);
    /// What was listed already, and where that list ended: changes are told from there on. Before the first request.
    void goOnFrom(std::string resourceVersion, std::span<const SnapshotObject> known);

    [[nodiscard]] HttpRequest request() const override;
    [[nodiscard]] bool answered(std::expected<HttpAnswer, ClusterError> answer) override;
    [[nodiscard]] std::chrono::milliseconds pause() const override { return m_pause; }

    /// Why it ended for good: a stop, or a right that is missing.
    [[nodiscard]] const std::optional<ClusterError>& trouble() const { return m_trouble; }
    /// Whether everything was listed and changes are being waited for.
    [[nodiscard]] bool watching() const { return !m_list; }

private:
    using Key = std::pair<std::string, std::string>;  // namespace, name

    void listAnew();
    [[nodiscard]] nlohmann::ordered_json kept(const nlohmann::ordered_json& object) const;
    [[nodiscard]] bool listAnswered(std::expected<HttpAnswer, ClusterError> answer);
    [[nodiscard]] bool watchAnswered(const std::expected<HttpAnswer, ClusterError>& answer);
    void finishList();
    [[nodiscard]] bool takeBytes(std::string_view bytes);
    [[nodiscard]] bool takeEvent(std::string_view line);
    void upsert(const nlohmann::ordered_json& object, std::vector<ObjectChange>& changes);
    [[nodiscard]] bool goesOnAfter(const ClusterError& error);
    void letIn();
    void waitLonger();

    ApiResource m_resource;
    std::string m_namespace, m_name;
    WatchLimits m_limits;
    OnChanges m_onChanges;
    std::unique_ptr<ListJob> m_list;  // null while watching
    std::vector<nlohmann::ordered_json> m_listed;
    std::map<Key, std::size_t> m_known;  // hash of the text that was told
    std::string m_resourceVersion, m_rest;
    bool m_letIn = false;      // a list was whole once
    int m_refusals = 0;        // since then, in a row
    bool m_forgotten = false;  // the server does not know m_resourceVersion
    std::chrono::milliseconds m_pause{0}, m_wait{0};
    std::optional<ClusterError> m_trouble;
};

}  // namespace gatesight::model
