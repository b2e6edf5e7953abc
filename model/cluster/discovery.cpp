#include "model/cluster/discovery.h"

#include "model/cluster/small_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;
using Trouble = std::optional<ClusterError>;

constexpr std::string_view kAggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
constexpr std::size_t kMaxVersions = 5000;

ClusterError noDiscovery(const std::string& path) {
    return {ClusterErrorCode::BadAnswer,
            fmt::format("what answers to {} is no Kubernetes API server", path)};
}

struct GroupVersion {
    std::string group, version;
};

/// Fills a catalogue; of several versions of a kind the first one counts.
class Discoverer {
public:
    Discoverer(HttpClient& client, const std::stop_token& stop) : m_client(client), m_stop(stop) {}

    std::expected<ApiCatalogue, ClusterError> run() {
        for (const char* path : {"/api", "/apis"})
            if (auto trouble = readRoot(path))
                return std::unexpected(std::move(*trouble));
        if (auto trouble = readVersions())
            return std::unexpected(std::move(*trouble));
        return std::move(m_catalogue);
    }

private:
    Trouble readRoot(const std::string& path) {
        const auto answer =
            m_client.get({.path = path, .accept = std::string(kAggregated)}, m_stop);
        if (!answer)
            return answer.error();
        const auto json = parseJson(answer->body);
        const std::string kind = json ? textOf(*json, "kind") : "";
        if (kind == "APIGroupDiscoveryList")
            readAggregated(*json);
        else if (kind == "APIVersions")
            for (const Json& version : member(*json, "versions"))
                addVersion("", version.is_string() ? version.get<std::string>() : "");
        else if (kind == "APIGroupList")
            for (const Json& group : member(*json, "groups"))
                addGroup(group);
        else
            return noDiscovery(path);
        return {};
    }

    void readAggregated(const Json& list) {
        for (const Json& group : member(list, "items"))
            for (const Json& version : member(group, "versions")) {
                if (textOf(version, "freshness") == "Stale")
                    continue;
                for (const Json& resource : member(version, "resources"))
                    add({.group = textOf(member(group, "metadata"), "name"),
                         .version = textOf(version, "version"),
                         .kind = textOf(member(resource, "responseKind"), "kind"),
                         .plural = textOf(resource, "resource"),
                         .namespaced = textOf(resource, "scope") == "Namespaced"},
                        member(resource, "verbs"));
            }
    }

    void addVersion(const std::string& group, const std::string& version) {
        if (!version.empty() && m_versions.size() < kMaxVersions)
            m_versions.push_back({group, version});
    }

    /// The preferred version first.
    void addGroup(const Json& group) {
        const std::string name = textOf(group, "name");
        const std::string preferred = textOf(member(group, "preferredVersion"), "version");
        addVersion(name, preferred);
        for (const Json& version : member(group, "versions"))
            if (const std::string text = textOf(version, "version"); text != preferred)
                addVersion(name, text);
    }

    void add(ApiResource resource, const Json& verbs) {
        const bool listed = std::ranges::any_of(
            verbs, [](const Json& verb) { return verb.is_string() && verb == "list"; });
        if (!listed || resource.kind.empty() || resource.plural.empty() ||
            resource.plural.contains('/'))
            return;
        GroupKind key{resource.group, resource.kind};
        m_catalogue.resources.emplace(std::move(key), std::move(resource));
    }

    /// The resources of one version of a group, in the form of old servers.
    class VersionJob final : public HttpJob {
    public:
        explicit VersionJob(const GroupVersion& which) : m_which(which) {}
        HttpRequest request() const override {
            return {.path = m_which.group.empty()
                                ? "/api/" + m_which.version
                                : fmt::format("/apis/{}/{}", m_which.group, m_which.version)};
        }
        bool answered(std::expected<HttpAnswer, ClusterError> given) override {
            answer = std::move(given);
            return false;
        }
        std::expected<HttpAnswer, ClusterError> answer;

    private:
        const GroupVersion& m_which;
    };

    Trouble readVersions() {
        std::vector<std::unique_ptr<VersionJob>> jobs;
        std::vector<HttpJob*> pointers;
        for (const GroupVersion& version : m_versions) {
            jobs.push_back(std::make_unique<VersionJob>(version));
            pointers.push_back(jobs.back().get());
        }
        m_client.run(pointers, m_stop);
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            const auto& answer = jobs[i]->answer;
            if (!answer && answer.error().code == ClusterErrorCode::Cancelled)
                return answer.error();
            const auto json = answer ? parseJson(answer->body) : std::nullopt;
            if (!json)
                continue;  // the server behind this group is down; the others are there
            for (const Json& resource : member(*json, "resources"))
                add({.group = m_versions[i].group,
                     .version = m_versions[i].version,
                     .kind = textOf(resource, "kind"),
                     .plural = textOf(resource, "name"),
                     .namespaced = member(resource, "namespaced") == true},
                    member(resource, "verbs"));
        }
        return {};
    }

    HttpClient& m_client;
    const std::stop_token& m_stop;
    std::vector<GroupVersion> m_versions;
    ApiCatalogue m_catalogue;
};

}  // namespace

const ApiResource* ApiCatalogue::find(std::string_view group, std::string_view kind) const {
    const auto found = resources.find({std::string(group), std::string(kind)});
    return found == resources.end() ? nullptr : &found->second;
}

std::expected<ApiCatalogue, ClusterError> discover(HttpClient& client,
                                                   const std::stop_token& stop) {
    return Discoverer(client, stop).run();
}

}  // namespace gatesight::model
