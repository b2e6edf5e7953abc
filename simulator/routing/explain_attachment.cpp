// Why routes that would take a request do not: they are not attached here.
#include "simulator/control/hostname.h"
#include "simulator/routing/explain_match.h"
#include "simulator/routing/match_criteria.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Refused routes and other listeners that are looked at; the rest is counted.
constexpr std::size_t kRoutesTried = 200, kListenersTried = 16;

class AttachmentExplainer {
public:
    AttachmentExplainer(const LookUpStory& story, Narration& say)
        : m_story(story), m_table(*story.simulation.routes), m_say(say) {}

    void run() {
        tellRefusedRoutes();
        tellOtherListeners();
    }

private:
    void tellRefusedRoutes() {
        const auto refused = m_table.refusedBy(m_story.entrance->gateway);
        std::size_t unlike = 0;
        for (std::size_t i = 0; i < refused.size(); ++i) {
            if (i == kRoutesTried)
                break;
            const RouteState* state =
                m_story.simulation.control->route(m_table.routeObject(refused[i]));
            if (!state || !tellRefused(*state))
                ++unlike;
        }
        const std::size_t untried =
            refused.size() > kRoutesTried ? refused.size() - kRoutesTried : 0;
        if (untried + unlike == 0)
            return;
        m_say.step([&] {
            return plainStep(
                Stage::Attach, Verdict::Info, "route.parentref.one-is-enough",
                fmt::format("{} more routes name this Gateway without being attached; {}",
                            untried + unlike,
                            untried == 0 ? "none of them would take this request"
                                         : fmt::format("{} of them were not tried", untried)));
        });
    }

    /// Tells of a refused route when it would take the request.
    bool tellRefused(const RouteState& state) {
        const model::Object& object = m_story.simulation.world->object(state.route);
        const auto* route = model::requestRoute(object);
        if (!route)
            return false;
        const bool host = route->hostnames.empty() ||
                          std::ranges::any_of(route->hostnames, [&](const auto& pattern) {
                              return admits(pattern, m_story.facts.host());
                          });
        const auto rule = host ? matchingRule(*route) : std::nullopt;
        if (!rule)
            return false;
        for (const RouteParentState& parent : state.parents) {
            if (parent.parent == m_story.entrance->gateway && !parent.accepted())
                tell(object, *route, *rule, parent);
        }
        return true;
    }

    [[nodiscard]] std::optional<std::size_t> matchingRule(const model::RequestRoute& route) const {
        const auto found = std::ranges::find_if(route.rules, [&](const model::HTTPRouteRule& rule) {
            return rule.matches.empty() ||
                   std::ranges::any_of(
                       rule.matches, [&](const auto& match) { return fits(match, m_story.facts); });
        });
        if (found == route.rules.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - route.rules.begin());
    }

    void tell(const model::Object& object, const model::RequestRoute& route, std::size_t rule,
              const RouteParentState& parent) {
        m_say.step([&] {
            const Condition* accepted = find(parent.conditions, "Accepted");
            const auto verdict =
                std::ranges::find(parent.verdicts, m_story.listener, &ListenerVerdict::listener);
            const bool judged =
                verdict != parent.verdicts.end() && verdict->verdict != AttachVerdict::Attached;
            std::string why = accepted ? fmt::format("{}: {}", accepted->reason, accepted->message)
                                       : parent.unwritten;
            Step step = stepAbout(
                object, Stage::Attach, Verdict::Rejected,
                judged     ? verdict->rule
                : accepted ? accepted->rule
                           : parent.unwrittenRule,
                fmt::format("rule {} would take the request, but the route is not attached. {}",
                            rule, judged ? verdict->message : why),
                fmt::format("spec.parentRefs[{}]", parent.parentRef), nodeOf(route, parent));
            return step;
        });
    }

    [[nodiscard]] static model::NodeId nodeOf(const model::RequestRoute& route,
                                              const RouteParentState& parent) {
        const auto& refs = route.common.parentRefs;
        return parent.parentRef < refs.size() ? refs[parent.parentRef].node : model::kNoNode;
    }

    /// Rules on other listeners of the port that would take the request if they were looked at.
    void tellOtherListeners() {
        std::size_t tried = 0;
        for (const ListenerId other : m_story.entrance->serving) {
            if (other == m_story.listener || m_table.scopeOf(other) == m_story.scope ||
                ++tried > kListenersTried)
                continue;
            LookUp scratch;
            const RouteHit hit = m_table.find(m_table.scopeOf(other), m_story.facts, scratch);
            if (hit)
                tellIsolated(other, hit);
        }
    }

    void tellIsolated(ListenerId other, const RouteHit& hit) {
        m_say.step([&] {
            const auto& control = *m_story.simulation.control;
            const auto shown = [](const std::string& name) {
                return name.empty() ? std::string("(any)") : name;
            };
            Step step = stepAbout(
                m_story.simulation.world->object(m_table.objectOf(m_table.routeOf(hit))),
                Stage::Attach, Verdict::Rejected, "listener.isolation",
                fmt::format("would take the request, but on listener {}; the request belongs to "
                            "listener {}",
                            control.listener(other).spec->name,
                            control.listener(m_story.listener).spec->name),
                fmt::format("spec.rules[{}].matches[{}]", hit.record->rule, hit.record->match));
            step.compared.push_back({"listener hostname",
                                     shown(control.listener(m_story.listener).spec->hostname),
                                     shown(control.listener(other).spec->hostname), true});
            return step;
        });
    }

    const LookUpStory& m_story;
    const RouteTable& m_table;
    Narration& m_say;
};

}  // namespace

void explainAttachment(const LookUpStory& story, Narration& say) {
    if (say.listens() && story.entrance)
        AttachmentExplainer(story, say).run();
}

}  // namespace gatesight::simulator
