#include "ui/graph/flow_view.h"

#include "ui/graph/flow_bar.h"
#include "ui/graph/flow_export.h"
#include "ui/graph/flow_filter.h"
#include "ui/graph/flow_notice.h"
#include "ui/jobs/write_file.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QVBoxLayout>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr double kExportScale = 2;  ///< sharp in print and on fine displays

FlowScene drawn(const simulator::TopologyPtr& topology, const simulator::Layout& layout) {
    const FittedColumns fitted = fitColumns(*topology, layout);
    return {topology, fitted.layout, fitted.widths};
}

}  // namespace

FlowView::FlowView(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_canvas = new FlowCanvas(this);
    m_bar = new FlowBar(this);
    m_notice = new FlowNotice(m_canvas);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_bar);
    setFocusProxy(m_canvas);
    connectSession();
    connectControls();
    applyTheme();
    m_canvas->setReduceMotion(session.reduceMotion());
    applySearch();
    showGraph();
    showAnswer();
}

void FlowView::connectSession() {
    connect(&m_session, &Session::simulationChanged, this, &FlowView::showGraph);
    connect(&m_session, &Session::decisionChanged, this, &FlowView::showAnswer);
    connect(&m_session, &Session::stepChanged, this,
            [this] { m_canvas->setStepKey(m_session.focusKey()); });
    connect(&m_session, &Session::selectionChanged, this,
            [this] { m_canvas->setSelectedKey(m_session.selectedKey()); });
    connect(&m_session, &Session::findTextChanged, this, &FlowView::applySearch);
    connect(&m_session, &Session::reduceMotionChanged, this,
            [this] { m_canvas->setReduceMotion(m_session.reduceMotion()); });
}

void FlowView::connectControls() {
    connect(m_canvas, &FlowCanvas::nodeClicked, this,
            [this](const std::string& key) { m_session.select(key); });
    connect(m_canvas, &FlowCanvas::backgroundClicked, this, [this] { m_session.clearSelection(); });
    connect(m_canvas, &FlowCanvas::focusedPathChanged, this, &FlowView::updateNotice);
    connect(m_canvas, &FlowCanvas::cameraChanged, this,
            [this] { m_bar->setZoom(m_canvas->camera().zoom()); });
    connect(m_canvas, &FlowCanvas::menuRequested, this, &FlowView::showNodeMenu);
    connect(m_bar, &FlowBar::zoomIn, m_canvas, [this] { m_canvas->zoomBy(1.25); });
    connect(m_bar, &FlowBar::zoomOut, m_canvas, [this] { m_canvas->zoomBy(0.8); });
    connect(m_bar, &FlowBar::fit, m_canvas, &FlowCanvas::fit);
    connect(m_bar, &FlowBar::hidingToggled, this, &FlowView::setHidingOthers);
    connect(m_bar, &FlowBar::exportRequested, this, &FlowView::showExportMenu);
    connect(m_bar, &FlowBar::stateClicked, this, [this](simulator::NodeState state) {
        const std::string_view word = toString(state);
        m_session.setFindText(QStringLiteral("state = ") +
                              QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
    });
    connect(m_bar, &FlowBar::namespaceClicked, this,
            [this](const QString& name) { m_session.setFindText(QStringLiteral("ns = ") + name); });
    connect(m_bar, &FlowBar::podsToggled, this, [this](bool shown) {
        simulator::TopologyOptions options = m_session.topologyOptions();
        options.pods = shown;
        m_session.setTopologyOptions(options);
    });
    connect(m_notice, &FlowNotice::actionClicked, this, &FlowView::leaveNotice);
}

void FlowView::showGraph() {
    const simulator::TopologyPtr topology = m_session.topology();
    m_bar->setPodsShown(m_session.topologyOptions().pods);
    if (!topology) {
        m_layoutJob.cancel();
        m_bar->setCounts({});
        m_canvas->setEmptyText(tr("Nothing is open"),
                               tr("Open a folder, a sample or a cluster, or paste YAML: the way of "
                                  "its traffic is drawn here."));
        publish({});
        return;
    }
    m_canvas->setEmptyText(tr("Nothing here takes or gets traffic"),
                           tr("There is no Gateway, route, Service or Pod among what is loaded."));
    m_bar->setCounts(countByState(*topology));
    m_canvas->setAllCounts(countByRole(*topology));
    const auto whole = m_session.layout();
    if (!m_hideOthers || m_filter.empty()) {
        m_layoutJob.cancel();
        publish({whole ? drawn(topology, *whole) : FlowScene(), whole});
        return;
    }
    m_layoutJob.start(
        [topology, whole, filter = m_filter](const std::stop_token& stop, const auto&) {
            const auto shown = pathsThrough(*topology, matchesOf(*topology, filter));
            auto layout = std::make_shared<const simulator::Layout>(
                simulator::layOut(*shown, {}, nullptr, nullptr, stop));
            return Picture{drawn(shown, *layout), layout};
        },
        [this](const Picture& picture) { publish(picture); });
}

void FlowView::publish(const Picture& picture) {
    m_layout = picture.layout;
    m_canvas->setScene(picture.scene);
    const auto matches =
        m_filter.empty() ? std::vector<bool>() : matchesOf(*picture.scene.topology(), m_filter);
    m_found = static_cast<std::size_t>(std::ranges::count(matches, true));
    showNamespaces();
    m_canvas->setMatches(m_hideOthers ? std::vector<bool>() : matches);
    m_canvas->setSelectedKey(m_session.selectedKey());
    m_canvas->setStepKey(m_session.focusKey());
    showAnswer();
    updateNotice();
}

void FlowView::showNamespaces() {
    const FlowColors colors = flowColors(Theme::colors());
    std::vector<std::pair<QString, QColor>> namespaces;
    for (const auto& [name, hue] : m_canvas->scene().bandHues())
        namespaces.emplace_back(QString::fromStdString(name), colors.bandSwatchOf(hue));
    m_bar->setNamespaces(std::move(namespaces));
}

void FlowView::showAnswer() {
    m_canvas->setLitPath(m_session.litPath(), m_session.decision());
}

void FlowView::applySearch() {
    // While a comparison is half typed the last whole one stays.
    if (auto filter = NodeFilter::parse(m_session.findText().toStdString()))
        m_filter = *std::move(filter);
    m_bar->setHiding(!m_filter.empty(), m_hideOthers);
    showGraph();
}

void FlowView::setHidingOthers(bool hide) {
    if (hide == m_hideOthers)
        return;
    m_hideOthers = hide;
    m_bar->setHiding(!m_filter.empty(), hide);
    showGraph();
}

void FlowView::updateNotice() {
    const simulator::TopologyPtr all = m_session.topology();
    const std::size_t total = all ? all->nodes().size() : 0;
    const std::size_t shown = m_canvas->scene().nodeCount();
    const int focused = m_canvas->scene().find(m_canvas->focusedKey());
    if (focused >= 0)
        m_notice->show(tr("Only the paths through %1")
                           .arg(m_canvas->scene().title(static_cast<std::uint32_t>(focused))),
                       tr("Back (Esc)"));
    else if (!m_filter.empty() && m_hideOthers)
        m_notice->show(shown == 0 ? tr("Nothing matches \u201c%1\u201d; %2 nodes are hidden")
                                        .arg(m_session.findText())
                                        .arg(total)
                                  : tr("Showing %1 of %2 nodes; %3 are hidden")
                                        .arg(shown)
                                        .arg(total)
                                        .arg(total - shown),
                       tr("Show all"));
    else if (!m_filter.empty())
        m_notice->show(tr("%1 of %2 nodes found").arg(m_found).arg(total), tr("Clear"));
    else if (all && !m_session.topologyOptions().namespaces.empty())
        m_notice->show(
            tr("Only %1 shown")
                .arg(counted(static_cast<qsizetype>(m_session.topologyOptions().namespaces.size()),
                             tr("namespace"), tr("namespaces"))),
            tr("Show all"));
    else
        m_notice->show({}, {});
    placeNotice();
}

void FlowView::leaveNotice() {
    if (!m_canvas->focusedKey().empty()) {
        m_canvas->focusPathThrough({});
    } else if (!m_filter.empty()) {
        m_session.setFindText({});
    } else {
        simulator::TopologyOptions options = m_session.topologyOptions();
        options.namespaces.clear();
        m_session.setTopologyOptions(options);
    }
}

QString FlowView::notice() const {
    return m_notice->isHidden() ? QString() : m_notice->text();
}

void FlowView::placeNotice() {
    m_notice->move(std::max(8, (m_canvas->width() - m_notice->width()) / 2),
                   static_cast<int>(FlowPainter::kHeadingHeight) + 8);
}

void FlowView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeNotice();
}

void FlowView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        applyTheme();
}

void FlowView::applyTheme() {
    if (!m_canvas)
        return;
    m_canvas->setColors(flowColors(Theme::colors()));
    m_bar->refreshIcons();
    showNamespaces();
}

void FlowView::showNodeMenu(const std::string& key, const QPoint& globalPosition) {
    QMenu menu(this);
    if (!key.empty()) {
        const int node = m_canvas->scene().find(key);
        menu.addAction(tr("Show only its paths"), this,
                       [this, key] { m_canvas->focusPathThrough(key); });
        menu.addAction(tr("Select"), this, [this, key] { m_session.select(key); });
        if (node >= 0)
            menu.addAction(tr("Copy name"), this, [this, node] {
                QApplication::clipboard()->setText(
                    m_canvas->scene().title(static_cast<std::uint32_t>(node)));
            });
        menu.addSeparator();
    }
    menu.addAction(tr("Fit the graph into view"), m_canvas, &FlowCanvas::fit);
    menu.addAction(tr("Copy image"), this,
                   [this] { QApplication::clipboard()->setImage(image(kExportScale)); });
    menu.exec(globalPosition);
}

void FlowView::showExportMenu(const QPoint& globalPosition) {
    QMenu menu(this);
    menu.addAction(tr("Save as SVG\u2026"), this, [this] { saveAs(true); });
    menu.addAction(tr("Save as PNG\u2026"), this, [this] { saveAs(false); });
    menu.addAction(tr("Copy image"), this,
                   [this] { QApplication::clipboard()->setImage(image(kExportScale)); });
    menu.exec(globalPosition - QPoint(0, menu.sizeHint().height()));
}

QImage FlowView::image(double scale) const {
    return flowImage(
        m_canvas->scene(), m_canvas->emphases(),
        m_session.topology() ? countByRole(*m_session.topology()) : std::vector<std::size_t>(),
        flowColors(Theme::colors()), m_canvas->font(), scale);
}

QByteArray FlowView::svg() const {
    if (!m_layout)
        return {};
    const auto lit = m_session.litPath();
    return flowSvg(*m_canvas->scene().topology(), *m_layout, {lit.begin(), lit.end()},
                   Theme::colors().dark, {});
}

void FlowView::saveAs(bool vector) {
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Save the graph"),
        vector ? QStringLiteral("gatesight.svg") : QStringLiteral("gatesight.png"),
        vector ? tr("SVG image (*.svg)") : tr("PNG image (*.png)"));
    if (name.isEmpty())
        return;
    const auto written = writeFile(name, vector ? svg() : pngOf(image(kExportScale)));
    if (!written)
        QMessageBox::warning(this, tr("The graph was not saved"),
                             tr("%1. Choose another folder.").arg(written.error()));
}

}  // namespace gatesight::ui
