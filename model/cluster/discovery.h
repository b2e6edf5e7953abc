// What an API server offers.
#pragma once

#include "model/cluster/api_kinds.h"
#include "model/cluster/http_client.h"

#include <expected>
#include <map>
#include <stop_token>
#include <string>

namespace gatesight::model {

/// The kinds of a server that can be listed, each in the version that the server prefers.
struct ApiCatalogue {
    std::map<GroupKind, ApiResource> resources;

    /// Null when the server does not offer the kind.
    [[nodiscard]] const ApiResource* find(std::string_view group, std::string_view kind) const;
};

/// Asks for the aggregated form (two requests); of servers before 1.26, which do not have it, every
/// group is asked for. A group whose extension server is down is left out.
[[nodiscard]] std::expected<ApiCatalogue, ClusterError> discover(HttpClient& client,
                                                                 const std::stop_token& stop);

}  // namespace gatesight::model
