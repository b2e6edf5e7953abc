// Where traffic goes by routes of every kind but HTTPRoute, through ListenerSets, to backends that
// speak TLS, and inside a mesh.

#include "simulator/simulation.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gatesight::simulator::tst_route_kinds_traffic {

using namespace test;

namespace {

std::string object(std::string_view kind, std::string_view name, std::string_view spec,
                   std::string_view version = "gateway.networking.k8s.io/v1") {
    const std::size_t slash = name.find('/');
    return fmt::format(
        "---\napiVersion: {}\nkind: {}\nmetadata: {{namespace: {}, name: {}}}\nspec: {{{}}}\n",
        version, kind, name.substr(0, slash), name.substr(slash + 1), spec);
}

/// A Service "ns/name" with port 80 (TCP) and 53 (UDP) and the Deployment behind it.
std::string workload(std::string_view name) {
    const std::string label(name.substr(name.find('/') + 1));
    return object("Service", name,
                  fmt::format("clusterIP: 10.0.0.{}, selector: {{app: {}}}, ports: [{{name: http, "
                              "port: 80, targetPort: 8080}}, {{name: dns, port: "
                              "53, protocol: UDP}}]",
                              name.size(), label),
                  "v1") +
           object("Deployment", name,
                  fmt::format("selector: {{matchLabels: {{app: {0}}}}}, template: {{metadata: "
                              "{{labels: {{app: {0}}}}}, spec: "
                              "{{containers: [{{name: c, image: i}}]}}}}",
                              label),
                  "apps/v1");
}

const std::string kGateway =
    object("Gateway", "n/gw",
           "gatewayClassName: c, allowedListeners: {namespaces: {from: All}}, listeners: ["
           "{name: http, port: 80, protocol: HTTP}, "
           "{name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}, "
           "{name: tcp, port: 9000, protocol: TCP}, {name: idle, port: 9001, protocol: TCP}, "
           "{name: udp, port: 53, protocol: UDP}]");

std::string to(std::string_view section, std::string_view rest) {
    return fmt::format("parentRefs: [{{name: gw, sectionName: {}}}], {}", section, rest);
}

std::string cluster() {
    return kGateway + workload("n/one") + workload("n/two") + workload("n/three") +
           workload("m/client") +
           object(
               "GRPCRoute", "n/calls",
               to("http",
                  "hostnames: [grpc.test], rules: ["
                  "{matches: [{method: {service: shop.Cart, method: Add}}], backendRefs: [{name: "
                  "one, port: 80}]}, "
                  "{matches: [{method: {service: shop.Cart}}], backendRefs: [{name: two, port: "
                  "80}]}, "
                  "{matches: [{method: {method: Ping}}], backendRefs: [{name: three, port: 80}]}, "
                  "{matches: [{headers: [{name: x-bad, value: '1'}]}], backendRefs: [{name: none, "
                  "port: 80}]}]")) +
           object("TLSRoute", "n/wide",
                  to("tls",
                     "hostnames: ['*.test'], rules: [{backendRefs: [{name: one, port: 80}]}]")) +
           object("TLSRoute", "n/exact",
                  to("tls", "hostnames: [a.test], rules: [{backendRefs: [{name: two, port: 80}]}]"),
                  "gateway.networking.k8s.io/v1alpha3") +
           object("TLSRoute", "n/lost",
                  to("tls",
                     "hostnames: [lost.test], rules: [{backendRefs: [{name: none, port: 80}]}]"),
                  "gateway.networking.k8s.io/v1alpha2") +
           object(
               "TLSRoute", "m/foreign",
               "parentRefs: [{name: gw, namespace: n, sectionName: tls}], hostnames: [x.example], "
               "rules: [{backendRefs: [{name: client, port: 80}]}]") +
           object("TCPRoute", "n/first",
                  to("tcp", "rules: [{backendRefs: [{name: one, port: 80}]}]"),
                  "gateway.networking.k8s.io/v1alpha2") +
           object("TCPRoute", "n/second",
                  to("tcp", "rules: [{backendRefs: [{name: two, port: 80}]}]")) +
           object("UDPRoute", "n/names",
                  to("udp", "rules: [{backendRefs: [{name: three, port: 53}]}]"),
                  "gateway.networking.k8s.io/v1alpha2") +
           object("ListenerSet", "n/more",
                  "parentRef: {name: gw}, listeners: [{name: http, port: 81, protocol: HTTP, "
                  "hostname: set.test}]") +
           object("HTTPRoute", "n/by-set",
                  "parentRefs: [{kind: ListenerSet, name: more}], rules: [{backendRefs: [{name: "
                  "one, port: 80}]}]") +
           object("HTTPRoute", "n/producer",
                  "parentRefs: [{group: '', kind: Service, name: one}], rules: [{matches: [{path: "
                  "{value: /p}}], backendRefs: "
                  "[{name: two, port: 80}]}]") +
           object("HTTPRoute", "m/consumer",
                  "parentRefs: [{group: '', kind: Service, name: three, namespace: n}], rules: "
                  "[{backendRefs: [{name: client, port: "
                  "80}]}]");
}

/// "forwarded OK n/calls[0] n/one", "refused reset NoRouteMatched": outcome, what the client sees,
/// route, backend.
std::string ending(const Decision& decision) {
    std::vector<std::string> words{std::string(toString(decision.outcome))};
    if (decision.refusal)
        words.emplace_back(toString(*decision.refusal));
    if (!decision.grpcStatus.empty())
        words.push_back(decision.grpcStatus);
    else if (decision.status)
        words.push_back(std::to_string(*decision.status));
    if (!decision.reason.empty())
        words.push_back(decision.reason);
    if (decision.route)
        words.push_back(fmt::format("{}/{}[{}]", decision.route->namespace_, decision.route->name,
                                    decision.route->rule));
    if (decision.backend)
        words.push_back(decision.backend->namespace_ + "/" + decision.backend->name);
    return fmt::format("{}", fmt::join(words, " "));
}

Decision answer(const Simulation& simulation, const std::string& request, Explain explain) {
    const auto parsed = requestFromJson(nlohmann::ordered_json::parse(request));
    return parsed ? decide(simulation, *parsed, 1, explain) : Decision();
}

}  // namespace

class TestRouteKindsTraffic : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_simulation = simulate(worldOf(cluster())); }
    void ends_data();
    void ends();
    void tellsWhy_data();
    void tellsWhy();

private:
    SimulationPtr m_simulation;
};

void TestRouteKindsTraffic::ends_data() {
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* request, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(request) << QString::fromLatin1(expected);
    };
    row("grpcroute.match.method.exact: service and method",
        R"({"url": "grpc://grpc.test/shop.Cart/Add", "gateway": "n/gw"})",
        "forwarded OK n/calls[0] n/one");
    row("grpcroute.match.method.exact: service alone",
        R"({"url": "grpc://grpc.test/shop.Cart/Get", "gateway": "n/gw"})",
        "forwarded OK n/calls[1] n/two");
    row("grpcroute.match.method.exact: case counts",
        R"({"url": "grpc://grpc.test/shop.cart/Add", "gateway": "n/gw"})",
        "responded UNIMPLEMENTED NoRouteMatched");
    row("grpcroute.match.method.only: any service",
        R"({"url": "grpc://grpc.test/other.Service/Ping", "gateway": "n/gw"})",
        "forwarded OK n/calls[2] n/three");
    row("grpcroute.precedence: a service before a method alone",
        R"({"url": "grpc://grpc.test/shop.Cart/Ping", "gateway": "n/gw"})",
        "forwarded OK n/calls[1] n/two");
    row("grpcroute.backend.invalid: UNAVAILABLE",
        R"({"url": "grpc://grpc.test/x.Y/Z", "gateway": "n/gw", "headers": [["x-bad", "1"]]})",
        "responded UNAVAILABLE InvalidBackendRef n/calls[3] n/none");
    row("grpcroute.host: another host",
        R"({"url": "grpc://other.test/shop.Cart/Add", "gateway": "n/gw"})",
        "responded UNIMPLEMENTED NoRouteMatched");

    row("tlsroute.sni.match: exact", R"({"url": "tls://a.test", "gateway": "n/gw"})",
        "forwarded n/exact[0] n/two");
    row("tlsroute.sni.match: wildcard", R"({"url": "tls://b.c.test", "gateway": "n/gw"})",
        "forwarded n/wide[0] n/one");
    row("tlsroute.sni.none: no match", R"({"url": "tls://a.example", "gateway": "n/gw"})",
        "refused reset NoRouteMatched");
    row("tlsroute.sni.none: none is sent",
        R"({"url": "tls://a.test", "gateway": "n/gw", "tls": {"sni": ""}})",
        "refused reset NoRouteMatched");
    row("tlsroute.backend.invalid: closed", R"({"url": "tls://lost.test", "gateway": "n/gw"})",
        "refused reset InvalidBackendRef n/lost[0] n/none");
    row("tlsroute.passthrough: HTTPS inside", R"({"url": "https://a.test/x", "gateway": "n/gw"})",
        "forwarded 200 n/exact[0] n/two");

    row("tcproute.several: the oldest", R"({"url": "tcp://x:9000", "gateway": "n/gw"})",
        "forwarded n/first[0] n/one");
    row("tcproute.no-match-fields: TLS inside",
        R"({"url": "tls://any.test:9000", "gateway": "n/gw"})", "forwarded n/first[0] n/one");
    row("tcproute: no route", R"({"url": "tcp://x:9001", "gateway": "n/gw"})",
        "refused reset NoRouteMatched");
    row("udproute.attach-all: UDP", R"({"url": "udp://x:53", "gateway": "n/gw"})",
        "forwarded n/names[0] n/three");
    row("udproute.listener: UDP on a TCP port", R"({"url": "udp://x:9000", "gateway": "n/gw"})",
        "refused dropped NoListenerForProtocol");

    row("listenerset.merge: a set's listener",
        R"({"url": "http://set.test:81/", "gateway": "n/gw"})", "forwarded 200 n/by-set[0] n/one");

    row("mesh.parent.service: by name",
        R"({"url": "http://one.n/p", "from": {"namespace": "n", "workload": "two"}})",
        "forwarded 200 n/producer[0] n/two");
    row("mesh.producer: for every namespace",
        R"({"url": "http://one.n/p", "from": {"namespace": "m", "workload": "client"}})",
        "forwarded 200 n/producer[0] n/two");
    row("mesh.route-replaces: no rule takes it",
        R"({"url": "http://one.n/q", "from": {"namespace": "n", "workload": "two"}})",
        "responded 404 NoRouteMatched");
    row("mesh.by-destination-not-host: another Host",
        R"({"url": "http://one.n/p", "host": "two.n", "from": {"namespace": "n", "workload": "two"}})",
        "forwarded 200 n/producer[0] n/two");
    row("mesh.consumer: in the route's namespace",
        R"({"url": "http://three.n/", "from": {"namespace": "m", "workload": "client"}})",
        "forwarded 200 m/consumer[0] m/client");
    row("mesh.consumer: not for others",
        R"({"url": "http://three.n/", "from": {"namespace": "n", "workload": "two"}})",
        "forwarded 200 n/three");
    row("mesh.gateway-traffic: a Gateway passes mesh routes by",
        R"({"url": "http://set.test:81/q", "gateway": "n/gw"})", "forwarded 200 n/by-set[0] n/one");
    row("mesh.no-route: as in plain Kubernetes",
        R"({"url": "http://two.n/", "from": {"namespace": "m", "workload": "client"}})",
        "forwarded 200 n/two");
}

void TestRouteKindsTraffic::ends() {
    QFETCH(QString, request);
    QFETCH(QString, expected);
    const Decision decision = answer(*m_simulation, request.toStdString(), Explain::No);
    QCOMPARE(text(ending(decision)), expected);
    // One engine, two observers: an explanation changes nothing.
    QCOMPARE(text(ending(answer(*m_simulation, request.toStdString(), Explain::Yes))),
             expected);
}

void TestRouteKindsTraffic::tellsWhy_data() {
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("step");
    const auto row = [](const char* name, const char* request, const char* step) {
        QTest::newRow(name) << QString::fromLatin1(request) << QString::fromLatin1(step);
    };
    row("the call that fits", R"({"url": "grpc://grpc.test/shop.Cart/Add", "gateway": "n/gw"})",
        "chosen GRPCRoute calls call shop.Cart/Add takes the request");
    row("what decides between calls",
        R"({"url": "grpc://grpc.test/shop.Cart/Add", "gateway": "n/gw"})",
        "rejected GRPCRoute calls spec.rules[0].matches[0] of n/calls goes first: it names a "
        "longer method");
    row("a name that does not fit", R"({"url": "tls://x.example", "gateway": "n/gw"})",
        "rejected TLSRoute exact hostname a.test does not fit SNI x.example");
    row("a route of another namespace", R"({"url": "tls://x.example", "gateway": "n/gw"})",
        "rejected TLSRoute foreign not attached here: listener 'tls' refuses the route's "
        "namespace: "
        "it admits its own namespace 'n' only, not 'm'");
    row("a less specific name", R"({"url": "tls://a.test", "gateway": "n/gw"})",
        "rejected TLSRoute wide hostname *.test fits too, but is less specific");
    row("an older route", R"({"url": "tcp://x:9000", "gateway": "n/gw"})",
        "rejected TCPRoute second an older route takes all connections of this listener");
    row("consumers before producers",
        R"({"url": "http://three.n/", "from": {"namespace": "m", "workload": "client"}})",
        "chosen Service three routes of namespace m are for clients there, in place of the "
        "Service's own");
    row("nobody in the mesh",
        R"({"url": "http://one.n/q", "from": {"namespace": "n", "workload": "two"}})",
        "rejected Service one no rule of the routes on this Service takes GET /q");
}

void TestRouteKindsTraffic::tellsWhy() {
    QFETCH(QString, request);
    QFETCH(QString, step);
    QStringList told;
    for (const Step& each : answer(*m_simulation, request.toStdString(), Explain::Yes).trace) {
        QVERIFY2(!each.rule.empty(), each.message.c_str());
        told.append(text(fmt::format("{} {} {} {}", toString(each.verdict), each.subject.kind,
                                           each.subject.name, each.message)));
    }
    QVERIFY2(told.contains(step), qPrintable(told.join(QLatin1Char('\n'))));
}

GATESIGHT_TEST(TestRouteKindsTraffic)

}  // namespace gatesight::simulator::tst_route_kinds_traffic

#include "tst_route_kinds_traffic.moc"
