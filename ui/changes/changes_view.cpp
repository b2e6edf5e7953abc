#include "ui/changes/changes_view.h"

#include "ui/changes/change_detail.h"
#include "ui/changes/changes_export.h"
#include "ui/changes/changes_frame.h"
#include "ui/changes/changes_header.h"
#include "ui/changes/changes_progress.h"
#include "ui/changes/changes_start.h"
#include "ui/changes/compared_graphs.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kGraphsHeight = 460, kListHeight = 320;

}  // namespace

ChangesView::ChangesView(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
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
    m_list = new QTreeView;
    m_list->setObjectName(QStringLiteral("changesList"));
    m_list->setAccessibleName(tr("What differs"));
    m_list->setModel(m_model);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setExpandsOnDoubleClick(false);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ChangesModel::WhatColumn, QHeaderView::Stretch);
    m_list->header()->resizeSection(ChangesModel::BeforeColumn, 230);
    m_list->header()->resizeSection(ChangesModel::AfterColumn, 230);
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

void ChangesView::connectWishes() {
    connect(&m_session, &Session::simulationChanged, this, &ChangesView::simulationChanged);
    connect(&m_session, &Session::editsChanged, this, &ChangesView::editsChanged);
    editsChanged();
    connect(m_header, &ChangesHeader::left, this, &ChangesView::closed);
    connect(m_header, &ChangesHeader::swapWanted, this, &ChangesView::swapSides);
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
    begin(With::Edits, {});
}

void ChangesView::comparePath(const QString& path) {
    begin(With::Path, path);
}

void ChangesView::begin(With with, const QString& path) {
    m_with = with;
    m_path = path;
    m_inputs = m_session.inputs();
    m_other.reset();
    m_swapped = false;
    m_stale = true;
    compute();
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

void ChangesView::swapSides() {
    if (m_with == With::Nothing)
        return;
    m_swapped = !m_swapped;
    m_stale = true;
    compute();
}

void ChangesView::editsChanged() {
    m_header->setHasEdits(hasEdits());
    m_start->setHasEdits(hasEdits());
}

/// An edit is compared anew; what belongs to other manifests is put away.
void ChangesView::simulationChanged() {
    if (m_with == With::Nothing)
        return;
    if (m_session.simulation() && m_session.inputs() == m_inputs) {
        if (m_with == With::Edits)
            m_other.reset();
        m_stale = true;
        compute();
        return;
    }
    m_job.cancel();
    m_ways.cancel();
    m_with = With::Nothing;
    m_other.reset();
    m_model->setComparison(nullptr);
    m_pages->setCurrentIndex(0);
    m_progress->finish();
    m_trouble->hide();
    showHeadline();
    Q_EMIT closed();
}

ComparisonOrder ChangesView::order() const {
    const LoadedPtr open = m_session.loaded();
    ComparisonOrder order;
    order.open = open;
    order.openName = open->inputs.empty() ? std::string() : open->inputs.front().title;
    if (hasEdits())
        order.openName = tr("%1 with my edits").arg(text(order.openName)).toStdString();
    order.openIsBefore = m_swapped;
    order.seed = m_session.seed();
    order.other.options = m_session.options();
    order.other.topology = m_session.topologyOptions();
    if (m_with == With::Edits) {
        order.other.inputs = open->inputs;
        order.other.previous = open;
        order.other.reuseManifests = true;
        order.otherName = open->inputs.empty() ? std::string() : open->inputs.front().title;
        return order;
    }
    const QFileInfo info(m_path);
    order.otherName = info.fileName().isEmpty() ? m_path.toStdString()
                                                : info.fileName().toStdString();
    order.other.inputs = {{.kind = Input::Kind::Path,
                           .path = info.absoluteFilePath().toStdString(),
                           .text = {},
                           .title = order.otherName}};
    order.other.previous = m_other ? m_other : open;
    order.other.reuseManifests = m_other != nullptr;
    return order;
}

/// Off the GUI thread, and only while somebody looks at it.
void ChangesView::compute() {
    if (!m_stale || !isVisible() || m_with == With::Nothing || !m_session.simulation())
        return;
    m_stale = false;
    m_trouble->hide();
    m_progress->tell({ComparisonProgress::Stage::Reading, {}});
    m_job.start([order = order()](const std::stop_token& stop,
                                  const auto& report) { return compare(order, stop, report); },
                [this](const ComparisonOutcome& outcome) { publish(outcome); },
                [this](const ComparisonProgress& progress) { m_progress->tell(progress); });
}

void ChangesView::cancel() {
    m_job.cancel();
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
    const Comparison& now = *outcome.comparison;
    if (m_with == With::Path)
        m_other = now.other;
    m_pages->setCurrentIndex(1);
    m_model->setComparison(outcome.comparison);
    m_graphs->tell(now, m_session.reduceMotion());
    m_list->expandAll();
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_list->setFirstColumnSpanned(row, {}, true);
    showHeadline();
    // What breaks stands first: its way is lit at once.
    const QModelIndex first = m_model->indexOf(ChangeSection::Requests, 0);
    m_list->setCurrentIndex(first.isValid() ? first : m_model->indexOf(ChangeSection::Requests));
    Q_EMIT compared();
}

void ChangesView::showHeadline() {
    m_header->tell(m_with == With::Edits  ? tr("What my edits move")
                   : m_with == With::Path ? tr("What differs")
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

// --- What is chosen

void ChangesView::showEntry() {
    const auto entry = m_model->entryAt(m_list->currentIndex());
    if (!entry)
        return;
    m_detail->tell(*m_model, *entry);
    light(m_model->requestOf(*entry));
    m_graphs->select(nodeKeyOf(m_model->objectOf(*entry)));
}

/// Its way on both sides; null: what differs stands out instead.
void ChangesView::light(const simulator::Request* request) {
    if (!request) {
        m_ways.cancel();
        m_graphs->showMarks();
        return;
    }
    m_ways.start(
        [comparison = comparison(), request = *request, seed = m_session.seed()](
            const std::stop_token&, const auto&) { return waysOf(*comparison, request, seed); },
        [this](const MovedWays& ways) {
            m_graphs->light(ways);
            Q_EMIT lit();
        });
}

/// A node of either graph: chosen on both sides, and in the list when its object differs.
void ChangesView::selectKey(const std::string& key) {
    m_graphs->select(key);
    if (!comparison() || key.empty())
        return;
    const auto& objects = comparison()->changes.objects;
    const auto found = std::ranges::find_if(objects, [&](const simulator::ObjectChange& change) {
        return nodeKeyOf(change.object) == key;
    });
    if (found != objects.end())
        m_list->setCurrentIndex(m_model->indexOf(ChangeSection::Objects,
                                                 static_cast<int>(found - objects.begin())));
}

void ChangesView::takeRequest() {
    const auto entry = m_model->entryAt(m_list->currentIndex());
    const simulator::Request* request = entry ? m_model->requestOf(*entry) : nullptr;
    if (request) {
        m_session.setRequest(*request);
        Q_EMIT traceRequested();
        return;
    }
    showPlace();
}

/// The line of an object or a finding, as far as it stands in what is open.
void ChangesView::showPlace() {
    const auto entry = m_model->entryAt(m_list->currentIndex());
    if (!entry || entry->index < 0)
        return;
    model::SourceLocation source;
    if (const model::Finding* finding = m_model->findingOf(*entry))
        source = finding->source;
    else if (entry->section == ChangeSection::Objects)
        source = comparison()->changes.objects[static_cast<std::size_t>(entry->index)].source;
    if (!source.known() || !m_session.source(source.file)) {
        Q_EMIT said(tr("That line is not in what is open."), true);
        return;
    }
    m_session.selectSource(source);
    Q_EMIT sourceRequested();
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
    return m_job.isRunning() || m_ways.isRunning() || m_export->isWriting();
}

// --- Events

void ChangesView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    compute();
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
    if (const auto entry = m_model->entryAt(m_list->currentIndex()))
        m_detail->tell(*m_model, *entry);
}

}  // namespace gatesight::ui
