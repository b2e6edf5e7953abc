#include "simulator/control/gateway/listener_sets.h"

#include "simulator/control/age.h"
#include "simulator/control/reference_lint.h"
#include "simulator/control/selection.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {
namespace {

void conditionsOf(ListenerSetState& state, std::string_view reason, std::string_view rule,
                  const std::string& message) {
    for (const std::string_view type : {"Accepted", "Programmed"})
        state.conditions.push_back(falseCondition(type, {reason, rule, message, model::kNoNode}));
}

/// Whether an entry is served as soon as its Gateway is.
bool isGood(const ListenerState& listener) {
    const Condition* programmed = find(listener.conditions, "Programmed");
    return isTrue(listener.conditions, "Accepted") && programmed &&
           (programmed->status == Condition::Status::True || programmed->reason == "Pending");
}

}  // namespace

ListenerSets::ListenerSets(ControlContext& context, ControlPlane& plane)
    : m_context(context), m_plane(plane) {
    for (const auto& set : context.world.all<model::ListenerSet>()) {
        ListenerSetState& state = plane.listenerSets.emplace_back();
        state.listenerSet = set.id();
        resolve(set, state);
        if (!state.controllerName.empty() && admitted(set, state))
            m_setsOf[state.gateway].push_back(set.id());
    }
    for (auto& [gateway, sets] : m_setsOf) {
        std::ranges::sort(sets, [&](model::ObjectId first, model::ObjectId second) {
            return compareAge(context.world.object(first), context.world.object(second)) < 0;
        });
    }
}

void ListenerSets::resolve(const model::Ref<model::ListenerSet>& set, ListenerSetState& state) {
    const model::ObjectRef& ref = set->parentRef;
    const std::string_view namespace_ = ref.namespace_
                                            ? std::string_view(*ref.namespace_)
                                            : std::string_view(set.metadata().namespace_);
    const bool isGateway = ref.group == model::kGatewayGroup && ref.kind == "Gateway";
    const auto gateway = isGateway ? m_context.world.find<model::Gateway>(namespace_, ref.name)
                                   : model::Ref<model::Gateway>();
    state.unwrittenRule = "listenerset.parent.missing";
    MeantObject meant;
    if (!m_context.options.supports("ListenerSet")) {
        state.unwritten = "the controller lacks ListenerSet";
    } else if (!isGateway) {
        state.unwritten = fmt::format("its parent is of kind {}, not a Gateway", ref.kind);
    } else if (!gateway) {
        state.unwritten =
            fmt::format("there is no Gateway '{}' in namespace '{}'", ref.name, namespace_);
        meant = meantBy(m_context, {ref.group, ref.kind, namespace_, ref.name});
    } else {
        state.gateway = gateway.id();
        const GatewayState& parent = *m_plane.gateway(gateway.id());
        state.controllerName = parent.controllerName;
        if (parent.controllerName.empty())
            state.unwritten = fmt::format("nobody manages Gateway {}: {}",
                                          gateway.object().fullName(), parent.unmanaged);
    }
    if (state.unwritten.empty())
        return;
    auto& finding = m_context.findings.add(model::Severity::Warning, state.unwrittenRule, set.id(),
                                           ref.node, state.unwritten + suggestion(meant));
    suggestMeant(m_context, finding, set.id(), ref.node, meant);
}

bool ListenerSets::admitted(const model::Ref<model::ListenerSet>& set,
                            const ListenerSetState& state) {
    const model::Object& object = m_context.world.object(state.gateway);
    const auto& allowed = std::get<model::Gateway>(object.resource).allowedListeners;
    const std::string& home = object.metadata.namespace_;
    const std::string& namespace_ = set.metadata().namespace_;
    if (admitsNamespace(allowed, home, namespace_, m_context.world))
        return true;
    // listenerset.no-leak: the owner of the set need not be able to read the Gateway.
    m_context.findings.add(
        model::Severity::Error, "listenerset.handshake.allowed", set.id(), set->parentRef.node,
        fmt::format("Gateway {} does not take the listeners of this set: {}", object.fullName(),
                    whyNamespaceRefused(allowed, home, namespace_, m_context.world)));
    return false;
}

std::vector<ListenerOwner> ListenerSets::ownersOf(model::ObjectId gateway) const {
    const auto listenersOf = [&](model::ObjectId id) -> std::span<const model::Listener> {
        const model::Resource& resource = m_context.world.object(id).resource;
        if (const auto* set = std::get_if<model::ListenerSet>(&resource))
            return set->listeners;
        return std::get<model::Gateway>(resource).listeners;
    };
    std::vector<ListenerOwner> owners{{gateway, listenersOf(gateway)}};
    if (const auto sets = m_setsOf.find(gateway); sets != m_setsOf.end()) {
        for (const model::ObjectId set : sets->second)
            owners.push_back({set, listenersOf(set)});
    }
    return owners;
}

void ListenerSets::conclude() {
    std::map<model::ObjectId, std::vector<ListenerId>> listenersOf;
    for (std::uint32_t i = 0; i < m_plane.listeners.size(); ++i)
        listenersOf[m_plane.listeners[i].owner].push_back({i});
    for (ListenerSetState& state : m_plane.listenerSets) {
        if (state.controllerName.empty())
            continue;
        state.listeners = std::move(listenersOf[state.listenerSet]);
        const auto gateway =
            std::ranges::find(m_plane.gateways, state.gateway, &GatewayState::gateway);
        const auto sets = m_setsOf.find(state.gateway);
        if (sets == m_setsOf.end() ||
            std::ranges::find(sets->second, state.listenerSet) == sets->second.end())
            conditionsOf(state, "NotAllowed", "listenerset.handshake.allowed",
                         "the Gateway does not allow ListenerSets of this namespace");
        else
            concludeAdmitted(state, *gateway);
        observe(state.conditions, m_context.world.object(state.listenerSet).metadata.generation);
        if (isTrue(state.conditions, "Accepted"))
            ++gateway->attachedListenerSets;
    }
}

void ListenerSets::concludeAdmitted(ListenerSetState& state, const GatewayState& gateway) const {
    const auto good = static_cast<std::size_t>(std::ranges::count_if(
        state.listeners, [this](ListenerId id) { return isGood(m_plane.listener(id)); }));
    if (!isTrue(gateway.conditions, "Accepted")) {
        conditionsOf(state, "ParentNotAccepted", "listenerset.parent.not-accepted",
                     "the Gateway is not accepted");
        state.conditions.back().reason = "ParentNotProgrammed";
        return;
    }
    if (good == 0) {
        conditionsOf(state, "ListenersNotValid", "listenerset.accepted.none",
                     "no listener of the set can be served");
        return;
    }
    const bool all = good == state.listeners.size();
    state.conditions.push_back(trueCondition(
        "Accepted", all ? "Accepted" : "ListenersNotValid", "listenerset.accepted.partial",
        all ? "the Gateway takes all listeners of the set"
            : fmt::format("{} of {} listeners cannot be served", state.listeners.size() - good,
                          state.listeners.size())));
    state.conditions.push_back(
        isTrue(gateway.conditions, "Programmed")
            ? trueCondition("Programmed", "Programmed", "listenerset.accepted.partial",
                            "the data plane is configured")
            : falseCondition("Programmed",
                             {"ParentNotProgrammed", "listenerset.parent.not-accepted",
                              "the Gateway is not programmed", model::kNoNode}));
}

}  // namespace gatesight::simulator
