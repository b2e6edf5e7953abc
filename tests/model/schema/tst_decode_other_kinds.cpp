// Routes of the other kinds, ListenerSets, policies, ServiceImports and the experimental kinds as
// decoded.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

#include <fmt/format.h>

namespace tst_decode_other_kinds {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

template <class K>
K decodedSpec(std::string_view spec, std::string_view version = "v1") {
    return test::decodeAs<K>(
        fmt::format("apiVersion: {}/{}\nkind: {}\nmetadata: {{name: x}}\nspec: {}\n",
                    kKind<K>.group, version, kKind<K>.kind, spec));
}

HTTPRouteMatch callOf(std::string_view match) {
    return decodedSpec<GRPCRoute>(fmt::format("{{rules: [{{matches: [{}]}}]}}", match))
        .rules.at(0)
        .matches.at(0);
}

}  // namespace

class DecodeOtherKinds : public QObject {
    Q_OBJECT

private slots:
    void callsBecomePaths_data();
    void callsBecomePaths();
    void grpcRouteHasNoDefaultRule();
    void grpcRouteTakesItsOwnFilters();
    void connectionRoutesOfEveryVersion_data();
    void connectionRoutesOfEveryVersion();
    void listenerSet();
    void backendTLSPolicy_data();
    void backendTLSPolicy();
    void serviceImport();
    void serviceImportKnowsItsClusters();
    void slicesOfImports();
    void xBackend();
    void xBackendIsInsecure_data();
    void xBackendIsInsecure();
    void retryConstraintIsFilledUp_data();
    void retryConstraintIsFilledUp();
    void sessionOfBackends();
    void xMesh();
};

void DecodeOtherKinds::callsBecomePaths_data() {
    using enum HTTPPathMatch::Type;
    QTest::addColumn<QString>("match");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, const char* match, HTTPPathMatch::Type type,
                        const char* path) {
        QTest::newRow(name) << QString(match) << static_cast<int>(type) << QString(path);
    };
    row("grpcroute.match.method.exact: both", "{method: {service: a.B, method: C}}", Exact,
        "/a.B/C");
    row("grpcroute.match.method.exact: a service", "{method: {service: a.B}}", PathPrefix, "/a.B");
    row("grpcroute.match.method.only: a method", "{method: {method: C}}", RegularExpression,
        "/[^/]+/C");
    row("grpcroute.match.method.only: nothing special about it", "{method: {method: a.b}}",
        RegularExpression, "/[^/]+/a\\.b");
    row("grpcroute.match.method.regex: both",
        "{method: {type: RegularExpression, service: 'a|b', method: 'c+'}}", RegularExpression,
        "/(?:a|b)/(?:c+)");
    row("grpcroute.match.method.empty: any call", "{method: {}}", PathPrefix, "/");
    row("grpcroute.no-rules: headers alone", "{headers: [{name: a, value: b}]}", PathPrefix, "/");
}

void DecodeOtherKinds::callsBecomePaths() {
    QFETCH(QString, match);
    QFETCH(int, type);
    QFETCH(QString, path);
    const HTTPRouteMatch call = callOf(match.toStdString());
    QCOMPARE(static_cast<int>(call.path.type), type);
    QCOMPARE(QString::fromStdString(call.path.value), path);
}

void DecodeOtherKinds::grpcRouteHasNoDefaultRule() {
    QVERIFY(decodedSpec<GRPCRoute>("{}").rules.empty());
    QCOMPARE(decodedSpec<GRPCRoute>("{rules: [{}]}").rules.at(0).matches.size(), 1u);
}

void DecodeOtherKinds::grpcRouteTakesItsOwnFilters() {
    const auto route = decodedSpec<GRPCRoute>(
        "{rules: [{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {}}, {type: "
        "CORS, "
        "cors: {}}], timeouts: {request: 1s}}]}");
    const HTTPRouteRule& rule = route.rules.at(0);
    QVERIFY(std::holds_alternative<RequestHeaderModifier>(rule.filters.at(0).config));
    QVERIFY(std::holds_alternative<UnknownFilter>(rule.filters.at(1).config));  // grpcroute.filters
    QVERIFY(!rule.timeouts);  // grpcroute.no-timeouts
}

void DecodeOtherKinds::connectionRoutesOfEveryVersion_data() {
    QTest::addColumn<QString>("version");
    for (const char* version : {"v1", "v1alpha2"})
        QTest::newRow(version) << QString(version);
}

void DecodeOtherKinds::connectionRoutesOfEveryVersion() {
    QFETCH(QString, version);
    const std::string spec =
        "{parentRefs: [{name: g}], hostnames: [a.example], rules: [{name: r, backendRefs: [{name: "
        "s, "
        "port: 1, weight: 3}, {name: t, port: 2}]}]}";
    const auto tls = decodedSpec<TLSRoute>(spec, version.toStdString());
    QCOMPARE(tls.hostnames, std::vector<std::string>{"a.example"});
    QCOMPARE(tls.common.parentRefs.at(0).name, std::string("g"));
    QCOMPARE(tls.rules.at(0).name, std::string("r"));
    QCOMPARE(tls.rules.at(0).backendRefs.at(0).weight, 3);
    QCOMPARE(tls.rules.at(0).backendRefs.at(1).weight, 1);  // api.default.backendref
    const auto tcp = decodedSpec<TCPRoute>(spec, version.toStdString());
    QVERIFY(tcp.hostnames.empty());
    QCOMPARE(tcp.rules.at(0).backendRefs.size(), 2u);
    QCOMPARE(decodedSpec<UDPRoute>(spec, version.toStdString()).rules.at(0).backendRefs.size(), 2u);
}

void DecodeOtherKinds::listenerSet() {
    const auto set = decodedSpec<ListenerSet>(
        "{parentRef: {name: g, namespace: infra}, listeners: [{name: l, port: 80, protocol: "
        "HTTP}]}");
    QCOMPARE(set.parentRef.kind, std::string("Gateway"));
    QCOMPARE(set.parentRef.group, std::string(kGatewayGroup));
    QCOMPARE(*set.parentRef.namespace_, std::string("infra"));
    QCOMPARE(set.listeners.at(0).port, std::uint16_t{80});
}

void DecodeOtherKinds::backendTLSPolicy_data() {
    QTest::addColumn<QString>("version");
    for (const char* version : {"v1", "v1alpha3"})
        QTest::newRow(version) << QString(version);
}

void DecodeOtherKinds::backendTLSPolicy() {
    QFETCH(QString, version);
    const auto policy = decodedSpec<BackendTLSPolicy>(
        "{targetRefs: [{group: '', kind: Service, name: s, sectionName: https}], validation: "
        "{hostname: "
        "a.example, caCertificateRefs: [{group: '', kind: ConfigMap, name: ca}], subjectAltNames: "
        "[{type: URI, uri: 'spiffe://x'}, {type: Hostname, hostname: b.example}]}}",
        version.toStdString());
    QCOMPARE(*policy.targets.at(0).sectionName, std::string("https"));
    QCOMPARE(policy.caCertificateRefs.at(0).name, std::string("ca"));
    QCOMPARE(policy.hostname, std::string("a.example"));
    QCOMPARE(policy.subjectAltNames.at(0).value, std::string("spiffe://x"));
    QVERIFY(policy.subjectAltNames.at(1).type == BackendTLSPolicy::SubjectAltName::Type::Hostname);
}

void DecodeOtherKinds::serviceImport() {
    const auto import = decodedSpec<ServiceImport>(
        "{type: ClusterSetIP, ips: [10.1.1.1], ports: [{port: 80}]}", "v1alpha1");
    QCOMPARE(import.ips, std::vector<std::string>{"10.1.1.1"});
    QCOMPARE(import.ports.at(0).port, std::uint16_t{80});
}

void DecodeOtherKinds::serviceImportKnowsItsClusters() {
    const auto import = decodeAs<ServiceImport>(
        "apiVersion: multicluster.x-k8s.io/v1alpha1\nkind: ServiceImport\nmetadata: {name: x}\n"
        "spec: {type: Headless}\nstatus: {clusters: [{cluster: east}, {cluster: west}]}\n");
    QVERIFY(import.headless());
    QCOMPARE(import.clusters, (std::vector<std::string>{"east", "west"}));
}

void DecodeOtherKinds::slicesOfImports() {
    const auto slice = decodeAs<EndpointSlice>(
        "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: x, labels: "
        "{multicluster.kubernetes.io/service-name: pay, multicluster.kubernetes.io/source-cluster: "
        "west}}\naddressType: IPv4\nendpoints: [{addresses: [192.0.2.1]}]\n");
    QCOMPARE(slice.importName, std::string("pay"));
    QCOMPARE(slice.cluster, std::string("west"));
    QCOMPARE(slice.serviceName, std::string());
}

void DecodeOtherKinds::xBackend() {
    const auto backend = decodedSpec<XBackend>(
        "{type: ExternalHostname, externalHostname: {hostname: api.example.com}, port: {port: "
        "8443}, protocol: HTTP2, tls: {mode: ClientAndServer, clientCertificateRef: {name: own}, "
        "validation: {hostname: api.example.com, wellKnownCACertificates: System}}}",
        "v1alpha1");
    QCOMPARE(backend.place(), std::string("api.example.com:8443"));
    QCOMPARE(backend.protocol, std::string("HTTP2"));
    QVERIFY(backend.tls->mode == XBackend::TLS::Mode::ClientAndServer);
    QCOMPARE(backend.tls->clientCertificateRef->kind, std::string("Secret"));
    QCOMPARE(backend.tls->validation->wellKnownCACertificates, std::string("System"));
}

void DecodeOtherKinds::xBackendIsInsecure_data() {
    QTest::addColumn<QString>("tls");
    QTest::addColumn<bool>("insecure");
    QTest::newRow("xbackend.insecure: none") << "" << true;
    QTest::newRow("xbackend.insecure: mode None") << ", tls: {mode: None}" << true;
    QTest::newRow("xbackend.insecure: a server shows itself")
        << ", tls: {mode: ServerOnly}" << false;
}
void DecodeOtherKinds::xBackendIsInsecure() {
    QFETCH(QString, tls);
    const auto backend = decodedSpec<XBackend>(
        fmt::format("{{type: ExternalHostname, externalHostname: {{hostname: a.example}}, port: "
                    "{{port: 80}}{}}}",
                    tls.toStdString()),
        "v1alpha1");
    QTEST(backend.insecure(), "insecure");
}

void DecodeOtherKinds::retryConstraintIsFilledUp_data() {
    QTest::addColumn<QString>("constraint");
    QTest::addColumn<int>("percent");
    QTest::addColumn<qlonglong>("interval");
    QTest::addColumn<int>("count");
    QTest::newRow("api.default.retry-constraint: nothing written") << "{}" << 20 << 10'000LL << 10;
    QTest::newRow("api.default.retry-constraint: half a budget")
        << "{budget: {percent: 50}}" << 50 << 10'000LL << 10;
    QTest::newRow("api.default.retry-constraint: half a rate stays half")
        << "{budget: {interval: 2s}, minRetryRate: {interval: 3s}}" << 20 << 2'000LL << -1;
}
void DecodeOtherKinds::retryConstraintIsFilledUp() {
    QFETCH(QString, constraint);
    const auto policy = decodedSpec<XBackendTrafficPolicy>(
        fmt::format("{{targetRefs: [{{group: '', kind: Service, name: s}}], retryConstraint: {}}}",
                    constraint.toStdString()),
        "v1alpha1");
    QCOMPARE(policy.targets.at(0).name, std::string("s"));
    QTEST(policy.retryConstraint->percent, "percent");
    QTEST(static_cast<qlonglong>(policy.retryConstraint->interval), "interval");
    QTEST(policy.retryConstraint->minRetryRate.count.value_or(-1), "count");
}

void DecodeOtherKinds::sessionOfBackends() {
    const auto policy = decodedSpec<XBackendTrafficPolicy>(
        "{targetRefs: [{group: '', kind: Service, name: s}], sessionPersistence: {type: Header, "
        "header: {name: x-session}}}",
        "v1alpha1");
    QVERIFY(!policy.retryConstraint);
    QVERIFY(policy.sessionPersistence->type == SessionPersistence::Type::Header);
    QCOMPARE(*policy.sessionPersistence->sessionName, std::string("x-session"));
}

void DecodeOtherKinds::xMesh() {
    const auto mesh = decodedSpec<XMesh>(
        "{controllerName: example.com/mesh, parametersRef: {group: '', kind: ConfigMap, name: "
        "tuning, namespace: mesh}}",
        "v1alpha1");
    QCOMPARE(mesh.controllerName, std::string("example.com/mesh"));
    QCOMPARE(*mesh.parametersRef->namespace_, std::string("mesh"));
}

GATESIGHT_TEST(DecodeOtherKinds)

}  // namespace tst_decode_other_kinds

#include "tst_decode_other_kinds.moc"
