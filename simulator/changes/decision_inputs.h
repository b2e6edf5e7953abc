// What answers at a Gateway rest on, as numbers that two states of the manifests have in common:
// where all inputs of a request have the same numbers on both sides, its answer is the same, and
// nobody has to ask.
//
// A number stands for a text that names everything a decision reads of the thing: of a rule its
// own content, what its references came to, the endpoints behind them and the policies on them. No
// two texts share a number, so equality is no guess. What is not described is never equal.
#pragma once

#include "simulator/changes/interner.h"
#include "simulator/changes/object_changes.h"
#include "simulator/routing/every_record.h"
#include "simulator/routing/route_table.h"
#include "simulator/simulation.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

/// How a request reaches a Gateway, and where it is looked up then.
struct ArrivalInputs {
    std::uint32_t number = 0;
    ScopeId scope;            ///< invalid: it does not come to a look-up
    bool connection = false;  ///< it is passed on whole: a listener of protocol TLS took it
};

/// A match that a look-up visits: its host and its path fit.
struct VisitedMatch {
    /// The rule and all that it leads to, the match in it, and the names that it is served under.
    std::array<std::uint32_t, 3> numbers{};
    const model::Object* route = nullptr;
    const model::HTTPRouteMatch* match = nullptr;
};

/// Of one side. The interner is shared by both; everything given to it outlives it.
class DecisionInputs {
public:
    /// `apart`: nothing is taken as equal to the other side, see policiesDiffer().
    DecisionInputs(const Simulation& simulation, const std::vector<std::uint32_t>& contents,
                   const std::vector<bool>& shared, Interner& interner, std::string apart);

    [[nodiscard]] const Simulation& simulation() const { return m_simulation; }

    /// Of requests for `host` that come to a port of the Gateway "namespace/name", as HTTP or in
    /// TLS with this name.
    [[nodiscard]] ArrivalInputs arrival(const std::string& gateway, std::uint16_t port,
                                        bool encrypted, const std::string& host);
    /// Of everything that a look-up of the host may meet.
    [[nodiscard]] std::uint32_t host(ScopeId scope, const std::string& host);
    /// Fills `visited` with the matches whose host and path fit, in order of precedence.
    void visit(ScopeId scope, const RequestFacts& facts, std::vector<VisitedMatch>& visited);

    /// Calls `take(route, match)` for every match of the routes that a look-up of the host may
    /// meet.
    template <class Take>
    void eachMatch(ScopeId scope, const std::string& host, const Take& take) const {
        table().hostsOf(scope).visit(host, [&](std::uint32_t index) {
            for (const RouteOnHost& on : table().routesOf({index})) {
                const model::Object& route = world().object(table().objectOf(on));
                for (const auto& rule : model::requestRoute(route)->rules)
                    for (const auto& match : rule.matches)
                        take(route, match);
            }
            return false;
        });
    }

private:
    [[nodiscard]] const model::World& world() const { return *m_simulation.world; }
    [[nodiscard]] const ControlPlane& control() const { return *m_simulation.control; }
    [[nodiscard]] const RouteTable& table() const { return *m_simulation.routes; }

    [[nodiscard]] std::string textOf(model::ObjectId object) const;
    [[nodiscard]] std::string textOf(const std::vector<model::ObjectId>& objects) const;
    [[nodiscard]] std::string textOf(ListenerId listener) const;
    [[nodiscard]] std::string textOf(const RouteOnHost& on);
    void add(std::string& text, const BackendState& backend);
    void add(std::string& text, const std::vector<FilterBackendState>& backends);
    [[nodiscard]] std::string tlsTextOf(model::ObjectId service, const std::string& port) const;
    [[nodiscard]] std::string contentOf(model::ObjectId route, std::uint32_t rule);
    [[nodiscard]] std::uint32_t backendNumber(model::ObjectId target, std::uint32_t port);
    [[nodiscard]] std::uint32_t ruleNumber(model::ObjectId route, std::uint32_t rule);
    [[nodiscard]] std::uint32_t nameNumber(const RouteOnHost& on);
    [[nodiscard]] std::uint32_t hostNumber(HostId host);

    const Simulation& m_simulation;
    const std::vector<std::uint32_t>& m_contents;  // by ObjectId
    const std::vector<bool>& m_shared;             // by content
    Interner& m_interner;
    const std::string m_apart;
    std::map<std::pair<model::ObjectId, std::uint32_t>, std::uint32_t> m_backends;
    std::unordered_map<std::uint64_t, std::uint32_t> m_rules;
    std::unordered_map<const AttachedHostname*, std::uint32_t> m_names;
    std::unordered_map<std::uint32_t, std::uint32_t> m_hosts;
    std::unordered_map<std::uint32_t, nlohmann::ordered_json> m_written;  // rules, by route
    LookUp m_scratch;
    EveryRecord m_records;
};

/// Whether what network policies look at (policies, Pods, namespaces, Gateways …) may differ; false
/// when there are no policies.
[[nodiscard]] bool policiesDiffer(const Simulation& before, const Simulation& after);

}  // namespace gatesight::simulator
