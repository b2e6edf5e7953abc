#include "ui/reported/reported_model.h"

#include "ui/session/text.h"
#include "ui/theme/icons.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

QString valueWords(const std::optional<simulator::StatusValue>& value) {
    if (!value)
        return ReportedModel::tr("nothing");
    return value->reason.empty() ? text(value->status) : text(value->status) + QLatin1Char(' ') + text(value->reason);
}

QString whyWords(const ReportRow& row) {
    QString words = text(row.why);
    if (row.verdict == ReportVerdict::Foreign && !row.controller.empty())
        words = ReportedModel::tr("written by %1: %2").arg(text(row.controller), words);
    if (row.verdict == ReportVerdict::Disagree && row.reported && !row.reported->message.empty())
        words += ReportedModel::tr("; the controller says: %1").arg(text(row.reported->message));
    return words;
}

QIcon verdictIcon(ReportVerdict verdict) {
    switch (verdict) {
        case ReportVerdict::Disagree:
            return icon(QStringLiteral("cross"), Tint::Bad);
        case ReportVerdict::Behind:
            return icon(QStringLiteral("history"), Tint::Warning);
        case ReportVerdict::Foreign:
            return icon(QStringLiteral("warning"), Tint::Warning);
        default:
            return icon(QStringLiteral("question"), Tint::Info);
    }
}

}  // namespace

void ReportedModel::setLoaded(LoadedPtr loaded) {
    beginResetModel();
    m_rows.clear();
    m_loaded = std::move(loaded);
    if (m_loaded && m_loaded->reported)
        for (const ReportRow& row : m_loaded->reported->rows)
            if (row.verdict != ReportVerdict::Agree)
                m_rows.push_back(&row);
    std::ranges::stable_sort(m_rows, {}, [](const ReportRow* row) { return row->verdict; });
    endResetModel();
}

model::SourceLocation ReportedModel::sourceOf(int row) const {
    const ReportRow& shown = reported(row);
    return m_loaded->simulation->world->object(shown.object)
        .origin.locate(shown.reported ? shown.reported->node : model::kNoNode);
}

int ReportedModel::kindOf(int row) const {
    const ReportVerdict verdict = reported(row).verdict;
    return verdict == ReportVerdict::Disagree ? Disagree : verdict == ReportVerdict::Behind ? Behind : Others;
}

QString ReportedModel::words(int row, int column) const {
    const ReportRow& shown = reported(row);
    switch (column) {
        case ObjectColumn:
            return text(toString(m_loaded->simulation->world->object(shown.object).reference()));
        case PartColumn:
            return text(shown.part);
        case TypeColumn:
            return text(shown.type);
        case ReportedColumn:
            return valueWords(shown.reported);
        case PredictedColumn:
            return valueWords(shown.predicted);
        case WhyColumn:
            return whyWords(shown);
        default:
            return {};
    }
}

int ReportedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReportedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReportedModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    switch (role) {
        case Qt::DisplayRole:
            return words(index.row(), index.column());
        case Qt::ToolTipRole:
            return words(index.row(), WhyColumn).toHtmlEscaped();
        case Qt::DecorationRole:
            return index.column() == ObjectColumn ? QVariant(verdictIcon(reported(index.row()).verdict)) : QVariant();
        case Qt::AccessibleTextRole:
            return index.column() == ObjectColumn
                       ? text(toString(reported(index.row()).verdict)) + QStringLiteral(": ") + words(index.row(), ObjectColumn)
                       : words(index.row(), index.column());
        default:
            return {};
    }
}

QVariant ReportedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case ObjectColumn:
            return tr("Object");
        case PartColumn:
            return tr("For");
        case TypeColumn:
            return tr("Condition");
        case ReportedColumn:
            return tr("Reported");
        case PredictedColumn:
            return tr("Predicted");
        case WhyColumn:
            return tr("Why");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
