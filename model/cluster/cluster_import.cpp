// How it works. First the kinds that are always read, all of them at once within the client's
// bounds. Their objects name Secrets, ConfigMaps and custom kinds; what is named is read then, so
// that nothing else of these passes through. An object is reduced and written as soon as its page
// is there: what is held is the snapshot alone.
#include "model/cluster/cluster_import.h"

#include "model/cluster/discovery.h"
#include "model/cluster/freed_memory.h"
#include "model/cluster/kind_list.h"
#include "model/cluster/missing_parts.h"
#include "model/cluster/named_objects.h"
#include "model/cluster/small_json.h"

#include <algorithm>
#include <memory>
#include <tuple>

namespace gatesight::model {

namespace {

using Json = nlohmann::ordered_json;
using Code = ClusterErrorCode;

constexpr std::string_view kPolicyLabel = "gateway.networking.k8s.io/policy";

/// In memory of exactly its size: a large cluster's objects are the most that an import holds.
void append(std::vector<SnapshotObject>& all, std::vector<SnapshotObject> more) {
    if (all.empty()) {
        all = std::move(more);
        return;
    }
    all.reserve(all.size() + more.size());
    std::ranges::move(more, std::back_inserter(all));
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
        if (m_result.listed.empty())
            return std::unexpected(m_missing.firstTrouble().value_or(
                ClusterError{Code::NotFound, "the server offers none of the kinds that matter"}));
        const std::vector<GroupKind> custom = customKinds();
        if (auto trouble = readKinds(custom))
            return std::unexpected(std::move(*trouble));
        keepDefinitions(custom);
        if (auto trouble = NamedObjects(m_client, m_catalogue, m_stop, m_missing)
                               .read(m_references, m_options.secrets, m_result))
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
            return m_missing.note(resource, list.job.namespaceOf(), *trouble);
        }
        m_result.listed.push_back({resource, list.job.namespaceOf(), list.job.resourceVersion()});
        m_result.removed.merge(list.removed);
        append(m_result.objects, std::move(list.objects));
        std::ranges::move(list.definitions, std::back_inserter(m_definitions));
        m_references.secrets.merge(list.references.secrets);
        m_references.configMaps.merge(list.references.configMaps);
        m_references.kinds.merge(list.references.kinds);
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
                    {"apiextensions.k8s.io", std::string(kDefinitionKind)}, definition));
        }
    }

    ClusterSnapshot finish() {
        const auto order = [](const SnapshotObject& each) {
            return std::tie(each.kind, each.namespace_, each.name);
        };
        std::ranges::sort(m_result.objects,
                          [&](const auto& a, const auto& b) { return order(a) < order(b); });
        m_result.missing = m_missing.sorted();
        m_result.namespaces = m_options.namespaces;
        return std::move(m_result);
    }

    HttpClient& m_client;
    const ImportOptions& m_options;
    const std::stop_token& m_stop;
    const std::function<void(const ImportProgress&)>& m_progress;
    ApiCatalogue m_catalogue;
    ClusterSnapshot m_result;
    MissingParts m_missing;
    GatheredReferences m_references;
    std::vector<Json> m_definitions;
    ImportProgress m_now;
};

}  // namespace

std::expected<ClusterSnapshot, ClusterError> importCluster(
    HttpClient& client, const ImportOptions& options, const std::stop_token& stop,
    const std::function<void(const ImportProgress&)>& progress) {
    const FreedMemoryWiped wiped;
    return Importer(client, options, stop, progress).run();
}

}  // namespace gatesight::model
