// A row of the one table that joins what routes and Services promise with what network policies
// let through.
#pragma once

#include "model/world/world.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// Who decides it: a rule of a network policy, a policy without a rule that fits, or nobody.
struct DecidingPolicy {
    static constexpr std::uint32_t kNoRule = UINT32_MAX;

    model::ObjectId policy;        ///< invalid: no policy has a say
    std::string_view direction;    ///< "ingress" or "egress"; empty without a policy
    std::uint32_t rule = kNoRule;  ///< index in its ingress or egress
    std::string_view why;          ///< rule of the catalogue, such as "np.isolation"
    std::string text;              ///< one sentence without a full stop
    std::string hint;              ///< what would do, where a usual mistake explains it; else empty
    model::SourceLocation source;
};

/// Some of many, with the first of them.
struct Callers {
    std::size_t pods = 0, namespaces = 0;
    std::string example;  ///< "Pod pay/client"
};

/// The objects of a row as people name them: "HTTPRoute shop/cart"; empty: none.
struct ContradictionNames {
    std::string route, gateway, service, policy;
    std::vector<std::string> otherRoutes;
};

struct Contradiction {
    enum class Kind {
        Dropped,               ///< accepted and programmed, but policies drop what it promises
        ReachablePastGateway,  ///< answers without what the route does to requests
        ExposedWithoutRoute    ///< reached from outside, and no route says so
    };
    enum class Extent { All, Some, Unknown };

    Kind kind = Kind::Dropped;
    /// How much of it is dropped, or is reached; Unknown: the manifests do not tell.
    Extent extent = Extent::All;
    model::Severity severity = model::Severity::Info;
    std::string_view rule;  ///< of the catalogue

    model::ObjectId route;             ///< the first that promises; invalid: none does
    std::vector<std::uint32_t> rules;  ///< of that route
    std::vector<model::ObjectId> otherRoutes;
    std::string role;           ///< what the rules use the backend for: "backend", "mirror", "auth"
    model::ObjectId gateway;    ///< through which, invalid in a mesh
    model::ObjectId service;    ///< the backend, or the Service that is exposed
    std::uint16_t port = 0;     ///< of the Service
    std::size_t endpoints = 0;  ///< that are ready
    std::size_t dropped = 0, unknown = 0;  ///< of these, of Kind::Dropped

    std::vector<std::string> safeguards;  ///< what callers past the Gateway are spared
    Callers callers;                  ///< Pods of other namespaces that reach it past the Gateway
    Callers maybeCallers;             ///< Pods for which that is not known
    std::vector<std::string> fronts;  ///< "node port 30080 of Service shop/cart"
    std::size_t internalFronts = 0;   ///< of these, for the private network of a cloud alone
    std::vector<std::string> maybeFronts;  ///< that lead to it for some addresses, or nobody knows
    DecidingPolicy decider;
    /// What is taken for granted about the Gateway's proxies, with the choice that says otherwise;
    /// empty: nothing is.
    std::string assumed;
    std::string remedy;  ///< what to do about it, without a full stop; empty: nobody can tell

    ContradictionNames names;
    std::string promised, happens;  ///< one sentence each, without a full stop
    model::ObjectId subject;        ///< what the row is about: the route, or the Service
    std::string field;              ///< of that
    model::SourceLocation source;
    std::vector<model::RelatedPlace> related;
};

[[nodiscard]] std::string_view toString(Contradiction::Kind kind);
[[nodiscard]] std::string_view toString(Contradiction::Extent extent);
/// For headings: "Dropped", "Reachable past the Gateway", "Exposed without a route".
[[nodiscard]] std::string_view titleOf(Contradiction::Kind kind);

}  // namespace gatesight::simulator
