// gatesight replay --log: where logs come from, how it ends, and that no form of the answer tells
// what is to be masked.
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tst_cli_replay_log {

using namespace gatesight::cli;
using namespace gatesight::cli::test;

namespace {

std::string cartLine(const std::string& path, const std::string& more = {}) {
    constexpr auto kLine =
        R"({{"method":"GET","authority":"shop.example.com","scheme":"http","path":"{}","response_code":200{}}})";
    return fmt::format(kLine, path, more) + "\n";
}

}  // namespace

class TestCliReplayLog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QDir::setCurrent(QString::fromStdString(dataFolder()))); }
    void readsStandardInput();
    void readsSeveralFiles();
    void endsWith_data();
    void endsWith();
    void tellsNoSecret_data();
    void tellsNoSecret();
    void harmlessOnTerminals();
    void whatMovesForALog();
    void nothingMovesForALog();
};

void TestCliReplayLog::readsStandardInput() {
    const Ran ran =
        runLine("replay -f shop --log - -o json", cartLine("/cart") + cartLine("/cart"));
    QCOMPARE(ran.code, 0);
    const auto replay = nlohmann::json::parse(ran.out)["replays"][0];
    QCOMPARE(replay["total"].get<int>(), 2);
    QCOMPARE(replay["logs"][0]["file"].get<std::string>(), std::string("-"));
}

void TestCliReplayLog::readsSeveralFiles() {
    QTemporaryDir folder;
    const QString name = folder.filePath("a.log");
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(cartLine("/cart")));
    file.close();
    QCOMPARE(std::system(("gzip --keep " + name.toStdString()).c_str()), 0);
    const std::string plain = name.toStdString();
    const Ran ran = runGatesight({"replay", "-f", "shop", "--log", plain, "--log", plain + ".gz",
                                  "--log", "missing.log", "-o", "json"});
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.err.find("missing.log: there is no such file") != std::string::npos,
             ran.err.c_str());
    const auto replay = nlohmann::json::parse(ran.out)["replays"][0];
    QCOMPARE(replay["total"].get<int>(), 2);
    QCOMPARE(replay["different"].get<int>(), 1);
    QCOMPARE(replay["logs"].size(), std::size_t{2});

    // What could be unpacked counts, and that the rest could not is said.
    QFile packed(name + ".gz"), half(folder.filePath("half.gz"));
    QVERIFY(packed.open(QIODevice::ReadOnly) && half.open(QIODevice::WriteOnly));
    half.write(packed.readAll().chopped(4));
    half.close();
    const Ran cut = runGatesight({"replay", "-f", "shop", "--log", half.fileName().toStdString()});
    QVERIFY2(cut.err.find("half.gz: ") != std::string::npos, cut.err.c_str());
}

void TestCliReplayLog::endsWith_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("in");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* line, const QByteArray& in, ExitCode code,
                        const char* says) {
        QTest::newRow(name) << QString(line) << in << codeOf(code) << QString(says);
    };
    const QByteArray good = QByteArray::fromStdString(cartLine("/cart"));
    row("bad lines alone do not fail", "replay -f shop --log -", good + "half\n", ExitCode::Success,
        "");
    row("no line gives a request", "replay -f shop --log - --format envoy-json", "half\n",
        ExitCode::NoInput, "no line of the log gives a request");
    row("nothing is recognised", "replay -f shop --log -", "prose\n", ExitCode::NoInput,
        "no line of the log gives a request");
    row("no file", "replay -f shop --log missing.log", "", ExitCode::NoInput,
        "missing.log: there is no such file");
    row("a folder", "replay -f shop --log shop", "", ExitCode::NoInput, "it is a folder");
    row("twice standard input", "replay -f - --log -", "", ExitCode::Usage,
        "standard input can be read once");
    row("with a scenario", "replay -f shop --log - checks.yaml", good, ExitCode::Usage,
        "goes with no scenario");
    row("with a count", "replay -f shop --log - --count 5", good, ExitCode::Usage,
        "goes with no scenario");
    row("an unknown format", "replay -f shop --log - --format envoy-jsn", good, ExitCode::Usage,
        "did you mean envoy-json?");
    row("no manifests", "replay --log -", good, ExitCode::Usage, "say what to read");
    row("findings of the manifests", "replay -f broken.yaml --log -", good, ExitCode::Findings, "");
}

void TestCliReplayLog::endsWith() {
    QFETCH(QString, line);
    QFETCH(QByteArray, in);
    QFETCH(int, code);
    QFETCH(QString, says);
    const Ran ran = runLine(line.toStdString(), in.toStdString());
    QCOMPARE(ran.code, code);
    QVERIFY2(ran.err.find(says.toStdString()) != std::string::npos, ran.err.c_str());
}

void TestCliReplayLog::tellsNoSecret_data() {
    QTest::addColumn<QString>("output");
    for (const char* output : {"text", "json", "csv"})
        QTest::newRow(output) << output;
}

void TestCliReplayLog::tellsNoSecret() {
    QFETCH(QString, output);
    std::string log;
    int planted = 0;
    const auto secret = [&planted] { return "s3cr3t" + std::to_string(planted++) + "z"; };
    for (int i = 0; i < 20; ++i) {
        log += cartLine((i % 2 == 0 ? "/card?token=" : "/cart?token=") + secret() + "&" + secret(),
                        R"(,"x_canary":")" + secret() + R"(","cookie":"a=)" + secret() + R"(; )" +
                            secret() + R"(","authorization":")" + secret() + "\"");
        log += cartLine("http://" + secret() + ":" + secret() + "@shop.example.com/nowhere");
        log += R"({"method":")" + secret() + " " + secret() + "\n" + secret() + "\n";
    }
    QVERIFY(planted >= 100);
    const Ran ran = runLine("replay -f shop --log - -o " + output.toStdString(), log);
    QCOMPARE(ran.code, 0);
    const std::string all = ran.out + ran.err;
    QVERIFY2(all.find("s3cr3t") == std::string::npos, all.c_str());
    const Ran kept =
        runLine("replay -f shop --log - --keep-values -o " + output.toStdString(), log);
    // A twin that shows what the test looks for: paths and their values are in witnesses.
    QCOMPARE(kept.out.find("s3cr3t") != std::string::npos, output != "csv");
}

void TestCliReplayLog::harmlessOnTerminals() {
    const Ran ran = runLine("replay -f shop --log -",
                            cartLine("/caf\xC3\xA9\xE2\x80\xAE/x") + cartLine("/\\u001b[31m"));
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.find('\x1b') == std::string::npos);
    QVERIFY(ran.out.find("\xE2\x80\xAE") == std::string::npos);
}

void TestCliReplayLog::whatMovesForALog() {
    QFile routes("shop/routes.yaml");
    QVERIFY(routes.open(QIODevice::ReadOnly));
    const QByteArray before = routes.readAll();
    QTemporaryDir folder;
    QFile after(folder.filePath("routes.yaml")), log(folder.filePath("a.log"));
    QVERIFY(after.open(QIODevice::WriteOnly) && log.open(QIODevice::WriteOnly));
    after.write(QByteArray(before).replace("value: /cart", "value: /basket"));
    std::string lines;
    for (int i = 0; i < 5; ++i)
        lines += cartLine("/cart/" + std::to_string(i)) + cartLine("/nowhere");
    log.write(QByteArray::fromStdString(lines + cartLine("/basket?a=secret") + "half\n"));
    after.close();
    log.close();
    const std::vector<std::string> arguments{
        "diff",  "shop/routes.yaml",          after.fileName().toStdString(), "-f", "shop",
        "--log", log.fileName().toStdString()};
    Ran ran = runGatesight(arguments);
    QCOMPARE(ran.code, codeOf(ExitCode::Findings));
    for (const char* text :
         {"Requests of the log: 6 of 11 differ", "5  GET http://shop.example.com/cart/0",
          "1  GET http://shop.example.com/basket?a=xxxxxx", "a.log:1", "1 line of no use"})
        QVERIFY2(ran.out.find(text) != std::string::npos, ran.out.c_str());
    QVERIFY(ran.out.find("secret") == std::string::npos);

    std::vector<std::string> json = arguments;
    json.insert(json.end(), {"-o", "json"});
    const auto logged = nlohmann::json::parse(runGatesight(json).out)["loggedRequests"];
    QCOMPARE(logged["asked"].get<int>(), 11);
    QCOMPARE(logged["moved"].get<int>(), 6);
    QCOMPARE(logged["moves"][0]["effect"].get<std::string>(), std::string("breaks"));
    QCOMPARE(logged["moves"][0]["requests"].get<int>(), 5);
    QCOMPARE(logged["moves"][0]["different"].get<int>(), 5);
    QCOMPARE(logged["moves"][1]["effect"].get<std::string>(), std::string("repairs"));

    std::vector<std::string> markdown = arguments;
    markdown.insert(markdown.end(), {"-o", "markdown"});
    ran = runGatesight(markdown);
    QVERIFY2(ran.out.find("6 of 11 requests of the log get another answer") != std::string::npos,
             ran.out.c_str());
}

void TestCliReplayLog::nothingMovesForALog() {
    const std::string log = cartLine("/cart") + cartLine("/nowhere");
    const Ran ran = runLine("diff shop shop --log -", log);
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.out.find("Requests of the log: 0 of 2 differ") != std::string::npos,
             ran.out.c_str());
    QCOMPARE(runLine("diff shop shop", log).out.find("Requests of the log"), std::string::npos);
    QCOMPARE(runLine("diff - shop --log -", log).code, codeOf(ExitCode::Usage));
}

GATESIGHT_TEST(TestCliReplayLog)

}  // namespace tst_cli_replay_log

#include "tst_cli_replay_log.moc"
