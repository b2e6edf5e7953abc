// A crash of the desktop: what it leaves, what the next start makes of it, and what it never holds.
#include "tests/gui/support_session.h"
#include "tests/house/test_program.h"

#include "ui/kept/crash_report_dialog.h"
#include "ui/kept/kept_session.h"
#include "ui/kept/session_keeper.h"
#include "ui/kept/state_folder.h"
#include "ui/request/request_pane.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>

#include <signal.h>

#include <memory>

namespace tst_kept_session {

using namespace gatesight;
using namespace gatesight::ui;

namespace {

constexpr int kPatienceMs = 60'000;
const QByteArray kMarker = "PLANTED";

simulator::Request requestOf(const char* url) {
    simulator::Request request;
    if (!simulator::setUrl(request, url))
        return {};
    return request;
}

KeptSession example() {
    KeptSession session;
    session.inputs = {{.kind = Input::Kind::Path,
                       .path = test::samplePath(QStringLiteral("first-steps")).toStdString(),
                       .text = {},
                       .title = "first-steps"}};
    session.requests = {{"mine", requestOf("http://hello.example.com/mine")}};
    session.request = requestOf("http://hello.example.com/here");
    return session;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestKeptSession : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] QString state() const {
        return m_folder->filePath(QStringLiteral("state/gatesight"));
    }
    [[nodiscard]] QStringList sessions() const {
        return QDir(state() + QStringLiteral("/sessions"))
            .entryList({QStringLiteral("*.json")}, QDir::Files);
    }
    [[nodiscard]] QString sessionFile(const QString& run) const {
        return QStringLiteral("%1/sessions/%2.json").arg(state(), run);
    }
    /// What a run that crashed left.
    void leave(const KeptSession& session, const QString& run = QStringLiteral("1-1")) {
        QVERIFY(makePrivateFolder(state()) &&
                makePrivateFolder(state() + QStringLiteral("/sessions")));
        QFile file(sessionFile(run));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toBytes(session));
    }
    void start(const QString& run = QStringLiteral("2-2")) {
        m_session = std::make_unique<Session>();
        m_theme = std::make_unique<Theme>(*m_session);
        m_window = std::make_unique<MainWindow>(*m_session, GuestPanes{});
        m_theme->styleWidgets();
        m_window->forgetSettings();
        m_window->keepSession(state(), run);
        m_window->show();
    }
    void stop() {
        m_window.reset();
        m_theme.reset();
        m_session.reset();
    }
    QWidget* bar() { return m_window->findChild<QWidget*>(QStringLiteral("restoreBar")); }
    QPushButton* button(const char* name) {
        return m_window->findChild<QPushButton*>(QLatin1String(name));
    }
    std::optional<KeptSession> kept(const QString& run = QStringLiteral("2-2")) {
        return keptSessionFrom(contentOf(sessionFile(run)));
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        stop();
        m_folder.reset();
    }

    void credentialsAreNotKept() {
        simulator::Request request =
            requestOf("http://a.example.com/x?page=2&access_token=PLANTED");
        for (const char* name :
             {"Authorization", "Cookie", "X-Api-Key", "X-Auth-Token", "Client-Secret"})
            request.headers.emplace_back(name, "PLANTED");
        request.headers.emplace_back("x-version", "2");
        request.tls.clientCertificatePem = "-----BEGIN PRIVATE KEY-----\nPLANTED";
        request.backend.responseHeaders.emplace_back("Set-Cookie", "PLANTED");
        Session session;
        session.setRequest(request);
        session.setSavedRequests({{.name = "mine",
                                   .request = request,
                                   .expect = {},
                                   .weight = 1,
                                   .fromScenario = false,
                                   .answer = nullptr,
                                   .unedited = nullptr,
                                   .unmet = {}}});
        const QByteArray bytes = toBytes(keptSessionOf(session));
        QVERIFY2(!bytes.contains(kMarker), bytes.constData());
        const auto again = keptSessionFrom(bytes);
        QVERIFY(again && again->request);
        QCOMPARE(again->request->headers.size(), 6u);
        QCOMPARE(again->request->headers.front().second, std::string("***"));
        QCOMPARE(again->request->headers.back().second, std::string("2"));
        QCOMPARE(*again->request->query, std::string("page=2&access_token=***"));
        QCOMPARE(again->requests.front().name, std::string("mine"));
    }

    void whatIsKeptComesBack() {
        KeptSession session = example();
        session.inputs.push_back(
            {.kind = Input::Kind::Cluster,
             .path = "prod",
             .text = {},
             .title = "prod",
             .sample = false,
             .cluster = {
                 .kubeconfig = "/k", .context = "prod", .namespaces = {"a"}, .secrets = true}});
        session.layout[QStringLiteral("rows")] = QByteArray("\0\xff", 2);
        session.restores = 1;
        const auto again = keptSessionFrom(toBytes(session));
        QVERIFY(again);
        QVERIFY(again->inputs == session.inputs);
        QVERIFY(again->inputs.back().cluster.secrets);
        // What says nothing of Secrets asked for none.
        const auto silent = keptSessionFrom(toBytes(session).replace("readSecrets", "someField"));
        QVERIFY(silent && !silent->inputs.back().cluster.secrets);
        QCOMPARE(again->layout, session.layout);
        QCOMPARE(again->restores, 1);
        QCOMPARE(again->request->url(), session.request->url());
    }

    void whatIsNoSessionIsNone_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut") << toBytes(example()).chopped(20);
        QTest::newRow("other JSON") << QByteArray("[1, {}]");
        QTest::newRow("other types")
            << toBytes(example()).replace("\"restores\": 0", "\"restores\": \"x\"");
    }
    void whatIsNoSessionIsNone() {
        QFETCH(QByteArray, bytes);
        QVERIFY(!keptSessionFrom(bytes));
    }

    void aProperEndLeavesNothing() {
        start();
        QVERIFY(!bar()->isVisible());
        QVERIFY(test::openSample(*m_session, QStringLiteral("first-steps")));
        QTRY_VERIFY(kept() && kept()->inputs.size() == 1);
        QCOMPARE(QFile::permissions(sessionFile(QStringLiteral("2-2"))) &
                     (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        m_window->close();
        QVERIFY(sessions().isEmpty());
        stop();
        start(QStringLiteral("3-3"));
        QVERIFY(!bar()->isVisible());
    }

    void aSessionIsRestored() {
        leave(example());
        start();
        QVERIFY(bar()->isVisible());
        QVERIFY(m_session->inputs().empty());  // nothing opens by itself
        QVERIFY(!button("showCrashReport")->isVisible());
        QTest::mouseClick(button("restoreSession"), Qt::LeftButton);
        // From the first moment on it is this run that keeps it.
        QCOMPARE(sessions(), QStringList{QStringLiteral("2-2.json")});
        QCOMPARE(kept()->restores, 1);
        QVERIFY(!bar()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(m_session->simulation() && m_session->decision(), kPatienceMs);
        QTRY_COMPARE(m_session->request().url(), std::string("http://hello.example.com/here"));
        const auto& saved = m_session->savedRequests();
        QVERIFY(std::ranges::any_of(saved,
                                    [](const SavedRequest& each) { return each.name == "mine"; }));
        // It lasts: a crash from now on is another one.
        QTRY_VERIFY_WITH_TIMEOUT(kept() && kept()->restores == 0, 15'000);
        QCOMPARE(kept()->request->url(), std::string("http://hello.example.com/here"));
    }

    void startingFreshForgetsIt() {
        leave(example());
        start();
        QTest::mouseClick(button("startFresh"), Qt::LeftButton);
        QVERIFY(!bar()->isVisible());
        QTRY_COMPARE(sessions(), QStringList{QStringLiteral("2-2.json")});
        QTRY_VERIFY(kept() && !kept()->worthRestoring());
        stop();
        start(QStringLiteral("3-3"));
        QVERIFY(!bar()->isVisible());
    }

    void itFitsANarrowWindow() {
        KeptSession session = example();
        session.inputs.front().title =
            "a-folder-with-a-long-name-of-the-team-that-owns-the-entrance";
        session.edited = 3;
        session.pasted = 1;
        leave(session);
        start();
        m_window->resize(m_window->minimumSize());
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(bar()->isVisible());
        QVERIFY2(bar()->minimumSizeHint().width() <= 700,
                 qPrintable(QString::number(bar()->minimumSizeHint().width())));
        for (const QLabel* words : bar()->findChildren<QLabel*>())
            QVERIFY2(words->heightForWidth(words->width()) <= words->height(),
                     qPrintable(words->text()));
    }

    void undecidedItStays() {
        leave(example());
        start();
        m_window->close();
        stop();
        start(QStringLiteral("3-3"));
        QVERIFY(bar()->isVisible());
    }

    void whatCrashesTwiceIsNotRestoredAgain() {
        KeptSession session = example();
        session.restores = 2;
        leave(session);
        start();
        QVERIFY(bar()->isVisible());
        QVERIFY(!button("restoreSession")->isVisible());
        QTest::mouseClick(button("startFresh"), Qt::LeftButton);
        QVERIFY(QFile::exists(state() + QStringLiteral("/sessions/set-aside")));
        stop();
        start(QStringLiteral("3-3"));
        QVERIFY(!bar()->isVisible());
    }

    void aRunThatLivesIsLeftAlone() {
        SessionKeeper other(state(), QStringLiteral("1-1"), [] { return example(); });
        QTRY_VERIFY(QFile::exists(sessionFile(QStringLiteral("1-1"))));
        start();
        QVERIFY(!bar()->isVisible());
        QVERIFY(QFile::exists(sessionFile(QStringLiteral("1-1"))));
    }

    // The whole of it, with a program that really crashes.
    void aCrashIsReportedAndRestored() {
        const QString manifests = m_folder->filePath(QStringLiteral("TULIP"));
        QVERIFY(QDir().mkpath(manifests));
        QVERIFY(copyAll(test::samplePath(QStringLiteral("first-steps")), manifests));
        QFile secret(manifests + QStringLiteral("/secret.yaml"));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write(
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: default}\nstringData: "
            "{password: PLANTED}\n");
        secret.close();

        QProcess program;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        variables.insert(QStringLiteral("HOME"), m_folder->path());
        variables.insert(QStringLiteral("XDG_STATE_HOME"),
                         m_folder->filePath(QStringLiteral("state")));
        variables.insert(QStringLiteral("XDG_CONFIG_HOME"),
                         m_folder->filePath(QStringLiteral("config")));
        program.setProcessEnvironment(variables);
        program.start(QStringLiteral(GATESIGHT_DESKTOP_PROGRAM),
                      {manifests, QStringLiteral("--request"),
                       QStringLiteral("http://hello.example.com/way?token=PLANTED")});
        QVERIFY2(program.waitForStarted(kPatienceMs), qPrintable(program.errorString()));
        const auto keptByIt = [this] {
            return sessions().isEmpty()
                       ? std::nullopt
                       : keptSessionFrom(contentOf(state() + QStringLiteral("/sessions/") +
                                                   sessions().front()));
        };
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto session = keptByIt();
                return session && !session->inputs.empty() && session->request &&
                       session->request->path == "/way";
            },
            kPatienceMs));
        ::kill(static_cast<pid_t>(program.processId()), SIGSEGV);
        QVERIFY(program.waitForFinished(kPatienceMs));
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);

        const QStringList reports =
            QDir(state() + QStringLiteral("/crashes")).entryList(QDir::Files);
        QCOMPARE(reports.size(), 1);
        const QString path = state() + QStringLiteral("/crashes/") + reports.front();
        const QByteArray report = contentOf(path);
        QVERIFY2(report.startsWith("gatesight-desktop "), report.constData());
        QVERIFY2(report.contains("signal: SIGSEGV\n"), report.constData());
        QVERIFY2(report.count("+0x") >= 3 && report.contains("libQt6Core"), report.constData());
        QVERIFY2(!report.contains('/') && !report.contains("TULIP"), report.constData());
        QCOMPARE(
            QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        QDirIterator files(m_folder->filePath(QStringLiteral("state")), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QByteArray content = contentOf(files.next());
            QVERIFY2(!content.contains(kMarker), qPrintable(files.filePath()));
        }

        start();
        QVERIFY(bar()->isVisible());
        QTest::mouseClick(button("showCrashReport"), Qt::LeftButton);
        auto* dialog = m_window->findChild<CrashReportDialog*>();
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        QCOMPARE(dialog->findChild<QPlainTextEdit*>()->toPlainText().toUtf8(), report);
        dialog->close();
        QTest::mouseClick(button("restoreSession"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->simulation() && m_session->hasRequest(), kPatienceMs);
        QCOMPARE(m_session->inputs().front().path, manifests.toStdString());
        QTRY_COMPARE(m_session->request().path, std::string("/way"));
    }

private:
    static bool copyAll(const QString& from, const QString& to) {
        bool copied = false;
        for (const QFileInfo& file : QDir(from).entryInfoList(QDir::Files))
            copied =
                QFile::copy(file.filePath(), to + QLatin1Char('/') + file.fileName()) || copied;
        return copied;
    }
};

GATESIGHT_TEST(TestKeptSession, QApplication)

}  // namespace tst_kept_session

#include "tst_kept_session.moc"
