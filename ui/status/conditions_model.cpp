#include "ui/status/conditions_model.h"

#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>

namespace gatesight::ui {

using simulator::Condition;

namespace {

// Conditions that say that something is wrong when they are True.
constexpr std::array<std::string_view, 4> kBadWhenTrue{
    "Conflicted", "OverlappingTLSConfig", "PartiallyInvalid", "InsecureFrontendValidationMode"};

}  // namespace

bool isBad(const Condition& condition) {
    const bool inverted = std::ranges::find(kBadWhenTrue, condition.type) != kBadWhenTrue.end();
    return condition.status == (inverted ? Condition::Status::True : Condition::Status::False);
}

void ConditionsModel::setSimulation(simulator::SimulationPtr simulation, model::ObjectId only) {
    beginResetModel();
    m_rows = simulation
                 ? simulator::conditionRows(*simulation->world, *simulation->control, only)
                 : std::vector<ConditionRow>();
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
        case RuleColumn:
            return text(row.rule);
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
        case Qt::ForegroundRole:
            return index.column() == RuleColumn ? QVariant(Theme::colors().accentText)
                                                : QVariant();
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
        case RuleColumn:
            return tr("Rule");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
