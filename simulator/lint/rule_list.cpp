#include "simulator/lint/rule_list.h"

#include "simulator/changes/live_rules.h"

#include <map>
#include <tuple>
#include <utility>

namespace gatesight::simulator {

namespace {

using ListState = ListedRule::State;

ReachMap reachOf(const Simulation& simulation, const std::stop_token& stop) {
    ReachMap reach(simulation);
    eachHost(simulation, stop, [&](const HostOfScope& host) {
        if (!host.walked)
            eachPath(simulation, host, [&](const PathOfHost& path) { reach.look(host, path); });
    });
    return reach;
}

class RuleLister {
public:
    RuleLister(const Simulation& simulation, const std::stop_token& stop)
        : m_simulation(simulation), m_reach(reachOf(simulation, stop)) {
        for (LiveRule& live : liveRules(simulation, {}, stop))
            m_live.emplace(keyOf(live.rule), std::move(live.witness));
    }

    std::vector<ListedRule> run() const {
        std::vector<ListedRule> rules;
        for (const RouteState& route : m_simulation.control->routes) {
            const model::Object& object = m_simulation.world->object(route.route);
            const auto* requests = model::requestRoute(object);
            for (std::uint32_t rule = 0; requests && rule < requests->rules.size(); ++rule) {
                ListedRule& listed = rules.emplace_back();
                listed.route = route.route;
                listed.rule = rule;
                listed.name = requests->rules[rule].name;
                judge(listed, object);
            }
        }
        return rules;
    }

private:
    using Key = std::tuple<std::string, std::string, std::string, std::uint32_t>;

    static Key keyOf(const DecidedRoute& rule) {
        return {rule.kind, rule.namespace_, rule.name, rule.rule};
    }

    void judge(ListedRule& listed, const model::Object& route) const {
        const Key key{route.kind, route.metadata.namespace_, route.metadata.name, listed.rule};
        const ReachedRule* reach = m_reach.find(listed.route, listed.rule);
        if (const auto live = m_live.find(key); live != m_live.end())
            listed.witness = live->second;
        else if (reach && reach->state == ReachedRule::State::Reached)
            listed.witness = taken(m_reach.witnessOf(*reach), key);
        listed.state = listed.witness ? ListState::Live : stateOf(reach);
        if (listed.state == ListState::NeverMatches)
            listed.covering = coveringRules(m_simulation, *reach);
    }

    /// An expression that goes first may take what the reach map found.
    [[nodiscard]] std::optional<Request> taken(Request witness, const Key& key) const {
        const Decision decision = decide(m_simulation, witness);
        const bool takes = decision.route && keyOf(*decision.route) == key;
        return takes ? std::optional(std::move(witness)) : std::nullopt;
    }

    static ListState stateOf(const ReachedRule* reach) {
        if (!reach)
            return ListState::NotAttached;
        switch (reach->state) {
            case ReachedRule::State::Covered:
                return ListState::NeverMatches;
            case ReachedRule::State::Unvisited:
                return ListState::Unreached;
            case ReachedRule::State::Unknown:
            case ReachedRule::State::Reached:
                break;
        }
        return ListState::NotKnown;
    }

    const Simulation& m_simulation;
    const ReachMap m_reach;
    std::map<Key, Request> m_live;
};

}  // namespace

std::string_view toString(ListState state) {
    switch (state) {
        case ListState::Live:
            return "live";
        case ListState::NeverMatches:
            return "never-matches";
        case ListState::Unreached:
            return "unreached";
        case ListState::NotAttached:
            return "not-attached";
        case ListState::NotKnown:
            break;
    }
    return "not-known";
}

std::vector<ListedRule> listRules(const Simulation& simulation, const std::stop_token& stop) {
    return RuleLister(simulation, stop).run();
}

}  // namespace gatesight::simulator
