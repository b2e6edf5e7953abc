// What the kinds of routes have in common, and where they differ: attachment by protocol,
// references, conflicts between kinds, and Services as parents.
#include "tests/house/test_program.h"

#include "support_control.h"

namespace gatesight::simulator::tst_route_kinds {

using test::Expectation;
using test::gatewayYaml;
using test::lacking;
using test::objectYaml;

namespace {

const std::string kParent = "parentRefs: [{name: gw, namespace: infra}], ";
const std::string kAll = "allowedRoutes: {namespaces: {from: All}}";

/// Services `apps/tcp` with port 80 and `apps/udp` with UDP port 53.
const std::string kServices =
    "---\napiVersion: v1\nkind: Service\nmetadata: {name: udp, namespace: apps}\nspec: {ports: "
    "[{port: 53, protocol: "
    "UDP}]}\n"
    "---\napiVersion: v1\nkind: Service\nmetadata: {name: two, namespace: apps}\nspec: {ports: "
    "[{name: a, port: 80}, "
    "{name: b, port: 81}]}\n";

std::string listener(const std::string& protocol, const std::string& more = "") {
    return "{name: l, port: 443, protocol: " + protocol + ", " + kAll + more + "}";
}

const std::string kPassthrough = ", tls: {mode: Passthrough}";

/// A route `apps/r` of a kind, with a hostname where the kind needs one.
std::string route(const std::string& kind, const std::string& backend = "{name: web, port: 80}") {
    const std::string host = kind == "TLSRoute" ? "hostnames: [a.example.com], " : "";
    return objectYaml(kind, "apps/r", kParent + host + "rules: [{backendRefs: [" + backend + "]}]");
}

}  // namespace

class TestRouteKinds : public QObject {
    Q_OBJECT

private slots:
    void attachment_data();
    void attachment() { check(); }
    void references_data();
    void references() { check(); }
    void httpAndGrpc_data();
    void httpAndGrpc() { check(); }
    void mesh_data();
    void mesh() { check(); }

private:
    static void check();
};

void TestRouteKinds::check() {
    QFETCH(Expectation, row);
    const std::string wrong = test::mismatch(row);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

static void row(const char* name, const Expectation& expectation) {
    QTest::newRow(name) << expectation;
}

void TestRouteKinds::attachment_data() {
    QTest::addColumn<Expectation>("row");
    const auto meet = [](const std::string& kind, const std::string& on) {
        const std::string backend =
            kind == "UDPRoute" ? "{name: udp, port: 53}" : "{name: web, port: 80}";
        return gatewayYaml({on}) + kServices + route(kind, backend);
    };
    const std::string accepted = "parent 0 Accepted=True/Accepted";
    const std::string refused = "parent 0 Accepted=False/NotAllowedByListeners";
    row("listener.protocol.kinds: GRPCRoute on HTTP",
        {meet("GRPCRoute", listener("HTTP")), "GRPCRoute apps/r", {accepted}});
    row("tlsroute.passthrough: TLSRoute on TLS",
        {meet("TLSRoute", listener("TLS", kPassthrough)), "TLSRoute apps/r", {accepted}});
    row("tlsroute.terminate: TLSRoute on TLS",
        {meet("TLSRoute", listener("TLS", ", tls: {certificateRefs: [{name: good-cert}]}")),
         "TLSRoute apps/r",
         {accepted}});
    row("tlsroute.listener: TLSRoute on HTTP",
        {meet("TLSRoute", listener("HTTP")), "TLSRoute apps/r", {refused}});
    row("tlsroute.hostname.intersection: none",
        {meet("TLSRoute", listener("TLS", kPassthrough + ", hostname: other.test")),
         "TLSRoute apps/r",
         {"parent 0 Accepted=False/NoMatchingListenerHostname"}});
    row("listener.tls.terminate-unsupported-for-tlsroute: lacking",
        {meet("TLSRoute", listener("TLS", ", tls: {certificateRefs: [{name: good-cert}]}")),
         "Gateway infra/gw",
         {"listener l Accepted=False/UnsupportedValue"},
         lacking("TLSRouteModeTerminate")});
    row("tcproute.listener: TCPRoute on TCP",
        {meet("TCPRoute", listener("TCP")), "TCPRoute apps/r", {accepted}});
    row("tcproute.listener: TCPRoute on HTTP",
        {meet("TCPRoute", listener("HTTP")), "TCPRoute apps/r", {refused}});
    row("udproute.listener: UDPRoute on UDP",
        {meet("UDPRoute", listener("UDP")), "UDPRoute apps/r", {accepted}});
    row("udproute.listener: UDPRoute on TCP",
        {meet("UDPRoute", listener("TCP")), "UDPRoute apps/r", {refused}});
    row("tcproute.several: all are counted",
        {meet("TCPRoute", listener("TCP")) +
             objectYaml("TCPRoute", "apps/s",
                        kParent + "rules: [{backendRefs: [{name: web, port: 80}]}]"),
         "Gateway infra/gw",
         {"listener l attachedRoutes=2"}});
    row("tcproute.attach-all: the TCP listeners alone",
        {gatewayYaml({"{name: a, port: 1, protocol: TCP, " + kAll + "}",
                      "{name: b, port: 2, protocol: TCP, " + kAll + "}",
                      "{name: c, port: 3, protocol: HTTP, " + kAll + "}"}) +
             route("TCPRoute"),
         "Gateway infra/gw",
         {"listener a attachedRoutes=1", "listener b attachedRoutes=1",
          "listener c attachedRoutes=0"}});
    row("route.parentref.port: TCPRoute",
        {gatewayYaml({listener("TCP")}) +
             objectYaml("TCPRoute", "apps/r",
                        "parentRefs: [{name: gw, namespace: infra, port: 444}]"),
         "TCPRoute apps/r",
         {"parent 0 Accepted=False/NoMatchingParent"}});
    row("grpcroute.no-rules: accepted",
        {gatewayYaml({listener("HTTP")}) +
             objectYaml("GRPCRoute", "apps/r", "parentRefs: [{name: gw, namespace: infra}]"),
         "GRPCRoute apps/r",
         {accepted}});
}

void TestRouteKinds::references_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& kind, const std::string& backend) {
        const std::string protocol = kind.substr(0, 3);
        return gatewayYaml({listener(kind == "GRPCRoute" ? "HTTP" : protocol,
                                     protocol == "TLS" ? kPassthrough : "")}) +
               kServices + route(kind, backend);
    };
    for (const std::string kind : {"GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"}) {
        const std::string object = kind + " apps/r";
        const auto unresolved = [](const std::string& reason) {
            return std::vector<std::string>{"parent 0 Accepted=True/Accepted",
                                            "parent 0 ResolvedRefs=False/" + reason};
        };
        row(("backendref.not-found-500: " + kind).c_str(),
            {with(kind, "{name: none, port: 80}"), object, unresolved("BackendNotFound")});
        row(("backendref.invalid-kind-500: " + kind).c_str(),
            {with(kind, "{kind: Odd, name: x, port: 80}"), object, unresolved("InvalidKind")});
        row(("backendref.not-permitted-500: " + kind).c_str(),
            {with(kind, "{name: web, namespace: infra, port: 80}"), object,
             unresolved("RefNotPermitted")});
        row(("refgrant.from.kinds: a grant for " + kind).c_str(),
            {with(kind, "{name: web, namespace: infra, port: 80}") +
                 test::grantYaml("infra", kind, "apps", "{group: '', kind: Service}"),
             object,
             kind == "UDPRoute"
                 ? unresolved("UnsupportedProtocol")
                 : std::vector<std::string>{"parent 0 ResolvedRefs=True/ResolvedRefs"}});
        row(("refgrant.from.kinds: a grant for HTTPRoute and not " + kind).c_str(),
            {with(kind, "{name: web, namespace: infra, port: 80}") +
                 test::grantYaml("infra", "HTTPRoute", "apps", "{group: '', kind: Service}"),
             object, unresolved("RefNotPermitted")});
    }
    row("udproute.service-protocol: UDP port", {with("UDPRoute", "{name: udp, port: 53}"),
                                                "UDPRoute apps/r",
                                                {"parent 0 ResolvedRefs=True/ResolvedRefs"}});
    row("backendref.app-protocol: TCPRoute to a UDP port",
        {with("TCPRoute", "{name: udp, port: 53}"),
         "TCPRoute apps/r",
         {"parent 0 ResolvedRefs=False/UnsupportedProtocol"}});
}

void TestRouteKinds::httpAndGrpc_data() {
    QTest::addColumn<Expectation>("row");
    const auto both = [](const std::string& http, const std::string& grpc) {
        const std::string rules = "rules: [{backendRefs: [{name: web, port: 80}]}]";
        return gatewayYaml({listener("HTTP")}) +
               objectYaml("HTTPRoute", "apps/h", kParent + "hostnames: [" + http + "], " + rules) +
               objectYaml("GRPCRoute", "apps/g", kParent + "hostnames: [" + grpc + "], " + rules);
    };
    const std::string accepted = "parent 0 Accepted=True/Accepted";
    const std::string refused = "parent 0 Accepted=False/Conflicted";
    row("route.conflict.http-grpc: the older one stays",
        {both("a.test", "a.test"), "HTTPRoute apps/h", {accepted}});
    row("route.conflict.http-grpc: the younger one is refused",
        {both("a.test", "a.test"), "GRPCRoute apps/g", {refused}});
    row("route.conflict.http-grpc: a name under a wildcard",
        {both("'*.test'", "a.test"), "GRPCRoute apps/g", {refused}});
    row("route.conflict.http-grpc: a wildcard over a name",
        {both("a.b.test", "'*.test'"), "GRPCRoute apps/g", {refused}});
    row("route.conflict.http-grpc: any host", {both("a.test", ""), "GRPCRoute apps/g", {refused}});
    row("route.conflict.http-grpc: other names",
        {both("a.test", "b.test"), "GRPCRoute apps/g", {accepted}});
    Options lenient;
    lenient.choices.httpGrpcHostname = SpecChoices::HttpGrpcHostname::Both;
    row("route.conflict.http-grpc: by choice both",
        {both("a.test", "a.test"), "GRPCRoute apps/g", {accepted}, lenient});
}

void TestRouteKinds::mesh_data() {
    QTest::addColumn<Expectation>("row");
    const auto on = [](const std::string& kind, const std::string& more,
                       const std::string& object = "apps/r") {
        return kServices +
               objectYaml(kind, object,
                          "parentRefs: [{group: '', kind: Service, name: two, namespace: apps" +
                              more + "}], rules: [{backendRefs: [{name: web, port: 80}]}]");
    };
    const std::string accepted = "parent 0 Accepted=True/Accepted";
    row("mesh.parent.service: accepted", {on("HTTPRoute", ""), "HTTPRoute apps/r", {accepted}});
    row("mesh.port: a port of the Service",
        {on("HTTPRoute", ", port: 81"), "HTTPRoute apps/r", {accepted}});
    row("mesh.port: by name",
        {on("HTTPRoute", ", sectionName: b"), "HTTPRoute apps/r", {accepted}});
    row("mesh.status: no such port", {on("HTTPRoute", ", port: 82"),
                                      "HTTPRoute apps/r",
                                      {"parent 0 Accepted=False/NoMatchingParent"}});
    row("mesh.status: no such Service",
        {objectYaml("HTTPRoute", "apps/r", "parentRefs: [{group: '', kind: Service, name: none}]"),
         "HTTPRoute apps/r",
         {"unwritten 0: there is no Service 'none' in namespace 'apps'"}});
    row("mesh.consumer: lacking", {on("HTTPRoute", "", "infra/r"),
                                   "HTTPRoute infra/r",
                                   {"unwritten 0: the mesh takes no routes for Services of other "
                                    "namespaces: it lacks MeshConsumerRoute"},
                                   lacking("MeshConsumerRoute")});
    const std::string grpc = objectYaml(
        "GRPCRoute", "apps/g", "parentRefs: [{group: '', kind: Service, name: two, port: 80}]");
    row("mesh.kinds-conflict: GRPCRoute goes first", {on("HTTPRoute", ", port: 80") + grpc,
                                                      "HTTPRoute apps/r",
                                                      {"parent 0 Accepted=False/Conflicted"}});
    const auto abroad = [](const std::string& parents) {
        return gatewayYaml({listener("HTTP")}) + kServices +
               objectYaml(
                   "HTTPRoute", "apps/r",
                   "parentRefs: [" + parents +
                       "], rules: [{backendRefs: [{name: web, namespace: infra, port: 80}]}]");
    };
    row("refgrant.mesh: none is needed", {abroad("{group: '', kind: Service, name: two}"),
                                          "HTTPRoute apps/r",
                                          {"parent 0 ResolvedRefs=True/ResolvedRefs"}});
    row("refgrant.mesh: a Gateway needs one",
        {abroad("{group: '', kind: Service, name: two}, {name: gw, namespace: infra}"),
         "HTTPRoute apps/r",
         {"parent 1 ResolvedRefs=False/RefNotPermitted"}});
    row("mesh.kinds-conflict: port by port",
        {on("HTTPRoute", ", port: 81") + grpc, "HTTPRoute apps/r", {accepted}});
    row("mesh.kinds-conflict: producers and consumers apart",
        {on("HTTPRoute", ", port: 80", "infra/r") + grpc, "HTTPRoute infra/r", {accepted}});
}

GATESIGHT_TEST(TestRouteKinds)

}  // namespace gatesight::simulator::tst_route_kinds

#include "tst_route_kinds.moc"
