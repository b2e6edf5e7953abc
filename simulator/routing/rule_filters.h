// The filters of a rule or of a backendRef, in list order (RULES section 6).
#pragma once

#include "simulator/routing/cors.h"
#include "simulator/routing/exchange.h"
#include "simulator/routing/weights.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// Where filters stand, and what they need of the matched rule.
struct FilterPlace {
    const model::Object* route = nullptr;
    std::string field;  ///< "spec.rules[0].filters"
    std::span<const model::HTTPRouteFilter> filters;
    std::span<const FilterBackendState> backends;  ///< references of these filters, resolved
    std::string matchedPrefix;                     ///< of the match; "/" when it is no prefix
    std::uint16_t listenerPort = 0;
    bool encrypted = false;  ///< the client spoke TLS to the Gateway
};

/// A copy that goes to another backend, for a part of the requests.
struct PlannedMirror {
    DecidedBackend backend;
    ExactShare share;
    std::size_t endpoints = 0;             ///< that are ready; a copy goes to one of them
    const BackendTlsState* tls = nullptr;  ///< the policy that copies have to keep
};

/// A request after filters, and what they will do to its answer.
struct FilteredRequest {
    std::string method, host, path;
    std::optional<std::string> query;
    HeaderList headers;
    std::vector<PlannedMirror> mirrors;
    std::vector<const model::HTTPHeaderFilter*> responseModifiers;  ///< live as long as the World
    std::optional<CorsVerdict> cors;

    [[nodiscard]] std::string pathAndQuery() const { return query ? path + "?" + *query : path; }
    /// What the client gets of the headers that a backend or the Gateway answered with.
    [[nodiscard]] HeaderList answered(HeaderList headers) const;
};

/// The request as it came to the Gateway.
[[nodiscard]] FilteredRequest unfiltered(const Request& request, const RequestFacts& facts);

/// Applies filters in order. Returns false when one of them answers or is not modelled; the
/// decision is then final.
[[nodiscard]] bool applyFilters(Exchange& exchange, const FilterPlace& place,
                                FilteredRequest& request);

/// A backend as decisions name it; `weight` only where there is one.
[[nodiscard]] DecidedBackend decidedBackend(const model::BackendObjectReference& ref,
                                            std::string_view routeNamespace);
/// The same where it is known what the reference leads to: an XBackend has its own port
/// (xbackend.port).
[[nodiscard]] DecidedBackend decidedBackend(const model::BackendObjectReference& ref,
                                            std::string_view routeNamespace,
                                            const model::World& world, model::ObjectId target);

}  // namespace gatesight::simulator
