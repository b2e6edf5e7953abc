// How it works. First the kinds that are always read, all of them at once within the client's
// bounds. Their objects name Secrets, ConfigMaps and custom kinds; what is named is read then, so
// that nothing else of these passes through. An object is reduced and written as soon as its page
// is there: what is held is the snapshot alone.
#include "model/cluster/cluster_import.h"

#include "model/cluster/discovery.h"
#include "model/cluster/object_references.h"
#include "model/cluster/reduction.h"
#include "model/cluster/small_json.h"
#include "model/manifest/writer.h"
#include "model/schema/certificates.h"
#include "model/world/snapshot_certificates.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;
using Code = ClusterErrorCode;

constexpr std::string_view kPolicyLabel = "gateway.networking.k8s.io/policy";
constexpr std::string_view kDefinitions = "CustomResourceDefinition";

/// Why a part is missing; empty for errors after which nothing else can be read either.
std::string partialReason(Code code) {
    switch (code) {
        case Code::Forbidden:
            return "Forbidden";
        case Code::TimedOut:
            return "TimedOut";
        case Code::TooLarge:
            return "TooLarge";
        case Code::BadAnswer:
        case Code::Redirected:
            return "BadAnswer";
        case Code::ServerFailed:
        case Code::Throttled:
        case Code::Cut:
        case Code::Expired:
            return "Failed";
        default:
            return {};
    }
}

SnapshotObject snapshotObject(const GroupKind& kind, const Json& object) {
    const Json& metadata = member(object, "metadata");
    return {.kind = kind,
            .namespace_ = textOf(metadata, "namespace"),
            .name = textOf(metadata, "name"),
            .yaml = toYaml(object)};
}

/// The list of one kind in one namespace or in all, reduced as it comes.
struct KindList {
    explicit KindList(ApiResource resource, const std::string& namespace_, const ListLimits& limits)
        : job(
              std::move(resource), namespace_, limits, [this](Json&& item) { take(item); },
              [this] {
                  objects.clear();
                  definitions.clear();
                  references = {};
              }) {}

    void take(const Json& item) {
        references.add(item);
        const Json kept = reduced(item);
        if (job.resource().kind == kDefinitions)
            definitions.push_back(kept);
        else
            objects.push_back(snapshotObject({job.resource().group, job.resource().kind}, kept));
    }

    std::vector<SnapshotObject> objects;
    std::vector<Json> definitions;
    GatheredReferences references;
    ListJob job;
};

/// One Secret or ConfigMap.
class ObjectJob final : public HttpJob {
public:
    ObjectJob(const ApiResource& resource, ObjectKey which)
        : m_resource(resource), key(std::move(which)) {}

    HttpRequest request() const override {
        return {.path = m_resource.objectPath(key.namespace_, key.name)};
    }

    bool answered(std::expected<HttpAnswer, ClusterError> answer) override {
        if (!answer)
            trouble = answer.error();
        else if (auto json = parseJson(answer->body); json && json->is_object()) {
            object = std::move(*json);
            object["apiVersion"] = m_resource.apiVersion();
            object["kind"] = m_resource.kind;
            wipe(answer->body);
        } else {
            trouble = ClusterError{Code::BadAnswer, fmt::format("{} {} is no object in JSON",
                                                                m_resource.plural, key.name)};
        }
        return false;
    }

private:
    const ApiResource& m_resource;

public:
    ObjectKey key;
    Json object;
    std::optional<ClusterError> trouble;
};

/// A Secret whose certificates wait for those of all others, to tell which one signed which.
struct PendingSecret {
    Json object;
    Secret facts;
};

void linkFacts(std::vector<PendingSecret>& secrets, const CertificateStore& store,
               const std::vector<Certificate>& others) {
    std::multimap<std::string, std::string> bySubject;  // subjectId -> fingerprint
    const auto add = [&](const std::vector<Certificate>& list) {
        for (const Certificate& each : list)
            bySubject.emplace(each.subjectId, each.fingerprint);
    };
    add(others);
    for (const PendingSecret& each : secrets) {
        add(each.facts.certificates);
        add(each.facts.authorities);
    }
    const auto link = [&](std::vector<Certificate>& list) {
        for (Certificate& each : list) {
            std::set<std::string> signers;
            const auto [first, last] = bySubject.equal_range(each.issuerId);
            for (auto candidate = first; candidate != last; ++candidate)
                if (signedBy(store.at(each.fingerprint), store.at(candidate->second)))
                    signers.insert(candidate->second);
            each.signedBy.assign(signers.begin(), signers.end());
        }
    };
    for (PendingSecret& each : secrets) {
        link(each.facts.certificates);
        link(each.facts.authorities);
    }
}

class Importer {
public:
    Importer(HttpClient& client, const ImportOptions& options, const std::stop_token& stop,
             const std::function<void(const ImportProgress&)>& progress)
        : m_client(client), m_options(options), m_stop(stop), m_progress(progress) {}

    std::expected<ClusterSnapshot, ClusterError> run() {
        auto catalogue = discover(m_client, m_stop);
        if (!catalogue)
            return std::unexpected(catalogue.error());
        m_catalogue = std::move(*catalogue);
        std::vector<GroupKind> wanted(importedKinds().begin(), importedKinds().end());
        if (auto trouble = readKinds(wanted))
            return std::unexpected(std::move(*trouble));
        if (m_listed == 0)
            return std::unexpected(m_firstTrouble.value_or(
                ClusterError{Code::NotFound, "the server offers none of the kinds that matter"}));
        const std::vector<GroupKind> custom = customKinds();
        if (auto trouble = readKinds(custom))
            return std::unexpected(std::move(*trouble));
        keepDefinitions(custom);
        if (auto trouble = readNamed())
            return std::unexpected(std::move(*trouble));
        return finish();
    }

private:
    using Trouble = std::optional<ClusterError>;

    [[nodiscard]] std::vector<std::string> namespacesOf(const ApiResource& resource) const {
        if (resource.namespaced && !m_options.namespaces.empty())
            return m_options.namespaces;
        return {std::string()};
    }

    Trouble readKinds(const std::vector<GroupKind>& kinds) {
        std::vector<std::unique_ptr<KindList>> lists;
        std::vector<HttpJob*> jobs;
        for (const GroupKind& kind : kinds)
            if (const ApiResource* resource = m_catalogue.find(kind.group, kind.kind))
                for (const std::string& each : namespacesOf(*resource)) {
                    lists.push_back(std::make_unique<KindList>(*resource, each, m_options.list));
                    jobs.push_back(&lists.back()->job);
                }
        m_now.kindsTotal += lists.size();
        m_client.run(jobs, m_stop, [&] { tell(lists); });
        for (const auto& list : lists)
            if (auto trouble = takeList(*list))
                return trouble;
        m_now.kinds += lists.size();
        return {};
    }

    void tell(const std::vector<std::unique_ptr<KindList>>& lists) {
        if (!m_progress)
            return;
        ImportProgress now = m_now;
        now.objects = m_result.objects.size();
        now.bytes = m_client.bytes();
        for (const auto& list : lists) {
            now.objects += list->objects.size();
            now.kinds += list->job.resourceVersion().empty() ? 0 : 1;
        }
        m_progress(now);
    }

    Trouble takeList(KindList& list) {
        const ApiResource& resource = list.job.resource();
        if (const auto& trouble = list.job.trouble()) {
            if (trouble->code == Code::NotFound)
                return {};  // the definition went while the list was read
            return missing(resource, list.job.namespaceOf(), *trouble);
        }
        ++m_listed;
        std::ranges::move(list.objects, std::back_inserter(m_result.objects));
        std::ranges::move(list.definitions, std::back_inserter(m_definitions));
        m_references.secrets.merge(list.references.secrets);
        m_references.configMaps.merge(list.references.configMaps);
        m_references.kinds.merge(list.references.kinds);
        return {};
    }

    /// Notes that a part is missing; the trouble when nothing else can be had either.
    Trouble missing(const ApiResource& resource, const std::string& namespace_,
                    const ClusterError& trouble) {
        if (!m_firstTrouble)
            m_firstTrouble = trouble;
        std::string reason = partialReason(trouble.code);
        if (reason.empty())
            return trouble;
        m_result.missing.push_back({.group = resource.group,
                                    .resource = resource.plural,
                                    .namespace_ = namespace_,
                                    .reason = std::move(reason),
                                    .message = trouble.message});
        return {};
    }

    /// Policies, and the kinds that routes and Gateways refer to.
    [[nodiscard]] std::vector<GroupKind> customKinds() const {
        std::set<GroupKind> kinds = m_references.kinds;
        for (const Json& definition : m_definitions)
            if (member(member(definition, "metadata"), "labels").contains(kPolicyLabel))
                kinds.insert(declaredBy(definition));
        std::erase_if(kinds, [](const GroupKind& each) {
            return std::ranges::binary_search(importedKinds(), each);
        });
        return {kinds.begin(), kinds.end()};
    }

    static GroupKind declaredBy(const Json& definition) {
        const Json& spec = member(definition, "spec");
        return {textOf(spec, "group"), textOf(member(spec, "names"), "kind")};
    }

    /// Of all definitions those of the Gateway API and of kinds that were read.
    void keepDefinitions(const std::vector<GroupKind>& custom) {
        for (const Json& definition : m_definitions) {
            const GroupKind kind = declaredBy(definition);
            if (std::ranges::binary_search(importedKinds(), kind) ||
                std::ranges::binary_search(custom, kind))
                m_result.objects.push_back(snapshotObject(
                    {"apiextensions.k8s.io", std::string(kDefinitions)}, definition));
        }
    }

    Trouble readNamed() {
        CertificateStore store;
        std::vector<Certificate> authorities;
        std::vector<PendingSecret> secrets;
        const auto configMap = [&](const Json& object) {
            const Json kept = reduced(object);
            for (auto& each : parseCertificates(textOf(member(kept, "data"), "ca.crt"))) {
                store.emplace(each.facts.fingerprint, std::move(each.der));
                authorities.push_back(std::move(each.facts));
            }
            m_result.objects.push_back(snapshotObject({"", "ConfigMap"}, kept));
        };
        const auto secret = [&](const Json& object) {
            PendingSecret pending;
            pending.object = reducedSecret(object, pending.facts, store);
            secrets.push_back(std::move(pending));
        };
        if (auto trouble = readObjects("ConfigMap", m_references.configMaps, configMap))
            return trouble;
        if (!m_options.secrets && !m_references.secrets.empty())
            m_result.missing.push_back({.group = {},
                                        .resource = "secrets",
                                        .namespace_ = {},
                                        .reason = "NotAsked",
                                        .message = "Secrets were not asked for"});
        else if (auto trouble = readObjects("Secret", m_references.secrets, secret))
            return trouble;
        linkFacts(secrets, store, authorities);
        for (PendingSecret& each : secrets) {
            each.object["metadata"]["annotations"][std::string(kCertificateFacts)] =
                factsText(each.facts);
            m_result.objects.push_back(snapshotObject({"", "Secret"}, each.object));
        }
        return {};
    }

    template <class Take>
    Trouble readObjects(std::string_view kind, const std::set<ObjectKey>& keys, Take take) {
        const ApiResource* resource = m_catalogue.find("", kind);
        if (!resource)
            return {};
        std::vector<std::unique_ptr<ObjectJob>> jobs;
        std::vector<HttpJob*> pointers;
        for (const ObjectKey& key : keys) {
            jobs.push_back(std::make_unique<ObjectJob>(*resource, key));
            pointers.push_back(jobs.back().get());
        }
        m_client.run(pointers, m_stop);
        for (const auto& job : jobs) {
            if (!job->trouble)
                take(job->object);
            else if (job->trouble->code != Code::NotFound)
                if (auto trouble = missing(*resource, job->key.namespace_, *job->trouble))
                    return trouble;
        }
        return {};
    }

    ClusterSnapshot finish() {
        const auto order = [](const SnapshotObject& each) {
            return std::tie(each.kind, each.namespace_, each.name);
        };
        std::ranges::sort(m_result.objects,
                          [&](const auto& a, const auto& b) { return order(a) < order(b); });
        std::ranges::sort(m_result.missing);
        const auto twice = std::ranges::unique(m_result.missing);
        m_result.missing.erase(twice.begin(), twice.end());
        m_result.namespaces = m_options.namespaces;
        return std::move(m_result);
    }

    HttpClient& m_client;
    const ImportOptions& m_options;
    const std::stop_token& m_stop;
    const std::function<void(const ImportProgress&)>& m_progress;
    ApiCatalogue m_catalogue;
    ClusterSnapshot m_result;
    GatheredReferences m_references;
    std::vector<Json> m_definitions;
    ImportProgress m_now;
    std::size_t m_listed = 0;
    Trouble m_firstTrouble;
};

}  // namespace

std::expected<ClusterSnapshot, ClusterError> importCluster(
    HttpClient& client, const ImportOptions& options, const std::stop_token& stop,
    const std::function<void(const ImportProgress&)>& progress) {
    return Importer(client, options, stop, progress).run();
}

}  // namespace gatesight::model
