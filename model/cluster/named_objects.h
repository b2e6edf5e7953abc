// The Secrets and ConfigMaps that others name, read one by one, so that nothing else of these
// passes through.
#pragma once

#include "model/cluster/discovery.h"
#include "model/cluster/missing_parts.h"
#include "model/cluster/named_state.h"
#include "model/cluster/object_job.h"

namespace gatesight::model {

class NamedObjects {
public:
    NamedObjects(HttpClient& client, const ApiCatalogue& catalogue, const std::stop_token& stop,
                 MissingParts& missing)
        : m_client(client), m_catalogue(catalogue), m_stop(stop), m_missing(missing) {}

    /// Appends them to `out`, reduced, and as `out.named`; the trouble after which nothing else can
    /// be read. Secrets become facts about their certificates, and are passed over without
    /// `withSecrets`.
    [[nodiscard]] std::optional<ClusterError> read(const GatheredReferences& references,
                                                   bool withSecrets, ClusterSnapshot& out);

private:
    [[nodiscard]] std::optional<ClusterError> readKind(NamedKey::Kind kind,
                                                       const std::set<ObjectKey>& keys,
                                                       NamedState& state, RemovedFields& removed);

    HttpClient& m_client;
    const ApiCatalogue& m_catalogue;
    const std::stop_token& m_stop;
    MissingParts& m_missing;
};

}  // namespace gatesight::model
