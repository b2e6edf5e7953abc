// Lines of access logs: what each format gives, what is of no use and why, and what is masked.
#include "simulator/accesslog/log_reader.h"
#include "simulator/accesslog/log_request.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <sstream>

namespace gatesight::simulator::tst_access_log {

using namespace test;

namespace {

/// Looks at the header x-canary, at cookies, and at parameters by value and by expression.
const std::string kRoutes = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: looks, namespace: shop}
spec:
  rules:
    - matches:
        - headers: [{name: X-Canary, value: "true"}, {name: cookie, type: RegularExpression, value: ".*beta=1.*"}]
          queryParams:
            - {name: plan, value: gold}
            - {name: plan, value: xxx}
            - {name: page, type: RegularExpression, value: "[0-9]+"}
            - {name: code, type: RegularExpression, value: "A.*"}
)";

const RoutedValues& routedValues() {
    static const model::WorldPtr world = worldOf(kRoutes);
    static const model::World* const pointer = world.get();
    static const RoutedValues values({&pointer, 1});
    return values;
}

/// Requests as calls with status and count, and unusable lines with reason and place, as read.
QStringList readLines(const std::string& log, LogFormat format = LogFormat::Auto,
                      LogOptions options = {}) {
    QStringList lines;
    const ValueMask mask(routedValues(), options.keepValues);
    LogKey key;
    const LogSink sink{
        [&](std::uint64_t, const LogRecord& record) -> LineRead {
            const LineRead made = makeLogKey(record, options, mask, key);
            if (!made)
                return made;
            const Request request = *requestOf(key.text);
            lines << text(callOf(request)) +
                         (record.status ? QString(" -> %1").arg(*record.status) : QString()) +
                         (record.noRoute ? " NR" : "") +
                         (record.count > 1 ? QString(" x%1").arg(record.count) : QString()) +
                         (request.sourceIp.empty() ? QString()
                                                   : " from " + text(request.sourceIp)) +
                         (key.schemeAssumed ? " (scheme assumed)" : "") +
                         (key.maskedForPattern ? " (expression)" : "");
            return {};
        },
        [&](std::uint64_t line, const LineProblem& problem) {
            lines << QString("%1:%2 %3")
                         .arg(line)
                         .arg(problem.column)
                         .arg(text(toString(problem.reason)));
        }};
    std::istringstream in(log);
    const LogRead read = readLog(in, format, routedValues(), sink);
    if (format == LogFormat::Auto)
        lines.prepend(text(toString(read.format)));
    for (const std::string& note : read.notes)
        lines << text(note);
    return lines;
}

std::string envoyLine(const std::string& fields) {
    return R"({"method":"GET","authority":"shop.example.com",)" + fields + "}\n";
}

}  // namespace

class TestAccessLog : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void rejects_data();
    void rejects();
    void goodLinesStay();
    void masks_data();
    void masks();
    void keepsWhatIsAsked();
    void addresses_data();
    void addresses();
    void longLinesAreBounded();
    void longTextsOfHarAreCut();
    void everyLineCounts_data();
    void everyLineCounts();
};

void TestAccessLog::reads_data() {
    QTest::addColumn<QString>("log");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const char* log, const QStringList& expected) {
        QTest::newRow(name) << QString::fromUtf8(log) << expected;
    };
    row("Istio, JSON",
        R"({"start_time":"2026-05-04T10:00:00.000Z","method":"GET","path":"/cart?page=2","protocol":"HTTP/2","response_code":200,"response_flags":"-","authority":"shop.example.com","requested_server_name":"shop.example.com","downstream_remote_address":"192.0.2.7:4711","x_forwarded_for":null,"route_name":"-"})",
        {"envoy-json", "GET https://shop.example.com/cart?page=0 -> 200"});
    row("Envoy Gateway, JSON",
        R"({"start_time":"2026-05-04T10:00:00.000Z","method":"POST","x-envoy-origin-path":"/pay","protocol":"HTTP/1.1","response_code":"404","response_flags":"NR",":authority":"shop.example.com:8080","requested_server_name":"-"})",
        {"envoy-json", "POST http://shop.example.com:8080/pay -> 404 NR (scheme assumed)"});
    row("Contour, JSON, behind the words of a collector",
        R"(2026-05-04T10:00:00Z stdout F {"@timestamp":"2026-05-04T10:00:00Z","authority":"Shop.Example.com","method":"GET","path":"/","response_code":0,"scheme":"https"})",
        {"envoy-json", "GET https://shop.example.com/"});
    row("JSON with a header that routes look at",
        R"({"method":"GET","path":"/","authority":"a.example","scheme":"http","x_canary":"true","user_agent":"curl"})",
        {"envoy-json", "GET http://a.example/ x-canary: true"});
    row("calls and web sockets",
        R"({"method":"POST","path":"/games.v1.Match/Find","authority":"a.example","scheme":"https","protocol":"HTTP/2","response_code":200}
{"method":"POST","path":"/games/find","authority":"a.example","scheme":"https","protocol":"HTTP/2","grpc_status":"OK"}
{"method":"GET","path":"/live","authority":"a.example","scheme":"http","response_code":101})",
        {"envoy-json", "POST grpcs://a.example/games.v1.Match/Find -> 200",
         "POST grpcs://a.example/games/find", "GET ws://a.example/live -> 101"});
    row("Envoy, text",
        R"([2026-05-04T10:00:00.000Z] "GET /cart HTTP/1.1" 503 UH 0 19 1 - "192.0.2.7" "odd "quoted" agent" "id-1" "shop.example.com" "-")",
        {"envoy-text", "GET http://shop.example.com/cart -> 503 (scheme assumed)"});
    row("Istio, text",
        R"([2026-05-04T10:00:00.000Z] "GET /cart HTTP/2" 404 NR route_not_found - "-" 0 0 0 - "-" "agent" "id-1" "shop.example.com" "-" - - 10.0.0.3:8443 192.0.2.7:4711 shop.example.com -)",
        {"envoy-text", "GET https://shop.example.com/cart -> 404 NR"});
    row("combined, with a virtual host",
        R"(shop.example.com 192.0.2.7 - mara [04/May/2026:10:00:00 +0000] "GET /cart?q=\x22a\x22 HTTP/1.1" 200 512 "https://shop.example.com/" "agent")",
        {"nginx-combined", "GET http://shop.example.com/cart?q=xxx -> 200 (scheme assumed)"});
    row("a whole URL as the target",
        R"(192.0.2.7 - - [04/May/2026:10:00:00 +0000] "GET http://mara:geheim@shop.example.com/a?b HTTP/1.1" 200 5)",
        {"nginx-combined", "GET http://shop.example.com/a?x -> 200"});
    row("the NGINX Ingress controller, without a host",
        R"(192.0.2.7 - - [04/May/2026:10:00:00 +0000] "GET / HTTP/2.0" 200 5 "-" "agent" 90 0.003 [shop-cart-8080] [] 10.0.0.9:8080 5 0.003 200 0123456789abcdef)",
        {"nginx-combined", "1:1 NoHost"});
    row("CSV with a URL", "method,url,status,count\nGET,https://a.example/x?plan=gold,200,5\n",
        {"csv", "GET https://a.example/x?plan=gold -> 200 x5"});
    row("CSV in parts",
        "\xEF\xBB\xBFHost;Path;Query;header:X-Canary;scheme;note\na.example;/"
        "x;plan=tin;\"true\";http;\"a;\"\"b\"\"\"\n",
        {"csv", "GET http://a.example/x?plan=000 x-canary: true"});
    row("CSV with a column that is spelled otherwise", "path,host,metod\n/x,a.example,PUT\n",
        {"csv", "GET http://a.example/x (scheme assumed)",
         "the column 'metod' is not used; did you mean 'method'?"});
    row("HAR",
        R"({"log":{"version":"1.2","entries":[
 {"request":{"method":"GET","url":"https://a.example/x#there","headers":[{"name":"X-Canary","value":"true"},{"name":"Accept","value":"*/*"}]},"response":{"status":200,"content":{"text":"{\"log\":1}"}}},
 {"request":{"method":"GET","url":"https://b.example/","headers":[]},"response":{"status":0}}]}})",
        {"har", "GET https://a.example/x X-Canary: true -> 200", "GET https://b.example/"});
    row("empty lines and the end of lines of other systems",
        "\r\n{\"method\":\"GET\",\"path\":\"/"
        "\",\"authority\":\"a.example\",\"scheme\":\"http\"}\r\n\n",
        {"envoy-json", "GET http://a.example/"});
    row("nothing", "", {"auto"});
    row("prose", "The quick brown fox\njumps over the log.\n", {"auto"});
}

void TestAccessLog::reads() {
    QFETCH(QString, log);
    QFETCH(QStringList, expected);
    COMPARE_LINES(readLines(log.toStdString()), expected);
}

void TestAccessLog::rejects_data() {
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("expected");
    const auto json = [](const char* name, const QByteArray& log, const char* expected) {
        QTest::newRow(name) << log << "envoy-json" << expected;
    };
    json("no JSON", "GET / HTTP/1.1", "1:1 NotThisFormat");
    json("half a line", R"({"method":"GET","pa)", "1:20 CutShort");
    json("broken JSON", R"({"method" "GET"})", "1:15 NotThisFormat");
    json("two objects", R"({"method":"GET","path":"/","authority":"a"} {})", "1:45 NotThisFormat");
    json("a list", "[1, 2]", "1:1 NotThisFormat");
    json("deeper than any log", QByteArray(R"({"a":)") + QByteArray(5000, '[') + "}",
         "1:1 NotThisFormat");
    json("no method", R"({"path":"/","authority":"a.example"})", "1:1 NoMethod");
    json("no path", R"({"method":"GET","pth":"/","authority":"a.example"})", "1:1 NoPath");
    json("no host", R"({"method":"GET","path":"/"})", "1:1 NoHost");
    json("a connection", R"({"method":null,"path":null,"response_code":0})", "1:1 Connection");
    json("a tunnel", R"({"method":"CONNECT","path":"a.example:443","authority":"a.example:443"})",
         "1:1 Connection");
    json("a method of two words", R"({"method":"GET IT","path":"/","authority":"a.example"})",
         "1:1 NoMethod");
    json("a target that is none", R"({"method":"GET","path":"cart","authority":"a.example"})",
         "1:1 BadTarget");
    json("another scheme", R"({"method":"GET","path":"/","authority":"a.example","scheme":"ftp"})",
         "1:1 BadTarget");
    json("a host with blanks", R"({"method":"GET","path":"/","authority":"a b"})", "1:1 BadHost");
    json("a port too high", R"({"method":"GET","path":"/","authority":"a.example:65536"})",
         "1:1 BadHost");
    json("brackets around a name", R"({"method":"GET","path":"/","authority":"[a.example]"})",
         "1:1 BadHost");
    json("an escaped line break", R"({"method":"GET","path":"/a\nb","authority":"a.example"})",
         "1:1 ControlCharacter");
    json("an escape character", "{\"method\":\"\x1b[31m\"}", "1:12 ControlCharacter");
    json("NUL", QByteArray("{\"a\0\"}", 6), "1:4 ControlCharacter");
    json("broken UTF-8", "{\"method\":\"\xC3(\"}", "1:12 NotUtf8");
    json("a status of letters", R"({"method":"GET","path":"/","response_code":"abc"})",
         "1:1 BadNumber");
    json("a status out of range", R"({"method":"GET","path":"/","response_code":-200})",
         "1:1 BadNumber");
    json("a path too long",
         QByteArray(R"({"method":"GET","authority":"a.example","path":"/)") +
             QByteArray(9000, 'a') + R"("})",
         "1:1 TooLong");
    json("a line too long", QByteArray(70'000, ' ') + "{}", "1:65536 TooLong");
    const auto other = [](const char* name, const char* format, const QByteArray& log,
                          const char* expected) {
        QTest::newRow(name) << log << format << expected;
    };
    other("text: cut in the agent", "envoy-text",
          R"([2026-05-04T10:00:00.000Z] "GET / HTTP/1.1" 200 - 0 1 2 3 "-" "age)", "1:63 CutShort");
    other("text: cut behind the request", "envoy-text",
          R"([2026-05-04T10:00:00.000Z] "GET / HTTP/1.1" 200)", "1:48 CutShort");
    other("text: cut before the authority", "envoy-text",
          R"([2026-05-04T10:00:00.000Z] "GET / HTTP/1.1" 200 - 0 1 2 3 "-" "agent")",
          "1:70 CutShort");
    other("text: a connection", "envoy-text",
          R"([2026-05-04T10:00:00.000Z] "- - -" 0 - 0 1 2 3 "-" "-" "-" "-" "10.0.0.1:80")",
          "1:28 Connection");
    other("text: nothing of it", "envoy-text", "hello", "1:1 NotThisFormat");
    other("combined: noise of a scanner", "nginx-combined",
          R"(192.0.2.7 - - [04/May/2026:10:00:00 +0000] "\x16\x03\x01" 400 5)", "1:44 NoPath");
    other("combined: an empty request", "nginx-combined",
          R"(192.0.2.7 - - [04/May/2026:10:00:00 +0000] "-" 408 0)", "1:44 Connection");
    other("combined: no status", "nginx-combined",
          R"(192.0.2.7 - - [04/May/2026:10:00:00 +0000] "GET / HTTP/1.1")", "1:44 CutShort");
    other("combined: only brackets", "nginx-combined", "[[[[[", "1:1 NotThisFormat");
    other("CSV: an open quote", "csv", "url,status\n\"https://a.example/,200", "2:1 CutShort");
    other("CSV: too few cells", "csv", "url,status\nhttps://a.example/", "2:19 CutShort");
    other("CSV: a count of nothing", "csv", "url,count\nhttps://a.example/,0", "2:20 BadNumber");
    other("CSV: a count beyond all", "csv", "url,count\nhttps://a.example/,99999999999",
          "2:20 BadNumber");
    other("HAR: ends too early", "har",
          R"({"log":{"entries":[{"request":{"method":"GET","url":"htt)", "1:56 CutShort");
    other("HAR: no entries", "har", R"({"log":{}})", "1:1 NotThisFormat");
    other("HAR: an entry without a URL", "har",
          R"({"log":{"entries":[{"request":{"method":"GET"}}]}})", "1:1 NoPath");
}

void TestAccessLog::rejects() {
    QFETCH(QByteArray, log);
    QFETCH(QString, format);
    QFETCH(QString, expected);
    COMPARE_LINES(readLines(log.toStdString(), *logFormatOf(format.toStdString())),
                  QStringList{expected});
}

void TestAccessLog::goodLinesStay() {
    const std::string good = envoyLine(R"("path":"/a","scheme":"http")");
    COMPARE_LINES(
        readLines(good + "half {\n" + good + std::string(200'000, 'x') + "\n" + good),
        {"envoy-json", "GET http://shop.example.com/a", "2:7 CutShort",
         "GET http://shop.example.com/a", "4:65536 TooLong", "GET http://shop.example.com/a"});
}

void TestAccessLog::masks_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* target, const char* expected) {
        QTest::newRow(name) << target << expected;
    };
    row("values of parameters", "/a?token=geheim&b=", "/a?token=xxxxxx&b=");
    row("a word alone", "/a?geheim&b=1&", "/a?xxxxxx&b=x&");
    row("a name that routes look for", "/a?plan", "/a?plan");
    row("a value that a match names", "/a?plan=gold", "/a?plan=gold");
    row("the same, encoded", "/a?plan=%67old", "/a?plan=%67old");
    row("another value of that name", "/a?plan=silver", "/a?plan=xxxxxx");
    row("a mask is no value that a match names", "/a?plan=tin", "/a?plan=000");
    row("what an expression takes stays so", "/a?page=17", "/a?page=00");
    row("what it does not take, too", "/a?page=abc", "/a?page=xxx");
    row("an expression that no mask suits", "/a?code=ABC", "/a?code=xxx (expression)");
    row("names in another case are other names", "/a?PLAN=gold", "/a?PLAN=xxxx");
    row("parameters of a segment", "/a;session=geheim;b/c;d=1", "/a;session=xxxxxx;b/c;d=x");
    row("signs in a value", "/a?b==c=/?d", "/a?b=xxxxxx");
}

void TestAccessLog::masks() {
    QFETCH(QString, target);
    QFETCH(QString, expected);
    COMPARE_LINES(readLines(envoyLine(R"("scheme":"http","path":")" + target.toStdString() + "\"")),
                  QStringList({"envoy-json", "GET http://shop.example.com" + expected}));
}

void TestAccessLog::keepsWhatIsAsked() {
    LogOptions keep;
    keep.keepValues = true;
    const std::string line = envoyLine(
        R"("path":"http://mara:geheim@a.example/x;s=1?token=abc&plan=tin","cookie":"a=1; b=2","x_canary":"no")");
    COMPARE_LINES(readLines(line, LogFormat::Auto, keep),
                  {"envoy-json",
                   "GET http://shop.example.com/x;s=1?token=abc&plan=tin cookie: "
                   "a=1; b=2 x-canary: no"});
    COMPARE_LINES(readLines(line), {"envoy-json",
                                    "GET http://shop.example.com/x;s=x?token=xxx&plan=000 cookie: "
                                    "a=x; b=x x-canary: xx"});
    // A cookie that an expression takes, and that no longer shows.
    COMPARE_LINES(
        readLines(envoyLine(R"("path":"/","scheme":"http","cookie":"alone; beta=1")")),
        {"envoy-json", "GET http://shop.example.com/ cookie: xxxxx; beta=x (expression)"});
    LogOptions host;
    host.host = "mara:geheim@a.example";
    host.scheme = "https";
    host.schemeGiven = true;
    COMPARE_LINES(readLines(R"(192.0.2.7 - - [04/May/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5)",
                            LogFormat::NginxCombined, host),
                  {"GET https://a.example/ -> 200"});
}

void TestAccessLog::addresses_data() {
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("full");
    QTest::addColumn<QString>("network");
    QTest::newRow("IPv4") << "192.0.2.77"
                          << "192.0.2.77"
                          << "192.0.2.0";
    QTest::newRow("with a port") << "192.0.2.77:4711"
                                 << "192.0.2.77"
                                 << "192.0.2.0";
    QTest::newRow("IPv6") << "2001:db8:1:2::5"
                          << "2001:db8:1:2:0:0:0:5"
                          << "2001:db8:1:0:0:0:0:0";
    QTest::newRow("IPv6 with a port") << "[2001:db8:1:2::5]:4711"
                                      << "2001:db8:1:2:0:0:0:5"
                                      << "2001:db8:1:0:0:0:0:0";
    QTest::newRow("no address") << "a.example"
                                << ""
                                << "";
    QTest::newRow("open bracket") << "["
                                  << ""
                                  << "";
    QTest::newRow("nothing") << ""
                             << ""
                             << "";
}

void TestAccessLog::addresses() {
    QFETCH(QString, given);
    QFETCH(QString, full);
    QFETCH(QString, network);
    QCOMPARE(text(clientAddress(given.toStdString(), ClientAddresses::Full)), full);
    QCOMPARE(text(clientAddress(given.toStdString(), ClientAddresses::Network)), network);
    QCOMPARE(clientAddress(given.toStdString(), ClientAddresses::None), std::string());
}

void TestAccessLog::longLinesAreBounded() {
    // Lines of every length around a block: none is lost or joined to another.
    for (const std::size_t length : {65'534u, 65'535u, 65'536u, 65'537u, 131'072u, 400'000u}) {
        std::istringstream in("first\n" + std::string(length, 'a') + "\nlast");
        LogStream stream(in);
        QVERIFY(stream.nextLine() && stream.line() == "first");
        QVERIFY(stream.nextLine());
        QCOMPARE(stream.tooLong(), length > LogStream::kLongestLine);
        QCOMPARE(stream.line().size(), std::min(length, LogStream::kLongestLine));
        QVERIFY(stream.nextLine() && stream.line() == "last" && !stream.tooLong());
        QCOMPARE(stream.lineNumber(), std::uint64_t{3});
        QVERIFY(!stream.nextLine());
    }
}

void TestAccessLog::longTextsOfHarAreCut() {
    const std::string entry = R"({"request":{"method":"GET","url":"https://a.example/)";
    const std::string body = R"("},"response":{"status":200,"content":{"text":")";
    const std::string huge(3'000'000, 'b');
    COMPARE_LINES(readLines(R"({"log":{"entries":[)" + entry + "x" + body + huge + "\\\"\"}}}," +
                            entry + huge + body + "\"}}}]}}"),
                  {"har", "GET https://a.example/x -> 200", "1:1 TooLong"});
}

void TestAccessLog::everyLineCounts_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("log");
    QTest::newRow("envoy-json")
        << "envoy-json"
        << QByteArray(
               R"({"method":"GET","path":"/a?b=c%20d&e","authority":"[2001:db8::1]:80","x_canary":"\u00e9","response_code":200,"n":{"a":[1,2.5]}})");
    QTest::newRow("envoy-text")
        << "envoy-text"
        << QByteArray(
               R"([2026-05-04T10:00:00.000Z] "GET /a?b=c HTTP/2" 404 NR x - "-" 0 0 0 - "192.0.2.7" "a" "i" "a.example" "-" - - l 192.0.2.7:1 a.example -)");
    QTest::newRow("nginx-combined")
        << "nginx-combined"
        << QByteArray(
               R"(a.example 192.0.2.7 - m [04/May/2026:10:00:00 +0000] "GET /a?b=\x22 HTTP/1.1" 200 5 "-" "a")");
    QTest::newRow("csv") << "csv" << QByteArray("url,count\n\"https://u:p@a.example/\"\"?b\",5\n");
    QTest::newRow("har")
        << "har"
        << QByteArray(
               R"({"log":{"entries":[{"request":{"method":"GET","url":"https://a.example/","headers":[{"name":"x-canary","value":"\ud83d\ude00"}]},"response":{"status":200}}]}})");
}

/// Cut anywhere, or with any byte exchanged: each line is a request or has a reason, never both.
void TestAccessLog::everyLineCounts() {
    QFETCH(QString, format);
    QFETCH(QByteArray, log);
    const LogFormat as = *logFormatOf(format.toStdString());
    const ValueMask mask(routedValues(), false);
    std::vector<std::string> logs;
    for (qsizetype i = 0; i <= log.size(); ++i) {
        logs.push_back(log.left(i).toStdString());
        for (const char byte : {'\0', '\n', '"', '\\', ' ', '{', '[', ':', '9', '\x80', '\xff'}) {
            QByteArray changed = log;
            if (i < log.size())
                changed[i] = byte;
            logs.push_back(changed.toStdString());
        }
    }
    std::size_t good = 0;
    for (const std::string& each : logs) {
        std::uint64_t requests = 0, unusableLines = 0;
        LogKey key;
        const LogSink sink{
            [&](std::uint64_t, const LogRecord& record) -> LineRead {
                const LineRead made = makeLogKey(record, {}, mask, key);
                if (!made)
                    return made;
                ++requests;
                return requestOf(key.text) ? LineRead() : unusable(Unusable::BadHost, 1, "no URL");
            },
            [&](std::uint64_t line, const LineProblem& problem) {
                ++unusableLines;
                QVERIFY(line > 0);
                QVERIFY(problem.column <= each.size() + 1);
            }};
        std::istringstream in(each);
        const LogRead read = readLog(in, as, routedValues(), sink);
        QVERIFY2(requests + unusableLines == read.lines, each.c_str());
        good += requests;
    }
    QVERIFY(good > logs.size() / 20);
}

GATESIGHT_TEST(TestAccessLog)

}  // namespace gatesight::simulator::tst_access_log

#include "tst_access_log.moc"
