#include "ui/changes/changes_view.h"

#include "ui/changes/change_detail.h"
#include "ui/changes/changes_export.h"
#include "ui/changes/changes_frame.h"
#include "ui/changes/changes_header.h"
#include "ui/changes/changes_list.h"
#include "ui/changes/changes_progress.h"
#include "ui/changes/changes_start.h"
#include "ui/changes/compared_graphs.h"
#include "ui/changes/compared_states.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr int kGraphsHeight = 460, kListHeight = 320;

}  // namespace

ChangesView::ChangesView(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_states(new ComparedStates(session, this)),
      m_model(new ChangesModel(this)),
      m_header(new ChangesHeader),
      m_progress(new ChangesProgress),
      m_start(new ChangesStart),
      m_graphs(new ComparedGraphs),
      m_export(new ChangesExport(this)) {
    setObjectName(QStringLiteral("changes"));
    m_trouble = plainLabel(QStringLiteral("strip-warning"));
    m_trouble->setObjectName(QStringLiteral("compareTrouble"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_pages = new QStackedWidget;
    m_pages->addWidget(changesFrame(m_start));
    m_pages->addWidget(makeRows());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace - 2);
    layout->addWidget(m_header);
    layout->addWidget(m_progress);
    layout->addWidget(m_trouble);
    layout->addWidget(m_pages, 1);
    connectStates();
    connectWishes();
    connectList();
    showHeadline();
}

// --- Parts

QWidget* ChangesView::makeRows() {
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(kSpace - 2);
    rows->addWidget(m_graphs);
    rows->addWidget(makeList());
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    rows->setCollapsible(0, false);
    rows->setCollapsible(1, false);
    rows->setSizes({kGraphsHeight, kListHeight});
    return rows;
}

QWidget* ChangesView::makeList() {
    m_list = new ChangesList(*m_model);
    m_detail = new ChangeDetail;
    auto* parts = new QSplitter(Qt::Horizontal);
    parts->setHandleWidth(kSpace - 2);
    parts->setChildrenCollapsible(false);
    parts->addWidget(changesFrame(m_list));
    parts->addWidget(changesFrame(m_detail));
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 1);
    parts->setSizes({900, 460});
    return parts;
}

void ChangesView::connectStates() {
    connect(m_states, &ComparedStates::started, this, [this] {
        m_trouble->hide();
        m_progress->tell({ComparisonProgress::Stage::Reading, {}});
    });
    connect(m_states, &ComparedStates::progressed, m_progress, &ChangesProgress::tell);
    connect(m_states, &ComparedStates::finished, this, &ChangesView::publish);
    connect(m_states, &ComparedStates::putAway, this, &ChangesView::putAway);
}

void ChangesView::connectWishes() {
    connect(&m_session, &Session::editsChanged, this, &ChangesView::editsChanged);
    editsChanged();
    connect(m_header, &ChangesHeader::left, this, &ChangesView::closed);
    connect(m_header, &ChangesHeader::swapWanted, m_states, &ComparedStates::swapSides);
    connect(m_header, &ChangesHeader::editsWanted, this, &ChangesView::compareEdits);
    connect(m_header, &ChangesHeader::folderWanted, this, &ChangesView::chooseFolder);
    connect(m_header, &ChangesHeader::fileWanted, this, &ChangesView::chooseFile);
    connect(m_header, &ChangesHeader::exportWanted, this, &ChangesView::chooseExport);
    connect(m_header, &ChangesHeader::copyWanted, this,
            [this] { m_export->copyMarkdown(comparison()); });
    connect(m_export, &ChangesExport::said, this, &ChangesView::said);
    connect(m_start, &ChangesStart::editsWanted, this, &ChangesView::compareEdits);
    connect(m_start, &ChangesStart::folderWanted, this, &ChangesView::chooseFolder);
    connect(m_start, &ChangesStart::fileWanted, this, &ChangesView::chooseFile);
    connect(m_progress, &ChangesProgress::cancelled, this, &ChangesView::cancel);
}

void ChangesView::connectList() {
    connect(m_graphs, &ComparedGraphs::chosen, this, &ChangesView::selectKey);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ChangesView::showEntry);
    // A double click and Enter both activate.
    connect(m_list, &QTreeView::activated, this, &ChangesView::takeRequest);
    connect(m_detail, &ChangeDetail::requestWanted, this, &ChangesView::takeRequest);
    connect(m_detail, &ChangeDetail::placeWanted, this, &ChangesView::showPlace);
    connect(m_detail, &ChangeDetail::ruleRequested, this, &ChangesView::ruleRequested);
}

// --- What is compared

void ChangesView::compareEdits() {
    m_states->beginWithEdits();
}

void ChangesView::comparePath(const QString& path) {
    m_states->beginWithPath(path);
}

void ChangesView::chooseFolder() {
    const QString path =
        QFileDialog::getExistingDirectory(this, tr("Compare with a folder of manifests"));
    if (!path.isEmpty())
        comparePath(path);
}

void ChangesView::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Compare with a file or a snapshot"), {},
        tr("Manifests (*.yaml *.yml *.json *.gz *.tgz *.tar *.zip);;All files (*)"));
    if (!path.isEmpty())
        comparePath(path);
}

void ChangesView::editsChanged() {
    m_header->setHasEdits(hasEdits());
    m_start->setHasEdits(hasEdits());
}

void ChangesView::putAway() {
    m_ways.cancel();
    m_model->setComparison(nullptr);
    m_pages->setCurrentIndex(0);
    m_progress->finish();
    m_trouble->hide();
    showHeadline();
    Q_EMIT closed();
}

void ChangesView::cancel() {
    m_states->cancel();
    m_progress->finish();
    m_trouble->setText(tr("The comparison was cancelled. What is shown is not up to date."));
    m_trouble->setVisible(comparison() != nullptr);
}

void ChangesView::publish(const ComparisonOutcome& outcome) {
    m_progress->finish();
    if (!outcome.comparison) {
        showTrouble(outcome.error);
        return;
    }
    const bool fromStart = m_pages->currentIndex() == 0 && isVisible();
    m_pages->setCurrentIndex(1);
    m_model->setComparison(outcome.comparison);
    m_graphs->tell(*outcome.comparison, m_session.reduceMotion());
    showHeadline();
    // What breaks stands first: its way is lit at once.
    m_list->chooseFirst();
    if (fromStart)
        takeFocus();
    Q_EMIT compared();
}

void ChangesView::showHeadline() {
    using With = ComparedStates::With;
    m_header->tell(m_states->with() == With::Edits  ? tr("What my edits move")
                   : m_states->with() == With::Path ? tr("What differs")
                                                       : tr("Compare"),
                   comparison());
}

void ChangesView::showTrouble(const LoadError& error) {
    m_trouble->setText(error.empty() ? tr("The comparison could not be made.")
                                     : QStringLiteral("%1 %2").arg(text(error.cause),
                                                                   text(error.advice)));
    m_trouble->show();
}

QString ChangesView::notice() const {
    return m_trouble->isHidden() ? m_progress->words() : m_trouble->text();
}

void ChangesView::takeFocus() {
    (comparison() ? static_cast<QWidget*>(m_list) : m_start)->setFocus(Qt::OtherFocusReason);
}

QTreeView* ChangesView::list() const {
    return m_list;
}

QList<QWidget*> ChangesView::panes() const {
    return {before(), after(), m_list, m_detail};
}

ComparedCanvas* ChangesView::before() const {
    return m_graphs->before();
}

ComparedCanvas* ChangesView::after() const {
    return m_graphs->after();
}

// --- Leaving the window

void ChangesView::chooseExport(bool asJson) {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export what moved"),
        asJson ? QStringLiteral("changes.json") : QStringLiteral("changes.md"),
        asJson ? tr("JSON (*.json)") : tr("Markdown (*.md)"));
    if (!path.isEmpty())
        exportTo(asJson, path);
}

void ChangesView::exportTo(bool asJson, const QString& path) {
    if (comparison())
        m_export->write(comparison(), asJson, path);
}

bool ChangesView::isComputing() const {
    return m_states->isRunning() || m_ways.isRunning() || m_export->isWriting();
}

// --- Events

void ChangesView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_states->setWatched(true);
}

void ChangesView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_states->setWatched(false);
}

void ChangesView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void ChangesView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (m_detail && (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange))
        applyTheme();
}

void ChangesView::applyTheme() {
    m_graphs->applyTheme();
    if (const auto entry = m_list->chosen())
        m_detail->tell(*m_model, *entry);
}

}  // namespace gatesight::ui
