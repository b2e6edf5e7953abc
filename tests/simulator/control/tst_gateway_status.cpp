// GatewayClass, Gateway and listener conditions, each rule with a case that holds and one that does
// not.
#include "tests/house/test_program.h"

#include "support_control.h"

#include <algorithm>

namespace gatesight::simulator::tst_gateway_status {

using test::Expectation;
using test::gatewayYaml;
using test::lacking;

namespace {

using Strings = std::vector<std::string>;

Options strict() {
    Options options;
    options.strict = true;
    return options;
}

const std::string kHttp = "{name: http, port: 80, protocol: HTTP}";

std::string https(const std::string& certificateRefs, const std::string& more = "") {
    return "{name: tls, port: 443, protocol: HTTPS, tls: {certificateRefs: [" + certificateRefs +
           "]}" + (more.empty() ? "" : ", ") + more + "}";
}

std::string frontend(const std::string& refs, const std::string& mode = "AllowValidOnly") {
    return "tls: {frontend: {default: {validation: {mode: " + mode + ", caCertificateRefs: [" +
           refs + "]}}}}";
}

std::string grant(const std::string& to) {
    return test::grantYaml("apps", "Gateway", "infra", to);
}

}  // namespace

class TestGatewayStatus : public QObject {
    Q_OBJECT

private slots:
    void classes_data();
    void classes() { check(); }
    void gateways_data();
    void gateways() { check(); }
    void addresses_data();
    void addresses() { check(); }
    void protocols_data();
    void protocols() { check(); }
    void conflicts_data();
    void conflicts() { check(); }
    void certificates_data();
    void certificates() { check(); }
    void clientCertificates_data();
    void clientCertificates() { check(); }
    void observedGeneration();
    void featuresAreSortedAndBounded();

private:
    static void check();
};

void TestGatewayStatus::check() {
    QFETCH(Expectation, row);
    if (row.object.empty())
        row.object = "Gateway infra/gw";
    const std::string wrong = test::mismatch(row);
    QVERIFY2(wrong.empty(), wrong.c_str());
}

static QTestData& row(const char* name, Expectation expectation) {
    return QTest::newRow(name) << expectation;
}

void TestGatewayStatus::classes_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& spec) {
        return "---\napiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\n"
               "metadata: {name: c}\nspec: {controllerName: x.dev/c, parametersRef: " +
               spec + "}\n";
    };
    const auto crd = [](const std::string& annotations) {
        return "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
               "metadata: {name: gateways.gateway.networking.k8s.io, annotations: {" +
               annotations + "}}\n";
    };
    const std::string object = "GatewayClass test";
    row("gatewayclass.accepted: accepted", {"", object, {"Accepted=True/Accepted"}});
    row("gatewayclass.params.invalid: present",
        {with("{group: '', kind: ConfigMap, name: good-ca, namespace: infra}"),
         "GatewayClass c",
         {"Accepted=True/Accepted"}});
    row("gatewayclass.params.invalid: missing",
        {with("{group: '', kind: ConfigMap, name: none, namespace: infra}"),
         "GatewayClass c",
         {"Accepted=False/InvalidParameters"}});
    row("gatewayclass.params.invalid: namespaced without namespace",
        {with("{group: '', kind: ConfigMap, name: good-ca}"),
         "GatewayClass c",
         {"Accepted=False/InvalidParameters"}});
    row("gatewayclass.params.invalid: cluster-scoped with namespace",
        {with("{group: gateway.networking.k8s.io, kind: GatewayClass, name: test, namespace: "
              "infra}"),
         "GatewayClass c",
         {"Accepted=False/InvalidParameters"}});
    row("gatewayclass.supported-version: no CRD loaded",
        {"", object, {"SupportedVersion=True/SupportedVersion"}});
    row("gatewayclass.supported-version: known bundle",
        {crd("gateway.networking.k8s.io/bundle-version: v1.6.1"),
         object,
         {"SupportedVersion=True/SupportedVersion"}});
    row("gatewayclass.supported-version: unknown bundle",
        {crd("gateway.networking.k8s.io/bundle-version: v9.0.0"),
         object,
         {"SupportedVersion=False/UnsupportedVersion", "Accepted=True/Accepted"}});
    row("gatewayclass.supported-version: without annotation",
        {crd(""), object, {"SupportedVersion=False/UnsupportedVersion"}});
    row("gatewayclass.supported-features: has all",
        {"", object, {"feature HTTPRouteCORS", "!feature HTTPRouteExternalAuth"}});
    row("gatewayclass.supported-features: lacks one",
        {"", object, {"!feature HTTPRouteCORS", "feature HTTPRoute"}, lacking("HTTPRouteCORS")});
}

void TestGatewayStatus::gateways_data() {
    QTest::addColumn<Expectation>("row");
    const std::string unknownClass =
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw, "
        "namespace: infra}\nspec: {gatewayClassName: absent, listeners: [" +
        kHttp + "]}\n";
    row("gateway.class.required: loaded",
        {gatewayYaml({kHttp}), {}, {"Accepted=True/Accepted", "Programmed=True/Programmed"}});
    row("gateway.class.required: assumed", {unknownClass, {}, {"Accepted=True/Accepted"}});
    row("gateway.class.required: strict",
        {unknownClass, {}, {"unmanaged: GatewayClass 'absent' does not exist"}, strict()});
    row("gateway.class.required: class refused",
        {"---\napiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: "
         "absent}\nspec: {controllerName: x.dev/c, parametersRef: {group: '', kind: ConfigMap, "
         "name: x, namespace: y}}\n" +
             unknownClass,
         {},
         {"unmanaged: GatewayClass 'absent' is not accepted by its controller"}});

    row("gateway.params.invalid: present",
        {gatewayYaml(
             {kHttp},
             "infrastructure: {parametersRef: {group: '', kind: ConfigMap, name: good-ca}}"),
         {},
         {"Accepted=True/Accepted"}});
    row("gateway.params.invalid: missing",
        {gatewayYaml({kHttp},
                     "infrastructure: {parametersRef: {group: '', kind: ConfigMap, name: none}}"),
         {},
         {"Accepted=False/InvalidParameters", "Programmed=False/Invalid",
          "listener http Accepted=True/Accepted", "listener http Programmed=False/Invalid",
          "!listener http serves"}});

    const std::string odd = "{name: odd, port: 81, protocol: ODD}";
    row("gateway.accepted.listeners-not-valid: some",
        {gatewayYaml({kHttp, odd}),
         {},
         {"Accepted=True/ListenersNotValid", "Programmed=True/Programmed", "listener http serves",
          "!listener odd serves"}});
    row("gateway.accepted.listeners-not-valid: all",
        {gatewayYaml({odd}), {}, {"Accepted=False/ListenersNotValid", "Programmed=False/Invalid"}});
    row("cond.gateway.accepted-vs-listener: bad certificate",
        {gatewayYaml({https("{name: none}")}),
         {},
         {"Accepted=True/Accepted", "Programmed=False/Invalid",
          "listener tls Accepted=True/Accepted"}});
    row("gateway.resolvedrefs.summary: all good",
        {gatewayYaml({kHttp, https("{name: good-cert}")}), {}, {"ResolvedRefs=True/ResolvedRefs"}});
    row("gateway.resolvedrefs.summary: one bad",
        {gatewayYaml({kHttp, https("{name: none}")}),
         {},
         {"ResolvedRefs=False/ListenersNotResolved", "Accepted=True/Accepted",
          "Programmed=True/Programmed"}});

    const auto backend = [](const std::string& ref) {
        return gatewayYaml({kHttp}, "tls: {backend: {clientCertificateRef: " + ref + "}}");
    };
    row("gateway.backend-client-cert: good",
        {backend("{name: good-cert}"), {}, {"ResolvedRefs=True/ResolvedRefs"}});
    row("gateway.backend-client-cert.invalid: missing",
        {backend("{name: none}"),
         {},
         {"ResolvedRefs=False/InvalidClientCertificateRef", "Accepted=True/Accepted"}});
    row("gateway.backend-client-cert.invalid: kind",
        {backend("{name: good-ca, kind: ConfigMap}"),
         {},
         {"ResolvedRefs=False/InvalidClientCertificateRef"}});
    row("gateway.backend-client-cert.not-permitted: no grant",
        {backend("{name: good-cert, namespace: apps}"),
         {},
         {"ResolvedRefs=False/RefNotPermitted"}});
    row("gateway.backend-client-cert.not-permitted: grant",
        {backend("{name: good-cert, namespace: apps}") + grant("{group: '', kind: Secret}"),
         {},
         {"ResolvedRefs=True/ResolvedRefs"}});

    row("default-gateway.status: claims",
        {gatewayYaml({kHttp}, "defaultScope: All"), {}, {"DefaultGateway=True/DefaultGateway"}});
    row("default-gateway.status: does not claim",
        {gatewayYaml({kHttp}, "defaultScope: None"), {}, {"!DefaultGateway=True/DefaultGateway"}});
}

void TestGatewayStatus::addresses_data() {
    QTest::addColumn<Expectation>("row");
    const auto with = [](const std::string& addresses) {
        return gatewayYaml({kHttp}, "addresses: [" + addresses + "]");
    };
    row("gateway.addresses: requested",
        {with("{value: 203.0.113.7}"),
         {},
         {"address IPAddress 203.0.113.7", "Programmed=True/Programmed"}});
    row("gateway.addresses: host name",
        {with("{type: Hostname, value: lb.example.com}"), {}, {"address Hostname lb.example.com"}});
    for (const char* value :
         {"127.0.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "ff02::1", "::"}) {
        row(qPrintable(QString("gateway.addresses.unusable: %1").arg(value)),
            {with(std::string("{value: '") + value + "'}"),
             {},
             {"Accepted=True/Accepted", "Programmed=False/AddressNotUsable",
              std::string("!address IPAddress ") + value, "listener http Programmed=False/Pending",
              "!listener http serves"}});
    }
    row("gateway.addresses.unusable: beside a good one",
        {with("{value: 127.0.0.1}, {value: 203.0.113.7}"),
         {},
         {"Programmed=False/AddressNotUsable", "address IPAddress 203.0.113.7"}});
    row("gateway.addresses.unsupported-type: own type",
        {with("{type: x.dev/odd, value: y}, {value: 203.0.113.7}"),
         {},
         {"Accepted=False/UnsupportedAddress", "!address IPAddress 203.0.113.7"}});
    row("gateway.addresses.unsupported-type: static addresses not supported",
        {with("{value: 203.0.113.7}"),
         {},
         {"Accepted=False/UnsupportedAddress"},
         lacking("GatewayStaticAddresses")});
    row("gateway.addresses.empty-value: supported",
        {with("{type: IPAddress}"), {}, {"Programmed=True/Programmed"}});
    row("gateway.addresses.empty-value: not supported", {with("{type: IPAddress}"),
                                                         {},
                                                         {"Programmed=False/AddressNotAssigned"},
                                                         lacking("GatewayAddressEmpty")});
}

void TestGatewayStatus::protocols_data() {
    QTest::addColumn<Expectation>("row");
    const auto kinds = [](const std::string& protocol, const std::string& list) {
        return gatewayYaml({"{name: l, port: 80, protocol: " + protocol +
                            ", allowedRoutes: {kinds: [" + list + "]}}"});
    };
    row("listener.protocol.kinds: HTTP",
        {gatewayYaml({kHttp}), {}, {"listener http kinds=HTTPRoute,GRPCRoute"}});
    row("listener.protocol.kinds: HTTPS", {gatewayYaml({https("{name: good-cert}")}),
                                           {},
                                           {"listener tls kinds=HTTPRoute,GRPCRoute"}});
    row("listener.protocol.kinds: TLS passthrough",
        {gatewayYaml({"{name: l, port: 443, protocol: TLS, tls: {mode: Passthrough}}"}),
         {},
         {"listener l kinds=TLSRoute", "listener l Accepted=True/Accepted"}});
    const std::string terminate =
        "{name: l, port: 443, protocol: TLS, tls: {certificateRefs: [{name: good-cert}]}}";
    row("listener.protocol.kinds: TLS terminate",
        {gatewayYaml({terminate}), {}, {"listener l kinds=TLSRoute,TCPRoute"}});
    row("listener.protocol.kinds: TCP",
        {gatewayYaml({"{name: l, port: 1, protocol: TCP}"}), {}, {"listener l kinds=TCPRoute"}});
    row("listener.protocol.kinds: UDP",
        {gatewayYaml({"{name: l, port: 1, protocol: UDP}"}), {}, {"listener l kinds=UDPRoute"}});
    row("listener.protocol.kinds: without GRPCRoute",
        {gatewayYaml({kHttp}), {}, {"listener http kinds=HTTPRoute"}, lacking("GRPCRoute")});
    row("listener.protocol.unsupported: unknown",
        {gatewayYaml({"{name: l, port: 1, protocol: QUIC}"}),
         {},
         {"listener l Accepted=False/UnsupportedProtocol",
          "listener l kinds=", "listener l Programmed=False/Invalid"}});
    row("listener.protocol.unsupported: feature lacking",
        {gatewayYaml({"{name: l, port: 1, protocol: UDP}"}),
         {},
         {"listener l Accepted=False/UnsupportedProtocol"},
         lacking("UDPRoute")});
    row("listener.tls.terminate-unsupported-for-tlsroute: supported",
        {gatewayYaml({terminate}), {}, {"listener l Accepted=True/Accepted"}});
    row("listener.tls.terminate-unsupported-for-tlsroute: lacking",
        {gatewayYaml({terminate}),
         {},
         {"listener l Accepted=False/UnsupportedValue", "listener l kinds="},
         lacking("TLSRouteModeTerminate")});
    row("listener.port.core: 8080", {gatewayYaml({"{name: l, port: 8080, protocol: HTTP}"}),
                                     {},
                                     {"listener l Accepted=True/Accepted"}});
    row("listener.port.core: 8080 lacking", {gatewayYaml({"{name: l, port: 8080, protocol: HTTP}"}),
                                             {},
                                             {"listener l Accepted=False/PortUnavailable"},
                                             lacking("GatewayPort8080")});

    row("listener.kinds.invalid: good",
        {kinds("HTTP", "{kind: HTTPRoute}"),
         {},
         {"listener l kinds=HTTPRoute", "listener l ResolvedRefs=True/ResolvedRefs"}});
    row("listener.kinds.invalid: some",
        {kinds("HTTP", "{kind: Odd}, {kind: GRPCRoute}"),
         {},
         {"listener l kinds=GRPCRoute", "listener l ResolvedRefs=False/InvalidRouteKinds",
          "listener l Accepted=True/Accepted"}});
    row("listener.kinds.invalid: none",
        {kinds("HTTP", "{kind: Odd}"),
         {},
         {"listener l kinds=", "listener l ResolvedRefs=False/InvalidRouteKinds"}});
    row("listener.kinds.invalid: does not fit the protocol",
        {kinds("TCP", "{kind: HTTPRoute}"),
         {},
         {"listener l kinds=", "listener l ResolvedRefs=False/InvalidRouteKinds"}});
    row("listener.kinds.group-default: other group",
        {kinds("HTTP", "{group: x.dev, kind: HTTPRoute}"),
         {},
         {"listener l kinds=", "listener l ResolvedRefs=False/InvalidRouteKinds"}});
}

void TestGatewayStatus::conflicts_data() {
    QTest::addColumn<Expectation>("row");
    const auto two = [](const std::string& first, const std::string& second) {
        return gatewayYaml({"{name: a, " + first + "}", "{name: b, " + second + "}"});
    };
    const Strings none = {"listener a Accepted=True/Accepted", "listener b Accepted=True/Accepted",
                          "!listener a Conflicted=True/ProtocolConflict"};
    const auto both = [](const std::string& reason) {
        Strings lines = {"Accepted=False/ListenersNotValid"};
        for (const std::string listener : {"a", "b"}) {
            lines.push_back("listener " + listener + " Conflicted=True/" + reason);
            lines.push_back("listener " + listener + " Accepted=False/" + reason);
            lines.push_back("listener " + listener + " Programmed=False/" + reason);
            lines.push_back("!listener " + listener + " serves");
        }
        return lines;
    };
    const std::string certificate = ", tls: {certificateRefs: [{name: good-cert}]}";
    row("listener.distinct.fields: ports",
        {two("port: 80, protocol: HTTP", "port: 81, protocol: HTTP"), {}, none});
    row("listener.distinct.fields: hostnames", {two("port: 80, protocol: HTTP, hostname: a.test",
                                                    "port: 80, protocol: HTTP, hostname: b.test"),
                                                {},
                                                none});
    row("listener.distinct.unset-hostname: unset beside wildcard",
        {two("port: 80, protocol: HTTP", "port: 80, protocol: HTTP, hostname: '*.test'"),
         {},
         none});
    row("listener.conflict.hostname: equal", {two("port: 80, protocol: HTTP, hostname: a.test",
                                                  "port: 80, protocol: HTTP, hostname: a.test"),
                                              {},
                                              both("HostnameConflict")});
    row("listener.conflict.hostname: both unset",
        {two("port: 80, protocol: HTTP", "port: 80, protocol: HTTP"),
         {},
         both("HostnameConflict")});
    row("listener.conflict.http-https-same-port: conflict",
        {two("port: 80, protocol: HTTP", "port: 80, protocol: HTTPS" + certificate),
         {},
         both("ProtocolConflict")});
    row("listener.conflict.http-https-same-port: TLS",
        {two("port: 80, protocol: HTTP", "port: 80, protocol: TLS, tls: {mode: Passthrough}"),
         {},
         both("ProtocolConflict")});
    row("listener.conflict.https-tls-same-port: other hostnames",
        {two("port: 443, protocol: HTTPS, hostname: a.test" + certificate,
             "port: 443, protocol: TLS, hostname: b.test, tls: {mode: Passthrough}"),
         {},
         none});
    row("listener.conflict.https-tls-same-port: one hostname",
        {two("port: 443, protocol: HTTPS, hostname: a.test" + certificate,
             "port: 443, protocol: TLS, hostname: a.test, tls: {mode: Passthrough}"),
         {},
         both("ProtocolConflict")});
    row("listener.conflict.tcp-shares-port: conflict",
        {two("port: 80, protocol: TCP", "port: 80, protocol: HTTP"), {}, both("ProtocolConflict")});
    row("listener.conflict.tcp-tcp: conflict",
        {two("port: 80, protocol: TCP", "port: 80, protocol: TCP"), {}, both("ProtocolConflict")});
    row("listener.conflict.tcp-tcp: UDP",
        {two("port: 80, protocol: UDP", "port: 80, protocol: UDP"), {}, both("ProtocolConflict")});
    row("listener.conflict.tcp-udp-ok: distinct",
        {two("port: 80, protocol: TCP", "port: 80, protocol: UDP"), {}, none});
    row("listener.conflict.partial: the rest is served",
        {gatewayYaml({"{name: a, port: 80, protocol: HTTP}", "{name: b, port: 80, protocol: TCP}",
                      "{name: c, port: 81, protocol: HTTP}"}),
         {},
         {"Accepted=True/ListenersNotValid", "listener a Conflicted=True/ProtocolConflict",
          "listener c serves"}});
    const std::string mixed =
        two("port: 443, protocol: TLS, hostname: a.test" + certificate,
            "port: 443, protocol: TLS, hostname: b.test, tls: {mode: Passthrough}");
    row("listener.tls-mixed-modes: supported", {mixed, {}, none});
    Strings refused = both("ProtocolConflict");
    refused.insert(refused.end(), {"listener a kinds=", "listener b kinds="});
    row("listener.tls-mixed-modes: lacking", {mixed, {}, refused, lacking("TLSRouteModeMixed")});

    const auto overlap = [&](const std::string& first, const std::string& second) {
        return two("port: 443, protocol: HTTPS, " + first, "port: 443, protocol: HTTPS, " + second);
    };
    const std::string good = "tls: {certificateRefs: [{name: good-cert}]}";
    const std::string other = "tls: {certificateRefs: [{name: other-cert}]}";
    row("listener.tls.overlap-condition: hostnames",
        {overlap("hostname: '*.a.test', " + good, "hostname: b.a.test, " + other),
         {},
         {"listener a OverlappingTLSConfig=True/OverlappingHostnames",
          "listener b OverlappingTLSConfig=True/OverlappingHostnames"}});
    row("listener.tls.overlap-condition: certificates are preferred",
        {overlap("hostname: '*.a.test', " + good, "hostname: b.a.test, " + good),
         {},
         {"listener a OverlappingTLSConfig=True/OverlappingCertificates"}});
    row("listener.tls.overlap-condition: neither",
        {overlap("hostname: a.test, " + good, "hostname: b.test, " + other),
         {},
         {"!listener a OverlappingTLSConfig=True/OverlappingHostnames",
          "!listener a OverlappingTLSConfig=True/OverlappingCertificates"}});
}

void TestGatewayStatus::certificates_data() {
    QTest::addColumn<Expectation>("row");
    const auto bad = [](const std::string& reason) {
        return Strings{"listener tls ResolvedRefs=False/" + reason,
                       "listener tls Programmed=False/Invalid",
                       "listener tls Accepted=True/Accepted", "!listener tls serves"};
    };
    row("listener.tls.cert: good",
        {gatewayYaml({https("{name: good-cert}")}),
         {},
         {"listener tls ResolvedRefs=True/ResolvedRefs", "listener tls serves"}});
    row("listener.tls.cert.not-found: missing",
        {gatewayYaml({https("{name: none}")}), {}, bad("InvalidCertificateRef")});
    row("listener.tls.cert.not-found: malformed",
        {gatewayYaml({https("{name: bad-cert}")}), {}, bad("InvalidCertificateRef")});
    row("listener.tls.cert.not-found: kind",
        {gatewayYaml({https("{kind: ConfigMap, name: good-ca}")}),
         {},
         bad("InvalidCertificateRef")});
    row("listener.tls.cert.not-found: group",
        {gatewayYaml({https("{group: x.dev, name: good-cert}")}),
         {},
         bad("InvalidCertificateRef")});
    row("listener.tls.cert.not-permitted: no grant",
        {gatewayYaml({https("{name: good-cert, namespace: apps}")}), {}, bad("RefNotPermitted")});
    row("listener.tls.cert.not-permitted: no grant and no Secret",
        {gatewayYaml({https("{name: none, namespace: apps}")}), {}, bad("RefNotPermitted")});
    row("listener.tls.cert.not-permitted: has priority",
        {gatewayYaml({https("{name: none}, {name: good-cert, namespace: apps}")}),
         {},
         bad("RefNotPermitted")});
    row("listener.tls.cert.not-permitted: grant for all Secrets",
        {gatewayYaml({https("{name: good-cert, namespace: apps}")}) +
             grant("{group: '', kind: Secret}"),
         {},
         {"listener tls ResolvedRefs=True/ResolvedRefs", "listener tls serves"}});
    row("refgrant.to.name-unset: grant for another Secret",
        {gatewayYaml({https("{name: good-cert, namespace: apps}")}) +
             grant("{group: '', kind: Secret, name: other}"),
         {},
         bad("RefNotPermitted")});
    row("refgrant.to.name-unset: grant for this Secret",
        {gatewayYaml({https("{name: good-cert, namespace: apps}")}) +
             grant("{group: '', kind: Secret, name: good-cert}"),
         {},
         {"listener tls serves"}});
    row("listener.tls.none-on-https: no tls",
        {gatewayYaml({"{name: tls, port: 443, protocol: HTTPS}"}),
         {},
         {"listener tls Programmed=False/Invalid", "listener tls Accepted=True/Accepted"}});
    row("listener.tls.options: options alone",
        {gatewayYaml({"{name: tls, port: 443, protocol: HTTPS, tls: {options: {x.dev/cert: a}}}"}),
         {},
         {"listener tls Programmed=True/Programmed"}});
    row("listener.tls.passthrough: certificateRefs are ignored",
        {gatewayYaml({"{name: l, port: 443, protocol: TLS, tls: {mode: Passthrough, "
                      "certificateRefs: [{name: none}]}}"}),
         {},
         {"listener l ResolvedRefs=True/ResolvedRefs", "listener l serves"}});
}

void TestGatewayStatus::clientCertificates_data() {
    QTest::addColumn<Expectation>("row");
    const std::string tls = https("{name: good-cert}");
    const auto bad = [](const std::string& reason) {
        return Strings{"listener tls ResolvedRefs=False/" + reason,
                       "listener tls Accepted=False/NoValidCACertificate",
                       "listener tls Programmed=False/Invalid",
                       "listener http Accepted=True/Accepted", "listener http serves"};
    };
    const std::string good = "{group: '', kind: ConfigMap, name: good-ca}";
    row("frontend.ca.core: good",
        {gatewayYaml({kHttp, tls}, frontend(good)),
         {},
         {"listener tls ResolvedRefs=True/ResolvedRefs", "listener tls serves",
          "!InsecureFrontendValidationMode=True/ConfigurationChanged"}});
    row("frontend.ca.not-found: missing",
        {gatewayYaml({kHttp, tls}, frontend("{group: '', kind: ConfigMap, name: none}")),
         {},
         bad("InvalidCACertificateRef")});
    row("frontend.ca.not-found: no ca.crt",
        {gatewayYaml({kHttp, tls}, frontend("{group: '', kind: ConfigMap, name: bad-ca}")),
         {},
         bad("InvalidCACertificateRef")});
    row("frontend.ca.bad-kind: Service",
        {gatewayYaml({kHttp, tls}, frontend("{group: '', kind: Service, name: web}")),
         {},
         bad("InvalidCACertificateKind")});
    row("frontend.ca.not-permitted: no grant",
        {gatewayYaml({kHttp, tls},
                     frontend("{group: '', kind: ConfigMap, name: good-ca, namespace: apps}")),
         {},
         bad("RefNotPermitted")});
    row("frontend.ca.not-permitted: grant",
        {gatewayYaml({kHttp, tls},
                     frontend("{group: '', kind: ConfigMap, name: good-ca, namespace: apps}")) +
             grant("{group: '', kind: ConfigMap}"),
         {},
         {"listener tls serves"}});
    row("frontend.ca.none-valid: one of two is good",
        {gatewayYaml({tls}, frontend(good + ", {group: '', kind: ConfigMap, name: none}")),
         {},
         {"listener tls ResolvedRefs=False/InvalidCACertificateRef",
          "listener tls Accepted=True/Accepted", "listener tls serves"}});
    row("frontend.mode.insecure-fallback: on",
        {gatewayYaml({tls}, frontend(good, "AllowInsecureFallback")),
         {},
         {"InsecureFrontendValidationMode=True/ConfigurationChanged"}});
    row("frontend.mode.insecure-fallback: lacking",
        {gatewayYaml({tls}, frontend(good, "AllowInsecureFallback")),
         {},
         {"!InsecureFrontendValidationMode=True/ConfigurationChanged"},
         lacking("GatewayFrontendClientCertificateValidationInsecureFallback")});
    const std::string perPort =
        "tls: {frontend: {default: {validation: {caCertificateRefs: [{group: '', kind: ConfigMap, "
        "name: none}]}}, perPort: [{port: 443, tls: {}}]}}";
    row("frontend.default-and-perport: an entry without validation replaces the default",
        {gatewayYaml({tls}, perPort), {}, {"listener tls serves"}});
}

void TestGatewayStatus::observedGeneration() {
    const auto cluster = test::clusterOf(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw, "
        "namespace: infra, generation: 7}\nspec: {gatewayClassName: test, listeners: [" +
        kHttp + "]}\n");
    const auto* gateway = cluster.control->gateway(test::idOf(*cluster.world, "Gateway infra/gw"));
    Conditions all = gateway->conditions;
    const auto& listener = cluster.control->listener(gateway->listeners.front()).conditions;
    all.insert(all.end(), listener.begin(), listener.end());
    QCOMPARE(all.size(), std::size_t{6});
    for (const Condition& condition : all)
        QCOMPARE(condition.observedGeneration, std::int64_t{7});
}

void TestGatewayStatus::featuresAreSortedAndBounded() {
    const auto cluster = test::clusterOf("");
    const auto& features = cluster.control->gatewayClasses.front().supportedFeatures;
    QVERIFY(std::ranges::is_sorted(features));
    QVERIFY(features.size() <= 64);  // api.limits.status
}

GATESIGHT_TEST(TestGatewayStatus)

}  // namespace gatesight::simulator::tst_gateway_status

#include "tst_gateway_status.moc"
