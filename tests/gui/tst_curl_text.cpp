// Requests as cURL lines, command lines and Scenario items.
#include "tests/house/test_program.h"
#include "ui/request/curl_text.h"

namespace tst_curl_text {

using namespace gatesight;
using namespace gatesight::ui;
using simulator::Request;

namespace {

Request read(const std::string& line) {
    const auto curl = fromCurl(line);
    if (!curl)
        qFatal("%s", curl.error().c_str());
    return curl->request;
}

using Words = std::vector<std::string>;

// Here and not in the table: moc does not read raw strings inside of macros.
const QString kDoubleQuoted = QStringLiteral("\"a \\\"b\\\" $x\" c");
const QString kDoubleQuotedWord = QStringLiteral("a \"b\" $x");
const QString kBackslash = QStringLiteral("a\\ b");
const QString kDollarQuotes = QStringLiteral("$'a\\'b\\n'");
const QString kJoined = QStringLiteral("a'b'\"c\"");

}  // namespace

class tst_curl_text : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shellWords_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("spaces") << QStringLiteral("a  b\tc")
                                << QStringList{QStringLiteral("a"), QStringLiteral("b"),
                                               QStringLiteral("c")};
        QTest::newRow("single quotes")
            << QStringLiteral("'a b' c") << QStringList{QStringLiteral("a b"), QStringLiteral("c")};
        QTest::newRow("double quotes")
            << kDoubleQuoted << QStringList{kDoubleQuotedWord, QStringLiteral("c")};
        QTest::newRow("joined") << kJoined << QStringList{QStringLiteral("abc")};
        QTest::newRow("empty word")
            << QStringLiteral("a ''") << QStringList{QStringLiteral("a"), QStringLiteral("")};
        QTest::newRow("line goes on")
            << QStringLiteral("a \\\n  b") << QStringList{QStringLiteral("a"), QStringLiteral("b")};
        QTest::newRow("line goes on, Windows")
            << QStringLiteral("a \\\r\n  b")
            << QStringList{QStringLiteral("a"), QStringLiteral("b")};
        QTest::newRow("backslash") << kBackslash << QStringList{QStringLiteral("a b")};
        QTest::newRow("dollar quotes") << kDollarQuotes << QStringList{QStringLiteral("a'b\n")};
    }
    void shellWords() {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        const auto split = ui::shellWords(line.toStdString());
        QVERIFY(split.has_value());
        QStringList found;
        for (const std::string& word : *split)
            found << QString::fromStdString(word);
        QCOMPARE(found, words);
    }
    void openQuotesAreErrors() {
        QVERIFY(!ui::shellWords("curl 'x"));
        QVERIFY(!ui::shellWords("curl \"x"));
        QVERIFY(!ui::shellWords("curl $'x"));
    }
    void quotedWordsReadBack_data() {
        QTest::addColumn<QString>("word");
        QTest::newRow("plain") << QStringLiteral("https://x.example/a?b");
        QTest::newRow("space") << QStringLiteral("a b");
        QTest::newRow("quote") << QStringLiteral("it's");
        QTest::newRow("empty") << QStringLiteral("");
        QTest::newRow("dollar") << QStringLiteral("$HOME `x`");
    }
    void quotedWordsReadBack() {
        QFETCH(QString, word);
        QVERIFY(ui::shellWords(shellWord(word.toStdString())).value() == Words{word.toStdString()});
    }

    void recognisesCurl() {
        QVERIFY(looksLikeCurl("curl https://x.example"));
        QVERIFY(looksLikeCurl("  $ curl -v x"));
        QVERIFY(!looksLikeCurl("https://curl.example"));
        QVERIFY(!looksLikeCurl("curly"));
    }

    void url() {
        const Request request = read("curl https://shop.example.com:8443/cart?id=1");
        QCOMPARE(request.urlHost, "shop.example.com");
        QCOMPARE(request.urlPort, 8443);
        QCOMPARE(request.path, "/cart");
        QCOMPARE(request.query.value(), "id=1");
        QCOMPARE(request.method, "GET");
    }
    void schemeMayBeLeftOut() {
        QVERIFY(read("curl shop.example.com/x").scheme == simulator::Scheme::Http);
    }
    void methodAndHeaders() {
        const Request request = read(
            "curl -X DELETE -H 'X-Canary: true' -H 'Host: other.example' -H 'Gone:' "
            "http://a.example/");
        QCOMPARE(request.method, "DELETE");
        QVERIFY(request.headers == (simulator::HeaderList{{"X-Canary", "true"}}));
        QCOMPARE(request.host.value(), "other.example");
    }
    void joinedShortOptions() {
        const Request request = read("curl -sSLXPUT http://a.example/");
        QCOMPARE(request.method, "PUT");
    }
    void dataMakesItAPost() {
        const Request request = read("curl --data-raw 'a=1' -d b=2 http://a.example/");
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.bodyBytes, 7u);
        QCOMPARE(request.headers.front().first, "Content-Type");
    }
    void dataAsQuery() {
        const Request request = read("curl -G -d q=qt 'http://a.example/search?page=1'");
        QCOMPARE(request.method, "GET");
        QCOMPARE(request.query.value(), "page=1&q=qt");
    }
    void headAndHttp2() {
        QCOMPARE(read("curl -I http://a.example/").method, "HEAD");
        QVERIFY(read("curl --http2 https://a.example/").protocol == simulator::Protocol::H2);
        QVERIFY(read("curl --http2-prior-knowledge http://a.example/").protocol ==
                simulator::Protocol::H2c);
    }
    void resolveDialsTheAddressButSpeaksToTheHost() {
        const Request request =
            read("curl --resolve shop.example.com:443:198.51.100.1 https://shop.example.com/");
        QCOMPARE(request.urlHost, "198.51.100.1");
        QCOMPARE(request.host.value(), "shop.example.com");
        QCOMPARE(request.tls.sni.value(), "shop.example.com");
    }
    void saysWhatItLeftOut() {
        const auto curl = fromCurl("curl --frobnicate -u me:secret http://a.example/");
        QVERIFY(curl.has_value());
        QVERIFY(curl->ignored == (Words{"--frobnicate", "-u"}));
    }
    void complains_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("why");
        QTest::newRow("no URL") << QStringLiteral("curl -v") << QStringLiteral("URL");
        QTest::newRow("value missing")
            << QStringLiteral("curl http://a.example/ -H") << QStringLiteral("-H");
        QTest::newRow("long value missing")
            << QStringLiteral("curl --header") << QStringLiteral("--header");
        QTest::newRow("open quote")
            << QStringLiteral("curl 'http://a.example/") << QStringLiteral("'");
    }
    void complains() {
        QFETCH(QString, line);
        QFETCH(QString, why);
        const auto curl = fromCurl(line.toStdString());
        QVERIFY(!curl);
        QVERIFY2(QString::fromStdString(curl.error()).contains(why), curl.error().c_str());
    }

    void curlReadsBack_data() {
        QTest::addColumn<QString>("line");
        for (const char* line : {"curl https://a.example/x", "curl -I http://a.example/",
                                 "curl -X PUT -H 'x: it'\\''s' 'https://a.example:8443/x?q=1'"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void curlReadsBack() {
        QFETCH(QString, line);
        const Request request = read(line.toStdString());
        QCOMPARE(QString::fromStdString(toCurl(request)), line);
    }

    void commandLine() {
        Request request = read("curl -X POST -H 'x-debug: 1' https://a.example/pay");
        request.from = {"checkout", "", "cart-v1", ""};
        request.gateway = "infra/public";
        QCOMPARE(toCommandLine(request, {"my shop"}),
                 "gatesight trace -f 'my shop' -X POST -H 'x-debug: 1' --gateway infra/public "
                 "--from workload:checkout/cart-v1 https://a.example/pay");
    }
    void scenarioItem() {
        const std::string item =
            toScenarioItem(read("curl -H 'x-canary: true' https://a.example/cart"), "canary");
        QVERIFY(item.starts_with("- name: \"canary\"\n  url: \"https://a.example/cart\"\n"));
        QVERIFY(item.contains("  headers: "));
    }
};

GATESIGHT_TEST(tst_curl_text)

}  // namespace tst_curl_text

#include "tst_curl_text.moc"
