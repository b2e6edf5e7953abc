// Pictures of the window for the documentation: brings it into a named state once everything is
// computed, saves it and quits.
#pragma once

#include "ui/charts/traffic_panel.h"
#include "ui/session/session.h"
#include "ui/window/main_window.h"

#include <QObject>
#include <QTimer>

namespace gatesight::desktop {

/// States: "trace" (as opened), "step", "object", "yaml", "stored", "edit", "rule", "status", "findings", "contradictions",
/// "board", "traffic", "details", "palette".
class Screenshot : public QObject {
    Q_OBJECT

public:
    /// `traffic` may be null.
    Screenshot(ui::Session& session, ui::MainWindow& window, ui::TrafficPanel* traffic,
               const QString& file, const QString& state);

private:
    void settle();
    void enterState();
    void shoot();

    ui::Session& m_session;
    ui::MainWindow& m_window;
    ui::TrafficPanel* m_traffic;
    QString m_file, m_state;
    QTimer m_quiet;  ///< fires when nothing has been announced for a while
    bool m_entered = false;
};

}  // namespace gatesight::desktop
