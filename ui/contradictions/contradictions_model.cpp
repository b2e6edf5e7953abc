#include "ui/contradictions/contradictions_model.h"

#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <tuple>

namespace gatesight::ui {

namespace {

QIcon contradictionIcon(const Contradiction& row) {
    if (row.extent == Contradiction::Extent::Unknown)
        return icon(QStringLiteral("question"), Tint::Info);
    return row.severity == model::Severity::Info ? icon(QStringLiteral("info"), Tint::Info)
                                                 : icon(QStringLiteral("warning"), Tint::Warning);
}

/// First letter upper case, as a sentence of its own.
QString sentence(std::string_view words) {
    QString result = text(words);
    if (!result.isEmpty())
        result[0] = result[0].toUpper();
    return result;
}

QString kindText(Contradiction::Kind kind) {
    switch (kind) {
        case Contradiction::Kind::Dropped:
            return ContradictionsModel::tr("Dropped");
        case Contradiction::Kind::ReachablePastGateway:
            return ContradictionsModel::tr("Past the Gateway");
        case Contradiction::Kind::ExposedWithoutRoute:
            return ContradictionsModel::tr("Exposed");
    }
    return {};
}

}  // namespace

void ContradictionsModel::setLoaded(LoadedPtr loaded) {
    beginResetModel();
    m_loaded = std::move(loaded);
    endResetModel();
}

const Contradiction& ContradictionsModel::contradiction(int row) const {
    return m_loaded->contradictions[static_cast<std::size_t>(row)];
}

int ContradictionsModel::kindOf(int row) const {
    return static_cast<int>(contradiction(row).kind);
}

QString ContradictionsModel::words(int row, int column) const {
    return words(contradiction(row), column);
}

QString ContradictionsModel::ruleOf(int row) const {
    return text(contradiction(row).rule);
}

bool ContradictionsModel::isBefore(int left, int right, int column) const {
    const Contradiction& a = contradiction(left);
    const Contradiction& b = contradiction(right);
    return column == KindColumn ? std::tie(a.kind, a.severity) < std::tie(b.kind, b.severity)
                                : WordsTable::isBefore(left, right, column);
}

int ContradictionsModel::warnings() const {
    return m_loaded ? static_cast<int>(std::ranges::count_if(m_loaded->contradictions,
                                                             [](const Contradiction& row) {
                                                                 return row.severity !=
                                                                        model::Severity::Info;
                                                             }))
                    : 0;
}

int ContradictionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_loaded ? 0 : static_cast<int>(m_loaded->contradictions.size());
}

int ContradictionsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ContradictionsModel::words(const Contradiction& row, int column) {
    switch (column) {
        case KindColumn:
            return kindText(row.kind);
        case PromisedColumn:
            return sentence(row.promised);
        case HappensColumn:
            return sentence(row.happens);
        case DeciderColumn:
            return sentence(row.decider.text);
        case RemedyColumn:
            return sentence(row.remedy);
        case RuleColumn:
            return text(row.rule);
        default:
            return {};
    }
}

QString ContradictionsModel::tooltip(const Contradiction& row) {
    QStringList sentences{words(row, PromisedColumn), words(row, HappensColumn),
                          words(row, DeciderColumn), sentence(row.assumed),
                          words(row, RemedyColumn)};
    sentences.removeAll(QString());
    for (QString& each : sentences)
        each = each.toHtmlEscaped() + QLatin1Char('.');
    return sentences.join(QStringLiteral("<br>"));
}

QVariant ContradictionsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Contradiction& row = contradiction(index.row());
    switch (role) {
        case Qt::DisplayRole:
        case SortRole:
            return words(row, index.column());
        case Qt::AccessibleTextRole:
            return index.column() == KindColumn
                       ? text(toString(row.severity)) + QStringLiteral(": ") +
                             words(row, index.column())
                       : words(row, index.column());
        case Qt::TextAlignmentRole:
            return int(Qt::AlignLeft | Qt::AlignVCenter);
        case Qt::ForegroundRole:
            return index.column() == RuleColumn ? QVariant(Theme::colors().accentText) : QVariant();
        case Qt::ToolTipRole:
            return tooltip(row);
        case Qt::DecorationRole:
            return index.column() == KindColumn ? QVariant(contradictionIcon(row)) : QVariant();
        case KindRole:
            return static_cast<int>(row.kind);
        default:
            return {};
    }
}

QVariant ContradictionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case KindColumn:
            return tr("Kind");
        case PromisedColumn:
            return tr("What was promised");
        case HappensColumn:
            return tr("What happens");
        case DeciderColumn:
            return tr("Who decides");
        case RemedyColumn:
            return tr("What to do");
        case RuleColumn:
            return tr("Rule");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
