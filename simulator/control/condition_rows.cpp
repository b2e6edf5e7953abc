#include "simulator/control/condition_rows.h"

#include <fmt/format.h>

#include <span>

namespace gatesight::simulator {

namespace {

class RowCollector {
public:
    RowCollector(const model::World& world, const ControlPlane& control, model::ObjectId only)
        : m_world(world), m_control(control), m_only(only) {}

    std::vector<ConditionRow> collect() {
        for (const GatewayClassState& state : m_control.gatewayClasses)
            if (wanted(state.gatewayClass))
                add({.object = state.gatewayClass}, state.conditions);
        for (const GatewayState& state : m_control.gateways)
            if (wanted(state.gateway))
                addGateway(state);
        for (const ListenerSetState& state : m_control.listenerSets)
            if (wanted(state.listenerSet))
                addListenerSet(state);
        for (const RouteState& state : m_control.routes)
            if (wanted(state.route))
                for (const RouteParentState& parent : state.parents)
                    addParent(state.route, parent);
        for (const BackendTlsState& state : m_control.backendTlsPolicies)
            if (wanted(state.policy))
                for (const PolicyAncestor& ancestor : state.ancestors)
                    add({.object = state.policy,
                         .part = "Gateway " + m_world.object(ancestor.gateway).fullName()},
                        ancestor.conditions);
        return std::move(m_rows);
    }

private:
    [[nodiscard]] bool wanted(model::ObjectId object) const {
        return !m_only.valid() || m_only == object;
    }

    void add(ConditionRow row, const Conditions& conditions) {
        for (const Condition& condition : conditions) {
            row.condition = &condition;
            row.rule = condition.rule;
            m_rows.push_back(row);
        }
    }

    /// Why nobody writes the status of something; nothing when somebody does.
    void addUnwritten(ConditionRow row, const std::string& why, std::string_view rule) {
        if (why.empty())
            return;
        row.why = why;
        row.rule = rule;
        m_rows.push_back(std::move(row));
    }

    void addListeners(model::ObjectId owner, std::span<const ListenerId> listeners) {
        for (const ListenerId id : listeners) {
            const ListenerState& listener = m_control.listener(id);
            add({.object = owner,
                 .part = "listener " + listener.spec->name,
                 .node = listener.spec->node},
                listener.conditions);
        }
    }

    void addGateway(const GatewayState& state) {
        addUnwritten({.object = state.gateway}, state.unmanaged, state.unmanagedRule);
        add({.object = state.gateway}, state.conditions);
        addListeners(state.gateway, std::span(state.listeners).first(state.ownListeners));
    }

    void addListenerSet(const ListenerSetState& state) {
        addUnwritten({.object = state.listenerSet}, state.unwritten, state.unwrittenRule);
        add({.object = state.listenerSet}, state.conditions);
        addListeners(state.listenerSet, state.listeners);
    }

    void addParent(model::ObjectId route, const RouteParentState& parent) {
        const std::uint32_t index = parent.parentRef == kDefaultGateway ? 0 : parent.parentRef;
        ConditionRow row{.object = route,
                         .part = parent.parent.valid()
                                     ? "parent " + m_world.object(parent.parent).fullName()
                                     : fmt::format("parentRefs[{}]", index)};
        addUnwritten(row, parent.unwritten, parent.unwrittenRule);
        add(std::move(row), parent.conditions);
    }

    const model::World& m_world;
    const ControlPlane& m_control;
    model::ObjectId m_only;
    std::vector<ConditionRow> m_rows;
};

}  // namespace

std::vector<ConditionRow> conditionRows(const model::World& world, const ControlPlane& control,
                                        model::ObjectId only) {
    return RowCollector(world, control, only).collect();
}

}  // namespace gatesight::simulator
