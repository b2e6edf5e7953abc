// A context becomes a connection: files are read, contradictions found, plugins held back.
#include "model/cluster/connection.h"
#include "tests/house/test_program.h"
#include "tests/model/support_certificates.h"

#include <fmt/format.h>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_kubeconfig_connection {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

/// A kubeconfig with one context, of what stands under `cluster` and `user`.
std::string configOf(const std::string& cluster, const std::string& user) {
    return fmt::format(
        "current-context: c\ncontexts:\n- {{name: c, context: {{cluster: k, user: u}}}}\n"
        "clusters:\n- {{name: k, cluster: {}}}\nusers:\n- {{name: u, user: {}}}\n",
        cluster, user);
}

constexpr const char* kServer = "{server: \"https://10.0.0.1:6443/\"}";

}  // namespace

class TestKubeconfigConnection : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ClusterEnvironment m_environment;

    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    void write(const char* name, const std::string& text, bool program = false) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
        file.close();
        if (program)
            file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
    }

    std::expected<Connection, ClusterError> connect(const std::string& cluster,
                                                    const std::string& user,
                                                    const PluginPolicy& policy = {}) {
        return connectionOf(readKubeconfig(path("config"), configOf(cluster, user)), {},
                            m_environment, policy);
    }

    /// The user of a plugin that is the shell script `body`.
    std::string pluginUser(const std::string& body, const char* more = "") {
        write("plugin", "#!/bin/sh\n" + body, true);
        return fmt::format(
            "{{exec: {{apiVersion: client.authentication.k8s.io/v1, command: "
            "./plugin, interactiveMode: Never{}}}}}",
            more);
    }

    static std::string answer(const std::string& status) {
        return "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": "
               "\"client.authentication.k8s.io/v1\", \"status\": " +
               status + "}'\n";
    }

private Q_SLOTS:
    void initTestCase() {
        m_environment.home = "/home/nobody";
        m_environment.variables["PATH"] = "/usr/bin:/bin";
    }

    void tokens() {
        auto connection = connect(kServer, "{token: abc}");
        QVERIFY(connection.has_value());
        QCOMPARE(connection->server, std::string("https://10.0.0.1:6443"));
        QCOMPARE(connection->credentials->current({})->authorization, std::string("Bearer abc"));
        connection = connect(kServer, "{username: anna, password: pw}");
        QCOMPARE(connection->credentials->current({})->authorization,
                 std::string("Basic YW5uYTpwdw=="));
        QCOMPARE(connection->warnings.size(), 1u);
    }

    void tokenFilesAreReadAgain() {
        write("token", "one\n");
        const auto connection = connect(kServer, "{tokenFile: token}");
        QVERIFY(connection.has_value());
        QCOMPARE(connection->credentials->current({})->authorization, std::string("Bearer one"));
        write("token", "two\n");
        QCOMPARE(connection->credentials->current({})->authorization, std::string("Bearer one"));
        QVERIFY(connection->credentials->renew());
        QCOMPARE(connection->credentials->current({})->authorization, std::string("Bearer two"));
    }

    void foreignFilesAreNamed() {
        const auto connection = connect(kServer, "{tokenFile: /etc/hostname}");
        QVERIFY(connection.has_value());
        QCOMPARE(connection->warnings.size(), 1u);
        QVERIFY(connection->warnings.front().contains("/etc/hostname"));
    }

    void contradictionsAreRefused_data() {
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* cluster, const char* user, const char* expected) {
            QTest::newRow(expected) << QString(cluster) << QString(user) << QString(expected);
        };
        row("{}", "{}", "has no server");
        row("{server: x, insecure-skip-tls-verify: true, certificate-authority: x}", "{}",
            "contradict each other");
        row("{server: x, certificate-authority-data: eA==, certificate-authority: x}", "{}",
            "both certificate-authority");
        row("{server: x, certificate-authority-data: eA==}", "{}", "is no certificate");
        row("{server: x, certificate-authority: nowhere}", "{}", "nowhere does not exist");
        row("{server: \"https://user:SECRET@host\"}", "{}", "holds a user");
        row("{server: \"ftp://host\"}", "{}", "no URL of http");
        row(kServer, "{token: SECRET, username: a}", "a token and a password");
        row(kServer, "{auth-provider: {name: gcp}}", "auth-provider gcp");
        row(kServer, "{client-certificate-data: eA==}", "without its key");
        row(kServer, "{client-key-data: eA==}", "without its certificate");
        row(kServer, "{client-key-data: eA==, client-certificate-data: eA==}", "is no certificate");
        row(kServer, "{as-groups: [a]}", "without a user (as)");
        row(kServer, "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}",
            "v1alpha1, which kubectl dropped");
        row(kServer, "{exec: {apiVersion: client.authentication.k8s.io/v1, command: x}}",
            "interactiveMode must be written");
        row(kServer,
            "{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-program, "
            "interactiveMode: Never, installHint: get it}}",
            "is not installed; its kubeconfig says: get it");
        row(kServer,
            "{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, interactiveMode: "
            "Always}}",
            "must ask on a terminal");
        row(kServer, "{exec: {apiVersion: x/v1, command: sh}}", "must be client.authentication");
    }
    void contradictionsAreRefused() {
        QFETCH(QString, cluster);
        QFETCH(QString, user);
        QFETCH(QString, expected);
        const auto connection = connect(cluster.toStdString(), user.toStdString());
        QVERIFY(!connection.has_value());
        const std::string& message = connection.error().message;
        QVERIFY2(message.contains(expected.toStdString()), message.c_str());
        QVERIFY2(!message.contains("SECRET"), message.c_str());
    }

    void namesThatAreNotThere() {
        Kubeconfig config = readKubeconfig("c",
                                           "contexts:\n- {name: prod, context: {cluster: kube}}\n"
                                           "clusters:\n- {name: cube, cluster: {server: x}}\n");
        QVERIFY(connectionOf(config, {}, m_environment)
                    .error()
                    .message.contains("no context is current"));
        QVERIFY(
            connectionOf(config, "prd", m_environment).error().message.contains("there are: prod"));
        QVERIFY(connectionOf(config, "prod", m_environment)
                    .error()
                    .message.contains("did you mean cube?"));
    }

    void clientCertificates() {
        const auto mine = makeCertificate({.commonName = "anna", .alternativeNames = {}});
        const auto other = makeCertificate({.commonName = "other", .alternativeNames = {}});
        write("my.crt", mine.certificate);
        write("my.key", mine.key);
        write("other.key", other.key);
        const auto good = connect(kServer, "{client-certificate: my.crt, client-key: my.key}");
        QVERIFY(good.has_value());
        QCOMPARE(good->clientKey, mine.key);
        const auto bad = connect(kServer, "{client-certificate: my.crt, client-key: other.key}");
        QVERIFY(bad.error().message.contains("does not belong"));
    }

    void insecureIsLoud() {
        const auto connection = connect("{server: x, insecure-skip-tls-verify: true}", "{}");
        QVERIFY(connection.has_value());
        QVERIFY(connection->warnings.front().contains("NOT verified"));
        QCOMPARE(connection->server, std::string("https://x"));
    }

    // K1: nothing runs before somebody agreed to exactly this call.
    void pluginsAreDenied() {
        const std::string user = pluginUser(
            "touch \"$(dirname \"$0\")/ran\"\n" + answer("{\"token\": \"t\"}"),
            ", args: [--secret=SECRET, --password, SECRET], env: [{name: E, value: SECRET}]");
        const auto denied = connect(kServer, user);
        QVERIFY(!denied.has_value());
        QVERIFY(denied.error().code == ClusterErrorCode::PluginDenied);
        const std::string& message = denied.error().message;
        QVERIFY2(message.contains(path("plugin")) && message.contains("--secret=***"),
                 message.c_str());
        QVERIFY2(!message.contains("SECRET"), message.c_str());
        PluginCall seen;
        const auto allowed = connect(kServer, user, [&](const PluginCall& call) {
            seen = call;
            return true;
        });
        QVERIFY(allowed.has_value());
        QVERIFY(!QFile::exists(m_folder.filePath("ran")));  // not before it is needed
        QCOMPARE(seen.kubeconfig, path("config"));
        QCOMPARE(seen.args.size(), 3u);
        QCOMPARE(allowed->credentials->current({})->authorization, std::string("Bearer t"));
        QVERIFY(QFile::exists(m_folder.filePath("ran")));
        PluginCall other = seen;
        other.args.emplace_back("more");
        QVERIFY(other != seen);
    }

    void pluginsAreKeptUntilTheyExpire() {
        const std::string count = "echo x >> \"$(dirname \"$0\")/runs\"\n";
        const auto runs = [&] { return QFileInfo(m_folder.filePath("runs")).size() / 2; };
        const auto allow = [](const PluginCall&) { return true; };
        auto kept = connect(
            kServer,
            pluginUser(count + answer("{\"token\": \"t\", "
                                      "\"expirationTimestamp\": \"2999-01-01T00:00:00Z\"}")),
            allow);
        QVERIFY(kept->credentials->current({}).has_value());
        QVERIFY(kept->credentials->current({}).has_value());
        QCOMPARE(runs(), 1);
        QVERIFY(kept->credentials->renew());
        QVERIFY(kept->credentials->current({}).has_value());
        QCOMPARE(runs(), 2);
        auto old = connect(
            kServer,
            pluginUser(count + answer("{\"token\": \"t\", "
                                      "\"expirationTimestamp\": \"2001-01-01T00:00:00Z\"}")),
            allow);
        QVERIFY(old->credentials->current({}).has_value());
        QVERIFY(old->credentials->current({}).has_value());
        QCOMPARE(runs(), 4);
    }

    void pluginsThatFail_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* expected, const std::string& script) {
            QTest::newRow(expected) << QString::fromStdString(script) << QString(expected);
        };
        row("failed", "echo SECRET >&2; echo SECRET; exit 1\n");
        row("printed more than", "yes SECRET\n");
        row("no JSON object", "echo SECRET\n");
        row("no ExecCredential", "echo '{\"kind\": \"SECRET\"}'\n");
        row("another version",
            "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": \"SECRET\"}'\n");
        row("without a status",
            "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": "
            "\"client.authentication.k8s.io/v1\"}'\n");
        row("neither a token", answer("{}"));
        row("without its key", answer("{\"clientCertificateData\": \"SECRET\"}"));
        row("is no time", answer("{\"token\": \"SECRET\", \"expirationTimestamp\": \"SECRET\"}"));
    }
    void pluginsThatFail() {
        QFETCH(QString, script);
        QFETCH(QString, expected);
        const auto connection = connect(kServer, pluginUser(script.toStdString()),
                                        [](const PluginCall&) { return true; });
        QVERIFY(connection.has_value());
        const auto credential = connection->credentials->current({});
        QVERIFY(!credential.has_value());
        const std::string& message = credential.error().message;
        QVERIFY2(message.contains(expected.toStdString()), message.c_str());
        QVERIFY2(!message.contains("SECRET"), message.c_str());
    }

    void pluginsSeeWhatTheyAsked() {
        const auto connection = connect(
            kServer,
            pluginUser("printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$(dirname \"$0\")/info\"\n" +
                           answer("{\"token\": \"t\"}"),
                       ", provideClusterInfo: true"),
            [](const PluginCall&) { return true; });
        QVERIFY(connection->credentials->current({}).has_value());
        QFile info(m_folder.filePath("info"));
        QVERIFY(info.open(QIODevice::ReadOnly));
        const QByteArray text = info.readAll();
        QVERIFY2(text.contains("\"interactive\":false") && text.contains("10.0.0.1"), text);
    }

    void aCancelEndsThePlugin() {
        const auto connection =
            connect(kServer, pluginUser("sleep 60\n"), [](const PluginCall&) { return true; });
        std::stop_source stop;
        stop.request_stop();
        QElapsedTimer timer;
        timer.start();
        const auto credential = connection->credentials->current(stop.get_token());
        QVERIFY(credential.error().code == ClusterErrorCode::Cancelled);
        QVERIFY(timer.elapsed() < 2000);
    }

    void insideOfACluster() {
        QVERIFY(connectionOf({}, {}, m_environment).error().message.contains("no kubeconfig"));
        ClusterEnvironment pod = m_environment;
        pod.serviceAccountFolder = m_folder.path().toStdString();
        pod.variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        pod.variables["KUBERNETES_SERVICE_PORT"] = "443";
        write("token", "pod-token");
        write("namespace", "shop");
        write("ca.crt", makeCertificate({.commonName = "ca", .alternativeNames = {}, .isCA = true}).certificate);
        const auto connection = connectionOf({}, {}, pod);
        QVERIFY(connection.has_value());
        QCOMPARE(connection->server, std::string("https://[fd00::1]:443"));
        QCOMPARE(connection->namespace_, std::string("shop"));
        QCOMPARE(connection->credentials->current({})->authorization,
                 std::string("Bearer pod-token"));
    }

    void impersonation() {
        const auto connection =
            connect(kServer, "{token: t, as: bob, as-groups: [a, b], as-user-extra: {scope: [x]}}");
        QCOMPARE(connection->impersonation.size(), 4u);
        QCOMPARE(connection->impersonation.back().first, std::string("Impersonate-Extra-scope"));
    }
};

GATESIGHT_TEST(TestKubeconfigConnection)

}  // namespace tst_kubeconfig_connection

#include "tst_kubeconfig_connection.moc"
