// gatesight-desktop: arguments in, one window out.
#include "app/desktop/arguments.h"
#include "app/desktop/crash_report.h"
#include "app/desktop/screenshot.h"
#include "model/cluster/freed_memory.h"
#include "ui/charts/traffic_panel.h"
#include "ui/graph/flow_view.h"
#include "ui/kept/state_folder.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/who/graph_pane.h"
#include "ui/who/who_view.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QIcon>

#include <cstdio>
#include <memory>

using namespace gatesight;

namespace {

/// What the request line does with a URL, once there is something to ask.
void traceWhenLoaded(ui::Session& session, const QString& url) {
    QObject::connect(
        &session, &ui::Session::simulationChanged, &session,
        [&session, url] {
            simulator::Request request;
            if (const auto set = simulator::setUrl(request, url.toStdString()); !set)
                std::fprintf(stderr, "gatesight-desktop: %s\n", set.error().c_str());
            else
                session.setRequest(request);
        },
        // After the session has followed the first request of a Scenario.
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

/// False when the arguments name nothing that can be opened.
bool openWhatIsNamed(ui::MainWindow& window, const desktop::Arguments& arguments) {
    if (!arguments.sample.isEmpty()) {
        if (window.openSample(arguments.sample))
            return true;
        std::fprintf(stderr, "gatesight-desktop: there is no sample '%s'\n",
                     qUtf8Printable(arguments.sample));
        return false;
    }
    if (!arguments.context.isEmpty() || !arguments.kubeconfig.isEmpty())
        window.openCluster({.kubeconfig = arguments.kubeconfig.toStdString(),
                            .context = arguments.context.toStdString(),
                            .namespaces = {},
                            .secrets = arguments.secrets});
    else if (!arguments.paths.isEmpty())
        window.openPaths(arguments.paths);
    else if (arguments.screenshot.isEmpty())
        window.restoreLast();
    return true;
}

void reportCrashes() {
    const QString report = ui::crashReportPath(ui::stateFolder(), ui::runName());
    if (ui::makePrivateFolder(ui::stateFolder()) &&
        ui::makePrivateFolder(QFileInfo(report).absolutePath()))
        desktop::reportCrashes(QFile::encodeName(report).toStdString(),
                               "gatesight-desktop " GATESIGHT_VERSION);
}

}  // namespace

int main(int argc, char** argv) {
    model::letOpensslWipe();
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Gatesight"));
    QApplication::setApplicationName(QStringLiteral("Gatesight"));
    QApplication::setApplicationVersion(QStringLiteral(GATESIGHT_VERSION));
    const desktop::Arguments arguments = desktop::readArguments(application);
    reportCrashes();

    ui::Session session;
    if (!arguments.theme.isEmpty())
        session.setTheme(arguments.theme == QLatin1String("dark") ? ui::ThemeChoice::Dark
                                                                  : ui::ThemeChoice::Light);
    ui::Theme theme(session);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/gatesight/icons/gatesight.svg")));
    auto* flow = new ui::FlowView(session);
    auto* traffic = new ui::TrafficPanel(session, flow);
    auto* who = new ui::WhoView(session);
    auto* graph = new ui::GraphPane(flow, who);
    ui::MainWindow window(session, {.flow = graph,
                                    .traffic = traffic,
                                    .runTraffic =
                                        [graph, traffic] {
                                            // Its dots move over the flow.
                                            graph->show(ui::GraphPane::View::Flow);
                                            traffic->run();
                                        },
                                    .switchView = [graph] { graph->toggle(); }});
    QObject::connect(who, &ui::WhoView::sourceRequested, &window, &ui::MainWindow::showYaml);
    QObject::connect(who, &ui::WhoView::traceRequested, &window, &ui::MainWindow::showTrace);
    theme.styleWidgets();
    if (arguments.size.isValid())
        window.resize(arguments.size);
    std::unique_ptr<desktop::Screenshot> screenshot;
    if (!arguments.screenshot.isEmpty()) {
        window.forgetSettings();
        session.setReduceMotion(true);
        screenshot = std::make_unique<desktop::Screenshot>(session, window, traffic, graph,
                                                           arguments.screenshot, arguments.state);
    } else {
        window.keepSession(ui::stateFolder(), ui::runName());
    }
    if (!arguments.request.isEmpty())
        traceWhenLoaded(session, arguments.request);
    if (!openWhatIsNamed(window, arguments))
        return 2;
    window.show();
    // Plug-ins of Qt are loaded by now.
    desktop::noteModules();
    return QApplication::exec();
}
