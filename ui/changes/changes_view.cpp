#include "ui/changes/changes_view.h"

#include "ui/changes/change_detail.h"
#include "ui/changes/change_words.h"
#include "ui/changes/compared_canvas.h"
#include "ui/jobs/write_file.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

/// Faster work shows nothing: a flash is worse than no word.
constexpr int kSlowMs = 150;
constexpr int kSignSide = 15;
constexpr int kGraphsHeight = 460, kListHeight = 320;

QLabel* caption() {
    QLabel* label = plainLabel(QStringLiteral("caption"));
    label->setContentsMargins(kMargin, kGap, kMargin, kGap);
    return label;
}

QPixmap signPixmap(ChangeMark mark, ComparedSideKind side, double scale) {
    QPixmap pixmap((QSizeF(kSignSide, kSignSide) * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintChangeSign(painter, QRectF(0.5, 0.5, kSignSide - 1, kSignSide - 1), mark, side,
                    Theme::colors());
    return pixmap;
}

QWidget* pane(QWidget* inside) {
    auto* frame = new QFrame;
    frame->setProperty("role", QStringLiteral("pane"));
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(inside);
    return frame;
}

}  // namespace

ChangesView::ChangesView(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new ChangesModel(this)) {
    setObjectName(QStringLiteral("changes"));
    m_slow = new QTimer(this);
    m_slow->setSingleShot(true);
    m_slow->setInterval(kSlowMs);
    m_trouble = plainLabel(QStringLiteral("strip-warning"));
    m_trouble->setObjectName(QStringLiteral("compareTrouble"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setHandleWidth(kSpace - 2);
    m_rows->addWidget(makeGraphs());
    m_rows->addWidget(makeList());
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    m_rows->setCollapsible(0, false);
    m_rows->setCollapsible(1, false);
    m_rows->setSizes({kGraphsHeight, kListHeight});
    m_pages = new QStackedWidget;
    m_pages->addWidget(makeStart());
    m_pages->addWidget(m_rows);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace - 2);
    layout->addWidget(makeHeader());
    layout->addWidget(makeProgress());
    layout->addWidget(m_trouble);
    layout->addWidget(m_pages, 1);
    connectAll();
    applyTheme();
    showHeadline();
}

// --- Parts

QWidget* ChangesView::makeHeader() {
    auto* back = new QToolButton;
    back->setObjectName(QStringLiteral("leaveChanges"));
    back->setIcon(icon(QStringLiteral("undo")));
    back->setText(tr("Back"));
    back->setToolTip(tr("Back to what is open (Esc)"));
    back->setAccessibleName(tr("Back to what is open"));
    back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    back->setProperty("role", QStringLiteral("field"));
    connect(back, &QToolButton::clicked, this, &ChangesView::closed);
    m_title = plainLabel();
    m_title->setFont(Theme::sized(1, QFont::DemiBold));
    m_names = plainLabel(QStringLiteral("muted"));
    m_names->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_headline = plainLabel(QStringLiteral("chip"));
    m_headline->setObjectName(QStringLiteral("changesHeadline"));
    m_menu = new QMenu(tr("Compare with"), this);
    connect(m_menu, &QMenu::aboutToShow, this, &ChangesView::fillMenu);
    auto* with = new QToolButton;
    with->setObjectName(QStringLiteral("compareWith"));
    with->setIcon(icon(QStringLiteral("compare")));
    with->setText(tr("Compare with"));
    with->setAccessibleName(tr("Compare with something else"));
    with->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    with->setPopupMode(QToolButton::InstantPopup);
    with->setMenu(m_menu);
    with->setProperty("role", QStringLiteral("field"));
    m_swap = iconButton(QStringLiteral("swap"), tr("Swap before and after"));
    m_swap->setObjectName(QStringLiteral("swapSides"));
    connect(m_swap, &QToolButton::clicked, this, &ChangesView::swapSides);
    auto* menu = new QMenu(this);
    menu->addAction(tr("Export as Markdown…"), this, [this] { exportAs(false); });
    menu->addAction(tr("Export as JSON…"), this, [this] { exportAs(true); });
    menu->addAction(tr("Copy as Markdown"), this, [this] {
        QApplication::clipboard()->setText(QString::fromUtf8(markdown()));
        Q_EMIT said(tr("Copied as Markdown."), false);
    });
    m_export = new QToolButton;
    m_export->setObjectName(QStringLiteral("exportChanges"));
    m_export->setIcon(icon(QStringLiteral("export")));
    m_export->setText(tr("Export"));
    m_export->setAccessibleName(tr("Export what moved"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(menu);
    m_export->setProperty("role", QStringLiteral("field"));
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(kGap, kGap, kGap, 0);
    layout->setSpacing(kSpace);
    layout->addWidget(back);
    layout->addSpacing(kGap);
    layout->addWidget(m_title);
    layout->addWidget(m_headline);
    layout->addWidget(m_names, 1);
    layout->addWidget(m_swap);
    layout->addWidget(with);
    layout->addWidget(m_export);
    return header;
}

QWidget* ChangesView::makeStart() {
    auto* note = new EmptyNote(
        QStringLiteral("compare"), tr("Compare what is open with another state"),
        tr("Every kind of request that the rules of both sides tell apart is asked on both sides: "
           "which get another answer, and which break, is listed with one request to try for "
           "each."));
    m_startEdits = new QPushButton(tr("What my edits move"));
    m_startEdits->setObjectName(QStringLiteral("startEdits"));
    connect(m_startEdits, &QPushButton::clicked, this, &ChangesView::compareEdits);
    auto* folder = new QPushButton(tr("A folder…"));
    folder->setObjectName(QStringLiteral("startFolder"));
    connect(folder, &QPushButton::clicked, this, &ChangesView::chooseFolder);
    auto* file = new QPushButton(tr("A file or a snapshot…"));
    file->setObjectName(QStringLiteral("startFile"));
    connect(file, &QPushButton::clicked, this, &ChangesView::chooseFile);
    auto* inside = new QWidget;
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(kSection, kSection, kSection, kSection);
    layout->addStretch(2);
    layout->addWidget(note);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace);
    buttons->addStretch();
    for (QPushButton* button : {m_startEdits, folder, file})
        buttons->addWidget(button);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addStretch(3);
    return pane(inside);
}

QWidget* ChangesView::makeProgress() {
    m_progressWords = plainLabel();
    m_progressWords->setAccessibleName(tr("Comparing"));
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(180);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Progress of the comparison"));
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("cancelCompare"));
    connect(m_cancel, &QPushButton::clicked, this, &ChangesView::cancel);
    auto* banner = new QFrame;
    banner->setProperty("role", QStringLiteral("banner"));
    auto* layout = new QHBoxLayout(banner);
    layout->setContentsMargins(kMargin, kGap + 2, kSpace, kGap + 2);
    layout->setSpacing(kMargin);
    layout->addWidget(m_progressWords);
    layout->addWidget(m_bar);
    layout->addStretch();
    layout->addWidget(m_cancel);
    banner->hide();
    m_progress = banner;
    return banner;
}

QWidget* ChangesView::makeGraphs() {
    m_before = new ComparedCanvas(ComparedSideKind::Before);
    m_after = new ComparedCanvas(ComparedSideKind::After);
    m_beforeName = caption();
    m_afterName = caption();
    auto* graphs = new QSplitter(Qt::Horizontal);
    graphs->setHandleWidth(kSpace - 2);
    graphs->setChildrenCollapsible(false);
    for (const auto& [name, canvas] :
         {std::pair(m_beforeName, m_before), std::pair(m_afterName, m_after)}) {
        auto* side = new QWidget;
        auto* layout = new QVBoxLayout(side);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(name);
        layout->addWidget(canvas, 1);
        graphs->addWidget(pane(side));
    }
    graphs->setSizes({1'000, 1'000});
    auto* all = new QWidget;
    auto* layout = new QVBoxLayout(all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(graphs, 1);
    layout->addWidget(makeLegend());
    return all;
}

QWidget* ChangesView::makeLegend() {
    auto* legend = new QWidget;
    auto* layout = new QHBoxLayout(legend);
    layout->setContentsMargins(kSpace, 0, kSpace, 0);
    layout->setSpacing(kGap);
    const auto add = [&](const QString& words) {
        auto* sign = new QLabel;
        m_signs << sign;
        QLabel* meaning = plainLabel(QStringLiteral("muted"));
        meaning->setText(words);
        layout->addWidget(sign);
        layout->addWidget(meaning);
        layout->addSpacing(kMargin);
    };
    add(changeWords(ChangeMark::OnlyHere, ComparedSideKind::Before));
    add(changeWords(ChangeMark::OnlyHere, ComparedSideKind::After));
    add(tr("says something else, or gets other traffic"));
    layout->addStretch();
    QLabel* hint = plainLabel(QStringLiteral("muted"));
    hint->setText(tr("Both graphs move together. Enter or a double click traces a request."));
    layout->addWidget(hint);
    return legend;
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
    m_parts = new QSplitter(Qt::Horizontal);
    m_parts->setHandleWidth(kSpace - 2);
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(pane(m_list));
    m_parts->addWidget(pane(m_detail));
    m_parts->setStretchFactor(0, 2);
    m_parts->setStretchFactor(1, 1);
    m_parts->setSizes({900, 460});
    return m_parts;
}

void ChangesView::connectAll() {
    connect(&m_session, &Session::simulationChanged, this, &ChangesView::simulationChanged);
    connect(&m_session, &Session::editsChanged, this,
            [this] { m_startEdits->setEnabled(hasEdits()); });
    m_startEdits->setEnabled(hasEdits());
    for (ComparedCanvas* canvas : {m_before, m_after}) {
        ComparedCanvas* twin = canvas == m_before ? m_after : m_before;
        connect(canvas, &FlowCanvas::cameraChanged, this,
                [this, canvas, twin] { follow(canvas, twin); });
        connect(canvas, &FlowCanvas::nodeClicked, this, &ChangesView::selectKey);
        connect(canvas, &FlowCanvas::backgroundClicked, this, [this] { selectKey({}); });
    }
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ChangesView::showEntry);
    // A double click and Enter both activate.
    connect(m_list, &QTreeView::activated, this, &ChangesView::takeRequest);
    connect(m_detail, &ChangeDetail::requestWanted, this, &ChangesView::takeRequest);
    connect(m_detail, &ChangeDetail::placeWanted, this, &ChangesView::showPlace);
    connect(m_detail, &ChangeDetail::ruleRequested, this, &ChangesView::ruleRequested);
    connect(m_slow, &QTimer::timeout, m_progress, &QWidget::show);
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

void ChangesView::fillMenu() {
    m_menu->clear();
    m_menu->addAction(tr("What was read, before my edits"), this, &ChangesView::compareEdits)
        ->setEnabled(hasEdits());
    m_menu->addAction(icon(QStringLiteral("folder-open")), tr("A folder…"), this,
                      &ChangesView::chooseFolder);
    m_menu->addAction(icon(QStringLiteral("file-yaml")), tr("A file or a snapshot…"), this,
                      &ChangesView::chooseFile);
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
    m_progress->hide();
    m_slow->stop();
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
    showProgress({ComparisonProgress::Stage::Reading, {}});
    m_job.start([order = order()](const std::stop_token& stop,
                                  const auto& report) { return compare(order, stop, report); },
                [this](const ComparisonOutcome& outcome) { publish(outcome); },
                [this](const ComparisonProgress& progress) { showProgress(progress); });
}

void ChangesView::cancel() {
    m_job.cancel();
    m_slow->stop();
    m_progress->hide();
    m_trouble->setText(tr("The comparison was cancelled. What is shown is not up to date."));
    m_trouble->setVisible(comparison() != nullptr);
}

void ChangesView::publish(const ComparisonOutcome& outcome) {
    m_slow->stop();
    m_progress->hide();
    if (!outcome.comparison) {
        showTrouble(outcome.error);
        return;
    }
    const Comparison& now = *outcome.comparison;
    if (m_with == With::Path)
        m_other = now.other;
    m_pages->setCurrentIndex(1);
    m_model->setComparison(outcome.comparison);
    m_before->setReduceMotion(m_session.reduceMotion());
    m_after->setReduceMotion(m_session.reduceMotion());
    m_following = true;
    m_before->setSide(now.before.scene, now.before.marks, now.bounds);
    m_after->setSide(now.after.scene, now.after.marks, now.bounds);
    m_following = false;
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
    const ComparisonPtr& now = comparison();
    m_title->setText(m_with == With::Edits  ? tr("What my edits move")
                     : m_with == With::Path ? tr("What differs")
                                            : tr("Compare"));
    m_headline->setVisible(now != nullptr);
    m_swap->setEnabled(now != nullptr);
    m_export->setEnabled(now != nullptr);
    if (!now) {
        m_names->clear();
        return;
    }
    const simulator::Changes& changes = now->changes;
    m_names->setText(QStringLiteral("%1  →  %2").arg(text(changes.before), text(changes.after)));
    m_beforeName->setText(tr("Before  ·  %1").arg(text(changes.before)));
    m_afterName->setText(tr("After  ·  %1").arg(text(changes.after)));
    m_headline->setText(headlineOf(changes));
    setRole(m_headline, changes.breaks()             ? QStringLiteral("chip-bad")
                        : changes.movesBehaviour()   ? QStringLiteral("chip-warning")
                        : changes.any()              ? QStringLiteral("chip-info")
                                                     : QStringLiteral("chip-good"));
}

void ChangesView::showProgress(const ComparisonProgress& progress) {
    using Stage = ComparisonProgress::Stage;
    m_progressWords->setText(
        progress.stage == Stage::Reading ? progress.detail.empty()
                                               ? tr("Reading the other state")
                                               : tr("Reading %1").arg(
                                                     QFileInfo(text(progress.detail)).fileName())
        : progress.stage == Stage::Deciding  ? tr("Deciding what the other state would do")
        : progress.stage == Stage::Comparing ? tr("Asking every kind of request on both sides")
                                             : tr("Laying out both graphs"));
    if (m_progress->isHidden() && !m_slow->isActive())
        m_slow->start();
}

void ChangesView::showTrouble(const LoadError& error) {
    m_trouble->setText(error.empty() ? tr("The comparison could not be made.")
                                     : QStringLiteral("%1 %2").arg(text(error.cause),
                                                                   text(error.advice)));
    m_trouble->show();
}

QString ChangesView::notice() const {
    return !m_trouble->isHidden()    ? m_trouble->text()
           : !m_progress->isHidden() ? m_progressWords->text()
                                     : QString();
}

// --- What is chosen

void ChangesView::showEntry() {
    const auto entry = m_model->entryAt(m_list->currentIndex());
    if (!entry)
        return;
    m_detail->tell(*m_model, *entry);
    light(m_model->requestOf(*entry));
    const std::string key = nodeKeyOf(m_model->objectOf(*entry));
    for (ComparedCanvas* canvas : {m_before, m_after})
        canvas->setSelectedKey(key);
}

/// Its way on both sides; null: what differs stands out instead.
void ChangesView::light(const simulator::Request* request) {
    if (!request) {
        m_ways.cancel();
        for (ComparedCanvas* canvas : {m_before, m_after}) {
            canvas->setLitPath({}, nullptr);
            canvas->setMarkedOnly(true);
        }
        return;
    }
    m_ways.start(
        [comparison = comparison(), request = *request, seed = m_session.seed()](
            const std::stop_token&, const auto&) { return waysOf(*comparison, request, seed); },
        [this](const MovedWays& ways) {
            m_before->setMarkedOnly(false);
            m_after->setMarkedOnly(false);
            m_before->setLitPath(ways.before.keys, ways.before.decision);
            m_after->setLitPath(ways.after.keys, ways.after.decision);
            Q_EMIT lit();
        });
}

/// A node of either graph: chosen on both sides, and in the list when its object differs.
void ChangesView::selectKey(const std::string& key) {
    m_before->setSelectedKey(key);
    m_after->setSelectedKey(key);
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

void ChangesView::follow(ComparedCanvas* leader, ComparedCanvas* follower) {
    if (m_following)
        return;
    m_following = true;
    follower->lookAs(leader->camera());
    m_following = false;
}

QList<QWidget*> ChangesView::panes() const {
    return {m_before, m_after, m_list, m_detail};
}

// --- Leaving the window

QByteArray ChangesView::markdown() const {
    return comparison() ? QByteArray::fromStdString(toMarkdown(comparison()->changes))
                        : QByteArray();
}

QByteArray ChangesView::json() const {
    return comparison() ? QByteArray::fromStdString(
                              toJson(comparison()->changes)
                                  .dump(2, ' ', false,
                                        nlohmann::ordered_json::error_handler_t::replace) +
                              "\n")
                        : QByteArray();
}

void ChangesView::exportAs(bool asJson) {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export what moved"),
        asJson ? QStringLiteral("changes.json") : QStringLiteral("changes.md"),
        asJson ? tr("JSON (*.json)") : tr("Markdown (*.md)"));
    if (path.isEmpty())
        return;
    const auto written = writeFile(path, asJson ? json() : markdown());
    Q_EMIT said(written ? tr("Written: %1").arg(path) : written.error(), !written);
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
    const FlowColors colors = flowColors(Theme::colors());
    m_before->setColors(colors);
    m_after->setColors(colors);
    if (m_signs.size() == 3) {
        m_signs[0]->setPixmap(
            signPixmap(ChangeMark::OnlyHere, ComparedSideKind::Before, devicePixelRatioF()));
        m_signs[1]->setPixmap(
            signPixmap(ChangeMark::OnlyHere, ComparedSideKind::After, devicePixelRatioF()));
        m_signs[2]->setPixmap(
            signPixmap(ChangeMark::Differs, ComparedSideKind::After, devicePixelRatioF()));
    }
    if (const auto entry = m_model->entryAt(m_list->currentIndex()))
        m_detail->tell(*m_model, *entry);
}

}  // namespace gatesight::ui
