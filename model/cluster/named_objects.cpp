#include "model/cluster/named_objects.h"

#include <memory>

namespace gatesight::model {

using Json = nlohmann::ordered_json;

std::optional<ClusterError> NamedObjects::read(const GatheredReferences& references,
                                               bool withSecrets, ClusterSnapshot& out) {
    auto state = std::make_shared<NamedState>(withSecrets);
    if (auto trouble =
            readKind(NamedKey::Kind::ConfigMap, references.configMaps, *state, out.removed))
        return trouble;
    if (!withSecrets)
        m_missing.noteSecretsNotAsked(references.secrets.size());
    else if (auto trouble =
                 readKind(NamedKey::Kind::Secret, references.secrets, *state, out.removed))
        return trouble;
    for (SnapshotObject& object : state->objects())
        out.objects.push_back(std::move(object));
    out.named = std::move(state);
    return {};
}

std::optional<ClusterError> NamedObjects::readKind(NamedKey::Kind kind,
                                                   const std::set<ObjectKey>& keys,
                                                   NamedState& state, RemovedFields& removed) {
    const ApiResource* resource =
        m_catalogue.find("", kind == NamedKey::Kind::Secret ? "Secret" : "ConfigMap");
    if (!resource)
        return {};
    std::vector<std::unique_ptr<ObjectJob>> jobs;
    std::vector<HttpJob*> pointers;
    for (const ObjectKey& key : keys) {
        const NamedKey named{kind, key};
        state.name(named);
        jobs.push_back(std::make_unique<ObjectJob>(
            *resource, key,
            [&state, &removed, named](const Json& object) { state.put(named, object, &removed); }));
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
