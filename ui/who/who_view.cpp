#include "ui/who/who_view.h"

#include "simulator/who/talk_export.h"
#include "ui/jobs/write_file.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"
#include "ui/who/who_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace gatesight::ui {

WhoView::WhoView(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice = plainLabel(QStringLiteral("muted"));
    m_notice->setContentsMargins(kMargin, kGap, kMargin, kGap);
    m_notice->setWordWrap(true);
    m_canvas = new WhoCanvas;
    m_detail = new WhoDetail;
    m_bar = new WhoBar;
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->addWidget(m_canvas);
    m_rows->addWidget(m_detail);
    m_rows->setStretchFactor(0, 1);
    m_rows->setCollapsible(0, false);
    m_rows->setSizes({420, 170});
    m_detail->hide();
    layout->addWidget(m_notice);
    layout->addWidget(m_rows, 1);
    layout->addWidget(m_bar);
    setFocusProxy(m_canvas);
    connect(&m_session, &Session::simulationChanged, this, [this] {
        m_stale = true;
        compute();
    });
    connect(m_canvas, &WhoCanvas::activated, this, [this] {
        m_wanted = true;
        showDetail();
    });
    connect(m_canvas, &WhoCanvas::currentChanged, this, [this] {
        if (m_wanted)
            showDetail();
    });
    connect(m_canvas, &WhoCanvas::cleared, m_detail, &WhoDetail::closed);
    connect(m_canvas, &WhoCanvas::namespaceToggled, this, &WhoView::toggle);
    connect(m_detail, &WhoDetail::closed, this, [this] {
        m_wanted = false;
        m_factsJob.cancel();
        m_detail->hide();
        m_canvas->setCurrent({});
    });
    connect(m_detail, &WhoDetail::sourceChosen, this, [this](const model::SourceLocation& source) {
        m_session.selectSource(source);
        Q_EMIT sourceRequested();
    });
    connect(m_detail, &WhoDetail::traceChosen, this, [this](const simulator::Request& request) {
        m_session.setRequest(request);
        Q_EMIT traceRequested();
    });
    m_canvas->setReasons([this](WhoCanvas::Place place) {
        const simulator::WhoTalksPtr& talks = m_canvas->talks();
        if (!talks || !m_simulation)
            return QString();
        const simulator::TalkCell& cell = talks->cell(static_cast<std::size_t>(place.row),
                                                      static_cast<std::size_t>(place.column));
        const simulator::TalkOutcome outcome = cell.leading();
        const simulator::TalkTry& one = cell.witnessOf(outcome);
        return one.valid() ? text(reasonOf(*m_simulation, *talks, one, outcome).sentence)
                           : QString();
    });
    connect(m_bar, &WhoBar::onlyChanged, m_canvas, &WhoCanvas::setOnly);
    connect(m_bar, &WhoBar::expandAll, this, [this] { setExpanded({"*"}); });
    connect(m_bar, &WhoBar::collapseAll, this, [this] { setExpanded({}); });
    connect(m_bar, &WhoBar::exportRequested, this, &WhoView::showExportMenu);
    publish(nullptr);
}

void WhoView::setExpanded(std::set<std::string, std::less<>> namespaces) {
    m_expanded = std::move(namespaces);
    m_bar->setExpanded(!m_expanded.empty());
    m_stale = true;
    compute();
}

void WhoView::toggle(const QString& name) {
    std::set<std::string, std::less<>> expanded = m_expanded;
    if (expanded.erase("*") != 0 && m_canvas->talks())
        for (const auto& row : m_canvas->talks()->rows)
            if (!row.namespace_.empty())
                expanded.insert(row.namespace_);
    if (expanded.erase(name.toStdString()) == 0)
        expanded.insert(name.toStdString());
    setExpanded(std::move(expanded));
}

/// Off the GUI thread, and only while somebody looks at it.
void WhoView::compute() {
    if (!m_stale || !isVisible())
        return;
    m_stale = false;
    const simulator::SimulationPtr simulation = m_session.simulation();
    if (!simulation) {
        m_job.cancel();
        m_simulation.reset();
        publish(nullptr);
        return;
    }
    simulator::WhoTalksOptions options;
    options.namespaces = m_session.topologyOptions().namespaces;
    options.expanded = m_expanded;
    m_job.start(
        [simulation, options](const std::stop_token& stop, const auto&) {
            return computeWhoTalks(*simulation, options, stop);
        },
        [this, simulation](const simulator::WhoTalksPtr& talks) {
            m_simulation = simulation;
            publish(talks);
        });
}

void WhoView::publish(const simulator::WhoTalksPtr& talks) {
    m_canvas->setEmptyText(
        talks ? tr("There is no Pod and no Gateway among what is loaded.")
              : tr("Open a folder, a sample or a cluster: who may talk to whom is shown here, "
                   "before any traffic exists."));
    m_canvas->setTalks(talks);
    m_bar->setTalks(talks);
    showNotice();
    if (!m_canvas->current().valid()) {
        m_wanted = false;
        m_detail->hide();
    }
    Q_EMIT computed();
}

void WhoView::showNotice() {
    const simulator::WhoTalksPtr& talks = m_canvas->talks();
    QString words;
    if (talks && !talks->empty() && !talks->policies)
        words = m_session.options().choices.networkPolicies ==
                        simulator::SpecChoices::NetworkPolicies::Ignored
                    ? tr("Network policies are ignored: everything is let through, and only routes "
                         "decide.")
                    : tr("There is no network policy: everything is let through, and only routes "
                         "decide.");
    else if (talks && !talks->empty())
        words = tr("Rows talk to columns. Click a name to see its workloads, a cell to see why.");
    if (talks && talks->unexpanded != 0)
        words = text(simulator::talkRoomNote(*talks)) + QLatin1Char('.');
    m_notice->setText(words);
    m_notice->setVisible(!words.isEmpty());
}

QString WhoView::notice() const {
    return m_notice->text();
}

void WhoView::showDetail() {
    const WhoCanvas::Place place = m_canvas->current();
    if (!place.valid() || !m_simulation) {
        m_detail->hide();
        return;
    }
    m_factsJob.start(
        [simulation = m_simulation, talks = m_canvas->talks(), place](const std::stop_token& stop,
                                                                      const auto&) {
            return cellFacts(*simulation, *talks, static_cast<std::size_t>(place.row),
                             static_cast<std::size_t>(place.column), stop);
        },
        [this](const WhoCellFacts& facts) {
            m_detail->setFacts(facts);
            m_detail->show();
            Q_EMIT detailShown();
        });
}

void WhoView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    compute();
}

void WhoView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (m_bar && (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)) {
        m_bar->refreshIcons();
        m_canvas->viewport()->update();
    }
}

// ---- leaving the window ----

void WhoView::showExportMenu(const QPoint& globalPosition) {
    QMenu menu(this);
    menu.addAction(tr("Save as SVG\u2026"), this, [this] { saveAs(true); });
    menu.addAction(tr("Save as PNG\u2026"), this, [this] { saveAs(false); });
    menu.addAction(tr("Copy image"), this,
                   [this] { QApplication::clipboard()->setImage(m_canvas->image(2)); });
    menu.exec(globalPosition - QPoint(0, menu.sizeHint().height()));
}

void WhoView::saveAs(bool vector) {
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Save the matrix"),
        vector ? QStringLiteral("east-west.svg") : QStringLiteral("east-west.png"),
        vector ? tr("SVG image (*.svg)") : tr("PNG image (*.png)"));
    if (name.isEmpty() || !m_canvas->talks())
        return;
    simulator::ExportOptions options;
    options.dark = Theme::colors().dark;
    const auto written =
        writeFile(name, vector ? QByteArray::fromStdString(toSvg(*m_canvas->talks(), options))
                               : pngOf(m_canvas->image(2)));
    if (!written)
        QMessageBox::warning(this, tr("The matrix was not saved"),
                             tr("%1. Choose another folder.").arg(written.error()));
}

}  // namespace gatesight::ui
