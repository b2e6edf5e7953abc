// CORS: which origins fit, what a preflight and a real request are told (RULES 6.7).
#include "simulator/routing/cors.h"
#include "simulator/routing/header_modifier.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_cors {

using Credentials = SpecChoices::CorsCredentials;

namespace {

HeaderList preflight(const char* origin, const char* method, const char* headers = nullptr) {
    HeaderList list{{"Origin", origin}, {"Access-Control-Request-Method", method}};
    if (headers)
        list.emplace_back("Access-Control-Request-Headers", headers);
    return list;
}

QByteArray header(const std::optional<CorsVerdict>& verdict, const char* name) {
    return QByteArray::fromStdString(headerValue(verdict->headers, name).value_or("(absent)"));
}

model::CORS listed() {
    model::CORS cors;
    cors.allowOrigins = {"https://www.foo.com", "https://*.bar.com"};
    cors.allowMethods = {"GET", "OPTIONS"};
    cors.allowHeaders = {"x-header-1", "x-header-2"};
    cors.exposeHeaders = {"x-header-3"};
    cors.allowCredentials = true;
    cors.maxAge = 3600;
    return cors;
}

model::CORS anything(bool credentials) {
    model::CORS cors;
    cors.allowOrigins = cors.allowMethods = cors.allowHeaders = cors.exposeHeaders = {"*"};
    cors.allowCredentials = credentials;
    return cors;
}

}  // namespace

class CorsTest : public QObject {
    Q_OBJECT

private slots:
    void origin_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* entry, const char* origin, bool expected) {
            QTest::addRow("%s for %s", entry, origin)
                << QByteArray(entry) << QByteArray(origin) << expected;
        };
        row("https://www.foo.com", "https://www.foo.com", true);
        row("https://www.foo.com", "http://www.foo.com", false);
        row("https://www.foo.com", "https://foo.com", false);
        row("https://www.foo.com", "https://WWW.foo.com", true);
        row("https://www.foo.com:443", "https://www.foo.com", true);
        row("https://www.foo.com", "https://www.foo.com:443", true);
        row("https://www.foo.com", "https://www.foo.com:8443", false);
        row("http://www.foo.com:80", "http://www.foo.com", true);
        row("https://*.bar.com", "https://www.bar.com", true);
        row("https://*.bar.com", "https://a.b.bar.com", true);
        row("https://*.bar.com", "https://bar.com", false);
        row("https://*.bar.com", "https://foobar.com", false);
        row("https://*", "https://any.thing", true);
        row("https://*", "http://any.thing", false);
        row("https://*", "https://any.thing:8443", false);
        row("https://*:8443", "https://any.thing:8443", true);
        row("*", "https://any.thing:12345", true);
        row("*", "null", true);
        row("https://*", "null", false);
    }
    void origin() {
        QFETCH(QByteArray, entry);
        QFETCH(QByteArray, origin);
        QFETCH(bool, expected);
        QCOMPARE(admitsOrigin(entry.toStdString(), origin.toStdString()), expected);
    }

    void preflightOfAListedOrigin() {
        const auto verdict = judgeCors(
            listed(), "OPTIONS", preflight("https://a.b.bar.com", "GET", "X-Header-1, x-header-2"),
            Credentials::Configuration);
        QVERIFY(verdict && verdict->preflight && verdict->originAllowed);
        QCOMPARE(header(verdict, "Access-Control-Allow-Origin"), QByteArray("https://a.b.bar.com"));
        QCOMPARE(header(verdict, "Access-Control-Allow-Methods"), QByteArray("GET, OPTIONS"));
        QCOMPARE(header(verdict, "Access-Control-Allow-Headers"),
                 QByteArray("x-header-1, x-header-2"));
        QCOMPARE(header(verdict, "Access-Control-Expose-Headers"), QByteArray("x-header-3"));
        QCOMPARE(header(verdict, "Access-Control-Allow-Credentials"), QByteArray("true"));
        QCOMPARE(header(verdict, "Access-Control-Max-Age"), QByteArray("3600"));
        QVERIFY(verdict->browserRefuses.empty());
    }

    void preflightOfAForeignOrigin() {
        const auto verdict = judgeCors(listed(), "OPTIONS", preflight("https://evil.org", "GET"),
                                       Credentials::Configuration);
        QVERIFY(verdict && verdict->preflight && !verdict->originAllowed);
        QVERIFY(verdict->headers.empty());
        QVERIFY(!verdict->browserRefuses.empty());
    }

    void whatABrowserWillNotSend() {
        const auto method =
            judgeCors(listed(), "OPTIONS", preflight("https://www.foo.com", "DELETE"),
                      Credentials::Configuration);
        QCOMPARE(method->browserRefuses, std::string("method DELETE is not in allowMethods"));
        const auto post = judgeCors(listed(), "OPTIONS", preflight("https://www.foo.com", "POST"),
                                    Credentials::Configuration);
        QVERIFY(post->browserRefuses.empty());
        const auto other =
            judgeCors(listed(), "OPTIONS", preflight("https://www.foo.com", "GET", "x-other"),
                      Credentials::Configuration);
        QCOMPARE(other->browserRefuses, std::string("header x-other is not in allowHeaders"));
    }

    void wildcards_data() {
        QTest::addColumn<bool>("credentials");
        QTest::addColumn<QByteArray>("methods");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("expose");
        QTest::addColumn<QByteArray>("credentialsHeader");
        QTest::newRow("with credentials: echoed")
            << true << QByteArray("PUT") << QByteArray("x-1, x-2") << QByteArray("(absent)")
            << QByteArray("true");
        QTest::newRow("without: stars") << false << QByteArray("*") << QByteArray("*")
                                        << QByteArray("*") << QByteArray("(absent)");
    }
    void wildcards() {
        QFETCH(bool, credentials);
        QFETCH(QByteArray, methods);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, expose);
        QFETCH(QByteArray, credentialsHeader);
        const auto verdict =
            judgeCors(anything(credentials), "OPTIONS", preflight("https://x.y", "PUT", "x-1, x-2"),
                      Credentials::Configuration);
        QCOMPARE(header(verdict, "Access-Control-Allow-Origin"), QByteArray("https://x.y"));
        QCOMPARE(header(verdict, "Access-Control-Allow-Methods"), methods);
        QCOMPARE(header(verdict, "Access-Control-Allow-Headers"), headers);
        QCOMPARE(header(verdict, "Access-Control-Expose-Headers"), expose);
        QCOMPARE(header(verdict, "Access-Control-Allow-Credentials"), credentialsHeader);
    }

    void nothingAskedNothingEchoed() {
        const auto verdict = judgeCors(anything(true), "OPTIONS", preflight("https://x.y", "PUT"),
                                       Credentials::Configuration);
        QCOMPARE(header(verdict, "Access-Control-Allow-Headers"), QByteArray("(absent)"));
    }

    void whatIsNoPreflight() {
        QVERIFY(!judgeCors(listed(), "OPTIONS", {{"Access-Control-Request-Method", "GET"}},
                           Credentials::Configuration));
        QVERIFY(!judgeCors(listed(), "OPTIONS", {{"Origin", "https://www.foo.com"}},
                           Credentials::Configuration)
                     ->preflight);
        QVERIFY(!judgeCors(listed(), "GET", preflight("https://www.foo.com", "GET"),
                           Credentials::Configuration)
                     ->preflight);
    }

    void theGatewaysWordReplacesTheBackends() {
        HeaderList answer{{"access-control-allow-origin", "*"}, {"Server", "x"}};
        applyCors(*judgeCors(listed(), "GET", {{"Origin", "https://www.foo.com"}},
                             Credentials::Configuration),
                  answer);
        QCOMPARE(headerValue(answer, "Access-Control-Allow-Origin").value(),
                 std::string("https://www.foo.com"));
        applyCors(*judgeCors(listed(), "GET", {{"Origin", "https://evil.org"}},
                             Credentials::Configuration),
                  answer);
        QVERIFY(!headerValue(answer, "Access-Control-Allow-Origin"));
        QCOMPARE(headerValue(answer, "Server").value(), std::string("x"));
    }

    void credentialsOfTheRequest() {
        const HeaderList withCookie{{"Origin", "https://x.y"}, {"Cookie", "a=b"}};
        QVERIFY(
            !judgeCors(anything(false), "GET", withCookie, Credentials::Request)->originAllowed);
        QVERIFY(judgeCors(anything(false), "GET", withCookie, Credentials::Configuration)
                    ->originAllowed);
        QVERIFY(judgeCors(anything(false), "GET", {{"Origin", "https://x.y"}}, Credentials::Request)
                    ->originAllowed);
    }
};

GATESIGHT_TEST(CorsTest)

}  // namespace gatesight::simulator::tst_cors

#include "tst_cors.moc"
