// How the window opens a live cluster: which one, and whether programs of its kubeconfig may run.
#include "model/cluster/plugin_consent.h"
#include "ui/live/cluster_dialog.h"
#include "ui/live/plugin_dialog.h"
#include "ui/session/text.h"
#include "ui/window/main_window.h"

#include <QSettings>
#include <QTimer>

namespace gatesight::ui {

namespace {

constexpr auto kLastKubeconfig = "live/kubeconfig";

}  // namespace

void MainWindow::chooseCluster() {
    QSettings settings;
    const QString last = m_remembers ? settings.value(QLatin1String(kLastKubeconfig)).toString() : QString();
    ClusterDialog dialog(last, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const ClusterChoice choice = dialog.choice();
    if (m_remembers)
        settings.setValue(QLatin1String(kLastKubeconfig), text(choice.kubeconfig));
    openCluster(choice);
}

void MainWindow::openCluster(const ClusterChoice& choice) {
    if (m_remembers)
        for (std::string& fingerprint : rememberedPlugins())
            m_session.allowPlugin(std::move(fingerprint));
    const std::string name = choice.context.empty() ? tr("Live cluster").toStdString() : choice.context;
    m_session.open({{.kind = Input::Kind::Cluster, .path = name, .text = {}, .title = name, .sample = false, .cluster = choice}});
}

/// Loading ended because a program of the kubeconfig has to run first: the user decides about exactly this call.
void MainWindow::askAboutPlugin() {
    if (m_session.isLoading() || !m_session.loadError().plugin)
        return;
    // Not from within the session's own signal: the dialog runs an event loop.
    QTimer::singleShot(0, this, [this] {
        const std::optional<model::PluginCall> call = m_session.loadError().plugin;
        if (m_session.isLoading() || !call)
            return;
        PluginDialog dialog(*call, this);
        if (dialog.exec() != QDialog::Accepted)
            return;
        const std::string fingerprint = model::fingerprintOf(*call);
        if (dialog.remembers() && m_remembers)
            rememberPlugin(fingerprint);
        m_session.allowPlugin(fingerprint);
        m_session.tryAgain();
    });
}

}  // namespace gatesight::ui
