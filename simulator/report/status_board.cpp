#include "simulator/report/status_board.h"

#include "simulator/control/route/route_view.h"
#include "simulator/control/status.h"
#include "simulator/report/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

class BoardWriter {
public:
    explicit BoardWriter(const ReportFacts& facts)
        : m_world(facts.world()), m_control(facts.control()) {}

    std::vector<BoardEntry> run() {
        for (const GatewayClassState& state : m_control.gatewayClasses)
            add(state.gatewayClass, "", state.conditions);
        for (const GatewayState& state : m_control.gateways) {
            add(state.gateway, "", state.conditions, state.unmanaged);
            if (state.controllerName.empty())
                continue;
            for (std::size_t i = 0; i < state.ownListeners; ++i)
                addListener(state.gateway, m_control.listener(state.listeners[i]));
        }
        for (const MeshState& state : m_control.meshes)
            add(state.mesh, "", state.conditions, state.unwritten);
        for (const ListenerSetState& state : m_control.listenerSets) {
            add(state.listenerSet, "", state.conditions, state.unwritten);
            for (const ListenerId id : state.listeners)
                addListener(state.listenerSet, m_control.listener(id));
        }
        for (const RouteState& state : m_control.routes)
            addRoute(state);
        for (const XBackendState& state : m_control.xBackends)
            addAncestors(state.backend, "parent", state.parents);
        for (const BackendTlsState& state : m_control.backendTlsPolicies)
            addAncestors(state.policy, "ancestor", state.ancestors);
        for (const BackendTrafficState& state : m_control.backendTrafficPolicies)
            addAncestors(state.policy, "ancestor", state.ancestors);
        addOthers();
        return std::move(m_board);
    }

private:
    void add(model::ObjectId id, std::string part, const Conditions& conditions,
             std::string unwritten = {}) {
        const model::Object& object = m_world.object(id);
        m_board.push_back({object.kind, object.metadata.namespace_, object.metadata.name,
                           std::move(part), conditions, std::move(unwritten)});
    }

    void addListener(model::ObjectId owner, const ListenerState& listener) {
        add(owner, "listener " + listener.spec->name, listener.conditions);
    }

    void addRoute(const RouteState& state) {
        if (state.parents.empty())
            add(state.route, "", {}, "it names no parent");
        for (const RouteParentState& parent : state.parents)
            add(state.route, "parent " + parentName(state, parent), parent.conditions,
                parent.controllerName.empty() ? parent.unwritten : "");
    }

    [[nodiscard]] std::string parentName(const RouteState& state,
                                         const RouteParentState& parent) const {
        const auto view = routeView(m_world, state.route);
        const auto& refs = view->common->parentRefs;
        if (parent.parentRef >= refs.size()) {
            const model::Object& gateway = m_world.object(parent.parent);
            return fmt::format("{} {}", gateway.kind, gateway.fullName());
        }
        const model::ParentReference& ref = refs[parent.parentRef];
        return fmt::format("{} {}/{}{}{}", ref.kind, ref.namespace_.value_or(view->namespace_()),
                           ref.name, ref.sectionName ? "/" + *ref.sectionName : "",
                           ref.port ? fmt::format(":{}", *ref.port) : "");
    }

    /// What is written once for each Gateway (or Service of a mesh) that it matters to.
    void addAncestors(model::ObjectId id, std::string_view word,
                      const std::vector<PolicyAncestor>& ancestors) {
        if (ancestors.empty())
            add(id, "", {}, whyNoStatus(m_world, m_control, id));
        for (const PolicyAncestor& ancestor : ancestors) {
            const model::Object& object = m_world.object(ancestor.gateway);
            add(id, fmt::format("{} {} {}", word, object.kind, object.fullName()),
                ancestor.conditions);
        }
    }

    /// Kinds that have a status in a cluster and are not modelled.
    void addOthers() {
        for (std::uint32_t i = 0; i < m_world.objects().size(); ++i) {
            const model::ObjectId id{i};
            const model::Object& object = m_world.object(id);
            if (hasStatus(object) && std::holds_alternative<model::Opaque>(object.resource))
                add(id, "", {}, whyNoStatus(m_world, m_control, id));
        }
    }

    const model::World& m_world;
    const ControlPlane& m_control;
    std::vector<BoardEntry> m_board;
};

DataTable boardTable() {
    return {{{"Object", 1.6},
             {"Part of its status", 1.4},
             {"Condition", 1.2},
             {"Reason", 1.1},
             {"Message", 2.6}},
            {},
            "-o html and -o json have them all"};
}

RichText objectName(const BoardEntry& entry) {
    return RichText(entry.kind + " ", TextTone::Muted)
        .add(entry.namespace_.empty() ? entry.name
                                      : fmt::format("{}/{}", entry.namespace_, entry.name),
             TextTone::Code);
}

void addRows(DataTable& table, const BoardEntry& entry) {
    if (!entry.unwritten.empty()) {
        table.rows.push_back({objectName(entry), entry.part,
                              RichText("nobody writes one", TextTone::Caution), "",
                              entry.unwritten});
        return;
    }
    for (const Condition& condition : entry.conditions) {
        const bool fine = isGood(condition);
        table.rows.push_back(
            {objectName(entry), entry.part,
             RichText(fmt::format("{}={}", condition.type, toString(condition.status)),
                      fine ? TextTone::Good : TextTone::Bad),
             condition.reason, condition.message});
    }
}

}  // namespace

bool BoardEntry::well() const {
    return unwritten.empty() && std::ranges::all_of(conditions, isGood);
}

std::vector<BoardEntry> statusBoard(const ReportFacts& facts) {
    return BoardWriter(facts).run();
}

Chapter statusChapter(const std::vector<BoardEntry>& board) {
    Chapter chapter{"status", "Status board", {}};
    DataTable trouble = boardTable(), well = boardTable();
    std::size_t troubled = 0;
    for (const BoardEntry& entry : board) {
        addRows(entry.well() ? well : trouble, entry);
        troubled += entry.well() ? 0 : 1;
    }
    chapter.blocks.push_back({Paragraph{fmt::format(
        "The conditions that a conformant controller would write. {} of {} {} as one wishes "
        "them.",
        board.size() - troubled, counted(board.size(), "status", "statuses"),
        board.size() == 1 ? "is" : "are")}});
    if (!trouble.rows.empty())
        chapter.blocks.push_back(
            {Fold{fmt::format("In trouble ({})", troubled), {{std::move(trouble)}}, true}});
    if (!well.rows.empty())
        chapter.blocks.push_back({Fold{
            fmt::format("All is well ({})", board.size() - troubled), {{std::move(well)}}, false}});
    return chapter;
}

}  // namespace gatesight::simulator
