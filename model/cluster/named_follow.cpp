#include "model/cluster/named_follow.h"

#include "model/manifest/writer.h"

#include <fmt/format.h>

namespace gatesight::model {

namespace {

using Code = ClusterErrorCode;

/// Each is a request that stays open; more of them than a cluster's Gateways need would burden it.
constexpr std::size_t kMaxWatches = 500;

const ApiResource& resourceOf(NamedKey::Kind kind) {
    static const ApiResource configMaps{
        .group = {}, .version = "v1", .kind = "ConfigMap", .plural = "configmaps"};
    static const ApiResource secrets{
        .group = {}, .version = "v1", .kind = "Secret", .plural = "secrets"};
    return kind == NamedKey::Kind::Secret ? secrets : configMaps;
}

bool isNamedKind(const GroupKind& kind) {
    return kind.group.empty() && (kind.kind == "Secret" || kind.kind == "ConfigMap");
}

NamedKey keyOf(const SnapshotObject& object) {
    return {object.kind.kind == "Secret" ? NamedKey::Kind::Secret : NamedKey::Kind::ConfigMap,
            {object.namespace_, object.name}};
}

ObjectChange changeOf(const NamedKey& key, std::string yaml) {
    return {.kind = yaml.empty() ? ObjectChange::Kind::Delete : ObjectChange::Kind::Upsert,
            .type = {"", resourceOf(key.kind).kind},
            .namespace_ = key.key.namespace_,
            .name = key.key.name,
            .yaml = std::move(yaml)};
}

}  // namespace

/// Reads one object and tells when that is over.
class NamedFollower::Reading final : public HttpJob {
public:
    Reading(NamedFollower& owner, NamedKey key)
        : m_owner(owner),
          m_key(std::move(key)),
          m_job(resourceOf(m_key.kind), m_key.key, [this](const nlohmann::ordered_json& object) {
              m_owner.m_state.put(m_key, object);
          }) {}

    [[nodiscard]] HttpRequest request() const override { return m_job.request(); }
    [[nodiscard]] bool answered(std::expected<HttpAnswer, ClusterError> answer) override {
        const bool more = m_job.answered(std::move(answer));
        m_ended = true;
        m_owner.readEnded(m_key, m_job.trouble());
        return more;
    }
    [[nodiscard]] bool ended() const { return m_ended; }

private:
    NamedFollower& m_owner;
    NamedKey m_key;
    ObjectJob m_job;
    bool m_ended = false;
};

NamedFollower::NamedFollower(const ClusterSnapshot& from, const WatchLimits& limits,
                             ClusterWatch::OnChanges onChanges, OnUnfollowed onUnfollowed)
    : m_state(from.named ? *from.named : NamedState(false)),
      m_limits(limits),
      m_onChanges(std::move(onChanges)),
      m_onUnfollowed(std::move(onUnfollowed)) {
    for (const SnapshotObject& object : from.objects)
        if (isNamedKind(object.kind))
            m_told[keyOf(object)] = object.yaml;
    for (const NamedKey& key : m_state.keys())
        watch(key);
}

NamedFollower::~NamedFollower() = default;

void NamedFollower::follow(const GatheredReferences& references) {
    for (const NamedKey& key : m_state.name(references))
        watch(key);
}

void NamedFollower::watch(const NamedKey& key) {
    if (m_watches.size() >= kMaxWatches) {
        noteUnfollowed(key,
                       {Code::TooLarge, fmt::format("more than {} are not followed", kMaxWatches)});
        return;
    }
    const ApiResource& resource = resourceOf(key.kind);
    auto watch = std::make_unique<ClusterWatch>(
        resource, key.key.namespace_, m_limits,
        [this, key](const std::vector<ObjectChange>& changes) { metadataChanged(key, changes); });
    watch->onlyMetadataOf(key.key.name);
    if (const std::string version = m_state.versionOf(key); !version.empty()) {
        const SnapshotObject known{
            .kind = {"", resource.kind},
            .namespace_ = key.key.namespace_,
            .name = key.key.name,
            .yaml = toYaml(watchedMetadata(resource, key.key.namespace_, key.key.name, version))};
        watch->expect({&known, 1});
    }
    m_fresh.push_back(watch.get());
    m_watches.emplace(key, std::move(watch));
}

void NamedFollower::metadataChanged(const NamedKey& key, const std::vector<ObjectChange>& changes) {
    for (const ObjectChange& change : changes) {
        // A selector that a server does not know would bring others.
        if (ObjectKey{change.namespace_, change.name} != key.key)
            continue;
        if (change.kind == ObjectChange::Kind::Upsert) {
            read(key);
        } else {
            m_state.remove(key);
            tellDifferences();
        }
    }
}

void NamedFollower::read(const NamedKey& key) {
    auto& reading = m_readings[key];
    if (reading) {
        // What it brings may be from before. One that has ended goes with the next sweep.
        m_readAgain.insert(key);
        return;
    }
    reading = std::make_unique<Reading>(*this, key);
    m_fresh.push_back(reading.get());
}

void NamedFollower::readEnded(const NamedKey& key, const std::optional<ClusterError>& trouble) {
    if (trouble && trouble->code == Code::NotFound)
        m_state.remove(key);
    else if (trouble)
        return noteUnfollowed(key, *trouble);
    tellDifferences();
}

/// Certificates tell of each other: when one object changes, the texts of others may.
void NamedFollower::tellDifferences() {
    std::vector<ObjectChange> changes;
    std::map<NamedKey, std::string> now;
    for (SnapshotObject& object : m_state.objects()) {
        const NamedKey key = keyOf(object);
        if (const auto told = m_told.find(key); told == m_told.end() || told->second != object.yaml)
            changes.push_back(changeOf(key, object.yaml));
        now.emplace(key, std::move(object.yaml));
    }
    for (const auto& [key, yaml] : m_told)
        if (!now.contains(key))
            changes.push_back(changeOf(key, {}));
    m_told = std::move(now);
    if (!changes.empty())
        m_onChanges(std::move(changes));
}

void NamedFollower::noteUnfollowed(const NamedKey& key, const ClusterError& trouble) {
    if (trouble.code == Code::Cancelled ||
        !m_unfollowed.emplace(key.kind, key.key.namespace_).second)
        return;
    const ApiResource& resource = resourceOf(key.kind);
    m_onUnfollowed({.group = {},
                    .resource = resource.plural,
                    .namespace_ = key.key.namespace_,
                    .reason = trouble.code == Code::Forbidden ? "Forbidden" : "Failed",
                    .message = fmt::format("changes of {} in {} are not followed: {}",
                                           resource.plural, key.key.namespace_, trouble.message)});
}

/// What cannot be done while a job is being told its answer.
void NamedFollower::sweep() {
    std::erase_if(m_readings, [](const auto& each) { return each.second->ended(); });
    for (const NamedKey& key : std::exchange(m_readAgain, {}))
        read(key);  // which puts it back while it is still being read
    for (const auto& [key, watch] : m_watches)
        if (const auto& trouble = watch->trouble())
            noteUnfollowed(key, *trouble);
}

std::vector<HttpJob*> NamedFollower::takeJobs() {
    sweep();
    return std::exchange(m_fresh, {});
}

}  // namespace gatesight::model
