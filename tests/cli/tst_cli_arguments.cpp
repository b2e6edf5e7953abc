// Arguments: what is taken, what is refused, with which exit code, and with which hint.
#include "app/cli/command.h"
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <QDir>

namespace tst_cli_arguments {

using namespace gatesight::cli;
using namespace gatesight::cli::test;

class TestCliArguments : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QDir::setCurrent(QString::fromStdString(dataFolder()))); }
    void unusable_data();
    void unusable();
    void updates_data();
    void updates();
    void exitCodes_data();
    void exitCodes();
    void everyCommandHasHelp();
    void everyCommandSurvivesHostileArguments();
    void helpIsTheSameBothWays();
    void choicesForClassesThatAreNotThereAreTold();
    void nothingIsWrittenToOutputOnUnusableArguments();
};

void TestCliArguments::unusable_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("mistyped command")
        << QStringList{"stauts"} << "there is no command 'stauts'; did you mean status?";
    QTest::newRow("command far from any")
        << QStringList{"xyzzyxyzzy"} << "there is no command 'xyzzyxyzzy'\n";
    QTest::newRow("option before the command")
        << QStringList{"-f", "shop", "status"} << "the command comes first";
    QTest::newRow("mistyped option") << QStringList{"status", "-f", "shop", "--sead", "1"}
                                     << "there is no option --sead; did you mean --seed?";
    QTest::newRow("mistyped option with a value")
        << QStringList{"status", "-f", "shop", "--chanel=standard"} << "did you mean --channel?";
    QTest::newRow("mistyped value") << QStringList{"status", "-f", "shop", "-o", "jsno"}
                                    << "'jsno' is none of table, yaml, json; did you mean json?";
    QTest::newRow("no path") << QStringList{"status"} << "-f PATH";
    QTest::newRow("option without its value")
        << QStringList{"status", "-f"} << "--file needs a value: PATH";
    QTest::newRow("seed is no number")
        << QStringList{"status", "-f", "shop", "--seed", "-1"} << "'-1' is not a whole number";
    QTest::newRow("seed too large")
        << QStringList{"status", "-f", "shop", "--seed", "99999999999999999999"}
        << "is not a whole number";
    QTest::newRow("switch with a value")
        << QStringList{"status", "-f", "shop", "--strict=maybe"} << "--strict";
    QTest::newRow("no request") << QStringList{"trace", "-f", "shop"} << "say which request";
    QTest::newRow("two requests") << QStringList{"trace", "-f", "shop", "http://a/", "http://b/"}
                                  << "'http://b/' is one argument too many";
    QTest::newRow("URL and a file")
        << QStringList{"trace", "-f", "shop", "--request-json", "x.json", "http://a/"}
        << "say which request";
    QTest::newRow("not a header") << QStringList{"trace", "-f",       "shop",
                                                 "-H",    "nonsense", "http://shop.example.com/"}
                                  << "is not of the form 'Name: value'";
    QTest::newRow("port out of range")
        << QStringList{"trace", "-f", "shop", "--port", "70000", "http://shop.example.com/"}
        << "from 1 to 65535";
    QTest::newRow("gateway without a namespace")
        << QStringList{"trace", "-f", "shop", "--gateway", "public", "http://a/"}
        << "NAMESPACE/NAME";
    QTest::newRow("mistyped source")
        << QStringList{"trace", "-f", "shop", "--from", "shop/cart-v3", "http://a/"}
        << "there is no such Pod or workload; did you mean shop/cart-v";
    QTest::newRow("source of no form")
        << QStringList{"trace", "-f", "shop", "--from", "cart", "http://a/"}
        << "is neither internet nor";
    QTest::newRow("no scheme we know")
        << QStringList{"trace", "-f", "shop", "gopher://a/"} << "gopher";
    QTest::newRow("standard input twice") << QStringList{"trace", "-f", "-", "--request-json", "-"}
                                          << "standard input cannot be both";
    QTest::newRow("requests and manifests on standard input")
        << QStringList{"batch", "-f", "-"} << "the requests come from standard input";
    QTest::newRow("update that is not judged by itself")
        << QStringList{"lint", "-f", "shop", "--old", "shop"} << "--old and --subresource need";
    QTest::newRow("new and old objects on standard input")
        << QStringList{"lint", "--schema-only", "-f", "-", "--old", "-"}
        << "standard input cannot be read twice";
    QTest::newRow("unknown choice")
        << QStringList{"status", "-f", "shop", "--spec", "nothing=1"} << "--spec";
    QTest::newRow("unknown help topic") << QStringList{"help", "trase"} << "did you mean trace?";
    QTest::newRow("unknown shell")
        << QStringList{"completion", "powershell"} << "none of bash, zsh, fish";
    QTest::newRow("unknown rule") << QStringList{"explain", "route.precedence.agee"}
                                  << "did you mean route.precedence.age";
    QTest::newRow("unknown traffic")
        << QStringList{"replay", "-f", "shop", "checks.yaml", "--mix", "browsin"}
        << "did you mean browsing?";
    QTest::newRow("a form of the other view")
        << QStringList{"graph", "-f", "shop", "-o", "text"} << "--view east-west";
    QTest::newRow("workloads in the other view")
        << QStringList{"graph", "-f", "shop", "--expand", "shop"} << "--view east-west";
    QTest::newRow("Pods in the other view")
        << QStringList{"graph", "-f", "shop", "--view", "east-west", "--no-pods"} << "--view flow";
    QTest::newRow("a path in the other view") << QStringList{"graph",
                                                             "-f",
                                                             "shop",
                                                             "--view",
                                                             "east-west",
                                                             "--request",
                                                             "http://shop.example.com/"}
                                              << "--view flow";
}

void TestCliArguments::unusable() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    std::vector<std::string> words;
    for (const QString& argument : arguments)
        words.push_back(argument.toStdString());
    const Ran ran = runGatesight(words);
    QCOMPARE(ran.code, codeOf(ExitCode::Usage));
    QVERIFY2(QString::fromStdString(ran.err).contains(says), ran.err.c_str());
    QVERIFY2(ran.err.find("gatesight help") != std::string::npos, "no hint at the help");
}

void TestCliArguments::updates_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("finding");
    const QString created = "lint --schema-only -f - -o json";
    QTest::newRow("no old object") << created << QString();
    QTest::newRow("immutable field") << created + " --old shop"
                                     << "field is immutable";
    QTest::newRow("status alone") << created + " --old shop --subresource status"
                                  << "supported values: \\\"True\\\"";
}

void TestCliArguments::updates() {
    QFETCH(QString, line);
    QFETCH(QString, finding);
    const Ran ran = runLine(line.toStdString(),
                            "{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, "
                            "metadata: {name: example}, spec: {controllerName: a.example/b}, "
                            "status: {conditions: [{type: Accepted, status: Maybe, reason: A, "
                            "message: '', lastTransitionTime: '2026-01-01T00:00:00Z'}]}}");
    QCOMPARE(ran.code, codeOf(finding.isEmpty() ? ExitCode::Success : ExitCode::Findings));
    QVERIFY2(QString::fromStdString(ran.out).contains(finding), ran.out.c_str());
}

void TestCliArguments::exitCodes_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* line, ExitCode code) {
        QTest::newRow(name) << QString(line) << codeOf(code);
    };
    row("version", "version", ExitCode::Success);
    row("--version", "--version", ExitCode::Success);
    row("help", "help", ExitCode::Success);
    row("--help", "--help", ExitCode::Success);
    row("nothing", "", ExitCode::Usage);
    row("all is well", "status -f shop", ExitCode::Success);
    row("a 404 is an answer", "trace -f shop http://shop.example.com/nowhere", ExitCode::Success);
    row("a refused connection is an answer",
        "trace -f shop --gateway infra/public http://shop.example.com:81/", ExitCode::Success);
    row("findings", "lint -f shop", ExitCode::Findings);
    row("findings that nobody minds", "lint -f shop --fail-on never", ExitCode::Success);
    row("broken documents", "status -f shop -f broken.yaml", ExitCode::Findings);
    row("broken documents that nobody minds", "status -f shop -f broken.yaml --fail-on never",
        ExitCode::Success);
    row("a failed expectation", "test -f shop checks.yaml", ExitCode::Findings);
    row("no scenario", "test -f shop", ExitCode::NoInput);
    row("no such file", "status -f not-there.yaml", ExitCode::NoInput);
    row("one of two files is missing", "status -f shop -f not-there.yaml", ExitCode::Findings);
}

void TestCliArguments::exitCodes() {
    QFETCH(QString, line);
    QFETCH(int, code);
    const Ran ran = runLine(line.toStdString());
    QVERIFY2(ran.code == code, (std::to_string(ran.code) + ": " + ran.err).c_str());
}

void TestCliArguments::everyCommandHasHelp() {
    for (const CommandInfo& command : commands()) {
        const Ran ran = runGatesight({"help", std::string(command.name)});
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.starts_with("gatesight " + std::string(command.name)));
        QVERIFY(ran.out.find(command.summary.substr(0, 30)) != std::string::npos);
    }
}

void TestCliArguments::choicesForClassesThatAreNotThereAreTold() {
    const Ran slip = runLine("trace -f shop --spec gateway-data-plane.exmple=node http://shop.example.com/");
    QVERIFY2(slip.err.find("gateway-data-plane.exmple has no effect: there is no GatewayClass 'exmple'; did you "
                           "mean 'example'?") != std::string::npos,
             slip.err.c_str());
    const Ran right = runLine("trace -f shop --spec gateway-data-plane.example=node http://shop.example.com/");
    QVERIFY2(right.err.find("has no effect") == std::string::npos, right.err.c_str());
}

void TestCliArguments::helpIsTheSameBothWays() {
    QCOMPARE(runGatesight({"trace", "--help"}).out, runGatesight({"help", "trace"}).out);
    QCOMPARE(runGatesight({"--help"}).out, runGatesight({"help"}).out);
}

void TestCliArguments::everyCommandSurvivesHostileArguments() {
    const std::string nul("a\0b", 3);
    const std::vector<std::string> hostile{"",
                                           "-",
                                           "--",
                                           "---",
                                           "=",
                                           "--=",
                                           "-=",
                                           "-f=",
                                           "\x1b[2J",
                                           "\xff\xfe",
                                           nul,
                                           "%s%n",
                                           "../../../../etc",
                                           "{}",
                                           "[1",
                                           std::string(100'000, 'a'),
                                           "--" + std::string(10'000, 'x'),
                                           "-o",
                                           "--output=",
                                           "@x"};
    for (const CommandInfo& command : commands()) {
        for (const std::string& word : hostile) {
            const Ran ran = runGatesight({std::string(command.name), word});
            QVERIFY2(ran.code >= 0 && ran.code <= 4,
                     (std::string(command.name) + " " + std::to_string(ran.code)).c_str());
            QVERIFY(ran.err.find('\x1b') == std::string::npos);
        }
    }
}

void TestCliArguments::nothingIsWrittenToOutputOnUnusableArguments() {
    QVERIFY(runGatesight({"status", "-f", "shop", "-o", "xml"}).out.empty());
    QVERIFY(runGatesight({}).out.empty());
}

GATESIGHT_TEST(TestCliArguments)

}  // namespace tst_cli_arguments

#include "tst_cli_arguments.moc"
