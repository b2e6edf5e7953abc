#include "app/desktop/screenshot.h"

#include "ui/changes/changes_view.h"
#include "ui/report/report_pane.h"
#include "ui/request/request_pane.h"
#include "ui/who/who_view.h"
#include "ui/window/bottom_panel.h"
#include "ui/yaml/yaml_editor.h"
#include "ui/yaml/yaml_pane.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTabWidget>

#include <cstdio>

namespace gatesight::desktop {

namespace {

// Longer than any animation and any pause that waits for typing to end.
constexpr int kQuietMs = 900;
/// Part of the replay after which it is caught: charts have something to show, dots still move.
constexpr double kTrafficMoment = 0.6;

}  // namespace

Screenshot::Screenshot(ui::Session& session, ui::MainWindow& window, ui::TrafficPanel* traffic,
                       ui::GraphPane* graph, const QString& file, const QString& state)
    : m_session(session),
      m_window(window),
      m_traffic(traffic),
      m_graph(graph),
      m_file(file),
      m_state(state) {
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &Screenshot::settle);
    for (const auto signal : {&ui::Session::loadingChanged, &ui::Session::simulationChanged,
                              &ui::Session::decisionChanged, &ui::Session::savedRequestsChanged,
                              &ui::Session::loadProgressChanged})
        connect(&session, signal, &m_quiet, qOverload<>(&QTimer::start));
    m_quiet.start();
}

void Screenshot::settle() {
    if (m_session.isLoading())
        return;
    if (!m_entered) {
        m_entered = true;
        enterState();
        m_quiet.start();
        return;
    }
    if ((m_traffic && m_traffic->isRunning()) || (m_graph && m_graph->who().isComputing()) ||
        m_window.report()->isBusy() || m_window.changes()->isComputing()) {
        m_quiet.start();
        return;
    }
    if (m_traffic && m_traffic->shown())
        m_traffic->stopAt(m_traffic->clock().length() * kTrafficMoment);
    shoot();
}

void Screenshot::enterState() {
    const auto tab = [this](int index) { m_window.inspector()->setCurrentIndex(index); };
    if (m_state == QLatin1String("step")) {
        m_session.setStep(0);
        m_session.stepForward();
    } else if (m_state == QLatin1String("object")) {
        tab(1);
    } else if (m_state == QLatin1String("yaml")) {
        tab(2);
    } else if (m_state == QLatin1String("edit")) {
        tab(2);
        editPath();
    } else if (m_state == QLatin1String("changes")) {
        tab(2);
        editPath();
        connect(&m_session, &ui::Session::simulationChanged, &m_window,
                &ui::MainWindow::compareEdits, Qt::SingleShotConnection);
    } else if (m_state == QLatin1String("compare")) {
        m_window.showChanges();
    } else if (m_state == QLatin1String("report")) {
        m_window.showReport();
    } else if (m_state == QLatin1String("stored")) {
        tab(2);
        m_window.yaml()->setAsStored(true);
    } else if (m_state == QLatin1String("rule")) {
        m_window.explainRule(QStringLiteral("httproute.match.path.prefix"));
    } else if (m_state == QLatin1String("status")) {
        tab(3);
    } else if (m_state == QLatin1String("findings")) {
        m_window.showFindings();
        tab(2);
    } else if (m_state == QLatin1String("contradictions")) {
        m_window.showContradictions();
    } else if (m_state == QLatin1String("board")) {
        m_window.showStatusBoard();
    } else if (m_state == QLatin1String("reported")) {
        m_window.showReported();
    } else if (m_state == QLatin1String("traffic")) {
        // Dots are on their way only where motion is wanted.
        m_session.setReduceMotion(false);
        m_window.runTraffic();
    } else if (m_graph && m_state.startsWith(QLatin1String("east-west"))) {
        showEastWest();
    } else if (m_state == QLatin1String("details")) {
        m_window.requestPane()->setDetailsShown(true);
    } else if (m_state == QLatin1String("palette")) {
        m_window.openPalette();
        m_window.commandPalette()->edit()->setText(QStringLiteral("cart"));
    }
}

/// The first path of the file moves, and with it the requests that went there.
void Screenshot::editPath() {
    ui::YamlEditor* editor = m_window.yaml()->editor();
    QTextCursor path = editor->document()->find(QStringLiteral("value: /"));
    path.setPosition(path.selectionEnd());
    path.insertText(QStringLiteral("v2/"));
}

void Screenshot::showEastWest() {
    m_graph->show(ui::GraphPane::View::EastWest);
    ui::WhoView& who = m_graph->who();
    if (m_state == QLatin1String("east-west-workloads"))
        who.setExpanded({"*"});
    if (m_state != QLatin1String("east-west-cell"))
        return;
    // The first cell of which something is denied and something is not.
    connect(
        &who, &ui::WhoView::computed, this,
        [&who] {
            const auto& talks = *who.canvas().talks();
            for (std::size_t row = 1; row < talks.rows.size(); ++row)
                for (std::size_t column = 0; column + 1 < talks.columns.size(); ++column)
                    if (talks.cell(row, column).state() == simulator::TalkState::Partly) {
                        who.canvas().setCurrent({static_cast<int>(row), static_cast<int>(column)});
                        Q_EMIT who.canvas().activated();
                        return;
                    }
        },
        Qt::SingleShotConnection);
}

void Screenshot::shoot() {
    QPixmap picture = m_window.grab();
    if (m_window.commandPalette()->isVisible()) {
        QPainter painter(&picture);
        painter.drawPixmap(m_window.mapFromGlobal(m_window.commandPalette()->pos()),
                           m_window.commandPalette()->grab());
    }
    if (!picture.save(m_file)) {
        std::fputs(qUtf8Printable(
                       QStringLiteral("gatesight-desktop: %1 could not be written\n").arg(m_file)),
                   stderr);
        QCoreApplication::exit(4);
        return;
    }
    QCoreApplication::quit();
}

}  // namespace gatesight::desktop
