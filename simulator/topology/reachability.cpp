// A match can only be taken completely by one of higher precedence that admits as much. More
// predicates mean higher precedence, so such a match is an identical one of an older route or an
// earlier rule: one map per listener finds them all in O(matches).
#include "simulator/topology/reachability.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "simulator/control/hostname.h"
#include "simulator/delivery/delivery.h"

namespace gatesight::simulator {

namespace {

constexpr std::string_view kIsolation = "GatewayHTTPListenerIsolation";

class ReachFinder {
public:
    ReachFinder(const Simulation& simulation, const std::vector<RouteShape>& shapes)
        : m_simulation(simulation), m_control(*simulation.control), m_shapes(shapes) {}

    Reachability run() {
        for (std::size_t i = 0; i < m_shapes.size(); ++i) {
            m_routeIndex.emplace(m_shapes[i].state->route.value, i);
            m_result.rules.emplace_back(m_shapes[i].rules.size());
            for (std::size_t rule = 0; rule < m_shapes[i].rules.size(); ++rule)
                decideAnswer(m_shapes[i].rules[rule], m_result.rules[i][rule]);
        }
        groupListeners();
        for (std::size_t i = 0; i < m_control.listeners.size(); ++i)
            walkListener(i);
        walkFrontends();
        for (std::size_t i = 0; i < m_shapes.size(); ++i)
            explain(i);
        return std::move(m_result);
    }

private:
    // --- whether anything answers ---

    void decideAnswer(const RuleShape& rule, RuleReach& reach) {
        if (rule.redirect) {
            reach.answers = true;
            return;
        }
        for (const BackendShape& backend : rule.backends)
            if (backend.weight > 0 && backend.state && backend.state->ok() &&
                hasReadyEndpoint(m_simulation, *backend.state))
                reach.answers = true;
        if (!reach.answers)
            reach.why = whyNoAnswer(rule);
    }

    std::string whyNoAnswer(const RuleShape& rule) const {
        if (rule.backends.empty())
            return "the rule names no backend, so the gateway answers 500";
        for (const BackendShape& backend : rule.backends)
            if (backend.state && !backend.state->ok())
                return backend.state->message;
        for (const BackendShape& backend : rule.backends)
            if (backend.state && leadsToUnknown(m_simulation, *backend.state))
                return fmt::format("the endpoints of ServiceImport {} are not loaded",
                                   backend.ref->name);
        const bool weightless =
            std::ranges::all_of(rule.backends, [](const BackendShape& b) { return b.weight <= 0; });
        return weightless ? "all weights are 0" : "no backend has a ready endpoint";
    }

    // --- whether requests come ---

    void groupListeners() {
        for (const ListenerState& listener : m_control.listeners)
            if (listener.serves)
                m_samePort[{listener.gateway, listener.spec->port}].push_back(&listener);
    }

    /// listener.isolation: the more specific listener of the same port to which every host of
    /// `hostname` belongs; null when there is none.
    [[nodiscard]] const ListenerState* ownerElsewhere(const ListenerState& listener,
                                                      std::string_view hostname) const {
        if (!m_simulation.options.supports(kIsolation))
            return nullptr;
        const auto group = m_samePort.find({listener.gateway, listener.spec->port});
        if (group == m_samePort.end())
            return nullptr;
        const HostnameSpecificity own = specificity(listener.spec->hostname);
        const auto found = std::ranges::find_if(group->second, [&](const ListenerState* other) {
            return other != &listener && specificity(other->spec->hostname) > own &&
                   covers(other->spec->hostname, hostname);
        });
        return found == group->second.end() ? nullptr : *found;
    }

    void walkListener(std::size_t index) {
        const ListenerState& listener = m_control.listeners[index];
        auto& passes = m_result.attachments.emplace_back(listener.attachments.size(), false);
        m_taken.clear();
        for (std::size_t i = 0; i < listener.attachments.size(); ++i) {
            const Attachment& attachment = listener.attachments[i];
            const auto route = m_routeIndex.find(attachment.route.value);
            if (route == m_routeIndex.end() || !listener.serves)
                continue;
            for (std::size_t h = 0; h < attachment.hostnames.size(); ++h) {
                const std::string& hostname = attachment.hostnames[h].hostname;
                const MatchPlace place{.listener = index, .attachment = i, .hostname = h};
                if (const ListenerState* owner = ownerElsewhere(listener, hostname))
                    m_result.elsewhere.emplace(
                        place, static_cast<std::size_t>(owner - m_control.listeners.data()));
                else
                    passes[i] =
                        walkRules(route->second, lowerCase(hostname), &place) || passes[i];
            }
        }
    }

    /// Attachments come oldest first, rules in order: whoever is first at a match keeps it. `place`
    /// is null for frontends of a mesh.
    bool walkRules(std::size_t route, const std::string& hostname, const MatchPlace* place) {
        const RouteShape& shape = m_shapes[route];
        bool passes = false;
        for (std::size_t i = 0; i < shape.rules.size(); ++i) {
            const RuleShape& rule = shape.rules[i];
            if (rule.state && rule.state->dropped)
                continue;
            RuleReach& reach = m_result.rules[route][i];
            bool reachable = rule.matches.empty();
            for (std::size_t match = 0; match < rule.matches.size(); ++match) {
                const RulePlace self{route, i};
                const RulePlace& owner =
                    m_taken.emplace(fmt::format("{}\x1c{}", hostname, rule.matches[match]), self)
                        .first->second;
                if (owner.route == route && owner.rule == i) {
                    reachable = true;
                    continue;
                }
                m_takenBy.insert_or_assign({route, i}, owner);
                if (place)
                    m_result.taken.emplace(MatchPlace{place->listener, place->attachment,
                                                      place->hostname, i, match},
                                           owner);
            }
            reach.reachable = reach.reachable || reachable;
            passes = passes || (reachable && reach.answers);
        }
        return passes;
    }

    /// Routes on Services get what clients in the cluster send (mesh.parent.service).
    void walkFrontends() {
        for (std::size_t i = 0; i < m_shapes.size(); ++i)
            for (const RouteParentState& parent : m_shapes[i].state->parents)
                if (parent.parent.valid() && parent.accepted() &&
                    model::servicePorts(m_simulation.world->object(parent.parent))) {
                    m_taken.clear();
                    walkRules(i, "", nullptr);
                }
    }

    // --- why not ---

    void explain(std::size_t route) {
        const RouteShape& shape = m_shapes[route];
        for (std::size_t i = 0; i < shape.rules.size(); ++i) {
            RuleReach& reach = m_result.rules[route][i];
            if (reach.reachable)
                continue;
            const RuleState* state = shape.rules[i].state;
            const auto taken = m_takenBy.find({route, i});
            if (state && state->dropped)
                reach.why = state->droppedBecause;
            else if (taken != m_takenBy.end())
                reach.why =
                    fmt::format("rule {} of {} takes the same requests first", taken->second.rule,
                                m_shapes[taken->second.route].object->fullName());
            else if (shape.state->acceptedAnywhere())
                reach.why = "no serving listener passes requests to the route";
            else
                reach.why = "no parent accepts the route";
        }
    }

    const Simulation& m_simulation;
    const ControlPlane& m_control;
    const std::vector<RouteShape>& m_shapes;
    std::unordered_map<std::uint32_t, std::size_t> m_routeIndex;
    std::map<std::pair<model::ObjectId, std::uint16_t>, std::vector<const ListenerState*>>
        m_samePort;
    std::unordered_map<std::string, RulePlace>
        m_taken;  // host name and match -> who is first, on one listener
    std::map<std::pair<std::size_t, std::size_t>, RulePlace> m_takenBy;
    Reachability m_result;
};

}  // namespace

bool Reachability::route(std::size_t index) const {
    return std::ranges::any_of(rules[index], &RuleReach::getsTraffic);
}

bool Reachability::listener(std::size_t index) const {
    return std::ranges::find(attachments[index], true) != attachments[index].end();
}

Reachability reach(const Simulation& simulation, const std::vector<RouteShape>& shapes) {
    return ReachFinder(simulation, shapes).run();
}

bool hasReadyEndpoint(const Simulation& simulation, const BackendState& backend) {
    // What is outside is not known, but requests go there.
    if (const XBackendState* outside = simulation.control->xBackend(backend.target))
        return outside->unusable.empty();
    return backend.target.valid() &&
           !simulation.delivery->readyEndpoints(backend.target, backend.port).empty();
}

bool leadsToUnknown(const Simulation& simulation, const BackendState& backend) {
    if (!backend.target.valid())
        return false;
    const model::World& world = *simulation.world;
    const model::Object& object = world.object(backend.target);
    return std::holds_alternative<model::ServiceImport>(object.resource) &&
           world.importedSlicesOf(object.metadata.namespace_, object.metadata.name).empty();
}

}  // namespace gatesight::simulator
