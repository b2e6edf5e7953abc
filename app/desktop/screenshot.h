// Pictures of the window for the documentation: brings it into a named state once everything is
// computed, saves it and quits.
#pragma once

#include "ui/charts/traffic_panel.h"
#include "ui/session/session.h"
#include "ui/who/graph_pane.h"
#include "ui/window/main_window.h"

#include <QObject>
#include <QTimer>

namespace gatesight::desktop {

/// States: "trace" (as opened), "step", "object", "yaml", "stored", "edit", "rule", "status", "findings", "contradictions",
/// "board", "reported", "traffic", "details", "palette", "east-west", "east-west-cell", "east-west-workloads", "report", "compare",
/// "changes".
class Screenshot : public QObject {
    Q_OBJECT

public:
    /// `traffic` and `graph` may be null.
    Screenshot(ui::Session& session, ui::MainWindow& window, ui::TrafficPanel* traffic,
               ui::GraphPane* graph, const QString& file, const QString& state);

private:
    void settle();
    void enterState();
    void editPath();
    void showEastWest();
    void shoot();

    ui::Session& m_session;
    ui::MainWindow& m_window;
    ui::TrafficPanel* m_traffic;
    ui::GraphPane* m_graph;
    QString m_file, m_state;
    QTimer m_quiet;  ///< fires when nothing has been announced for a while
    bool m_entered = false;
};

}  // namespace gatesight::desktop
