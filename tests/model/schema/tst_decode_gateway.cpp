// Gateway, GatewayClass and ReferenceGrant as decoded.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_decode_gateway {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

Gateway gatewayOf(std::string_view spec, Channel channel = Channel::Experimental) {
    return test::decodeAs<Gateway>(std::string("apiVersion: gateway.networking.k8s.io/v1\nkind: "
                                               "Gateway\nmetadata: {name: g}\nspec: ") +
                                       std::string(spec) + "\n",
                                   channel);
}

Listener listenerOf(std::string_view listener) {
    return gatewayOf("{listeners: [" + std::string(listener) + "]}").listeners.at(0);
}

}  // namespace

class DecodeGateway : public QObject {
    Q_OBJECT

private slots:
    void listenerDefaults();
    void allowedRoutes_data();
    void allowedRoutes();
    void listenerTLS();
    void addressesAndInfrastructure();
    void allowedListenersDefaultToNone();
    void frontendAndBackendTLS();
    void defaultScopeIsExperimental();
    void gatewayClass();
    void referenceGrant();
};

void DecodeGateway::listenerDefaults() {
    const Listener listener = listenerOf("{name: web, port: 80, protocol: HTTP}");
    QCOMPARE(text(listener.name), QString("web"));
    QCOMPARE(listener.port, 80);
    QCOMPARE(text(listener.hostname), QString());
    QVERIFY(!listener.tls);
    QCOMPARE(listener.allowedRoutes.namespaces.from, NamespacesFrom::From::Same);
    QVERIFY(listener.allowedRoutes.kinds.empty());
    QCOMPARE(text(listenerOf("{name: q, port: 1, protocol: QUIC}").protocol), QString("QUIC"));
}

void DecodeGateway::allowedRoutes_data() {
    QTest::addColumn<QString>("namespaces");
    QTest::addColumn<int>("from");
    QTest::addColumn<bool>("selector");
    using enum NamespacesFrom::From;
    QTest::newRow("absent") << "null" << static_cast<int>(Same) << false;
    QTest::newRow("empty") << "{}" << static_cast<int>(Same) << false;
    QTest::newRow("All") << "{from: All}" << static_cast<int>(All) << false;
    QTest::newRow("Selector") << "{from: Selector, selector: {matchLabels: {a: b}}}"
                              << static_cast<int>(Selector) << true;
    QTest::newRow("Selector without selector")
        << "{from: Selector}" << static_cast<int>(Selector) << false;
    QTest::newRow("unknown") << "{from: Everywhere}" << static_cast<int>(Same) << false;
}

void DecodeGateway::allowedRoutes() {
    QFETCH(QString, namespaces);
    QFETCH(int, from);
    QFETCH(bool, selector);
    const Listener listener = listenerOf(
        "{name: w, port: 80, protocol: HTTP, allowedRoutes: {namespaces: " +
        namespaces.toStdString() + ", kinds: [{kind: TCPRoute}, {group: '', kind: X}]}}");
    QCOMPARE(static_cast<int>(listener.allowedRoutes.namespaces.from), from);
    QCOMPARE(listener.allowedRoutes.namespaces.selector.has_value(), selector);
    QCOMPARE(text(listener.allowedRoutes.kinds.at(0).group), text(kGatewayGroup));
    QCOMPARE(text(listener.allowedRoutes.kinds.at(1).group), QString());
}

void DecodeGateway::listenerTLS() {
    const Listener terminate = listenerOf(
        "{name: s, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}, {name: d, "
        "namespace: n}], options: {a: b}}}");
    QVERIFY(terminate.tls);
    QCOMPARE(terminate.tls->mode, ListenerTLSConfig::Mode::Terminate);
    QCOMPARE(text(terminate.tls->certificateRefs.at(0).kind), QString("Secret"));
    QVERIFY(!terminate.tls->certificateRefs.at(0).namespace_);
    QCOMPARE(text(*terminate.tls->certificateRefs.at(1).namespace_), QString("n"));
    QCOMPARE(terminate.tls->options.size(), 1u);
    QCOMPARE(listenerOf("{name: p, port: 443, protocol: TLS, tls: {mode: Passthrough}}").tls->mode,
             ListenerTLSConfig::Mode::Passthrough);
    QVERIFY(listenerOf("{name: e, port: 443, protocol: TLS, tls: {}}").tls);
}

void DecodeGateway::addressesAndInfrastructure() {
    const Gateway gateway = gatewayOf(
        "{gatewayClassName: c, addresses: [{value: 10.0.0.1}, {type: Hostname, value: h}, {type: "
        "IPAddress}],"
        " infrastructure: {labels: {a: b}, annotations: {c: d}, parametersRef: {group: x, kind: Y, "
        "name: z}}}");
    QCOMPARE(text(gateway.gatewayClassName), QString("c"));
    QCOMPARE(text(gateway.addresses.at(0).type), QString("IPAddress"));
    QCOMPARE(text(*gateway.addresses.at(1).value), QString("h"));
    QVERIFY(!gateway.addresses.at(2).value);
    QVERIFY(gateway.infrastructure);
    QCOMPARE(text(gateway.infrastructure->parametersRef->name), QString("z"));
}

void DecodeGateway::allowedListenersDefaultToNone() {
    QCOMPARE(gatewayOf("{}").allowedListeners.from, NamespacesFrom::From::None);
    QCOMPARE(gatewayOf("{allowedListeners: {}}").allowedListeners.from, NamespacesFrom::From::None);
    QCOMPARE(gatewayOf("{allowedListeners: {namespaces: {from: All}}}").allowedListeners.from,
             NamespacesFrom::From::All);
}

void DecodeGateway::frontendAndBackendTLS() {
    const Gateway gateway = gatewayOf(
        "{tls: {backend: {clientCertificateRef: {name: client}}, frontend: {default: {validation:"
        " {caCertificateRefs: [{kind: ConfigMap, group: '', name: ca}]}}, perPort: [{port: 8443, "
        "tls: {validation:"
        " {mode: AllowInsecureFallback, caCertificateRefs: []}}}, {port: 9443, tls: {}}]}}}");
    QCOMPARE(text(gateway.backendClientCertificateRef->kind), QString("Secret"));
    QCOMPARE(gateway.frontendTLS->default_->mode, FrontendTLSValidation::Mode::AllowValidOnly);
    QCOMPARE(text(gateway.frontendTLS->default_->caCertificateRefs.at(0).kind),
             QString("ConfigMap"));
    QCOMPARE(gateway.frontendTLS->perPort.at(0).validation->mode,
             FrontendTLSValidation::Mode::AllowInsecureFallback);
    QVERIFY(!gateway.frontendTLS->perPort.at(1).validation);
}

void DecodeGateway::defaultScopeIsExperimental() {
    QVERIFY(gatewayOf("{defaultScope: All}").defaultScopeAll);
    QVERIFY(!gatewayOf("{defaultScope: None}").defaultScopeAll);
    QVERIFY(!gatewayOf("{defaultScope: All}", Channel::Standard).defaultScopeAll);
}

void DecodeGateway::gatewayClass() {
    const auto decoded = decodeText(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: c, "
        "namespace: ignored}\n"
        "spec: {controllerName: example.com/x, description: d, parametersRef: {group: '', kind: "
        "ConfigMap, name: p, namespace: n}}\n");
    const auto& gatewayClass = std::get<GatewayClass>(decoded.object->resource);
    QCOMPARE(text(decoded.object->metadata.namespace_), QString());  // api.scope
    QCOMPARE(text(gatewayClass.controllerName), QString("example.com/x"));
    QCOMPARE(text(*gatewayClass.parametersRef->namespace_), QString("n"));
    QCOMPARE(text(gatewayClass.description), QString("d"));
}

void DecodeGateway::referenceGrant() {
    const auto grant = test::decodeAs<ReferenceGrant>(
        "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: {name: g}\n"
        "spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: a}],"
        " to: [{group: '', kind: Service}, {group: '', kind: Secret, name: s}, {group: '', kind: "
        "Secret, name: ''}]}\n");
    QCOMPARE(text(grant.from.at(0).namespace_), QString("a"));
    QVERIFY(!grant.to.at(0).name);
    QCOMPARE(text(*grant.to.at(1).name), QString("s"));
    QVERIFY2(grant.to.at(2).name, "refgrant.to.name-empty must not grant every object");
}

GATESIGHT_TEST(DecodeGateway)

}  // namespace tst_decode_gateway

#include "tst_decode_gateway.moc"
