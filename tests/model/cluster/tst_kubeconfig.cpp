// What kubeconfigs say, merged as kubectl merges them, and what wrong ones are told.
#include "model/cluster/kubeconfig.h"
#include "model/manifest/rules.h"
#include "model/rules/explained_rules.h"
#include "tests/house/test_program.h"

#include <fmt/format.h>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_kubeconfig {

using namespace gatesight::model;

namespace {

constexpr std::string_view kMarker = "PLANTED-SECRET";

constexpr std::string_view kWhole = R"(apiVersion: v1
kind: Config
current-context: work
clusters:
- name: prod
  cluster:
    server: https://10.0.0.1:6443
    tls-server-name: kubernetes
    certificate-authority: pki/ca.crt
    proxy-url: socks5h://proxy:1080
    disable-compression: true
users:
- name: anna
  user:
    tokenFile: ../token
    as: system:serviceaccount:shop:reader
    as-groups: [readers, all]
    as-user-extra: {reason: [audit]}
- name: plug
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ./bin/login
      args: [--cluster, prod]
      env: [{name: REGION, value: eu}]
      interactiveMode: Never
      provideClusterInfo: true
contexts:
- name: work
  context: {cluster: prod, user: anna, namespace: shop}
)";

std::string told(const Findings& findings) {
    std::string all;
    for (const Finding& each : findings)
        all += fmt::format("{}:{}:{} {} {}\n", each.source.file, each.source.position.line,
                           each.source.position.column, each.rule, each.message);
    return all;
}

}  // namespace

class TestKubeconfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAllFields() {
        const Kubeconfig config = readKubeconfig("/home/anna/.kube/config", std::string(kWhole));
        QCOMPARE(told(config.findings), std::string());
        QVERIFY(config.usable());
        QCOMPARE(config.currentContext, std::string("work"));
        const KubeCluster* cluster = config.cluster("prod");
        QVERIFY(cluster);
        QCOMPARE(cluster->server, std::string("https://10.0.0.1:6443"));
        QCOMPARE(cluster->certificateAuthority, std::string("/home/anna/.kube/pki/ca.crt"));
        QCOMPARE(cluster->proxyUrl, std::string("socks5h://proxy:1080"));
        QVERIFY(cluster->disableCompression);
        QCOMPARE(cluster->tlsServerName, std::string("kubernetes"));
        const KubeUser* anna = config.user("anna");
        QVERIFY(anna);
        QCOMPARE(anna->tokenFile, std::string("/home/anna/token"));
        QCOMPARE(anna->impersonateGroups.size(), 2u);
        QCOMPARE(anna->impersonateExtra.at("reason").front(), std::string("audit"));
        const KubeUser* plug = config.user("plug");
        QVERIFY(plug && plug->exec);
        QCOMPARE(plug->exec->command, std::string("/home/anna/.kube/bin/login"));
        QCOMPARE(plug->exec->env.front().second, std::string("eu"));
        QVERIFY(plug->exec->interactive == ExecPlugin::Interactive::Never);
        QCOMPARE(config.context("work")->namespace_, std::string("shop"));
    }

    void tellsWhatIsWrong_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QString(text) << QString(expected);
        };
        row("unknown field", "kind: Config\nclusters:\n- name: a\n  cluster:\n    sever: x\n",
            "c:5:5 kubeconfig.field there is no field \"sever\"; did you mean \"server\"?");
        row("field from nowhere", "kind: Config\nPLANTED-SECRET: x\n",
            "c:2:1 kubeconfig.field a field that a kubeconfig does not have here; it is ignored");
        row("a word where a list stands", "users: PLANTED-SECRET\n",
            "c:1:8 kubeconfig.type users must be a list, but its type is string");
        row("a number as token", "users:\n- name: a\n  user: {token: 12345}\n",
            "c:3:17 kubeconfig.type token must be text, but its type is integer");
        row("text as a switch",
            "clusters:\n- name: a\n  cluster: {insecure-skip-tls-verify: \"yes\"}\n",
            "c:3:39 kubeconfig.type insecure-skip-tls-verify must be true or false, but its type "
            "is string");
        row("no base64",
            "clusters:\n- name: a\n  cluster: {certificate-authority-data: PLANTED-SECRET}\n",
            "c:3:41 kubeconfig.base64 certificate-authority-data is not base64");
        row("no name", "contexts:\n- context: {cluster: a}\n",
            "c:2:3 kubeconfig.name an entry of contexts has no name");
        row("a name twice", "users:\n- {name: a, user: {}}\n- {name: a, user: {}}\n",
            "c:3:3 kubeconfig.name a second entry of users with this name; the first one counts");
        row("another kind", "kind: PLANTED-SECRET\n",
            "c:1:7 kubeconfig.value kind of a kubeconfig is Config");
        row("another version", "apiVersion: v2\n",
            "c:1:13 kubeconfig.value apiVersion of a kubeconfig is v1");
        row("interactive mode",
            "users:\n- name: a\n  user: {exec: {interactiveMode: PLANTED-SECRET}}\n",
            "c:3:34 kubeconfig.value interactiveMode must be Never, IfAvailable or Always");
        row("entry is text", "users:\n- PLANTED-SECRET\n",
            "c:2:3 kubeconfig.type a map must stand here, but the type is string");
        row("open quote", "users:\n- name: \"PLANTED-SECRET\n", "manifest.unclosed");
        row("tab", "users:\n\t- PLANTED-SECRET\n", "manifest.tab");
        row("list at the top", "- PLANTED-SECRET\n", "manifest.not-an-object");
    }
    void tellsWhatIsWrong() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Kubeconfig config = readKubeconfig("c", text.toStdString());
        const std::string all = told(config.findings);
        QVERIFY2(all.contains(expected.toStdString()), all.c_str());
        QVERIFY2(!all.contains(kMarker), all.c_str());
        for (const Finding& finding : config.findings) {
            QVERIFY2(!finding.field.contains(kMarker), finding.field.c_str());
            QVERIFY2(findExplained(finding.rule), finding.rule.c_str());
        }
    }

    // Cut at every byte, and with every byte made another: nothing is quoted, nothing breaks.
    void noWrongFileBreaksIt() {
        std::string whole(kWhole);
        const std::string secret =
            "\n- name: s\n  user: {token: PLANTED-SECRET, password: "
            "\"PLANTED-SECRET\"}\n";
        whole.insert(whole.find("\n- name: plug"), secret.substr(0, secret.size() - 1));
        int files = 0;
        for (std::size_t end = 0; end < whole.size(); end += 3) {
            std::string broken = whole;
            broken[end] = "\t\"{[:&*!\n"[end % 9];
            for (const std::string& text : {whole.substr(0, end), broken}) {
                const Kubeconfig config = readKubeconfig("c", text);
                QVERIFY2(!told(config.findings).contains(kMarker), text.c_str());
                ++files;
            }
        }
        QVERIFY(files > 400);
    }

    void theFirstFileWins() {
        QTemporaryDir folder;
        const auto write = [&](const char* name, const char* text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("one", "users:\n- name: red\n  user: {token: first}\n");
        write("two",
              "current-context: b\nusers:\n- name: red\n  user: {token: second, as: x}\n"
              "- name: blue\n  user: {token: third}\ncontexts:\n- name: b\n  context: {}\n");
        write("three", "current-context: c\n");
        ClusterEnvironment environment;
        const std::string base = folder.path().toStdString();
        environment.variables["KUBECONFIG"] =
            fmt::format("{0}/one::{0}/missing:{0}/two:{0}/one:{0}/three", base);
        const auto config = loadKubeconfig({}, environment);
        QVERIFY(config.has_value());
        QCOMPARE(config->files.size(), 3u);
        QCOMPARE(config->currentContext, std::string("b"));
        QCOMPARE(config->user("red")->token, std::string("first"));
        QVERIFY(config->user("red")->impersonate.empty());
        QCOMPARE(config->user("blue")->token, std::string("third"));
        // A file that is named alone must be there, and is the only one.
        QVERIFY(!loadKubeconfig(base + "/missing", environment).has_value());
        QCOMPARE(loadKubeconfig(base + "/three", environment)->files.size(), 1u);
        QVERIFY(loadKubeconfig(base, environment).error().message.contains("regular file"));
    }

    void withoutVariableTheHomeFolderCounts() {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath(".kube"));
        QFile file(home.filePath(".kube/config"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("current-context: home\n");
        file.close();
        ClusterEnvironment environment;
        QVERIFY(loadKubeconfig({}, environment)->files.empty());
        environment.home = home.path().toStdString();
        QCOMPARE(loadKubeconfig({}, environment)->currentContext, std::string("home"));
    }
};

GATESIGHT_TEST(TestKubeconfig)

}  // namespace tst_kubeconfig

#include "tst_kubeconfig.moc"
