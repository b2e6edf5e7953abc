// gatesight diff: its forms byte by byte on a sample with a changed copy, git revisions, and exit
// codes.
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tst_cli_diff {

using namespace gatesight::cli;
using namespace gatesight::cli::test;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeTo(const QString& path, const QByteArray& content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

bool copyFolder(const QString& from, const QString& to) {
    bool done = QDir().mkpath(to);
    for (const QString& name : QDir(from).entryList(QDir::Files))
        done = QFile::copy(from + "/" + name, to + "/" + name) && done;
    return done;
}

}  // namespace

class TestCliDiff : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void prints_data();
    void prints();
    void readsRevisions();
    void tellsWhyARevisionIsNotRead_data();
    void tellsWhyARevisionIsNotRead();
    void exitCodes_data();
    void exitCodes();
    void aRepositoryIsLaidOverACluster();

private:
    /// Replaces a part of a file of the folder "after".
    static void change(const QString& file, const QByteArray& what, const QByteArray& by);
    static void git(const QStringList& arguments);
    QTemporaryDir m_folder;
    QString m_golden;
};

void TestCliDiff::change(const QString& file, const QByteArray& what, const QByteArray& by) {
    QByteArray text = contentOf("after/" + file);
    QVERIFY2(text.contains(what), what.constData());
    QVERIFY(writeTo("after/" + file, text.replace(what, by)));
}

void TestCliDiff::git(const QStringList& arguments) {
    QProcess process;
    process.start("git",
                  QStringList{"-c", "user.name=t", "-c", "user.email=t@example.com"} + arguments);
    QVERIFY2(process.waitForFinished() && process.exitCode() == 0, process.readAllStandardError());
}

void TestCliDiff::initTestCase() {
    const QString data = QString::fromStdString(dataFolder());
    m_golden = data + "/golden/";
    QVERIFY(QDir::setCurrent(m_folder.path()));
    QVERIFY(copyFolder(data + "/shop", "before") && copyFolder(data + "/shop", "after"));
    QVERIFY(QFile::copy(data + "/checks.yaml", "checks.yaml"));
    git({"init", "-q", "-b", "main"});
    git({"add", "before"});
    git({"commit", "-q", "-m", "before"});
    change("routes.yaml", "weight: 9", "weight: 1");
    change("routes.yaml", "{type: Exact, value: /old}", "{type: Exact, value: /former}");
    change("routes.yaml", "- {name: cart-v2, port: 8080}", "- {name: cart-v3, port: 8080}");
    change("routes.yaml", "name: publik", "name: public");
}

void TestCliDiff::prints_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("colours");
    QTest::newRow("diff") << "diff before after -f checks.yaml" << false;
    QTest::newRow("diff-colours") << "diff before after" << true;
    QTest::newRow("diff-json") << "diff before after -f checks.yaml -o json" << false;
    QTest::newRow("diff-markdown") << "diff before after -f checks.yaml -o markdown" << false;
    QTest::newRow("diff-nothing") << "diff before before" << false;
    QTest::newRow("diff-nothing-markdown") << "diff before before -o markdown" << false;
}

void TestCliDiff::prints() {
    QFETCH(QString, line);
    QFETCH(bool, colours);
    Environment environment;
    environment.colors = environment.outputIsTerminal = colours;
    const Ran ran = runLine(line.toStdString(), {}, environment);
    const QByteArray fresh = QByteArray::fromStdString(
        ran.out + (ran.err.empty() ? "" : "--- standard error\n" + ran.err));
    const QString golden = m_golden + QTest::currentDataTag() + ".txt";
    if (qEnvironmentVariableIntValue("GATESIGHT_UPDATE_GOLDEN") == 1) {
        QVERIFY(writeTo(golden, fresh));
        return;
    }
    const QByteArrayList expected = contentOf(golden).split('\n');
    const QByteArrayList actual = fresh.split('\n');
    for (qsizetype i = 0; i < std::min(expected.size(), actual.size()); ++i)
        QCOMPARE(QString::fromUtf8(actual[i]), QString::fromUtf8(expected[i]));
    QVERIFY(actual.size() == expected.size());
    QCOMPARE(runLine(line.toStdString(), {}, environment).out, ran.out);
}

void TestCliDiff::readsRevisions() {
    using Json = nlohmann::ordered_json;
    const Json folders = Json::parse(runLine("diff before after -o json").out);
    for (const char* revision : {"main:before", "HEAD:before/", "main:./before"}) {
        const Ran ran = runLine(std::string("diff ") + revision + " after -o json");
        QCOMPARE(ran.err, std::string());
        Json json = Json::parse(ran.out);
        QVERIFY(json["before"] == Json(revision));
        QVERIFY(json["requests"] == folders["requests"]);
        QVERIFY(json["objects"] == folders["objects"]);
    }
    QCOMPARE(runLine("diff main:before before").code, codeOf(ExitCode::Success));
    QCOMPARE(runLine("diff main: main:before").code, codeOf(ExitCode::Success));
    // One file of it.
    QCOMPARE(runLine("diff main:before/routes.yaml before/routes.yaml").code,
             codeOf(ExitCode::Success));
}

void TestCliDiff::tellsWhyARevisionIsNotRead_data() {
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("revision") << "mian:before"
                              << "mian:before: git knows no revision mian";
    QTest::newRow("path") << "main:befor"
                          << "main:befor: revision main has no befor";
    QTest::newRow("like an option") << "--output=x:before"
                                    << "";
    QTest::newRow("no manifests") << "main:empty"
                                  << "main:empty: revision main has no empty";
}

void TestCliDiff::tellsWhyARevisionIsNotRead() {
    QFETCH(QString, state);
    QFETCH(QString, sentence);
    const Ran ran = runGatesight({"diff", state.toStdString(), "after"});
    QVERIFY(ran.out.empty());
    if (sentence.isEmpty()) {
        QCOMPARE(ran.code, codeOf(ExitCode::Usage));
        return;
    }
    QCOMPARE(ran.code, codeOf(ExitCode::NoInput));
    QVERIFY2(ran.err.find(sentence.toStdString()) != std::string::npos, ran.err.c_str());
}

void TestCliDiff::exitCodes_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* line, ExitCode code) {
        QTest::newRow(name) << QString(line) << codeOf(code);
    };
    row("a difference", "diff before after", ExitCode::Findings);
    row("none", "diff before before", ExitCode::Success);
    row("never", "diff before after --fail-on never", ExitCode::Success);
    row("behaviour", "diff before after --fail-on behaviour", ExitCode::Findings);
    row("breaks", "diff before after --fail-on breaks", ExitCode::Findings);
    row("repairs break nothing", "diff after/gateway.yaml before --fail-on breaks",
        ExitCode::Success);
    row("one state", "diff before", ExitCode::Usage);
    row("a cluster and the half of it", "diff before before/routes.yaml --apply",
        ExitCode::Success);
    row("a cluster cannot be read twice", "diff - before --apply", ExitCode::Usage);
    row("standard input twice", "diff - -", ExitCode::Usage);
    row("no such folder", "diff before nowhere", ExitCode::NoInput);
}

void TestCliDiff::exitCodes() {
    QFETCH(QString, line);
    QTEST(runLine(line.toStdString()).code, "code");
}

void TestCliDiff::aRepositoryIsLaidOverACluster() {
    const Ran ran = runLine("diff before after/routes.yaml --apply -o json");
    QCOMPARE(ran.code, codeOf(ExitCode::Findings));
    const auto objects = nlohmann::json::parse(ran.out)["objects"];
    QVERIFY(!objects.empty());
    for (const auto& object : objects)
        QCOMPARE(object["change"].get<std::string>(), std::string("changed"));
}

GATESIGHT_TEST(TestCliDiff)

}  // namespace tst_cli_diff

#include "tst_cli_diff.moc"
