// Where redirects lead: scheme, host, path, and the table of ports (RULES 6.3).
#include "simulator/routing/redirect.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_redirect {

using simulator::Redirect;
using simulator::RedirectInput;

namespace {

/// The Location for a request http(s)://a.example.com:1234/foo/bar?q=1 on a listener of
/// `listenerPort`.
QByteArray location(const model::RequestRedirect& filter, bool https, int listenerPort) {
    const std::optional<std::string> query = "q=1";
    RedirectInput input;
    input.scheme = https ? "https" : "http";
    input.authority = "a.example.com:1234";
    input.path = "/foo/bar";
    input.query = &query;
    input.listenerPort = static_cast<std::uint16_t>(listenerPort);
    input.matchedPrefix = "/foo";
    return QByteArray::fromStdString(redirectTo(filter, input).location);
}

}  // namespace

class RedirectTest : public QObject {
    Q_OBJECT

private slots:
    void port_data() {
        QTest::addColumn<QByteArray>("scheme");  // of the filter; empty: unset
        QTest::addColumn<int>("port");           // of the filter; 0: unset
        QTest::addColumn<bool>("https");
        QTest::addColumn<int>("listener");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* scheme, int port, bool https,
                            int listener, const char* expected) {
            QTest::newRow(name) << QByteArray(scheme) << port << https << listener
                                << QByteArray(expected) + "/foo/bar?q=1";
        };
        row("nothing set, http on 80", "", 0, false, 80, "http://a.example.com");
        row("nothing set, http on 8080: the listener's port", "", 0, false, 8080,
            "http://a.example.com:8080");
        row("nothing set, https on 443", "", 0, true, 443, "https://a.example.com");
        row("nothing set, https on 8443", "", 0, true, 8443, "https://a.example.com:8443");
        row("scheme https, http on 80: port of the scheme", "https", 0, false, 80,
            "https://a.example.com");
        row("scheme https, http on 8080", "https", 0, false, 8080, "https://a.example.com");
        row("scheme http, https on 443", "http", 0, true, 443, "http://a.example.com");
        row("scheme without a port of its own: the listener's", "gopher", 0, false, 8080,
            "gopher://a.example.com:8080");
        row("port set", "", 8083, false, 80, "http://a.example.com:8083");
        row("port 80 set on http is left out", "", 80, false, 8080, "http://a.example.com");
        row("port 443 set on http stays", "", 443, false, 80, "http://a.example.com:443");
        row("port 443 and scheme https", "https", 443, false, 80, "https://a.example.com");
        row("port 80 and scheme https stays", "https", 80, false, 80, "https://a.example.com:80");
        row("port and scheme set", "https", 9443, false, 80, "https://a.example.com:9443");
    }
    void port() {
        QFETCH(QByteArray, scheme);
        QFETCH(int, port);
        QFETCH(bool, https);
        QFETCH(int, listener);
        QFETCH(QByteArray, expected);
        model::RequestRedirect filter;
        if (!scheme.isEmpty())
            filter.scheme = scheme.toStdString();
        if (port != 0)
            filter.port = static_cast<std::uint16_t>(port);
        QCOMPARE(location(filter, https, listener), expected);
    }

    void hostAndPath() {
        model::RequestRedirect filter;
        filter.hostname = "b.example.org";
        filter.path = {model::HTTPPathModifier::Type::ReplaceFullPath, "/new"};
        QCOMPARE(location(filter, false, 80), QByteArray("http://b.example.org/new?q=1"));
        filter.path = {model::HTTPPathModifier::Type::ReplacePrefixMatch, "/new"};
        QCOMPARE(location(filter, false, 80), QByteArray("http://b.example.org/new/bar?q=1"));
        filter.path = {model::HTTPPathModifier::Type::ReplaceFullPath, "without-slash"};
        QCOMPARE(location(filter, false, 80), QByteArray("http://b.example.org/without-slash?q=1"));
    }

    void partsAreGivenApart() {
        const std::optional<std::string> none;
        model::RequestRedirect filter;
        filter.statusCode = 308;
        const Redirect redirect = simulator::redirectTo(filter, {.scheme = "http",
                                                                 .authority = "[::1]:81",
                                                                 .path = "/x",
                                                                 .query = &none,
                                                                 .listenerPort = 81,
                                                                 .matchedPrefix = "/"});
        QCOMPARE(redirect.status, 308);
        QCOMPARE(redirect.host, std::string("[::1]"));
        QCOMPARE(int{redirect.port}, 81);
        QCOMPARE(redirect.location, std::string("http://[::1]:81/x"));
    }
};

GATESIGHT_TEST(RedirectTest)

}  // namespace gatesight::simulator::tst_redirect

#include "tst_redirect.moc"
