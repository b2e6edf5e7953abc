#include "model/cluster/named_objects.h"

#include "model/cluster/kind_list.h"
#include "model/cluster/reduction.h"
#include "model/cluster/secret_facts.h"
#include "model/cluster/small_json.h"
#include "model/schema/certificates.h"
#include "model/world/snapshot_certificates.h"

#include <memory>

namespace gatesight::model {

using Json = nlohmann::ordered_json;

std::optional<ClusterError> NamedObjects::read(const GatheredReferences& references,
                                               bool withSecrets, ClusterSnapshot& out) {
    CertificateStore store;
    std::vector<Certificate> authorities;
    std::vector<PendingSecret> secrets;
    const auto configMap = [&](const Json& object) {
        const Json kept = reduced(object, &out.removed);
        for (auto& each : parseCertificates(textOf(member(kept, "data"), "ca.crt"))) {
            store.emplace(each.facts.fingerprint, std::move(each.der));
            authorities.push_back(std::move(each.facts));
        }
        out.objects.push_back(snapshotObject({"", "ConfigMap"}, kept));
    };
    const auto secret = [&](const Json& object) {
        PendingSecret pending;
        pending.object = reducedSecret(object, pending.facts, store, &out.removed);
        secrets.push_back(std::move(pending));
    };
    if (auto trouble = readKind("ConfigMap", references.configMaps, configMap))
        return trouble;
    if (!withSecrets && !references.secrets.empty())
        m_missing.noteSecretsNotAsked();
    else if (auto trouble = readKind("Secret", references.secrets, secret))
        return trouble;
    linkFacts(secrets, store, authorities);
    for (PendingSecret& each : secrets) {
        each.object["metadata"]["annotations"][std::string(kCertificateFacts)] =
            factsText(each.facts);
        out.objects.push_back(snapshotObject({"", "Secret"}, each.object));
    }
    return {};
}

std::optional<ClusterError> NamedObjects::readKind(std::string_view kind,
                                                   const std::set<ObjectKey>& keys,
                                                   const ObjectJob::OnObject& take) {
    const ApiResource* resource = m_catalogue.find("", kind);
    if (!resource)
        return {};
    std::vector<std::unique_ptr<ObjectJob>> jobs;
    std::vector<HttpJob*> pointers;
    for (const ObjectKey& key : keys) {
        jobs.push_back(std::make_unique<ObjectJob>(*resource, key, take));
        pointers.push_back(jobs.back().get());
    }
    m_client.run(pointers, m_stop);
    for (const auto& job : jobs)
        if (const auto& trouble = job->trouble();
            trouble && trouble->code != ClusterErrorCode::NotFound)
            if (auto fatal = m_missing.note(*resource, job->key().namespace_, *trouble))
                return fatal;
    return {};
}

}  // namespace gatesight::model
