// capsule, anonymise and test --record, as somebody types them.
#include "tests/cli/support_run.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatesight::cli;
using namespace gatesight::cli::test;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
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

    /// A Pod's address is made out of names and templates: with others the request would go astray.
    void noCapsuleIsBetterThanAWrongOne() {
        const Ran trace = runLine("trace -f shop http://shop.example.com/cart");
        const std::size_t at = trace.out.find("10.244.");
        QVERIFY(at != std::string::npos);
        const std::string address =
            trace.out.substr(at, trace.out.find_first_not_of("0123456789.", at) - at);
        const std::string request = "--from shop/cart-v2 http://" + address + ":8080/";
        const Ran capsule = runLine("capsule -f shop " + request);
        QCOMPARE(capsule.code, codeOf(ExitCode::Failure));
        QCOMPARE(capsule.out, std::string());
        QVERIFY(capsule.err.contains("the answer differs: outcome forwarded"));
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

QTEST_APPLESS_MAIN(TestCliCapsule)
#include "tst_cli_capsule.moc"
