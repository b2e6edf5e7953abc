#include "ui/requests/requests_pane.h"

#include "ui/requests/requests_model.h"
#include "ui/theme/table.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace gatesight::ui {

RequestsPane::RequestsPane(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new RequestsModel(this)),
      m_view(new QTableView),
      m_summary(plainLabel(QStringLiteral("muted"))),
      m_rename(iconButton(QStringLiteral("pencil"), tr("Rename"))),
      m_duplicate(iconButton(QStringLiteral("copy"), tr("Duplicate"))),
      m_remove(iconButton(QStringLiteral("trash"), tr("Delete"))),
      m_pages(new QStackedWidget) {
    m_view->setObjectName(QStringLiteral("requests"));
    m_view->setModel(m_model);
    styleTable(*m_view, tr("Saved requests"));
    QHeaderView* header = m_view->horizontalHeader();
    const std::array widths{220, 72, 330, 130, 116, 220, 150};
    for (std::size_t i = 0; i < widths.size(); ++i)
        header->resizeSection(static_cast<int>(i), widths[i]);
    // Whether all is as expected has to be seen in a small window too: the URL gives way.
    header->setStretchLastSection(false);
    header->setSectionResizeMode(RequestsModel::UrlColumn, QHeaderView::Stretch);

    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    pageLayout->addWidget(makeHeader());
    pageLayout->addWidget(m_view);
    m_pages->addWidget(new EmptyNote(
        QStringLiteral("bookmark"), tr("No saved requests"),
        tr("Save the request above with Ctrl+S, or put a Scenario beside the manifests.")));
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    const auto open = [this](const QModelIndex& index) {
        m_session.openSavedRequest(static_cast<std::size_t>(index.row()));
    };
    connect(m_view, &QTableView::clicked, this, open);
    connect(m_view, &QTableView::activated, this, open);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &RequestsPane::showButtons);
    connect(
        m_model, &RequestsModel::renamed, this,
        [this] { m_session.setSavedRequests(m_model->requests()); }, Qt::QueuedConnection);
    connect(&session, &Session::savedRequestsChanged, this, &RequestsPane::refill);
    refill();
}

QWidget* RequestsPane::makeHeader() {
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kMargin, kGap, kSpace, kGap);
    layout->setSpacing(kGap);
    layout->addWidget(m_summary);
    layout->addStretch();
    layout->addWidget(m_rename);
    layout->addWidget(m_duplicate);
    layout->addWidget(m_remove);
    connect(m_rename, &QToolButton::clicked, this, &RequestsPane::rename);
    connect(m_duplicate, &QToolButton::clicked, this, &RequestsPane::duplicate);
    connect(m_remove, &QToolButton::clicked, this, &RequestsPane::removeSelected);
    return header;
}

int RequestsPane::currentRow() const {
    return m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
}

void RequestsPane::refill() {
    m_model->setRequests(m_session.savedRequests());
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    const int met = m_model->met(), failed = m_model->failed();
    QStringList parts{counted(m_model->rowCount(), tr("request"), tr("requests"))};
    if (met + failed > 0)
        parts << tr("%1 of %2 as expected").arg(met).arg(met + failed);
    if (const std::size_t moved = m_session.movedByEdits(); moved > 0)
        parts << tr("%1 changed by the edits").arg(moved);
    m_summary->setText(parts.join(QStringLiteral("  ·  ")));
    showButtons();
    Q_EMIT countsChanged();
}

void RequestsPane::showButtons() {
    const int row = currentRow();
    const bool own = row >= 0 && !m_model->requests()[static_cast<std::size_t>(row)].fromScenario;
    m_duplicate->setEnabled(row >= 0);
    m_rename->setEnabled(own);
    m_remove->setEnabled(own);
}

void RequestsPane::duplicate() {
    const int row = currentRow();
    if (row < 0)
        return;
    std::vector<SavedRequest> requests = m_session.savedRequests();
    SavedRequest copy = requests[static_cast<std::size_t>(row)];
    copy.fromScenario = false;
    copy.name = tr("%1 (copy)").arg(QString::fromStdString(copy.name)).toStdString();
    requests.push_back(std::move(copy));
    m_session.setSavedRequests(std::move(requests));
    m_view->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
}

void RequestsPane::removeSelected() {
    const int row = currentRow();
    if (row < 0 || m_model->requests()[static_cast<std::size_t>(row)].fromScenario)
        return;
    std::vector<SavedRequest> requests = m_session.savedRequests();
    requests.erase(requests.begin() + row);
    m_session.setSavedRequests(std::move(requests));
}

void RequestsPane::rename() {
    const QModelIndex name = m_model->index(currentRow(), RequestsModel::NameColumn);
    if (!m_model->flags(name).testFlag(Qt::ItemIsEditable))
        return;
    // The field itself is opened only here: a double click opens the request.
    m_view->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_view->edit(name);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
}

}  // namespace gatesight::ui
