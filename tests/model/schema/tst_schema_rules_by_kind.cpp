// The rules of the kinds beside HTTPRoute and Gateway, each with a text that keeps it and one that
// breaks it, and how their versions and channels differ.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_schema_rules_by_kind {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

/// apiVersion of the newest version of a kind.
QString newestVersionOf(const QString& kind) {
    return kind.startsWith('X') ? "gateway.networking.x-k8s.io/v1alpha1"
                                : "gateway.networking.k8s.io/v1";
}

Decoded decodedSpec(const QString& apiVersion, const QString& kind, const QString& spec,
                    Channel channel = Channel::Experimental) {
    return decodeText(QString("apiVersion: %1\nkind: %2\nmetadata: {name: x}\nspec: %3\n")
                          .arg(apiVersion, kind, spec)
                          .toStdString(),
                      channel);
}

/// Rules of all findings, each once.
QStringList rulesOf(const Findings& findings) {
    QStringList result;
    for (const Finding& finding : findings)
        result << text(finding.rule);
    result.removeDuplicates();
    return result;
}

}  // namespace

class SchemaRulesByKind : public QObject {
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void channels_data();
    void channels();
    void olderVersions_data();
    void olderVersions();
    void fieldsThatAreNotFilledUp();
};

void SchemaRulesByKind::rules_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("passing");
    QTest::addColumn<QString>("failing");
    const auto row = [](const char* rule, const char* kind, const QString& frame,
                        const char* passing, const char* failing) {
        QTest::newRow(rule) << kind << frame.arg(passing) << frame.arg(failing);
    };
    const QString spec = "{%1}";

    // GRPCRoute
    const QString method = "{rules: [{matches: [{method: {%1}}]}]}";
    row("grpcroute.match.method.empty", "GRPCRoute", method, "service: a.B", "type: Exact");
    row("grpcroute.match.method.exact", "GRPCRoute", method, "service: .a.B_1", "service: a.1B");
    row("grpcroute.match.method.exact ", "GRPCRoute", method,
        "type: RegularExpression, method: 'G.*'", "method: 'G.*'");
    const QString filters = "{rules: [{filters: [%1]}]}";
    row("api.filter.union", "GRPCRoute", filters,
        "{type: RequestHeaderModifier, requestHeaderModifier: {remove: [a]}}",
        "{type: RequestHeaderModifier}");
    row("api.filter.repeat", "GRPCRoute", filters,
        "{type: RequestHeaderModifier, requestHeaderModifier: {}}, "
        "{type: ResponseHeaderModifier, responseHeaderModifier: {}}",
        "{type: RequestHeaderModifier, requestHeaderModifier: {}}, "
        "{type: RequestHeaderModifier, requestHeaderModifier: {}}");
    row("api.schema.enum", "GRPCRoute", filters,
        "{type: ExtensionRef, extensionRef: {group: a.b, kind: C, name: d}}", "{type: URLRewrite}");
    row("api.backendref.service-port", "GRPCRoute", "{rules: [{backendRefs: [{name: a%1}]}]}",
        ", port: 1", "");
    row("api.parentrefs.distinct", "GRPCRoute", "{parentRefs: [{name: g}, {name: %1}]}", "h", "g");

    // TLSRoute, TCPRoute, UDPRoute
    const QString hostnames = "{hostnames: [%1], rules: [{backendRefs: [{name: a, port: 1}]}]}";
    row("api.tlsroute.hostnames", "TLSRoute", hostnames, "'*.a.example'", "192.0.2.1");
    row("api.limits.route", "TLSRoute", hostnames, "a.example", "");
    const char* one = "{backendRefs: [{name: a, port: 1}]}";
    const char* two =
        "{name: b, backendRefs: [{name: a, port: 1}]}, {backendRefs: [{name: a, port: 1}]}";
    row("api.limits.route ", "TCPRoute", "{rules: [%1]}", one, two);
    row("api.limits.route  ", "UDPRoute", "{rules: [%1]}", one, two);
    row("api.schema.required", "UDPRoute", "{rules: [{%1}]}", "backendRefs: [{name: a, port: 1}]",
        "name: a");
    row("api.backendref.service-port ", "TCPRoute", "{rules: [{backendRefs: [{name: a%1}]}]}",
        ", port: 1", "");

    // ListenerSet
    const QString listeners = "{parentRef: {name: g}, listeners: [%1]}";
    row("api.listener.unique", "ListenerSet", listeners,
        "{name: a, port: 1, protocol: HTTP}, {name: b, port: 2, protocol: HTTP}",
        "{name: a, port: 1, protocol: HTTP}, {name: b, port: 1, protocol: HTTP}");
    row("api.listener.tls-shape", "ListenerSet", listeners, "{name: a, port: 1, protocol: TCP}",
        "{name: a, port: 1, protocol: TCP, hostname: a.b}");
    row("api.limits.gateway", "ListenerSet", listeners, "{name: a, port: 1, protocol: UDP}", "");

    // BackendTLSPolicy
    const QString targets =
        "{targetRefs: [%1], validation: {hostname: a.b, wellKnownCACertificates: System}}";
    row("btp.section-name", "BackendTLSPolicy", targets,
        "{group: '', kind: Service, name: s, sectionName: a}, "
        "{group: '', kind: Service, name: s, sectionName: b}",
        "{group: '', kind: Service, name: s, sectionName: a}, "
        "{group: '', kind: Service, name: s}");
    const QString validation =
        "{targetRefs: [{group: '', kind: Service, name: s}], validation: {hostname: a.b%1}}";
    row("btp.wellknown", "BackendTLSPolicy", validation,
        ", caCertificateRefs: [{group: '', kind: ConfigMap, name: c}]", "");
    row("btp.san", "BackendTLSPolicy", validation,
        ", wellKnownCACertificates: System, subjectAltNames: [{type: URI, uri: 'spiffe://a'}]",
        ", wellKnownCACertificates: System, subjectAltNames: [{type: URI, hostname: a.b}]");
    row("api.hostname.syntax", "BackendTLSPolicy",
        "{targetRefs: [{group: '', kind: Service, name: s}], validation: "
        "{wellKnownCACertificates: System, hostname: '%1'}}",
        "a.b", "*.b");

    // the experimental group
    const QString backend =
        "{type: ExternalHostname, port: {port: 1}, externalHostname: {hostname: a.b}%1}";
    row("xbackend.tls", "XBackend", backend, ", tls: {mode: None}",
        ", tls: {mode: ClientAndServer}");
    row("xbackend.type", "XBackend",
        "{type: ExternalHostname, port: {port: 1}, externalHostname: {hostname: %1}}", "a.example",
        "a.svc.cluster.local");
    row("xbackend.type ", "XBackend", "{type: ExternalHostname, port: {port: 1}%1}",
        ", externalHostname: {hostname: a.b}", "");
    row("api.quirk.xbackend-port-name", "XBackend",
        "{type: ExternalHostname, port: {port: 1, name: '%1'}, externalHostname: {hostname: a.b}}",
        "", "https");
    const QString budget =
        "{targetRefs: [{group: '', kind: Service, name: s}], retryConstraint: {%1}}";
    row("xbtp.retry-budget", "XBackendTrafficPolicy", budget, "budget: {interval: 1s}",
        "budget: {interval: 999ms}");
    row("xbtp.min-retry-rate", "XBackendTrafficPolicy", budget, "minRetryRate: {interval: 1h}",
        "minRetryRate: {interval: 1h1ms}");
    row("api.default.session-persistence", "XBackendTrafficPolicy",
        "{targetRefs: [{group: '', kind: Service, name: s}], sessionPersistence: {%1}}",
        "cookie: {}", "header: {name: a}");
    row("api.listmap.case-sensitive", "XBackendTrafficPolicy", "{targetRefs: [%1]}",
        "{group: '', kind: Service, name: s}, {group: '', kind: Service, name: t}",
        "{group: '', kind: Service, name: s}, {group: '', kind: Service, name: s}");
    row("api.schema.pattern", "XMesh", "{controllerName: %1}", "a.example/b", "b");
    row("api.prune.unknown-fields", "GatewayClass", spec, "controllerName: a.example/b",
        "controllerName: a.example/b, controller: c");
}

void SchemaRulesByKind::rules() {
    QFETCH(QString, kind);
    QFETCH(QString, passing);
    QFETCH(QString, failing);
    const QString rule = QString(QTest::currentDataTag()).trimmed();
    const QString version = newestVersionOf(kind);
    QCOMPARE(problemLinesOf(decodedSpec(version, kind, passing).findings), QStringList());
    QVERIFY2(rulesOf(decodedSpec(version, kind, failing).findings).contains(rule),
             qPrintable(linesOf(decodedSpec(version, kind, failing).findings).join('\n')));
}

void SchemaRulesByKind::channels_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QStringList>("experimental");
    QTest::addColumn<QStringList>("standard");
    const QStringList none, dropped{"api.prune.unknown-fields"};
    QTest::newRow("sessionPersistence")
        << "GRPCRoute"
        << "{rules: [{sessionPersistence: {cookie: {}}}]}" << dropped << dropped;
    QTest::newRow("useDefaultGateways of GRPCRoute")
        << "GRPCRoute"
        << "{useDefaultGateways: All}" << dropped << dropped;
    QTest::newRow("useDefaultGateways of TCPRoute")
        << "TCPRoute"
        << "{useDefaultGateways: All, rules: [{backendRefs: [{name: a, port: 1}]}]}" << dropped
        << dropped;
    QTest::newRow("rule names twice")
        << "GRPCRoute"
        << "{rules: [{name: a}, {name: a}]}" << QStringList{"api.channel.differences"} << none;
    QTest::newRow("header to set with umlaut")
        << "GRPCRoute"
        << "{rules: [{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: "
           "[{name: a, value: ü}]}}]}]}"
        << QStringList{"api.schema.pattern"} << none;
    QTest::newRow("header to match with umlaut")
        << "GRPCRoute"
        << "{rules: [{matches: [{headers: [{name: a, value: ü}]}]}]}" << none << none;
    QTest::newRow("defaultScope")
        << "Gateway"
        << "{gatewayClassName: c, defaultScope: All, listeners: [{name: a, port: 1, protocol: "
           "HTTP}]}"
        << dropped << dropped;
}

void SchemaRulesByKind::channels() {
    QFETCH(QString, kind);
    QFETCH(QString, spec);
    const QString version = newestVersionOf(kind);
    QTEST(rulesOf(decodedSpec(version, kind, spec).findings), "experimental");
    QTEST(rulesOf(decodedSpec(version, kind, spec, Channel::Standard).findings), "standard");
}

void SchemaRulesByKind::olderVersions_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QStringList>("older");
    QTest::addColumn<QStringList>("newest");
    const QStringList elsewhere{"api.versions.served"}, limit{"api.limits.route"};
    const char* two =
        "{rules: [{backendRefs: [{name: a, port: 1}]}, {backendRefs: [{name: a, port: 1}]}]}";
    QTest::newRow("two rules, TCPRoute v1alpha2")
        << "TCPRoute"
        << "v1alpha2" << two << elsewhere << limit + QStringList{"api.cel-skipped"};
    QTest::newRow("two rules, UDPRoute v1alpha2")
        << "UDPRoute"
        << "v1alpha2" << two << elsewhere << limit + QStringList{"api.cel-skipped"};
    QTest::newRow("one name twice, UDPRoute v1alpha2")
        << "UDPRoute"
        << "v1alpha2"
        << "{rules: [{name: one, backendRefs: [{name: a, port: 1}]}, {name: one, backendRefs: "
           "[{name: "
           "a, port: 1}]}]}"
        << elsewhere + QStringList{"api.channel.differences"} << limit + QStringList{"api.cel-skipped"};
    const char* bare = "{rules: [{backendRefs: [{name: a, port: 1}]}]}";
    const QStringList missing{"api.schema.required", "api.cel-skipped"};
    QTest::newRow("no hostnames, TLSRoute v1alpha2") << "TLSRoute"
                                                     << "v1alpha2" << bare << elsewhere << missing;
    QTest::newRow("no hostnames, TLSRoute v1alpha3") << "TLSRoute"
                                                     << "v1alpha3" << bare << elsewhere + missing << missing;
}

void SchemaRulesByKind::olderVersions() {
    QFETCH(QString, kind);
    QFETCH(QString, version);
    QFETCH(QString, spec);
    QTEST(rulesOf(decodedSpec("gateway.networking.k8s.io/" + version, kind, spec).findings),
          "older");
    QTEST(rulesOf(decodedSpec("gateway.networking.k8s.io/v1", kind, spec).findings), "newest");
}

/// api.default.retry-constraint: a rate that is half written stays so, one that is left out is not.
void SchemaRulesByKind::fieldsThatAreNotFilledUp() {
    const auto constraint = [](const char* fields) {
        const Decoded decoded =
            decodedSpec(newestVersionOf("XBackendTrafficPolicy"), "XBackendTrafficPolicy",
                        QString("{targetRefs: [{group: '', kind: Service, name: s}], "
                                "retryConstraint: {%1}}")
                            .arg(fields));
        return text(
            stored(*decoded.object, Channel::Experimental)["spec"]["retryConstraint"].dump());
    };
    QCOMPARE(constraint(""), QString(R"({"budget":{"interval":"10s","percent":20},)"
                                     R"("minRetryRate":{"count":10,"interval":"1s"}})"));
    QCOMPARE(constraint("minRetryRate: {count: 3}, budget: {percent: 5}"),
             QString(R"({"budget":{"interval":"10s","percent":5},"minRetryRate":{"count":3}})"));
}

GATESIGHT_TEST(SchemaRulesByKind)

}  // namespace tst_schema_rules_by_kind

#include "tst_schema_rules_by_kind.moc"
