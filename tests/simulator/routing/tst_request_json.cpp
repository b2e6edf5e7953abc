// Requests as JSON and their URLs: what is understood, what is refused and in which words.
#include "simulator/routing/request.h"
#include "tests/house/test_program.h"

#include <nlohmann/json.hpp>

namespace gatesight::simulator::tst_request_json {

using Json = nlohmann::ordered_json;

namespace {

/// The request that a JSON text asks for; single quotes stand for double ones.
std::expected<Request, std::string> parsed(const QByteArray& text) {
    QByteArray json = text;
    return requestFromJson(Json::parse(json.replace('\'', '"').toStdString()));
}

}  // namespace

class RequestJsonTest : public QObject {
    Q_OBJECT

private slots:
    void url_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<QByteArray>("protocol");

        const auto row = [](const char* name, const char* url, const char* host, int port,
                            const char* path, const char* query, const char* authority,
                            const char* protocol) {
            QTest::newRow(name) << QByteArray(url) << QByteArray(host) << port << QByteArray(path)
                                << QByteArray(query) << QByteArray(authority)
                                << QByteArray(protocol);
        };
        row("host alone", "http://shop.example.com", "shop.example.com", 80, "/", "-",
            "shop.example.com", "http1");
        row("port given", "http://a.b:8080/x", "a.b", 8080, "/x", "-", "a.b:8080", "http1");
        row("https", "https://a.b/x", "a.b", 443, "/x", "-", "a.b", "http1");
        row("query", "http://a.b/x?y=1&z", "a.b", 80, "/x", "y=1&z", "a.b", "http1");
        row("fragment is never sent", "http://a.b/x#part", "a.b", 80, "/x", "-", "a.b", "http1");
        row("IPv6", "http://[2001:db8::1]:81/x", "2001:db8::1", 81, "/x", "-", "[2001:db8::1]:81",
            "http1");
        row("dot segments stay", "http://a.b/x/../y//z", "a.b", 80, "/x/../y//z", "-", "a.b",
            "http1");
        row("encoded slash stays", "http://a.b/x%2Fy", "a.b", 80, "/x%2Fy", "-", "a.b", "http1");
        row("websocket", "wss://a.b/x", "a.b", 443, "/x", "-", "a.b", "ws");
        row("gRPC", "grpc://a.b:50051/pkg.Svc/Do", "a.b", 50051, "/pkg.Svc/Do", "-", "a.b:50051",
            "grpc");
        row("TCP", "tcp://a.b:3000", "a.b", 3000, "/", "-", "a.b:3000", "tcp");
        row("TLS", "tls://a.b", "a.b", 443, "/", "-", "a.b", "tls");
        row("scheme in capitals", "HTTP://a.b/", "a.b", 80, "/", "-", "a.b", "http1");
    }
    void url() {
        QFETCH(QByteArray, url);
        Request request;
        const auto set = setUrl(request, url.toStdString());
        QVERIFY2(set.has_value(), set ? "" : set.error().c_str());
        QFETCH(QByteArray, host);
        QFETCH(int, port);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, authority);
        QFETCH(QByteArray, protocol);
        QCOMPARE(request.urlHost, host.toStdString());
        QCOMPARE(int{request.urlPort}, port);
        QCOMPARE(request.path, path.toStdString());
        QCOMPARE(request.query.value_or("-"), query.toStdString());
        QCOMPARE(request.authority(), authority.toStdString());
        QCOMPARE(std::string(toString(request.protocol)), protocol.toStdString());
    }

    void badUrl_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no scheme") << QByteArray("a.b/x") << QByteArray("names no scheme");
        QTest::newRow("other scheme")
            << QByteArray("ftp://a.b/x") << QByteArray("'ftp' is not one of");
        QTest::newRow("port zero") << QByteArray("http://a.b:0/") << QByteArray("port");
        QTest::newRow("port too large")
            << QByteArray("http://a.b:70000/") << QByteArray("not a URL");
        QTest::newRow("space in host") << QByteArray("http://a b/") << QByteArray("not a URL");
        QTest::newRow("TCP without port") << QByteArray("tcp://a.b") << QByteArray("needs a port");
        QTest::newRow("user name") << QByteArray("http://u:p@a.b/") << QByteArray("user name");
        QTest::newRow("empty") << QByteArray("") << QByteArray("names no scheme");
    }
    void badUrl() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, says);
        Request request;
        const auto set = setUrl(request, url.toStdString());
        QVERIFY(!set.has_value());
        QVERIFY2(set.error().find(says.toStdString()) != std::string::npos, set.error().c_str());
    }

    void everyField() {
        const auto request = parsed(
            "{'id':'7','url':'https://a.b/x?q=1','gateway':'infra/"
            "gw','port':8443,'from':{'namespace':'shop','pod':'p-1'},'method':'PUT','host':'c.d','"
            "headers':[['X-A','1'],['X-A','2']],'body':'hello','protocol':'h2','tls':{'sni':'e.f','"
            "alpn':['h2'],'clientCertificate':{'secret':'shop/client'},'trust':{'configMap':'shop/"
            "roots','key':'ca.crt'}},'sourceIp':'192.0.2.7','backendBehavior':{'delayMs':[300,0],'"
            "statuses':[500,200],'connectFailures':2,'responseHeaders':[['Server','x']],'tls':{'"
            "secret':'shop/cert'}},'repeat':10}");
        QVERIFY2(request.has_value(), request ? "" : request.error().c_str());
        QCOMPARE(request->id, std::string("7"));
        QCOMPARE(request->gateway, std::string("infra/gw"));
        QCOMPARE(int{request->listenerPort()}, 8443);
        QCOMPARE(request->from.pod, std::string("p-1"));
        QVERIFY(!request->from.internet());
        QCOMPARE(request->authority(), std::string("c.d"));
        QCOMPARE(request->headers.size(), std::size_t{2});
        QCOMPARE(request->bodyBytes, std::uint64_t{5});
        QVERIFY(request->protocol == Protocol::H2);
        QCOMPARE(request->tls.sni.value(), std::string("e.f"));
        QCOMPARE(request->tls.trustConfigMap, std::string("shop/roots"));
        QCOMPARE(request->backend.delayMs.size(), std::size_t{2});
        QCOMPARE(request->backend.connectFailures, 2);
        QCOMPARE(request->backend.tlsSecret, std::string("shop/cert"));
        QCOMPARE(request->repeat, 10u);
    }

    void defaults() {
        const auto request = parsed("{'url':'http://a.b/'}");
        QVERIFY(request.has_value());
        QCOMPARE(request->method, std::string("GET"));
        QVERIFY(request->protocol == Protocol::Http1);
        QVERIFY(request->from.internet());
        QVERIFY(!request->host);
        QCOMPARE(request->repeat, 1u);
        QCOMPARE(parsed("{'url':'grpc://a.b/s/m'}")->method, std::string("POST"));
        QCOMPARE(parsed("{'url':'http://a.b/s/m','protocol':'grpc'}")->method, std::string("POST"));
        QCOMPARE(parsed("{'url':'http://a.b/','host':''}")->authority(), std::string());
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* json, const char* says) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(says);
        };
        row("not an object", "[1]", "expected an object");
        row("no url", "{}", "url has to be there");
        row("mistyped field", "{'url':'http://a.b/','metod':'PUT'}",
            "unknown field metod; did you mean method?");
        row("unlike any field", "{'url':'http://a.b/','zzzzzzzz':1}", "unknown field zzzzzzzz");
        row("mistyped nested field", "{'url':'http://a.b/','tls':{'snii':'x'}}",
            "unknown field tls.snii; did you mean sni?");
        row("wrong type", "{'url':'http://a.b/','method':1}", "method has to be a text, not 1");
        row("port out of range", "{'url':'http://a.b/','port':65536}",
            "port has to be a whole number from 1 to 65535");
        row("repeat zero", "{'url':'http://a.b/','repeat':0}", "repeat has to be");
        row("repeat endless", "{'url':'http://a.b/','repeat':4000000000}",
            "repeat has to be at most");
        row("headers with one text", "{'url':'http://a.b/','headers':[['X']]}",
            "headers has to be a list of [name, value]");
        row("gateway without namespace", "{'url':'http://a.b/','gateway':'gw'}",
            "gateway has to be \"namespace/name\"");
        row("other protocol", "{'url':'http://a.b/','protocol':'http2'}",
            "protocol has to be one of");
        row("from without namespace", "{'url':'http://a.b/','from':{'pod':'x'}}",
            "from.namespace is missing");
        row("negative delay", "{'url':'http://a.b/','backendBehavior':{'delayMs':[-1]}}",
            "backendBehavior.delayMs has to be");
    }
    void refused() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, says);
        const auto request = parsed(json);
        QVERIFY(!request.has_value());
        QVERIFY2(request.error().find(says.toStdString()) != std::string::npos,
                 request.error().c_str());
    }

    void size_data() {
        QTest::addColumn<int>("path");
        QTest::addColumn<int>("headers");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("at every limit") << 8192 << 64 << 1022 << QString();
        QTest::newRow("path")
            << 8193 << 1 << 1
            << "url: the path has 8193 bytes, more than the 8192 that proxies take";
        QTest::newRow("most headers") << 1 << 100 << 1 << QString();
        QTest::newRow("too many headers")
            << 1 << 101 << 1 << "headers has 101 entries, more than the 100 that proxies take";
        QTest::newRow("header block")
            << 1 << 64 << 1023 << "headers has 65600 bytes, more than the 65536 that proxies take";
    }
    void size() {
        QFETCH(int, path);
        QFETCH(int, headers);
        QFETCH(int, value);
        QFETCH(QString, says);
        Json list = Json::array();
        for (int i = 0; i < headers; ++i)
            list.push_back(Json::array({"xy", std::string(static_cast<std::size_t>(value), 'v')}));
        const std::string longPath = '/' + std::string(static_cast<std::size_t>(path) - 1, 'p');
        const auto request = requestFromJson({{"url", "http://a.b" + longPath}, {"headers", list}});
        QCOMPARE(request ? QString() : QString::fromStdString(request.error()), says);
    }

    void roundTrip_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("only a url") << QByteArray("{'url':'http://a.b/'}");
        QTest::newRow("much") << QByteArray(
            "{'id':'7','url':'https://a.b:444/x?q=1','gateway':'infra/"
            "gw','port':8443,'from':{'namespace':'shop','workload':'w'},"
            "'method':'PUT','host':'','headers':[['X-A','1']],'bodyBytes':9,'protocol':'h2','tls':{"
            "'sni':'','alpn':['h2']},"
            "'sourceIp':'192.0.2.7','backendBehavior':{'statuses':[500,200],'tls':{'secret':'a/"
            "b'}},'repeat':3}");
    }
    void roundTrip() {
        QFETCH(QByteArray, json);
        QCOMPARE(toJson(parsed(json).value()).dump(), json.replace('\'', '"').toStdString());
    }
};

GATESIGHT_TEST(RequestJsonTest)

}  // namespace gatesight::simulator::tst_request_json

#include "tst_request_json.moc"
