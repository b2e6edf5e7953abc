#include "ui/charts/tally_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace gatesight::ui {

namespace {

QString percent(double share) {
    return QStringLiteral("%1 %").arg(100 * share, 0, 'f', 2);
}

double part(std::uint64_t count, std::uint64_t total) {
    return total == 0 ? 0 : static_cast<double>(count) / static_cast<double>(total);
}

QString csvCell(const QVariant& value) {
    QString text = value.toString();
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n'))
        text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text;
}

}  // namespace

void TallyModel::setRows(std::vector<ChartRow> rows, std::uint64_t total) {
    beginResetModel();
    m_rows = std::move(rows);
    m_total = total;
    endResetModel();
}

int TallyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TallyModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TallyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Name)
        return int{Qt::AlignRight | Qt::AlignVCenter};
    const bool shown = role == Qt::DisplayRole;
    if (!shown && role != kSortRole)
        return {};
    const ChartRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto number = [&](std::uint64_t value) -> QVariant {
        return shown ? QVariant(QLocale().toString(static_cast<qulonglong>(value)))
                     : QVariant(static_cast<qulonglong>(value));
    };
    switch (index.column()) {
        case Name:
            return row.name;
        case Requests:
            return number(row.count);
        case Share:
            return shown ? QVariant(percent(part(row.count, m_total)))
                         : QVariant(part(row.count, m_total));
        case Failed:
            return number(row.failures);
        default:
            return {};
    }
}

QVariant TallyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case Name:
            return m_dimension;
        case Requests:
            return tr("Requests");
        case Share:
            return tr("Share");
        case Failed:
            return tr("Failed");
        default:
            return {};
    }
}

void ShareModel::setRows(std::vector<ShareRow> rows, std::uint64_t total) {
    beginResetModel();
    m_rows = std::move(rows);
    m_total = total;
    endResetModel();
}

int ShareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ShareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

double ShareModel::measured(const ShareRow& row) const {
    return part(row.measured, m_total);
}

QVariant ShareModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Backend)
        return int{Qt::AlignRight | Qt::AlignVCenter};
    const ShareRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && index.column() == Expected)
        return tr("Follows from the weights alone, without a draw");
    const bool shown = role == Qt::DisplayRole;
    if (!shown && role != kSortRole)
        return {};
    const double difference = measured(row) - row.expected;
    switch (index.column()) {
        case Backend:
            return QString::fromStdString(row.backend);
        case Expected:
            return shown ? QVariant(percent(row.expected)) : QVariant(row.expected);
        case Measured:
            return shown ? QVariant(percent(measured(row))) : QVariant(measured(row));
        case Difference:
            return shown ? QVariant(QStringLiteral("%1%2").arg(
                               difference < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"),
                               percent(std::abs(difference))))
                         : QVariant(difference);
        case Requests:
            return shown ? QVariant(QLocale().toString(static_cast<qulonglong>(row.measured)))
                         : QVariant(static_cast<qulonglong>(row.measured));
        default:
            return {};
    }
}

QVariant ShareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case Backend:
            return tr("Backend");
        case Expected:
            return tr("Expected");
        case Measured:
            return tr("Measured");
        case Difference:
            return tr("Difference");
        case Requests:
            return tr("Requests");
        default:
            return {};
    }
}

QByteArray csvOf(const QAbstractItemModel& model) {
    QString text;
    for (int row = -1; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells += csvCell(row < 0 ? model.headerData(column, Qt::Horizontal)
                                     : model.index(row, column).data(kSortRole));
        text += cells.join(u',') + u'\n';
    }
    return text.toUtf8();
}

QByteArray jsonOf(const QAbstractItemModel& model) {
    QJsonArray rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QJsonObject object;
        for (int column = 0; column < model.columnCount(); ++column)
            object.insert(model.headerData(column, Qt::Horizontal).toString().toLower(),
                          QJsonValue::fromVariant(model.index(row, column).data(kSortRole)));
        rows.append(object);
    }
    return QJsonDocument(rows).toJson();
}

}  // namespace gatesight::ui
