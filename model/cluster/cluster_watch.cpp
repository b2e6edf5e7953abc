#include "model/cluster/cluster_watch.h"

#include "model/cluster/reduction.h"
#include "model/cluster/small_json.h"
#include "model/manifest/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace gatesight::model {

namespace {

using Code = ClusterErrorCode;

/// What another try cannot change.
bool endsWatch(Code code) {
    switch (code) {
        case Code::Cancelled:
        case Code::Unauthorized:
        case Code::Forbidden:
        case Code::NotFound:
        case Code::Kubeconfig:
        case Code::PluginDenied:
        case Code::PluginFailed:
        case Code::CertificateUntrusted:
        case Code::CertificateExpired:
        case Code::CertificateName:
        case Code::ClientCertificate:
        case Code::Redirected:
            return true;
        default:
            return false;
    }
}

bool refuses(Code code) {
    return code == Code::Unauthorized || code == Code::Forbidden || code == Code::NotFound;
}

}  // namespace

WorldPtr withChanges(const WorldPtr& world, std::span<const ObjectChange> changes,
                     WorldOptions options) {
    WorldBuilder builder(options);
    builder.startFrom(*world);
    for (const ObjectChange& change : changes) {
        if (change.kind == ObjectChange::Kind::Delete)
            builder.remove(change.type.group, change.type.kind, change.namespace_, change.name);
        else
            builder.addLayer(readText(
                fmt::format("cluster/{}/{}/{}", change.type.kind, change.namespace_, change.name),
                change.yaml));
    }
    return std::move(builder).build();
}

ClusterWatch::ClusterWatch(ApiResource resource, std::string namespace_, WatchLimits limits,
                           OnChanges onChanges)
    : m_resource(std::move(resource)),
      m_namespace(std::move(namespace_)),
      m_limits(limits),
      m_onChanges(std::move(onChanges)) {
    listAnew();
}

nlohmann::ordered_json watchedMetadata(const ApiResource& resource, std::string_view namespace_,
                                       std::string_view name, std::string_view version) {
    return {
        {"apiVersion", resource.apiVersion()},
        {"kind", resource.kind},
        {"metadata", {{"name", name}, {"namespace", namespace_}, {"resourceVersion", version}}}};
}

void ClusterWatch::onlyMetadataOf(std::string name) {
    m_name = std::move(name);
    listAnew();
}

nlohmann::ordered_json ClusterWatch::kept(const nlohmann::ordered_json& object) const {
    if (m_name.empty())
        return reduced(object);
    const auto& metadata = member(object, "metadata");
    return watchedMetadata(m_resource, textOf(metadata, "namespace"), textOf(metadata, "name"),
                           textOf(metadata, "resourceVersion"));
}

void ClusterWatch::goOnFrom(std::string resourceVersion, std::span<const SnapshotObject> known) {
    expect(known);
    m_resourceVersion = std::move(resourceVersion);
    m_list.reset();
    letIn();
}

void ClusterWatch::expect(std::span<const SnapshotObject> known) {
    for (const SnapshotObject& object : known)
        if (m_namespace.empty() || object.namespace_ == m_namespace)
            m_known.insert_or_assign({object.namespace_, object.name},
                                     std::hash<std::string>()(object.yaml));
}

void ClusterWatch::listAnew() {
    m_forgotten = false;
    m_listed.clear();
    m_list = std::make_unique<ListJob>(
        m_resource, m_namespace, m_limits.list,
        [this](nlohmann::ordered_json&& item) { m_listed.push_back(kept(item)); },
        [this] { m_listed.clear(); });
    if (!m_name.empty())
        m_list->onlyMetadataOf(m_name);
}

HttpRequest ClusterWatch::request() const {
    if (m_list)
        return m_list->request();
    // The version comes from the server; of what it wrote only what a version is made of goes back.
    std::string version = m_resourceVersion;
    std::erase_if(version, [](unsigned char c) { return std::isalnum(c) == 0; });
    return {
        .path = fmt::format("{}?watch=true&allowWatchBookmarks=true&timeoutSeconds={}&"
                            "resourceVersion={}{}{}",
                            m_resource.listPath(m_namespace), m_limits.span.count(), version,
                            m_name.empty() ? "" : "&", m_name.empty() ? "" : nameSelector(m_name)),
        .accept = m_name.empty() ? "application/json"
                                 : "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
        // A request is const, what it brings is not: the client calls this while it runs.
        .sink = [self = const_cast<ClusterWatch*>(this)](
                    std::string_view bytes) { return self->takeBytes(bytes); },
        .idle = m_limits.span + std::chrono::seconds(30)};
}

bool ClusterWatch::answered(std::expected<HttpAnswer, ClusterError> answer) {
    m_pause = {};
    return m_list ? listAnswered(std::move(answer)) : watchAnswered(answer);
}

bool ClusterWatch::listAnswered(std::expected<HttpAnswer, ClusterError> answer) {
    if (m_list->answered(std::move(answer)))
        return true;
    if (const auto trouble = m_list->trouble()) {
        listAnew();
        return goesOnAfter(*trouble);
    }
    finishList();
    return true;
}

/// Tells what differs from what was told before, deletions too.
void ClusterWatch::finishList() {
    std::vector<ObjectChange> changes;
    std::set<Key> there;
    for (const auto& object : m_listed) {
        const auto& metadata = member(object, "metadata");
        there.emplace(textOf(metadata, "namespace"), textOf(metadata, "name"));
        upsert(object, changes);
    }
    for (auto known = m_known.begin(); known != m_known.end();) {
        if (there.contains(known->first)) {
            ++known;
            continue;
        }
        changes.push_back({.kind = ObjectChange::Kind::Delete,
                           .type = {m_resource.group, m_resource.kind},
                           .namespace_ = known->first.first,
                           .name = known->first.second,
                           .yaml = {}});
        known = m_known.erase(known);
    }
    letIn();
    m_resourceVersion = m_list->resourceVersion();
    m_list.reset();
    m_listed.clear();
    m_rest.clear();
    if (!changes.empty())
        m_onChanges(std::move(changes));
}

void ClusterWatch::upsert(const nlohmann::ordered_json& object,
                          std::vector<ObjectChange>& changes) {
    const auto& metadata = member(object, "metadata");
    ObjectChange change{.kind = ObjectChange::Kind::Upsert,
                        .type = {m_resource.group, m_resource.kind},
                        .namespace_ = textOf(metadata, "namespace"),
                        .name = textOf(metadata, "name"),
                        .yaml = toYaml(object)};
    const std::size_t hash = std::hash<std::string>()(change.yaml);
    const auto [known, fresh] = m_known.try_emplace({change.namespace_, change.name}, hash);
    // Most changes of a live object are about fields that are not kept.
    if (!fresh && std::exchange(known->second, hash) == hash)
        return;
    change.references.add(object);
    changes.push_back(std::move(change));
}

bool ClusterWatch::watchAnswered(const std::expected<HttpAnswer, ClusterError>& answer) {
    m_rest.clear();
    const bool expired = !answer && answer.error().code == Code::Expired;
    if (m_forgotten || expired) {
        listAnew();
        waitLonger();
        return true;
    }
    if (!answer)
        return goesOnAfter(answer.error());
    letIn();
    return true;  // its time was over; it goes on where it ended
}

/// Whether there is another try, after a wait; else the error is why it all ended.
bool ClusterWatch::goesOnAfter(const ClusterError& error) {
    const bool mayPass = m_letIn && refuses(error.code) && m_refusals++ < m_limits.refusals;
    if (endsWatch(error.code) && !mayPass) {
        m_trouble = error;
        return false;
    }
    waitLonger();
    return true;
}

void ClusterWatch::letIn() {
    m_letIn = true;
    m_refusals = 0;
}

void ClusterWatch::waitLonger() {
    m_wait = m_wait.count() == 0 ? m_limits.firstWait : std::min(m_wait * 2, m_limits.longestWait);
    m_pause = m_wait;
}

bool ClusterWatch::takeBytes(std::string_view bytes) {
    m_rest.append(bytes);
    std::size_t begin = 0;
    for (std::size_t end = m_rest.find('\n'); end != std::string::npos;
         end = m_rest.find('\n', begin)) {
        if (!takeEvent(std::string_view(m_rest).substr(begin, end - begin)))
            return false;
        begin = end + 1;
    }
    m_rest.erase(0, begin);
    if (m_rest.size() > m_limits.eventBytes)
        m_forgotten = true;  // what it says is lost: only a list tells
    return !m_forgotten;
}

bool ClusterWatch::takeEvent(std::string_view line) {
    const auto event = parseJson(line);
    const std::string type = event ? textOf(*event, "type") : "";
    nlohmann::ordered_json object = event ? member(*event, "object") : nullptr;
    const std::string version = textOf(member(object, "metadata"), "resourceVersion");
    if (type == "ERROR" || type.empty() || version.empty()) {
        m_forgotten = true;
        return false;
    }
    m_resourceVersion = version;
    m_wait = {};
    letIn();
    if (type == "BOOKMARK")
        return true;
    object["apiVersion"] = m_resource.apiVersion();
    object["kind"] = m_resource.kind;
    const nlohmann::ordered_json told = kept(object);
    std::vector<ObjectChange> changes;
    if (type == "DELETED") {
        const auto& metadata = member(told, "metadata");
        Key key{textOf(metadata, "namespace"), textOf(metadata, "name")};
        if (m_known.erase(key) != 0)
            changes.push_back({.kind = ObjectChange::Kind::Delete,
                               .type = {m_resource.group, m_resource.kind},
                               .namespace_ = std::move(key.first),
                               .name = std::move(key.second),
                               .yaml = {}});
    } else {
        upsert(told, changes);
    }
    if (!changes.empty())
        m_onChanges(std::move(changes));
    return true;
}

}  // namespace gatesight::model
