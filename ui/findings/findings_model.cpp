#include "ui/findings/findings_model.h"

#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/trace/step_text.h"

#include <tuple>

namespace gatesight::ui {

using model::Finding;
using model::Severity;

namespace {

QIcon severityIcon(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return icon(QStringLiteral("error"), Tint::Bad);
        case Severity::Warning:
            return icon(QStringLiteral("warning"), Tint::Warning);
        case Severity::Info:
            return icon(QStringLiteral("info"), Tint::Info);
    }
    return {};
}

QString cell(const Finding& finding, int column) {
    switch (column) {
        case FindingsModel::MessageColumn:
            return text(finding.message);
        case FindingsModel::ObjectColumn:
            return finding.object.empty() ? QString() : text(toString(finding.object));
        case FindingsModel::PlaceColumn:
            return placeText(finding.source);
        case FindingsModel::RuleColumn:
            return text(finding.rule);
        default:
            return {};
    }
}

}  // namespace

void FindingsModel::setLoaded(LoadedPtr loaded) {
    beginResetModel();
    m_loaded = std::move(loaded);
    endResetModel();
}

const Finding& FindingsModel::finding(int row) const {
    return m_loaded->findings[static_cast<std::size_t>(row)];
}

int FindingsModel::kindOf(int row) const {
    return static_cast<int>(finding(row).severity);
}

QString FindingsModel::words(int row, int column) const {
    return cell(finding(row), column);
}

QString FindingsModel::ruleOf(int row) const {
    return text(finding(row).rule);
}

bool FindingsModel::isBefore(int left, int right, int column) const {
    const Finding& a = finding(left);
    const Finding& b = finding(right);
    if (column == MessageColumn)
        return std::tie(a.severity, a.message) < std::tie(b.severity, b.message);
    return column == PlaceColumn ? a.source < b.source : WordsTable::isBefore(left, right, column);
}

int FindingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_loaded ? 0 : static_cast<int>(m_loaded->findings.size());
}

int FindingsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Finding& finding = this->finding(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return cell(finding, index.column());
        case Qt::AccessibleTextRole:
            return index.column() == MessageColumn
                       ? text(toString(finding.severity)) + QStringLiteral(": ") +
                             text(finding.message)
                       : cell(finding, index.column());
        case Qt::ForegroundRole:
            return index.column() == RuleColumn ? QVariant(Theme::colors().accentText) : QVariant();
        case Qt::ToolTipRole: {
            QString words = text(finding.message);
            if (!finding.field.empty())
                words += QLatin1Char('\n') + text(finding.field);
            return words.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        }
        case Qt::DecorationRole:
            return index.column() == MessageColumn ? QVariant(severityIcon(finding.severity))
                                                   : QVariant();
        case SortRole:
            return cell(finding, index.column());
        case SeverityRole:
            return static_cast<int>(finding.severity);
        default:
            return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case MessageColumn:
            return tr("Finding");
        case ObjectColumn:
            return tr("Object");
        case PlaceColumn:
            return tr("Place");
        case RuleColumn:
            return tr("Rule");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
