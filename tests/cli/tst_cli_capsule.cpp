// capsule, anonymise and test --record, as somebody types them.
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace tst_cli_capsule {

using namespace gatesight::cli;
using namespace gatesight::cli::test;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

/// The request of a capsule's Scenario, as somebody types it.
std::string requestOf(const std::string& capsule) {
    const QString text = QString::fromStdString(capsule.substr(capsule.find("kind: Scenario")));
    const auto first = [&](const char* pattern) {
        return QRegularExpression(pattern).match(text).captured(1).toStdString();
    };
    const std::string value = first("headers:\\s+-\\s+- \\S+\\s+- \"?([^\"\n]+)");
    return "-H " + first("headers:\\s+-\\s+- (\\S+)") + ":" + value + " " + first("url: (\\S+)");
}

}  // namespace

class TestCliCapsule : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QDir::setCurrent(QString::fromStdString(dataFolder()))); }

    void aCapsuleIsTestedAsItIs_data() {
        QTest::addColumn<QString>("request");
        for (const char* request :
             {"http://shop.example.com/cart", "-H x-canary:true http://shop.example.com/cart",
              "http://shop.example.com/old", "http://shop.example.com/card",
              "http://pay.example.com/", "--gateway infra/public http://shop.example.com:8081/",
              "--from shop/cart-v2 http://cart-v1:8080/", "--seed 7 http://shop.example.com/cart/2",
              "--spec no-endpoints=500 http://pay.example.com/"})
            QTest::newRow(request) << QString(request);
    }
    void aCapsuleIsTestedAsItIs() {
        QFETCH(QString, request);
        const Ran capsule = runLine("capsule -f shop " + request.toStdString());
        QVERIFY2(capsule.code == 0, capsule.err.c_str());
        for (const char* name : {"shop", "infra", "public", "canary", "example", "pay", "bank"})
            QVERIFY2(!capsule.out.contains(name), (capsule.out + name).c_str());
        std::string line = "test -f -";
        for (const char* part : {" --seed 7", " --spec no-endpoints=500"})
            if (request.contains(QString(part).trimmed()))
                line += part;
        const Ran tested = runLine(line + " --fail-on never", capsule.out);
        QVERIFY2(tested.code == 0, (tested.out + tested.err + capsule.out).c_str());
        QVERIFY(tested.out.contains("1 passed, 0 failed"));
    }

    void namesCanBeKept() {
        const Ran ran = runLine("capsule -f shop --keep-names http://shop.example.com/cart");
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.contains("shop.example.com"));
        QVERIFY(!ran.out.contains("orphan"));
        QVERIFY(!ran.out.contains("image"));
        QCOMPARE(runLine("test -f - --fail-on never", ran.out).code, 0);
    }

    void aFileIsWritten() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("capsule.yaml").toStdString();
        QCOMPARE(runLine("capsule -f shop --to " + path + " http://shop.example.com/cart").out,
                 std::string());
        QCOMPARE(runLine("test -f " + path + " --fail-on never").code, 0);
        const Ran nowhere =
            runLine("capsule -f shop --to /nowhere/x.yaml http://shop.example.com/cart");
        QCOMPARE(nowhere.code, codeOf(ExitCode::Failure));
    }

    /// A Pod's address is made out of names and templates: in the capsule it is written down.
    void addressesOfMadePods() {
        const Ran trace = runLine("trace -f shop http://shop.example.com/cart");
        const std::size_t at = trace.out.find("10.244.");
        QVERIFY(at != std::string::npos);
        const std::string address =
            trace.out.substr(at, trace.out.find_first_not_of("0123456789.", at) - at);
        const Ran capsule =
            runLine("capsule -f shop --from shop/cart-v2 http://" + address + ":8080/");
        QVERIFY2(capsule.code == 0, capsule.err.c_str());
        QVERIFY(!capsule.out.contains(address));
        QVERIFY2(capsule.err.contains("Pods stand in place of the workload"), capsule.err.c_str());
        const Ran tested = runLine("test -f - --fail-on never", capsule.out);
        QVERIFY2(tested.code == 0, (tested.out + tested.err + capsule.out).c_str());
    }

    /// Words of the API that decide stay as they are, also where their field is not looked into.
    void wordsOfServicesStay_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("word");
        QTest::newRow("svc.load-balancer.ip-mode") << "http://198.51.100.1/"
                                                   << "ipMode: Proxy";
        QTest::newRow("health check") << "http://192.0.2.1:32100/"
                                      << "healthCheckNodePort: 32100";
    }
    void wordsOfServicesStay() {
        QFETCH(QString, url);
        QFETCH(QString, word);
        const std::string world =
            "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n"
            "status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}\n---\n"
            "apiVersion: v1\nkind: Pod\nmetadata: {name: one, namespace: shop, labels: {app: "
            "one}}\n"
            "spec: {nodeName: n1, containers: [{name: c, image: i}]}\n---\n"
            "apiVersion: v1\nkind: Service\nmetadata: {name: door, namespace: shop}\n"
            "spec: {type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 32100,\n"
            "  selector: {app: one}, ports: [{port: 80, nodePort: 30080}]}\n"
            "status: {loadBalancer: {ingress: [{ip: 198.51.100.1, ipMode: Proxy}]}}\n";
        const Ran capsule = runLine("capsule -f - --from shop/one " + url.toStdString(), world);
        QVERIFY2(capsule.code == 0, capsule.err.c_str());
        QVERIFY2(capsule.out.contains(word.toStdString()), capsule.out.c_str());
        QCOMPARE(runLine("test -f - --fail-on never", capsule.out).code, 0);
    }

    /// The token of a session holds a route, a backend and an address: all three have other names.
    void tokensOfSessions_data() {
        QTest::addColumn<QString>("persistence");
        QTest::addColumn<QString>("carry");
        QTest::newRow("header") << "{type: Header, header: {name: x-cart}}" << "x-cart:%1";
        QTest::newRow("header without a name") << "{type: Header, header: {}}" << "%2:%1";
        QTest::newRow("cookie without a name") << "{cookie: {}}" << "Cookie:%2=%1";
        QTest::newRow("cookie") << "{cookie: {name: cart}}" << "Cookie:cart=%1";
    }
    void tokensOfSessions() {
        QFETCH(QString, persistence);
        QFETCH(QString, carry);
        const std::string rule = "  rules:\n    - sessionPersistence: " +
                                 persistence.toStdString() +
                                 "\n      backendRefs: [{name: cart-v1, port: 8080}]\n";
        const std::string route =
            "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
            "metadata: {name: kept, namespace: shop}\nspec:\n"
            "  parentRefs: [{name: public, namespace: infra}]\n"
            "  hostnames: [kept.example.com]\n" +
            rule;
        const Ran first = runLine("trace -f shop -f - -o json http://kept.example.com/", route);
        const auto json = nlohmann::json::parse(first.out, nullptr, false);
        std::string name, token;
        for (const auto& header : json["response"]["headers"]) {
            name = header[0].get<std::string>();
            token = header[1].get<std::string>();
        }
        if (const std::size_t equals = token.find('='); equals != std::string::npos) {
            name = token.substr(0, equals);
            token = token.substr(equals + 1, token.find(';') - equals - 1);
        }
        QVERIFY2(token.contains('~'), first.out.c_str());
        const std::string header =
            carry.arg(QString::fromStdString(token), QString::fromStdString(name)).toStdString();
        const Ran capsule =
            runLine("capsule -f shop -f - -H " + header + " http://kept.example.com/", route);
        QVERIFY2(capsule.code == 0, capsule.err.c_str());
        QVERIFY2(!capsule.out.contains(token.substr(0, 8)), capsule.out.c_str());
        QVERIFY(!capsule.out.contains("cart"));
        const Ran tested = runLine("test -f - --fail-on never", capsule.out);
        QVERIFY2(tested.code == 0, (tested.out + tested.err + capsule.out).c_str());
        const Ran again = runLine("trace -f - --quiet " + requestOf(capsule.out), capsule.out);
        QVERIFY2(again.out.contains("session.beats-weight"), again.out.c_str());
    }

    void unusable() {
        QCOMPARE(runLine("capsule -f shop").code, codeOf(ExitCode::Usage));
        QCOMPARE(runLine("test -f shop --to x.yaml").code, codeOf(ExitCode::Usage));
    }

    void aWorldUnderPseudonyms() {
        const Ran world = runLine("anonymise -f shop -f checks.yaml");
        QVERIFY2(world.code == 0, world.err.c_str());
        QVERIFY(world.err.contains("3 requests of Scenarios get the answers that they got"));
        for (const char* name : {"shop", "infra", "public", "canary", "example.com", "ledger"})
            QVERIFY2(!world.out.contains(name), name);
        const Ran before = runLine("test -f shop checks.yaml"),
                  after = runLine("test -f -", world.out);
        QVERIFY(before.out.contains("2 passed, 1 failed"));
        QVERIFY(after.out.contains("2 passed, 1 failed"));
        QCOMPARE(runLine("anonymise shop checks.yaml").out, world.out);
    }

    void recordedRulesHoldUntilABackendChanges() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("recorded.yaml").toStdString();
        QCOMPARE(runLine("test -f shop --record --fail-on never --to " + path).code, 0);
        const Ran now = runLine("test -f shop --fail-on never " + path);
        QVERIFY2(now.code == 0, now.out.c_str());
        QVERIFY(now.out.contains("0 failed"));
        QFile file("shop/routes.yaml");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string routes =
            replaced(file.readAll().toStdString(), "{name: cart-v2, port: 8080}",
                     "{name: cart-v1, port: 8080}");
        const Ran then = runLine("test -f shop -f - --fail-on never " + path, routes);
        QCOMPARE(then.code, codeOf(ExitCode::Findings));
        QVERIFY2(then.out.contains("backend: expected shop/cart-v2, got shop/cart-v1"),
                 then.out.c_str());
    }

    void aRecordedScenarioKeepsItsTraffic() {
        const Ran ran = runLine("test -f shop --record --fail-on never checks.yaml");
        QVERIFY2(ran.code == 0, ran.err.c_str());
        QVERIFY(ran.out.contains("browsing"));
        QVERIFY(ran.out.contains("this one is wrong on purpose"));
        QVERIFY(ran.out.contains("reason: NoRouteMatched"));
        QTemporaryDir folder;
        QFile file(folder.filePath("again.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(ran.out));
        file.close();
        const Ran again = runLine("test -f shop --fail-on never " + file.fileName().toStdString());
        QVERIFY2(again.out.contains("3 passed, 0 failed"), again.out.c_str());
    }
};

GATESIGHT_TEST(TestCliCapsule)

}  // namespace tst_cli_capsule

#include "tst_cli_capsule.moc"
