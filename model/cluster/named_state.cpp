#include "model/cluster/named_state.h"

#include "model/cluster/kind_list.h"
#include "model/cluster/reduction.h"
#include "model/cluster/small_json.h"
#include "model/schema/certificates.h"
#include "model/world/snapshot_certificates.h"

namespace gatesight::model {

using Json = nlohmann::ordered_json;

std::vector<NamedKey> NamedState::name(const GatheredReferences& references) {
    std::vector<NamedKey> fresh;
    const auto add = [&](NamedKey::Kind kind, const std::set<ObjectKey>& keys) {
        for (const ObjectKey& key : keys)
            if (name(NamedKey{kind, key}))
                fresh.push_back({kind, key});
    };
    add(NamedKey::Kind::ConfigMap, references.configMaps);
    if (m_secrets)
        add(NamedKey::Kind::Secret, references.secrets);
    return fresh;
}

void NamedState::takeConfigMap(Entry& entry, const Json& object, RemovedFields* removed) {
    entry.object = reduced(object, removed);
    for (auto& each : parseCertificates(textOf(member(entry.object, "data"), "ca.crt"))) {
        entry.certificates.emplace(each.facts.fingerprint, std::move(each.der));
        entry.authorities.push_back(std::move(each.facts));
    }
}

void NamedState::put(const NamedKey& key, const Json& object, RemovedFields* removed) {
    Entry entry;
    entry.version = textOf(member(object, "metadata"), "resourceVersion");
    if (key.kind == NamedKey::Kind::Secret)
        entry.object = reducedSecret(object, entry.facts, entry.certificates, removed);
    else
        takeConfigMap(entry, object, removed);
    m_named.insert_or_assign(key, std::move(entry));
}

std::vector<NamedKey> NamedState::keys() const {
    std::vector<NamedKey> keys;
    for (const auto& [key, entry] : m_named)
        keys.push_back(key);
    return keys;
}

std::string NamedState::versionOf(const NamedKey& key) const {
    const auto found = m_named.find(key);
    return found == m_named.end() ? std::string() : found->second.version;
}

std::vector<SnapshotObject> NamedState::objects() const {
    std::vector<SnapshotObject> objects;
    CertificateStore store;
    std::vector<Certificate> authorities;
    std::vector<PendingSecret> secrets;
    for (const auto& [key, entry] : m_named) {
        if (entry.object.is_null())
            continue;
        store.insert(entry.certificates.begin(), entry.certificates.end());
        authorities.insert(authorities.end(), entry.authorities.begin(), entry.authorities.end());
        if (key.kind == NamedKey::Kind::Secret)
            secrets.push_back({.object = entry.object, .facts = entry.facts});
        else
            objects.push_back(snapshotObject({"", "ConfigMap"}, entry.object));
    }
    linkFacts(secrets, store, authorities);
    for (PendingSecret& each : secrets) {
        each.object["metadata"]["annotations"][std::string(kCertificateFacts)] =
            factsText(each.facts);
        objects.push_back(snapshotObject({"", "Secret"}, each.object));
    }
    return objects;
}

}  // namespace gatesight::model
