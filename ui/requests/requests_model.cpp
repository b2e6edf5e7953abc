#include "ui/requests/requests_model.h"

#include "ui/session/text.h"
#include "ui/session/trace_reading.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

QString fromText(const simulator::RequestSource& from) {
    if (from.internet())
        return RequestsModel::tr("Internet");
    const std::string& name = !from.pod.empty()        ? from.pod
                              : !from.workload.empty() ? from.workload
                                                       : from.serviceAccount;
    return text(from.namespace_) + QLatin1Char('/') + text(name);
}

QString expectationText(const SavedRequest& request) {
    if (request.expect.empty())
        return {};
    if (!request.answer)
        return RequestsModel::tr("…");
    return request.unmet.empty() ? RequestsModel::tr("as expected") : text(request.unmet.front());
}

QString answerText(const SavedRequest& request) {
    if (!request.answer)
        return {};
    const QString now = text(shortAnswer(*request.answer));
    if (!isMovedByEdits(request))
        return now;
    const QString before = text(shortAnswer(*request.unedited));
    return before == now ? RequestsModel::tr("%1, moved").arg(now)
                         : RequestsModel::tr("%1, was %2").arg(now, before);
}

QString cell(const SavedRequest& request, int column) {
    switch (column) {
        case RequestsModel::NameColumn:
            return text(request.name);
        case RequestsModel::MethodColumn:
            return text(request.request.method);
        case RequestsModel::UrlColumn:
            return text(request.request.url());
        case RequestsModel::FromColumn:
            return fromText(request.request.from);
        case RequestsModel::StatusColumn:
            return answerText(request);
        case RequestsModel::WhereColumn:
            return request.answer ? text(whereTo(*request.answer)) : QString();
        case RequestsModel::ExpectationColumn:
            return expectationText(request);
        default:
            return {};
    }
}

bool sameRows(const std::vector<SavedRequest>& a, const std::vector<SavedRequest>& b) {
    return std::ranges::equal(a, b, {}, &SavedRequest::name, &SavedRequest::name);
}

}  // namespace

void RequestsModel::setRequests(std::vector<SavedRequest> requests) {
    if (!m_requests.empty() && sameRows(m_requests, requests)) {
        m_requests = std::move(requests);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_requests = std::move(requests);
    endResetModel();
}

int RequestsModel::met() const {
    return static_cast<int>(std::ranges::count_if(m_requests, [](const SavedRequest& r) {
        return r.answer && !r.expect.empty() && r.unmet.empty();
    }));
}

int RequestsModel::failed() const {
    return static_cast<int>(
        std::ranges::count_if(m_requests, [](const SavedRequest& r) { return !r.unmet.empty(); }));
}

int RequestsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_requests.size());
}

int RequestsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestsModel::decoration(const SavedRequest& request, int column) const {
    if (column == StatusColumn && request.answer)
        return succeeded(*request.answer) ? icon(QStringLiteral("dot"), Tint::Good)
                                          : icon(QStringLiteral("cross"), Tint::Bad);
    if (column == ExpectationColumn && request.answer && !request.expect.empty())
        return request.unmet.empty() ? icon(QStringLiteral("check"), Tint::Good)
                                     : icon(QStringLiteral("warning"), Tint::Bad);
    return {};
}

QVariant RequestsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const SavedRequest& request = m_requests[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return cell(request, index.column());
        case Qt::EditRole:
            return text(request.name);
        case Qt::DecorationRole:
            return decoration(request, index.column());
        case Qt::ForegroundRole:
            return index.column() == StatusColumn && isMovedByEdits(request)
                       ? QVariant(Theme::colors().warning)
                       : QVariant();
        case Qt::FontRole:
            return index.column() == UrlColumn ? QVariant(Theme::monospace()) : QVariant();
        case Qt::ToolTipRole: {
            QStringList lines;
            if (index.column() == ExpectationColumn)
                for (const std::string& line : request.unmet)
                    lines << text(line);
            else
                lines << cell(request, index.column());
            if (index.column() == WhereColumn && isMovedByEdits(request))
                lines << tr("Without the edits: %1").arg(text(whereTo(*request.unedited)));
            return lines.join(QLatin1Char('\n'))
                .toHtmlEscaped()
                .replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        }
        default:
            return {};
    }
}

bool RequestsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || value.toString().trimmed().isEmpty())
        return false;
    m_requests[static_cast<std::size_t>(index.row())].name =
        value.toString().trimmed().toStdString();
    Q_EMIT dataChanged(index, index);
    Q_EMIT renamed(index.row(), value.toString().trimmed());
    return true;
}

Qt::ItemFlags RequestsModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == NameColumn &&
        !m_requests[static_cast<std::size_t>(index.row())].fromScenario)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
        case NameColumn:
            return tr("Name");
        case MethodColumn:
            return tr("Method");
        case UrlColumn:
            return tr("URL");
        case FromColumn:
            return tr("From");
        case StatusColumn:
            return tr("Answer");
        case WhereColumn:
            return tr("Where it goes");
        case ExpectationColumn:
            return tr("Expected");
        default:
            return {};
    }
}

}  // namespace gatesight::ui
