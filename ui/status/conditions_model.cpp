#include "ui/status/conditions_model.h"

#include "ui/session/text.h"
#include "ui/theme/icons.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::ui {

using simulator::Condition;

namespace {

// Conditions that say that something is wrong when they are True.
constexpr std::array<std::string_view, 4> kBadWhenTrue{
    "Conflicted", "OverlappingTLSConfig", "PartiallyInvalid", "InsecureFrontendValidationMode"};

class Collector {
public:
    Collector(const simulator::Simulation& simulation, model::ObjectId only)
        : m_simulation(simulation), m_only(only) {}

    std::vector<ConditionRow> collect() {
        const simulator::ControlPlane& control = *m_simulation.control;
        for (const auto& state : control.gatewayClasses)
            if (wanted(state.gatewayClass))
                add(state.gatewayClass, {}, state.conditions);
        for (const auto& state : control.gateways)
            if (wanted(state.gateway))
                addGateway(state);
        for (const auto& state : control.routes)
            if (wanted(state.route))
                for (const auto& parent : state.parents)
                    addParent(state.route, parent);
        return std::move(m_rows);
    }

private:
    [[nodiscard]] bool wanted(model::ObjectId object) const {
        return !m_only.valid() || m_only == object;
    }

    void add(model::ObjectId object, const std::string& part,
             const simulator::Conditions& conditions) {
        for (const Condition& condition : conditions)
            m_rows.push_back({object, part, &condition, {}, condition.rule});
    }

    void addGateway(const simulator::GatewayState& state) {
        if (!state.unmanaged.empty())
            m_rows.push_back({state.gateway, {}, nullptr, state.unmanaged, state.unmanagedRule});
        add(state.gateway, {}, state.conditions);
        for (const simulator::ListenerId id : state.listeners) {
            const simulator::ListenerState& listener = m_simulation.control->listener(id);
            add(state.gateway, "listener " + listener.spec->name, listener.conditions);
        }
    }

    void addParent(model::ObjectId route, const simulator::RouteParentState& parent) {
        const std::string name =
            parent.parent.valid()
                ? "parent " + m_simulation.world->object(parent.parent).fullName()
                : fmt::format("parentRefs[{}]", parent.parentRef == simulator::kDefaultGateway
                                                    ? 0
                                                    : parent.parentRef);
        if (!parent.unwritten.empty())
            m_rows.push_back({route, name, nullptr, parent.unwritten, parent.unwrittenRule});
        add(route, name, parent.conditions);
    }

    const simulator::Simulation& m_simulation;
    model::ObjectId m_only;
    std::vector<ConditionRow> m_rows;
};

}  // namespace

bool isBad(const Condition& condition) {
    const bool inverted = std::ranges::find(kBadWhenTrue, condition.type) != kBadWhenTrue.end();
    return condition.status == (inverted ? Condition::Status::True : Condition::Status::False);
}

std::vector<ConditionRow> conditionRows(const simulator::Simulation& simulation,
                                        model::ObjectId only) {
    return Collector(simulation, only).collect();
}

void ConditionsModel::setSimulation(simulator::SimulationPtr simulation, model::ObjectId only) {
    beginResetModel();
    m_rows = simulation ? conditionRows(*simulation, only) : std::vector<ConditionRow>();
    m_simulation = std::move(simulation);
    endResetModel();
}

int ConditionsModel::problems() const {
    return static_cast<int>(std::ranges::count_if(
        m_rows, [](const ConditionRow& row) { return !row.condition || isBad(*row.condition); }));
}

int ConditionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConditionsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ConditionsModel::cell(const ConditionRow& row, int column) const {
    const Condition* condition = row.condition;
    switch (column) {
        case ObjectColumn:
            return text(toString(m_simulation->world->object(row.object).reference()));
        case PartColumn:
            return text(row.part);
        case TypeColumn:
            return condition ? text(condition->type) : tr("no status");
        case StatusColumn:
            return condition ? text(toString(condition->status)) : QString();
        case ReasonColumn:
            return condition ? text(condition->reason) : QString();
        case MessageColumn:
            return condition ? text(condition->message) : text(row.why);
        default:
            return {};
    }
}

QVariant ConditionsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const ConditionRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case SortRole:
            return cell(row, index.column());
        case Qt::ToolTipRole: {
            const QString rule = row.rule.empty() ? QString() : QLatin1Char('\n') + text(row.rule);
            return (cell(row, MessageColumn) + rule)
                .toHtmlEscaped()
                .replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        }
        case Qt::DecorationRole:
            if (index.column() != TypeColumn)
                return {};
            if (!row.condition || row.condition->status == Condition::Status::Unknown)
                return icon(QStringLiteral("question"), Tint::Warning);
            return isBad(*row.condition) ? icon(QStringLiteral("cross"), Tint::Bad)
                                         : icon(QStringLiteral("check"), Tint::Good);
        case StatusRole:
            return row.condition ? static_cast<int>(row.condition->status) : -1;
        case ObjectIdRole:
            return row.object.value;
        default:
            return {};
    }
}

QVariant ConditionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case ObjectColumn:
            return tr("Object");
        case PartColumn:
            return tr("For");
        case TypeColumn:
            return tr("Condition");
        case StatusColumn:
            return tr("Status");
        case ReasonColumn:
            return tr("Reason");
        case MessageColumn:
            return tr("Message");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
