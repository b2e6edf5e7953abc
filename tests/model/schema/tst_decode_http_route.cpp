// HTTPRoute as decoded: defaults, filters, and what becomes of values that make no sense.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_decode_http_route {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

HTTPRoute routeOf(std::string_view spec, Channel channel = Channel::Experimental) {
    return test::decodeAs<HTTPRoute>(std::string("apiVersion: gateway.networking.k8s.io/v1\nkind: "
                                                 "HTTPRoute\nmetadata: {name: r}\nspec: ") +
                                         std::string(spec) + "\n",
                                     channel);
}

HTTPRouteFilter filterOf(std::string_view filter, Channel channel = Channel::Experimental) {
    return routeOf("{rules: [{filters: [" + std::string(filter) + "]}]}", channel)
        .rules.at(0)
        .filters.at(0);
}

}  // namespace

class DecodeHTTPRoute : public QObject {
    Q_OBJECT

private slots:
    void everyServedVersionDecodesAlike_data();
    void everyServedVersionDecodesAlike();
    void rulesDefault_data();
    void rulesDefault();
    void matchesAreTakenAsWritten();
    void parentRefsDefault();
    void backendRefsDefault();
    void filterTypes_data();
    void filterTypes();
    void filterSettings();
    void timeoutsRetryAndSessions();
    void experimentalFieldsVanishInTheStandardChannel();
    void nodesCiteTheirLines();
};

void DecodeHTTPRoute::everyServedVersionDecodesAlike_data() {
    QTest::addColumn<QString>("version");
    for (const char* version : {"v1", "v1beta1"})
        QTest::newRow(version) << version;
}

void DecodeHTTPRoute::everyServedVersionDecodesAlike() {
    QFETCH(QString, version);
    const auto decoded =
        decodeText("apiVersion: gateway.networking.k8s.io/" + version.toStdString() +
                   "\nkind: HTTPRoute\nmetadata: {name: r}\nspec: {hostnames: [a.example]}\n");
    QVERIFY(decoded.object);
    QCOMPARE(text(decoded.object->version), version);
    QCOMPARE(texts(std::get<HTTPRoute>(decoded.object->resource).hostnames),
             QStringList{"a.example"});
    QCOMPARE(text(decoded.object->metadata.namespace_), QString("default"));
}

void DecodeHTTPRoute::rulesDefault_data() {
    QTest::addColumn<QString>("spec");
    QTest::newRow("api.default.httproute.rules: no rules") << "{hostnames: [a]}";
    QTest::newRow("api.default.httproute.rules: rules null") << "{rules: null}";
    QTest::newRow("api.default.httproute.rules: no matches") << "{rules: [{}]}";
    QTest::newRow("api.default.matches-empty-list") << "{rules: [{matches: []}]}";
    QTest::newRow("api.default.httproute.rules: match without path")
        << "{rules: [{matches: [{}]}]}";
    QTest::newRow("api.default.path: empty") << "{rules: [{matches: [{path: {}}]}]}";
    QTest::newRow("api.null-is-absent: type")
        << "{rules: [{matches: [{path: {type: null, value: /}}]}]}";
    QTest::newRow("refused: rules empty") << "{rules: []}";
    QTest::newRow("refused: unknown path type")
        << "{rules: [{matches: [{path: {type: Prefix, value: /}}]}]}";
}

void DecodeHTTPRoute::rulesDefault() {
    QFETCH(QString, spec);
    const HTTPRoute route = routeOf(spec.toStdString());
    QCOMPARE(route.rules.size(), 1u);
    QCOMPARE(route.rules[0].matches.size(), 1u);
    QCOMPARE(route.rules[0].matches[0].path.type, HTTPPathMatch::Type::PathPrefix);
    QCOMPARE(text(route.rules[0].matches[0].path.value), QString("/"));
    QVERIFY(route.rules[0].backendRefs.empty());
}

void DecodeHTTPRoute::matchesAreTakenAsWritten() {
    const HTTPRoute route = routeOf(
        "{rules: [{name: one, matches: [{path: {type: Exact, value: /a}, method: POST,"
        " headers: [{name: X-A, value: '1'}, {name: x-a, type: RegularExpression, value: .*}],"
        " queryParams: [{name: q, value: 7}]}, {path: {type: RegularExpression, value: "
        "'/x.*'}}]}]}");
    const HTTPRouteRule& rule = route.rules.at(0);
    QCOMPARE(text(rule.name), QString("one"));
    const HTTPRouteMatch& match = rule.matches.at(0);
    QCOMPARE(match.path.type, HTTPPathMatch::Type::Exact);
    QCOMPARE(text(match.method), QString("POST"));
    QCOMPARE(match.headers.size(), 2u);
    QCOMPARE(match.headers[0].type, HTTPValueMatch::Type::Exact);
    QCOMPARE(match.headers[1].type, HTTPValueMatch::Type::RegularExpression);
    QCOMPARE(text(match.queryParams.at(0).value),
             QString("7"));  // unquoted: refused by the API server, but clear
    QCOMPARE(rule.matches.at(1).path.type, HTTPPathMatch::Type::RegularExpression);
}

void DecodeHTTPRoute::parentRefsDefault() {
    const HTTPRoute route = routeOf(
        "{parentRefs: [{name: gw}, {name: svc, group: '', kind: Service, port: 80},"
        " {name: gw, namespace: infra, sectionName: web, port: 70000}]}");
    QCOMPARE(route.common.parentRefs.size(), 3u);
    QCOMPARE(text(route.common.parentRefs[0].group), text(kGatewayGroup));
    QCOMPARE(text(route.common.parentRefs[0].kind), QString("Gateway"));
    QVERIFY(!route.common.parentRefs[0].namespace_);
    QCOMPARE(text(route.common.parentRefs[1].group), QString());
    QCOMPARE(*route.common.parentRefs[1].port, 80);
    QCOMPARE(text(*route.common.parentRefs[2].namespace_), QString("infra"));
    QCOMPARE(text(*route.common.parentRefs[2].sectionName), QString("web"));
    QVERIFY(!route.common.parentRefs[2].port);  // no such port exists
}

void DecodeHTTPRoute::backendRefsDefault() {
    const HTTPRoute route = routeOf(
        "{rules: [{backendRefs: [{name: a, port: 80}, {name: b, kind: Other, group: x.io, weight: "
        "0},"
        " {name: c, port: 81, weight: 9, filters: [{type: URLRewrite, urlRewrite: {hostname: "
        "h}}]}]}]}");
    const auto& backends = route.rules.at(0).backendRefs;
    QCOMPARE(backends.size(), 3u);
    QCOMPARE(backends[0].weight, 1);
    QCOMPARE(text(backends[0].ref.kind), QString("Service"));
    QCOMPARE(text(backends[0].ref.group), QString());
    QCOMPARE(backends[1].weight, 0);
    QVERIFY(!backends[1].ref.port);
    QCOMPARE(backends[2].weight, 9);
    QCOMPARE(text(typeName(backends[2].filters.at(0))), QString("URLRewrite"));
}

void DecodeHTTPRoute::filterTypes_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("known");
    const auto row = [](const char* filter, const char* type, bool known = true) {
        QTest::newRow(filter) << filter << type << known;
    };
    row("{type: RequestHeaderModifier, requestHeaderModifier: {}}", "RequestHeaderModifier");
    row("{type: ResponseHeaderModifier, responseHeaderModifier: {}}", "ResponseHeaderModifier");
    row("{type: RequestRedirect, requestRedirect: {}}", "RequestRedirect");
    row("{type: URLRewrite, urlRewrite: {}}", "URLRewrite");
    row("{type: RequestMirror, requestMirror: {}}", "RequestMirror");
    row("{type: CORS, cors: {}}", "CORS");
    row("{type: ExternalAuth, externalAuth: {}}", "ExternalAuth");
    row("{type: ExtensionRef, extensionRef: {}}", "ExtensionRef");
    row("{urlRewrite: {}}", "URLRewrite");
    row("{type: Quantum, quantum: {}}", "Quantum", false);
    row("{type: URLRewrite}", "URLRewrite", false);
    row("{}", "", false);
}

void DecodeHTTPRoute::filterTypes() {
    QFETCH(QString, filter);
    QFETCH(QString, type);
    QFETCH(bool, known);
    const HTTPRouteFilter decoded = filterOf(filter.toStdString());
    QCOMPARE(text(typeName(decoded)), type);
    QCOMPARE(!std::holds_alternative<UnknownFilter>(decoded.config), known);
}

void DecodeHTTPRoute::filterSettings() {
    const auto modifier = std::get<RequestHeaderModifier>(
        filterOf("{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: b}],"
                 " add: [{name: c, value: d}], remove: [e, f]}}")
            .config);
    QCOMPARE(text(modifier.set.at(0).name + modifier.set.at(0).value), QString("ab"));
    QCOMPARE(text(modifier.add.at(0).name + modifier.add.at(0).value), QString("cd"));
    QCOMPARE(texts(modifier.remove), (QStringList{"e", "f"}));

    const auto redirect = std::get<RequestRedirect>(
        filterOf("{type: RequestRedirect, requestRedirect: {scheme: https, port: 8443,"
                 " path: {type: ReplacePrefixMatch, replacePrefixMatch: /x}}}")
            .config);
    QCOMPARE(redirect.statusCode, 302);
    QCOMPARE(*redirect.port, 8443);
    QCOMPARE(redirect.path->type, HTTPPathModifier::Type::ReplacePrefixMatch);
    QCOMPARE(text(redirect.path->value), QString("/x"));

    const auto percent = std::get<RequestMirror>(
        filterOf(
            "{type: RequestMirror, requestMirror: {backendRef: {name: m, port: 1}, percent: 42}}")
            .config);
    QCOMPARE(percent.fraction->numerator, 42);
    QCOMPARE(percent.fraction->denominator, 100);
    const auto fraction =
        std::get<RequestMirror>(filterOf("{type: RequestMirror, requestMirror: {backendRef: {name: "
                                         "m}, fraction: {numerator: 5}}}")
                                    .config);
    QCOMPARE(fraction.fraction->denominator, 100);
    QVERIFY(!std::get<RequestMirror>(filterOf("{type: RequestMirror, requestMirror: {}}").config)
                 .fraction);

    const auto cors = std::get<CORS>(
        filterOf("{type: CORS, cors: {allowOrigins: ['*'], allowCredentials: true}}").config);
    QCOMPARE(cors.maxAge, 5);
    QVERIFY(cors.allowCredentials);

    const auto auth = std::get<ExternalAuth>(
        filterOf(
            "{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 9},"
            " http: {path: /check, allowedHeaders: [x]}, forwardBody: {maxSize: 10}}}")
            .config);
    QCOMPARE(auth.protocol, ExternalAuth::Protocol::HTTP);
    QCOMPARE(text(auth.path), QString("/check"));
    QCOMPARE(auth.forwardBodyMaxSize, 10);
}

void DecodeHTTPRoute::timeoutsRetryAndSessions() {
    const HTTPRouteRule rule = routeOf(
                                   "{rules: [{timeouts: {request: 1m30s, backendRequest: 500ms}, "
                                   "retry: {codes: [500, 503], attempts: 2,"
                                   " backoff: 1s}, sessionPersistence: {absoluteTimeout: 1h, "
                                   "cookie: {name: sid, lifetimeType: Permanent}}},"
                                   " {timeouts: {request: soon}, sessionPersistence: {type: "
                                   "Header, header: {name: x-s}}}]}")
                                   .rules.at(0);
    QCOMPARE(*rule.timeouts->request, 90'000);
    QCOMPARE(*rule.timeouts->backendRequest, 500);
    QCOMPARE(rule.retry->codes, (std::vector{500, 503}));
    QCOMPARE(*rule.retry->attempts, 2);
    QCOMPARE(*rule.retry->backoff, 1000);
    QCOMPARE(text(*rule.sessionPersistence->sessionName), QString("sid"));
    QVERIFY(rule.sessionPersistence->permanentCookie);
    QCOMPARE(text(rule.sessionPersistence->cookiePath), QString("/"));
}

void DecodeHTTPRoute::experimentalFieldsVanishInTheStandardChannel() {
    const auto spec =
        "{useDefaultGateways: All, rules: [{retry: {attempts: 1}, sessionPersistence: {},"
        " filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP}}]}]}";
    const HTTPRoute experimental = routeOf(spec);
    QVERIFY(experimental.common.useDefaultGateways);
    QVERIFY(experimental.rules[0].retry && experimental.rules[0].sessionPersistence);
    const HTTPRoute standard = routeOf(spec, Channel::Standard);
    QVERIFY(!standard.common.useDefaultGateways);
    QVERIFY(!standard.rules[0].retry && !standard.rules[0].sessionPersistence);
    QVERIFY(std::holds_alternative<UnknownFilter>(standard.rules[0].filters.at(0).config));
}

void DecodeHTTPRoute::nodesCiteTheirLines() {
    const auto object = decodeText(R"(apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: r
spec:
  hostnames:
  - a.example
  rules:
  - matches:
    - method: GET
      path:
        value: /x
    backendRefs:
    - name: svc
)")
                            .object;
    const auto& route = std::get<HTTPRoute>(object->resource);
    const auto line = [&](NodeId node) { return object->origin.locate(node).position.line; };
    QCOMPARE(line(route.hostnameNodes.at(0)), 7u);
    QCOMPARE(line(route.rules[0].node), 9u);
    QCOMPARE(line(route.rules[0].matches[0].methodNode), 10u);
    QCOMPARE(line(route.rules[0].matches[0].path.node), 12u);
    QCOMPARE(line(route.rules[0].backendRefs[0].ref.node), 14u);
    QCOMPARE(line(kNoNode), 1u);
}

GATESIGHT_TEST(DecodeHTTPRoute)

}  // namespace tst_decode_http_route

#include "tst_decode_http_route.moc"
