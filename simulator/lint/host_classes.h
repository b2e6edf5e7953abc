// The hosts that requests may be for, and the paths that the rules of a host tell apart: what the
// checks of rules walk over. The same cut as `simulator/changes` makes, of one state.
#pragma once

#include "simulator/routing/route_table.h"
#include "simulator/simulation.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// A host where requests are looked up, at a port of a Gateway or as a Service of a mesh.
struct HostOfScope {
    Request request;    ///< a plain one that comes in there
    std::string place;  ///< "Gateway infra/public", "Service shop/cart"
    ScopeId scope;
    std::vector<HostId> chain;  ///< names that admit it and serve there, the most specific first
    bool walked = false;        ///< another host was that meets the same rules in the same order
    std::uint32_t number = 0;   ///< how many were walked over before
};

/// A match whose host and path fit.
struct HitOfPath {
    RouteHit hit;
    model::ObjectId route;
    std::uint32_t rule = 0, index = 0;  ///< of the match in its rule
    const model::HTTPRouteMatch* match = nullptr;
    bool calls = false;            ///< of a GRPCRoute
    bool plain = false;            ///< see isPlain
    std::uint64_t conditions = 0;  ///< a bit for each condition; see conditionsCover
};

struct PathOfHost {
    std::string_view path;
    bool call = false;                ///< asked for as a gRPC call
    std::span<const HitOfPath> hits;  ///< in order of precedence, whatever else they ask for
};

/// One host for each set of names that some host fits, in order. Stops when `stop` asks for it.
void eachHost(const Simulation& simulation, const std::stop_token& stop,
              const std::function<void(const HostOfScope&)>& take);

/// A path for each set of exact and prefix matches that some path fits, and a call for each gRPC
/// match; what expressions match besides is not told apart.
void eachPath(const Simulation& simulation, const HostOfScope& host,
              const std::function<void(const PathOfHost&)>& take);

/// All that the match asks for is a path as it is or as a prefix, a method, and headers and
/// parameters with one value: no expressions, and not the Host header, which comes with the host.
[[nodiscard]] bool isPlain(const model::HTTPRouteMatch& match);
/// Whether a request that `inner` asks for has all that `outer` asks for besides the path. Both are
/// plain. Conditions are never "not", so that one match alone decides: a request that carries just
/// what `inner` asks for fits no others than those whose conditions are among its own.
[[nodiscard]] bool conditionsCover(const HitOfPath& outer, const HitOfPath& inner);

/// What a request for a match says beside its host: just what the match asks for, by a method that
/// no other of the path's hits names.
struct RequestOfMatch {
    const model::HTTPRouteMatch* match = nullptr;
    std::string path, method;
    bool call = false;  ///< a gRPC call
};
[[nodiscard]] RequestOfMatch requestFor(const PathOfHost& path, const HitOfPath& hit);
/// The whole of it, for a host as of HostOfScope.
[[nodiscard]] Request requestAt(Request host, const RequestOfMatch& asked);

}  // namespace gatesight::simulator
