// What goes in: layers and their order, standard input, lines of batch, hostile text.
#include "tests/cli/support_run.h"
#include "tests/house/test_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <sstream>

namespace tst_cli_input {

using namespace gatesight::cli;
using namespace gatesight::cli::test;
using Json = nlohmann::ordered_json;

namespace {

std::string gatewayClass(const std::string& controller) {
    return "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: "
           "layered}\nspec: {controllerName: " +
           controller + "}\n";
}

void write(const QString& path, const std::string& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(text));
}

std::string controllerIn(const Ran& ran) {
    return Json::parse(ran.out)["items"][0]["spec"]["controllerName"];
}

std::vector<Json> linesOf(const std::string& text) {
    std::vector<Json> lines;
    for (std::size_t start = 0, end = 0; (end = text.find('\n', start)) != std::string::npos;
         start = end + 1)
        lines.push_back(Json::parse(text.substr(start, end - start)));
    return lines;
}

}  // namespace

class TestCliInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QDir::setCurrent(QString::fromStdString(dataFolder()))); }
    void laterLayersWin();
    void readsStandardInput();
    void brokenDocumentsDoNotHideGoodOnes();
    void batchKeepsOrderAndNumber();
    void batchAnswersALineByItself();
    void batchTellsBadLines_data();
    void batchTellsBadLines();
    void requestFromAFile();
    void headersAsCurlHasThem();
    void hostileNamesStayHarmless();
    void annotationsKeepToTheirLine();
    void stopsWhenAsked();
};

void TestCliInput::laterLayersWin() {
    QTemporaryDir folder;
    const std::string a = folder.filePath("a.yaml").toStdString(),
                      b = folder.filePath("b.yaml").toStdString();
    write(QString::fromStdString(a), gatewayClass("example.com/a"));
    write(QString::fromStdString(b), gatewayClass("example.com/b"));
    QCOMPARE(controllerIn(runGatesight({"status", "-o", "json", "-f", a, "-f", b})),
             std::string("example.com/b"));
    QCOMPARE(controllerIn(runGatesight({"status", "-o", "json", "-f", b, "-f", a})),
             std::string("example.com/a"));
    // Paths with and without -f keep the order in which they were written.
    QCOMPARE(controllerIn(runGatesight({"status", "-o", "json", a, "-f", b})),
             std::string("example.com/b"));
    QCOMPARE(controllerIn(runGatesight({"status", "-o", "json", "-f", b, a})),
             std::string("example.com/a"));
}

void TestCliInput::readsStandardInput() {
    QCOMPARE(controllerIn(
                 runGatesight({"status", "-o", "json", "-f", "-"}, gatewayClass("example.com/in"))),
             std::string("example.com/in"));
    QCOMPARE(runGatesight({"status", "-f", "-"}, "").code, 0);
}

void TestCliInput::brokenDocumentsDoNotHideGoodOnes() {
    const Ran ran = runGatesight({"status", "-o", "json", "-f", "-"},
                                 "a: b: c\n---\n" + gatewayClass("example.com/good"));
    QCOMPARE(ran.code, codeOf(ExitCode::Findings));
    QCOMPARE(controllerIn(ran), std::string("example.com/good"));
    QVERIFY2(ran.err.find("-:1:") != std::string::npos, ran.err.c_str());
    QVERIFY(runGatesight({"status", "-f", "-", "--quiet"}, "a: b: c\n").err.empty());
}

void TestCliInput::batchKeepsOrderAndNumber() {
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += R"({"id": ")" + std::to_string(i) +
                    R"(", "url": "http://shop.example.com/cart"})" + "\n" +
                    (i % 10 == 0 ? "\n" : "");
    const Ran ran = runGatesight({"batch", "-f", "shop"}, requests);
    const std::vector<Json> decisions = linesOf(ran.out);
    QCOMPARE(decisions.size(), std::size_t{100});
    for (std::size_t i = 0; i < decisions.size(); ++i)
        QCOMPARE(decisions[i]["id"].get<std::string>(), std::to_string(i));
}

void TestCliInput::batchAnswersALineByItself() {
    const std::string line = R"({"id": "x", "url": "http://shop.example.com/cart"})"
                             "\n";
    const std::string alone = runGatesight({"batch", "-f", "shop", "--seed", "7"}, line).out;
    const std::string among = runGatesight({"batch", "-f", "shop", "--seed", "7"},
                                           R"({"url": "http://shop.example.com/old"})"
                                           "\n" +
                                               line)
                                  .out;
    QVERIFY(among.ends_with(alone));
}

void TestCliInput::batchTellsBadLines_data() {
    QTest::addColumn<std::string>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << std::string("nonsense") << "no JSON at column";
    QTest::newRow("cut off") << std::string(R"({"url": )") << "no JSON at column";
    QTest::newRow("a list") << std::string("[]") << "";
    QTest::newRow("no URL") << std::string(R"({"id": "a"})") << "url";
    QTest::newRow("mistyped field")
        << std::string(R"({"url": "http://a/", "metod": "GET"})") << "method";
    QTest::newRow("deep") << std::string(5000, '[') << "nested deeper";
    QTest::newRow("huge number") << std::string(R"({"url": "http://a/", "port": 1e999})") << "";
    QTest::newRow("too many repeats")
        << std::string(R"({"url": "http://a/", "repeat": 99999999999})") << "repeat";
    QTest::newRow("broken UTF-8") << std::string("{\"url\": \"\xff\"}") << "no JSON at column";
    QTest::newRow("too long") << R"({"url": "http://a/)" + std::string(5 << 20, 'a') + R"("})"
                              << "longer than";
}

void TestCliInput::batchTellsBadLines() {
    QFETCH(std::string, line);
    QFETCH(QString, says);
    const std::string good = R"({"id": "good", "url": "http://shop.example.com/cart"})"
                             "\n";
    const Ran ran = runGatesight({"batch", "-f", "shop"}, good + line + "\n" + good);
    QCOMPARE(ran.code, codeOf(ExitCode::Findings));
    QVERIFY2(QString::fromStdString(ran.err).contains("line 2: ") &&
                 QString::fromStdString(ran.err).contains(says),
             ran.err.c_str());
    const std::vector<Json> decisions = linesOf(ran.out);
    QCOMPARE(decisions.size(), std::size_t{3});
    QCOMPARE(decisions[1]["outcome"].get<std::string>(), std::string("unknown"));
    QCOMPARE(decisions[1]["reason"].get<std::string>(), std::string("BadRequestLine"));
    QCOMPARE(decisions[0].dump(), decisions[2].dump());
}

void TestCliInput::requestFromAFile() {
    const std::string request =
        R"({"id": "from a file", "url": "http://shop.example.com/cart", "headers": [["x-canary", "true"]]})";
    const Ran ran =
        runGatesight({"trace", "-f", "shop", "-o", "json", "--request-json", "-"}, request);
    QCOMPARE(ran.code, 0);
    QCOMPARE(Json::parse(ran.out)["backend"]["name"].get<std::string>(), std::string("cart-v2"));
    QCOMPARE(runGatesight({"trace", "-f", "shop", "--request-json", "not-there.json"}).code,
             codeOf(ExitCode::NoInput));
    QCOMPARE(runGatesight({"trace", "-f", "shop", "--request-json", "-"}, "{").code,
             codeOf(ExitCode::Usage));
}

void TestCliInput::headersAsCurlHasThem() {
    const auto backend = [](const std::vector<std::string>& options) {
        std::vector<std::string> arguments{"trace", "-f", "shop", "-o", "json"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Json decision = Json::parse(runGatesight(arguments).out);
        return decision.contains("backend") ? decision["backend"]["name"].get<std::string>()
                                            : decision["reason"].get<std::string>();
    };
    QCOMPARE(backend({"-H", "X-Canary: true", "http://shop.example.com/cart"}),
             std::string("cart-v2"));
    QCOMPARE(backend({"-H", "Host: shop.example.com", "-H", "x-canary:true", "--gateway",
                      "infra/public", "http://198.51.100.1/cart"}),
             std::string("cart-v2"));
    QCOMPARE(backend({"--resolve", "shop.example.com:80:198.51.100.50", "-H", "x-canary: true",
                      "http://shop.example.com/cart"}),
             std::string("cart-v2"));
}

void TestCliInput::hostileNamesStayHarmless() {
    const std::string hostile =
        "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: "
        "\"a\\e[2J\\rb\\u202e\", namespace: \"n\\x07\"}\n"
        "spec: {gatewayClassName: \"\\e]0;x\\a\", listeners: [{name: \"l\\b\", port: 80, protocol: "
        "HTTP, hostname: \"\\u009b31m\"}]}\n";
    for (const char* line :
         {"status -f -", "lint -f -", "lint -f - -o github", "trace -f - http://x.example.com/",
          "graph -f - -o mermaid", "show -f -", "status -f - -o yaml"}) {
        const Ran ran = runLine(line, hostile);
        for (const char c : ran.out + ran.err) {
            const auto byte = static_cast<unsigned char>(c);
            QVERIFY2((byte >= 0x20 && byte != 0x7f) || byte == '\n', line);
        }
        QVERIFY2((ran.out + ran.err).find("\u202e") == std::string::npos ||
                     std::string(line).find("yaml") != std::string::npos ||
                     std::string(line).find("show") != std::string::npos,
                 line);
    }
}

/// Whatever a name holds, it begins no command of its own and ends no property.
void TestCliInput::annotationsKeepToTheirLine() {
    const std::string hostile =
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: "
        "\"a\\n::error::b%0A,c:d\"}\nspec: {rules: [{backendRefs: [{name: \"x\\n::warning::y\", "
        "port: "
        "1}]}]}\n";
    const Ran ran = runLine("lint -f - -o github", hostile);
    const auto findings = Json::parse(runLine("lint -f - -o json", hostile).out)["findings"];
    QVERIFY(findings.size() > 1);
    std::istringstream lines(ran.out);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        QVERIFY2(line.starts_with("::error file=-,") || line.starts_with("::warning file=-,"),
                 line.c_str());
        QVERIFY2(line.find("%0A") == std::string::npos, line.c_str());
    }
    QCOMPARE(count, findings.size());
}

void TestCliInput::stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    Environment environment;
    environment.stop = stop.get_token();
    for (const char* line :
         {"status -f shop", "lint -f shop", "lint --schema-only -f shop", "graph -f shop",
          "graph -f shop --view east-west", "trace -f shop http://shop.example.com/",
          "test -f shop checks.yaml", "replay -f shop checks.yaml", "show -f shop"})
        QVERIFY2(runLine(line, {}, environment).code == codeOf(ExitCode::Interrupted), line);
}

GATESIGHT_TEST(TestCliInput)

}  // namespace tst_cli_input

#include "tst_cli_input.moc"
