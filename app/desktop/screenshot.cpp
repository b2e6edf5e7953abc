#include "app/desktop/screenshot.h"

#include "ui/request/request_pane.h"
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
                       const QString& file, const QString& state)
    : m_session(session), m_window(window), m_traffic(traffic), m_file(file), m_state(state) {
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
    if (m_traffic && m_traffic->isRunning()) {
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
        // The first path of the file moves, and with it the requests that went there.
        ui::YamlEditor* editor = m_window.yaml()->editor();
        QTextCursor path = editor->document()->find(QStringLiteral("value: /"));
        path.setPosition(path.selectionEnd());
        path.insertText(QStringLiteral("v2/"));
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
    } else if (m_state == QLatin1String("traffic")) {
        // Dots are on their way only where motion is wanted.
        m_session.setReduceMotion(false);
        m_window.runTraffic();
    } else if (m_state == QLatin1String("details")) {
        m_window.requestPane()->setDetailsShown(true);
    } else if (m_state == QLatin1String("palette")) {
        m_window.openPalette();
        m_window.commandPalette()->edit()->setText(QStringLiteral("cart"));
    }
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
