// Requests to a server that fails on purpose: every fault has an end, a name and bounds.
#include "model/cluster/discovery.h"
#include "model/cluster/list_job.h"
#include "tests/house/source_folder.h"
#include "tests/house/test_program.h"
#include "tests/model/support_api_server.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include <set>
#include <thread>

namespace tst_http_client {

using namespace gatesight::model;
using namespace gatesight::model::test;
using Code = ClusterErrorCode;

namespace {

const ApiResource kRoutes{.group = "gateway.networking.k8s.io",
                          .version = "v1",
                          .kind = "HTTPRoute",
                          .plural = "httproutes"};

struct Listed {
    std::vector<std::string> names;
    std::optional<ClusterError> trouble;
};

Listed list(Connection connection, HttpLimits limits = quickLimits(), ListLimits pages = {},
            std::stop_token stop = {}) {
    Listed result;
    HttpClient client(std::move(connection), limits);
    ListJob job(
        kRoutes, {}, pages,
        [&](nlohmann::ordered_json&& item) {
            result.names.push_back(item["metadata"]["name"].get<std::string>());
        },
        [&] { result.names.clear(); });
    HttpJob* jobs[] = {&job};
    client.run(jobs, stop);
    result.trouble = job.trouble();
    return result;
}

}  // namespace

class TestHttpClient : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ApiServer> m_server;

private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<ApiServer>(5);
        QVERIFY2(!m_server->told("good").empty(), "the fake API server did not start");
    }

    void whatPassesDoesNotHurt_data() {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"ok", "busy", "failing", "restarting", "gone", "gone-always"})
            QTest::newRow(fault) << fault;
    }
    void whatPassesDoesNotHurt() {
        QFETCH(QString, fault);
        const Listed listed =
            list(m_server->connection(fault.toStdString()), quickLimits(), {.pageSize = 2});
        QVERIFY2(!listed.trouble, listed.trouble ? listed.trouble->message.c_str() : "");
        QCOMPARE(listed.names.size(), 5u);
        QCOMPARE(std::set(listed.names.begin(), listed.names.end()).size(), 5u);
    }

    void whatStaysIsNamed_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ClusterErrorCode>("code");
        const auto row = [](const char* fault, Code code) {
            QTest::newRow(fault) << fault << code;
        };
        row("forbidden", Code::Forbidden);
        row("unauthorized", Code::Unauthorized);
        row("always-busy", Code::Throttled);
        row("broken", Code::ServerFailed);
        row("silent", Code::TimedOut);
        row("dripping", Code::TimedOut);
        row("half", Code::Cut);
        row("short", Code::BadAnswer);
        row("garbage", Code::BadAnswer);
        row("deep", Code::BadAnswer);
        row("wrong-kind", Code::BadAnswer);
        row("items", Code::BadAnswer);
        row("no-http", Code::BadAnswer);
        row("redirect", Code::Redirected);
        row("loop", Code::Redirected);
        row("same-page", Code::BadAnswer);
        row("endless", Code::TooLarge);
        row("bomb", Code::TooLarge);
    }
    void whatStaysIsNamed() {
        QFETCH(QString, fault);
        QFETCH(ClusterErrorCode, code);
        QElapsedTimer timer;
        timer.start();
        const Listed listed = list(m_server->connection(fault.toStdString()), quickLimits(),
                                   {.pageSize = 2, .pages = 20});
        QVERIFY(listed.trouble.has_value());
        QVERIFY2(listed.trouble->code == code,
                 qPrintable(QString("%1: %2")
                                .arg(int(listed.trouble->code))
                                .arg(QString::fromStdString(listed.trouble->message))));
        QVERIFY2(!listed.trouble->message.contains("PLANTED"), listed.trouble->message.c_str());
        QVERIFY(timer.elapsed() < 8000);
    }

    void certificatesAreChecked_data() {
        QTest::addColumn<QString>("which");
        QTest::addColumn<ClusterErrorCode>("code");
        QTest::newRow("expired") << "expired" << Code::CertificateExpired;
        QTest::newRow("future") << "future" << Code::CertificateNotYetValid;
        QTest::newRow("elsewhere") << "elsewhere" << Code::CertificateName;
    }
    void certificatesAreChecked() {
        QFETCH(QString, which);
        QFETCH(ClusterErrorCode, code);
        const Listed listed =
            list(m_server->connection("never-" + which.toStdString(), qPrintable(which)));
        QVERIFY(listed.trouble.has_value());
        QVERIFY2(listed.trouble->code == code, listed.trouble->message.c_str());
        QCOMPARE(m_server->requests("never-" + which.toStdString()), 0);
    }

    void anotherAuthorityIsNotTrusted() {
        Connection connection = m_server->connection("never-other");
        QFile other(QString::fromStdString(m_server->told("other")));
        QVERIFY(other.open(QIODevice::ReadOnly));
        connection.certificateAuthority = other.readAll().toStdString();
        QVERIFY(list(connection).trouble->code == Code::CertificateUntrusted);
        connection.certificateAuthority.clear();  // what the system trusts
        QVERIFY(list(connection).trouble->code == Code::CertificateUntrusted);
        QCOMPARE(m_server->requests("never-other"), 0);
        connection.insecureSkipTlsVerify = true;
        connection.server = m_server->told("good") + "/ok";
        QVERIFY(!list(connection).trouble);
    }

    void theTlsServerNameIsAskedForAndChecked() {
        Connection connection = m_server->connection("ok");
        connection.tlsServerName = "kubernetes";
        QVERIFY(!list(connection).trouble);
        connection.tlsServerName = "other.example";
        QVERIFY(list(connection).trouble->code == Code::CertificateName);
        connection = m_server->connection("ok", "elsewhere");
        connection.tlsServerName = "elsewhere.example";
        QVERIFY(!list(connection).trouble);
    }

    void serversThatAreNotThere() {
        Connection connection = m_server->connection("ok");
        connection.server = "https://127.0.0.1:1";  // of a service that nobody runs any more
        QVERIFY(list(connection).trouble->code == Code::Unreachable);
        connection.server = "https://nobody.invalid";
        // Where no resolver answers, time runs out instead.
        const Code named = list(connection).trouble->code;
        QVERIFY(named == Code::NameNotFound || named == Code::TimedOut);
        connection.server = "gopher://127.0.0.1";
        QVERIFY(list(connection).trouble->code == Code::Kubeconfig);
        // The plain port does not speak TLS.
        connection.server = m_server->told("plain");
        connection.server.replace(0, 4, "https");
        QVERIFY(list(connection).trouble->code == Code::Tls);
    }

    void proxiesThatRefuse() {
        Connection connection = m_server->connection("never-proxied");
        connection.proxyUrl = m_server->told("plain");
        const Listed listed = list(connection);
        QVERIFY2(listed.trouble->code == Code::Proxy, listed.trouble->message.c_str());
        bool asked = false;
        for (const auto& each : m_server->log())
            if (each.toArray().at(0) == "CONNECT") {
                asked = true;
                QCOMPARE(each.toArray().at(2).toString(), QString());  // no credential
            }
        QVERIFY(asked);
        connection.proxyUrl = "http://127.0.0.1:1";
        QVERIFY(list(connection).trouble->code == Code::Proxy);
    }

    void aStopEndsItSoon() {
        std::stop_source stop;
        HttpLimits limits = quickLimits();
        limits.idle = std::chrono::seconds(20);
        std::jthread later([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const Listed listed = list(m_server->connection("silent"), limits, {}, stop.get_token());
        QVERIFY(listed.trouble->code == Code::Cancelled);
        QVERIFY(timer.elapsed() < 2000);
    }

    void requestsAreNotMoreThanAllowed() {
        HttpLimits limits = quickLimits();
        limits.perSecond = 10;
        HttpClient client(m_server->connection("ok"), limits);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 14; ++i)
            QVERIFY(client.get({.path = "/api"}, {}).has_value());
        QVERIFY(timer.elapsed() > 300);  // ten at once, four at ten a second
    }

    void clocksThatDifferAreNamed() {
        HttpClient client(m_server->connection("unauthorized"), quickLimits());
        const auto answer = client.get({.path = "/api"}, {});
        QVERIFY2(answer.error().message.contains("clock"), answer.error().message.c_str());
    }

    void bothFormsOfDiscoveryTellTheSame() {
        HttpClient aggregated(m_server->connection("ok"), quickLimits());
        HttpClient old(m_server->connection("old"), quickLimits());
        const auto one = discover(aggregated, {});
        const auto two = discover(old, {});
        QVERIFY(one.has_value() && two.has_value());
        QVERIFY(one->resources.size() > 10);
        QCOMPARE(one->resources.size(), two->resources.size());
        for (const auto& [key, resource] : one->resources) {
            const ApiResource* other = two->find(key.group, key.kind);
            QVERIFY2(other, key.kind.c_str());
            QCOMPARE(other->listPath(), resource.listPath());
            QCOMPARE(other->namespaced, resource.namespaced);
        }
        HttpClient wrong(m_server->connection("ok/log"), quickLimits());
        QVERIFY(!discover(wrong, {}).has_value());
    }

    // A4: the program can only read.
    void nothingButGetWasEverAsked() {
        QVERIFY(!m_server->log().isEmpty());
        for (const auto& each : m_server->log()) {
            const QString method = each.toArray().at(0).toString();
            QVERIFY2(method == "GET" || method == "CONNECT", qPrintable(method));
        }
        const QRegularExpression writing(
            "CURLOPT_(POST|UPLOAD|CUSTOMREQUEST|PUT|MIMEPOST|NOBODY|COPYPOSTFIELDS|READFUNCTION)|"
            "\"(POST|PUT|PATCH|DELETE)\"");
        int files = 0;
        for (const char* room : {"/model", "/simulator", "/app/cli"}) {
            QDirIterator all(QString::fromStdString(gatesight::test::sourcePath(room)),
                             {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
            while (all.hasNext()) {
                QFile file(all.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                if (!text.contains("<curl/curl.h>"))
                    continue;
                ++files;
                QVERIFY2(!writing.match(text).hasMatch(), qPrintable(file.fileName()));
            }
        }
        QVERIFY(files >= 2);
    }
};

GATESIGHT_TEST(TestHttpClient, QCoreApplication)

}  // namespace tst_http_client

#include "tst_http_client.moc"
