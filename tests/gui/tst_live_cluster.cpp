// A live cluster in the window: read, followed, asked about, against an API server on loopback.
#include "tests/gui/support_session.h"
#include "tests/model/support_api_server.h"

#include "model/cluster/plugin_consent.h"
#include "tests/house/test_program.h"
#include "ui/live/cluster_dialog.h"
#include "ui/live/cluster_follower.h"
#include "ui/live/plugin_dialog.h"
#include "ui/kept/kept_session.h"
#include "ui/kept/state_folder.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/window_state.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeWidget>
#include <QScopeGuard>

#include <memory>

namespace tst_live_cluster {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

constexpr int kPatienceMs = 30'000;

std::set<std::string> routesOf(const Session& session) {
    std::set<std::string> names;
    if (session.simulation())
        for (const auto& route : session.simulation()->world->all<model::HTTPRoute>())
            names.insert(route.metadata().name);
    return names;
}

}  // namespace

class TestLiveCluster : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<model::test::ApiServer> m_server;
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    QString write(const QString& name, const QString& words) {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(words.toUtf8());
        return file.fileName();
    }

    /// A kubeconfig whose requests meet `fault`; `user` is YAML in flow style.
    QString kubeconfig(const QString& fault, const QString& user) {
        return write(fault + QStringLiteral(".kubeconfig"),
                     QStringLiteral(R"(apiVersion: v1
kind: Config
current-context: staging
contexts:
  - {name: production, context: {cluster: here, user: me}}
  - {name: staging, context: {cluster: here, user: me, namespace: shop}}
clusters:
  - {name: here, cluster: {server: "%1/%2", certificate-authority: "%3"}}
users:
  - {name: me, user: %4}
)")
                         .arg(QString::fromStdString(m_server->told("good")), fault,
                              QString::fromStdString(m_server->told("authority")), user));
    }
    QString withToken(const QString& fault) {
        return kubeconfig(fault, QStringLiteral("{token: %1}").arg(QString::fromStdString(m_server->told("token"))));
    }

    /// Opens it and waits until it is there, or has failed.
    bool open(const QString& path) {
        m_window->openCluster({.kubeconfig = path.toStdString(), .context = "staging", .namespaces = {}});
        return QTest::qWaitFor([this] { return !m_session->isLoading(); }, kPatienceMs) && m_session->loadError().empty();
    }
    QPushButton* button(const char* name) { return m_window->findChild<QPushButton*>(QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        m_server = std::make_unique<model::test::ApiServer>(3);
        QVERIFY(!m_server->told("good").empty());
    }
    void init() {
        m_session = std::make_unique<Session>();
        m_theme = std::make_unique<Theme>(*m_session);
        m_window = std::make_unique<MainWindow>(*m_session, GuestPanes{});
        m_theme->styleWidgets();
        m_window->forgetSettings();
        m_window->resize(1280, 760);
        m_window->show();
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
        m_session.reset();
    }

    void itIsReadAndFollowed() {
        QVERIFY(open(withToken(QStringLiteral("ok"))));
        QVERIFY(m_session->loaded()->cluster != nullptr);
        QVERIFY(m_window->follower()->state() == ClusterFollower::State::Following);
        QVERIFY(m_window->findChild<QFrame*>(QStringLiteral("liveBar"))->isVisible());
        // Nobody reads a trace: what changes shows by itself.
        QVERIFY(QTest::qWaitFor([this] { return routesOf(*m_session).contains("route-00900"); }, kPatienceMs));
        QCOMPARE(routesOf(*m_session), (std::set<std::string>{"route-00000", "route-00002", "route-00900"}));
        QVERIFY(m_window->follower()->pending().empty());
        QVERIFY(!button("applyChanges")->isVisible());
        // What was listed is not listed again, but followed from there.
        QCOMPARE(m_server->requests("/ok/apis/gateway.networking.k8s.io/v1/httproutes?limit"), 1);
    }

    void changesWaitWhileATraceIsRead() {
        QVERIFY(open(withToken(QStringLiteral("ok"))));
        const auto before = routesOf(*m_session);
        QVERIFY(test::ask(*m_session, QStringLiteral("http://r0.example.com/")) != nullptr);
        const auto simulation = m_session->simulation();
        QVERIFY(QTest::qWaitFor([this] { return m_window->follower()->pending().size() == 2; }, kPatienceMs));
        QTest::qWait(1500);  // longer than changes take to settle
        QCOMPARE(m_session->simulation(), simulation);
        QCOMPARE(routesOf(*m_session), before);
        QCOMPARE(button("applyChanges")->text(), QStringLiteral("Show 2 changes"));
        QVERIFY(button("applyChanges")->toolTip().contains(QStringLiteral("route-00900")));
        QTest::mouseClick(button("applyChanges"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return routesOf(*m_session).contains("route-00900"); }, kPatienceMs));
        QVERIFY(QTest::qWaitFor([this] { return m_window->follower()->pending().empty(); }, kPatienceMs));
        QVERIFY(QTest::qWaitFor([this] { return m_session->decision() != nullptr; }, kPatienceMs));
    }

    void followingEndsAndBeginsAgain() {
        QVERIFY(open(withToken(QStringLiteral("none"))));
        QTest::mouseClick(button("followCluster"), Qt::LeftButton);
        QVERIFY(m_window->follower()->state() == ClusterFollower::State::Off);
        QTest::mouseClick(button("followCluster"), Qt::LeftButton);
        QVERIFY(m_window->follower()->state() == ClusterFollower::State::Following);
        m_session->closeAll();
        QVERIFY(m_window->follower()->state() == ClusterFollower::State::Off);
        QVERIFY(!m_window->findChild<QFrame*>(QStringLiteral("liveBar"))->isVisible());
    }

    void troubleKeepsWhatIsThere() {
        QVERIFY(test::openSample(*m_session, QStringLiteral("first-steps")));
        const auto simulation = m_session->simulation();
        QVERIFY(!open(kubeconfig(QStringLiteral("none"), QStringLiteral("{token: wrong}"))));
        QVERIFY(!m_session->loadError().cause.empty());
        QVERIFY(!m_session->loadError().advice.empty());
        QVERIFY(!QString::fromStdString(m_session->loadError().cause).contains(QStringLiteral("wrong")));
        QCOMPARE(m_session->simulation(), simulation);
    }

    void itIsCancelledWithinAMoment() {
        m_window->openCluster({.kubeconfig = withToken(QStringLiteral("silent")).toStdString(), .context = {}, .namespaces = {}});
        QTest::qWait(300);
        QVERIFY(m_session->isLoading());
        m_session->cancelLoading();
        QVERIFY(!m_session->isLoading());
        QVERIFY(m_session->loadError().empty());
    }

    void aReadingThatIsCutKeepsWhatIsThere_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("asked");
        QTest::newRow("at the first page") << "first" << "httproutes?limit=500";
        QTest::newRow("in the middle") << "middle" << "httproutes?limit=500&continue=500";
        QTest::newRow("at the last page") << "last" << "httproutes?limit=500&continue=1000";
    }
    void aReadingThatIsCutKeepsWhatIsThere() {
        QFETCH(QString, page);
        QFETCH(QString, asked);
        // A server of its own: three pages of routes.
        auto many = std::make_unique<model::test::ApiServer>(1200);
        std::swap(m_server, many);
        const auto back = qScopeGuard([&] { std::swap(m_server, many); });
        QVERIFY(test::openSample(*m_session, QStringLiteral("first-steps")));
        const auto loaded = m_session->loaded();
        const QString fault = QStringLiteral("hold-") + page;
        m_window->openCluster({.kubeconfig = withToken(fault).toStdString(), .context = {}, .namespaces = {}});
        const std::string path = "/" + fault.toStdString() + "/apis/gateway.networking.k8s.io/v1/" + asked.toStdString();
        QVERIFY(QTest::qWaitFor([&] { return m_server->requests(path) > 0; }, kPatienceMs));
        m_session->cancelLoading();
        QTest::qWait(300);
        QVERIFY(!m_session->isLoading() && m_session->loadError().empty());
        QCOMPARE(m_session->loaded(), loaded);
        QVERIFY(m_session->inputs().front().kind == Input::Kind::Path);
    }

    void aRestoredClusterIsNotReadUnasked() {
        const QString state = m_folder.filePath(QStringLiteral("state"));
        const QString sessions = state + QStringLiteral("/sessions");
        KeptSession kept;
        kept.inputs = {{.kind = Input::Kind::Cluster,
                        .path = "staging",
                        .text = {},
                        .title = "staging",
                        .sample = false,
                        .cluster = {.kubeconfig = withToken(QStringLiteral("restored")).toStdString(), .context = "staging", .namespaces = {}}}};
        QVERIFY(makePrivateFolder(state) && makePrivateFolder(sessions));
        QFile file(sessions + QStringLiteral("/1-1.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toBytes(kept));
        file.close();
        m_window->keepSession(state, QStringLiteral("2-2"));
        QTest::mouseClick(button("restoreSession"), Qt::LeftButton);
        QTest::qWait(500);
        QVERIFY(!m_session->isLoading());
        QCOMPARE(m_server->requests("/restored/"), 0);
        // It is still what the session holds, should the program crash now.
        QVERIFY(QTest::qWaitFor([&] {
            QFile mine(sessions + QStringLiteral("/2-2.json"));
            return mine.open(QIODevice::ReadOnly) && mine.readAll().contains("staging");
        }));
        QTest::mouseClick(button("restoreCluster"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([this] { return m_session->loaded()->cluster != nullptr; }, kPatienceMs));
        QVERIFY(m_server->requests("/restored/") > 0);
        QVERIFY(QTest::qWaitFor([&] {
            QFile mine(sessions + QStringLiteral("/2-2.json"));
            return mine.open(QIODevice::ReadOnly) && mine.readAll().contains("restored.kubeconfig");
        }));
        QFile mine(sessions + QStringLiteral("/2-2.json"));
        QVERIFY(mine.open(QIODevice::ReadOnly));
        QVERIFY(!mine.readAll().contains(QByteArray::fromStdString(m_server->told("token"))));
    }

    // Nobody ticked the box: nothing is read, nothing is missing, and it is said.
    void noSecretIsReadUnasked() {
        QVERIFY(open(withToken(QStringLiteral("bare"))));
        QCOMPARE(m_server->requests("/bare/api/v1/namespaces/shop/secrets"), 0);
        QCOMPARE(m_server->requests("/bare/api/v1/secrets"), 0);
        const auto* bar = m_window->findChild<QFrame*>(QStringLiteral("liveBar"));
        const auto labels = bar->findChildren<QLabel*>();
        const auto says = [&](const char* words) {
            return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(QLatin1String(words)); });
        };
        QVERIFY(says("Secrets not read"));
        QVERIFY(!says("Not whole"));
        const auto& findings = m_session->loaded()->findings;
        QVERIFY(std::ranges::any_of(findings, [](const model::Finding& each) { return each.rule == "secret.not-read"; }));
        QVERIFY(std::ranges::none_of(findings, [](const model::Finding& each) { return each.rule == "listener.tls.cert.not-found"; }));
    }

    void secretsAreReadWhenTheBoxIsTicked() {
        ClusterDialog dialog(withToken(QStringLiteral("ticked")));
        QVERIFY(!dialog.secretsBox()->isChecked());
        QVERIFY(!dialog.choice().secrets);
        dialog.secretsBox()->click();
        QVERIFY(dialog.choice().secrets);
        m_window->openCluster(dialog.choice());
        QVERIFY(QTest::qWaitFor([this] { return !m_session->isLoading(); }, kPatienceMs));
        QVERIFY(m_server->requests("/ticked/api/v1/namespaces/shop/secrets/cert") > 0);
        const auto secret = m_session->simulation()->world->find<model::Secret>("shop", "cert");
        QVERIFY(secret && !secret->certificates.empty());
    }

    void whatIsMissingIsSaid() {
        QVERIFY(open(withToken(QStringLiteral("forbidden"))));
        const auto labels = m_window->findChild<QFrame*>(QStringLiteral("liveBar"))->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) { return label->text().contains(QStringLiteral("Not whole")); }));
    }

    void noPluginRunsUnasked() {
        const QString ran = m_folder.filePath(QStringLiteral("ran"));
        const QString program = write(QStringLiteral("plugin"),
                                      QStringLiteral("#!/bin/sh\ntouch '%1'\necho '{\"apiVersion\": \"client.authentication.k8s.io/v1\", "
                                                     "\"kind\": \"ExecCredential\", \"status\": {\"token\": \"%2\"}}'\n")
                                          .arg(ran, QString::fromStdString(m_server->told("token"))));
        QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const auto config = [&](const QString& argument) {
            return kubeconfig(QStringLiteral("none"),
                              QStringLiteral("{exec: {apiVersion: client.authentication.k8s.io/v1, command: '%1', args: [%2], "
                                             "interactiveMode: Never}}")
                                  .arg(program, argument));
        };
        answerPluginDialog(false);
        QVERIFY(!open(config(QStringLiteral("login"))));
        QVERIFY(m_session->loadError().plugin.has_value());
        QVERIFY(QTest::qWaitFor([this] { return m_answered == 1; }, kPatienceMs));
        QVERIFY(!QFile::exists(ran));

        answerPluginDialog(true);
        (void)open(config(QStringLiteral("login")));
        QVERIFY(QTest::qWaitFor([this] { return m_session->loaded()->cluster != nullptr; }, kPatienceMs));
        QCOMPARE(m_answered, 2);
        QVERIFY(QFile::exists(ran));

        // The same call runs without another question; another one does not.
        QVERIFY(open(config(QStringLiteral("login"))));
        QFile::remove(ran);
        answerPluginDialog(false);
        QVERIFY(!open(config(QStringLiteral("logout"))));
        QVERIFY(QTest::qWaitFor([this] { return m_answered == 3; }, kPatienceMs));
        QVERIFY(!QFile::exists(ran));
    }

    void consentIsForOneCallAlone() {
        const model::PluginCall call{.program = "/bin/login", .args = {"a", "b"}, .env = {{"X", "1"}}, .kubeconfig = "/home/config"};
        std::set<std::string> prints{model::fingerprintOf(call)};
        for (const auto& change : std::vector<std::function<void(model::PluginCall&)>>{
                 [](auto& c) { c.program = "/bin/logi"; }, [](auto& c) { c.args = {"ab"}; }, [](auto& c) { c.args = {"b", "a"}; },
                 [](auto& c) { c.env = {{"X", "2"}}; }, [](auto& c) { c.env.clear(); }, [](auto& c) { c.kubeconfig += "2"; },
                 [](auto& c) { c.args = {"a", "b", "X", "1"}; c.env.clear(); }}) {
            model::PluginCall other = call;
            change(other);
            prints.insert(model::fingerprintOf(other));
        }
        QCOMPARE(prints.size(), std::size_t(8));
        QCOMPARE(model::fingerprintOf(call), model::fingerprintOf(model::PluginCall(call)));
    }

    void contextsAreListed() {
        ClusterDialog dialog(withToken(QStringLiteral("none")));
        QCOMPARE(dialog.contexts()->topLevelItemCount(), 2);
        QCOMPARE(dialog.choice().context, std::string("staging"));
        QVERIFY(dialog.openButton()->isEnabled());
        dialog.show();
        QCOMPARE(dialog.contexts()->horizontalScrollBar()->maximum(), 0);
        // Names are told apart by their ends: they are not shortened while there is room.
        const QTreeWidget* contexts = dialog.contexts();
        for (int row = 0; row < contexts->topLevelItemCount(); ++row) {
            const QTreeWidgetItem* item = contexts->topLevelItem(row);
            QVERIFY(QFontMetrics(item->font(0)).horizontalAdvance(item->text(0)) <
                    contexts->columnWidth(0));
        }
        dialog.namespacesEdit()->setText(QStringLiteral("shop, infra"));
        QCOMPARE(dialog.choice().namespaces, (std::vector<std::string>{"shop", "infra"}));
        dialog.kubeconfigEdit()->setText(write(QStringLiteral("bad"), QStringLiteral("contexts: [\n  {name: PLANTED\n")));
        Q_EMIT dialog.kubeconfigEdit()->editingFinished();
        QVERIFY(!dialog.openButton()->isEnabled());
        QVERIFY(dialog.trouble().contains(QStringLiteral("bad:")));
        QVERIFY(!dialog.trouble().contains(QStringLiteral("PLANTED")));
    }

    void nothingIsAskedOfAClusterAtTheNextStart() {
        QVERIFY(open(withToken(QStringLiteral("none"))));
        QSettings settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        saveSession(*m_session, settings);
        QVERIFY(rememberedInputs(settings).empty());
        settings.sync();
        QFile file(settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(QByteArray::fromStdString(m_server->told("token"))));
    }

private:
    /// Answers the question about a plugin as soon as it is asked.
    void answerPluginDialog(bool allow) {
        auto* timer = new QTimer(m_window.get());
        connect(timer, &QTimer::timeout, this, [this, timer, allow] {
            auto* dialog = qobject_cast<PluginDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            timer->deleteLater();
            ++m_answered;
            allow ? dialog->accept() : dialog->reject();
        });
        timer->start(20);
    }
    int m_answered = 0;
};

GATESIGHT_TEST(TestLiveCluster, QApplication)

}  // namespace tst_live_cluster

#include "tst_live_cluster.moc"
