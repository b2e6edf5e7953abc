// Each rule about fields with a text that keeps it and one that breaks it. The corpus of the API
// server's own answers is judged in tst_validation_corpus; this table says the same in short, and
// what is beyond the corpus.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_schema_rules {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

std::string documentOf(const QString& kind, const QString& spec,
                       const char* metadata = "{name: x}") {
    const QString version = kind == "Deployment"                 ? "apps/v1"
                            : kind == "Service" || kind == "Pod" ? "v1"
                                                                 : "gateway.networking.k8s.io/v1";
    return QString("apiVersion: %1\nkind: %2\nmetadata: %3\nspec: %4\n")
        .arg(version, kind, metadata, spec)
        .toStdString();
}

QStringList rulesOf(const Findings& findings) {
    QStringList result;
    for (const Finding& finding : findings)
        result << text(finding.rule);
    return result;
}

/// The text with the edit carried out.
std::string edited(std::string yaml, const SuggestedEdit& edit) {
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < edit.source.position.line; ++line)
        at = yaml.find('\n', at) + 1;
    return yaml.replace(at + edit.source.position.column - 1, edit.length, edit.replacement);
}

}  // namespace

class SchemaRules : public QObject {
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void channels_data();
    void channels();
    void fieldsOfKubernetesAreKnown_data();
    void fieldsOfKubernetesAreKnown();
    void unknownFieldsAreNamedAndMended_data();
    void unknownFieldsAreNamedAndMended();
    void unsupportedValuesAreMended();
    void findingsSayWhere();
    void versions_data();
    void versions();
    void updates_data();
    void updates();
    void findingsAreBounded();
    void secretsAreNotQuoted();
};

void SchemaRules::rules_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("rule");  // empty: nothing to say
    const auto twin = [](const char* rule, const char* kind, const QString& passing,
                         const QString& failing) {
        QTest::newRow(qPrintable(QString("%1 pass %2").arg(rule, passing)))
            << kind << passing << "";
        QTest::newRow(qPrintable(QString("%1 fail %2").arg(rule, failing)))
            << kind << failing << rule;
    };
    const auto match = [](const char* part) {
        return QString("{rules: [{matches: [{%1}]}]}").arg(part);
    };
    const auto filters = [](const char* list) {
        return QString("{rules: [{filters: [%1]}]}").arg(list);
    };
    const auto listeners = [](const char* list) {
        return QString("{gatewayClassName: c, listeners: [%1]}").arg(list);
    };

    twin("api.schema.type", "HTTPRoute", "{hostnames: [a]}", "{hostnames: a}");
    twin("api.schema.type", "HTTPRoute", "{rules: [{backendRefs: [{name: a, port: 80}]}]}",
         "{rules: [{backendRefs: [{name: a, port: '80'}]}]}");
    twin("api.schema.required", "HTTPRoute", "{parentRefs: [{name: g}]}",
         "{parentRefs: [{kind: Gateway}]}");
    twin("api.null-is-absent", "HTTPRoute", "{hostnames: null}", "{parentRefs: [{name: null}]}");
    twin("api.schema.enum", "HTTPRoute", match("method: GET"), match("method: get"));
    twin("api.schema.enum", "HTTPRoute", match("path: {type: Exact}"),
         match("path: {type: Prefix}"));
    twin("api.schema.range", "HTTPRoute",
         "{rules: [{backendRefs: [{name: a, port: 1, weight: 1000000}]}]}",
         "{rules: [{backendRefs: [{name: a, port: 1, weight: 1000001}]}]}");
    twin("api.schema.length", "HTTPRoute", match("queryParams: [{name: q, value: x}]"),
         match("queryParams: [{name: q, value: ''}]"));
    twin("api.schema.pattern", "HTTPRoute", match("headers: [{name: x-y, value: v}]"),
         match("headers: [{name: 'x y', value: v}]"));
    twin("api.limits.route", "HTTPRoute", "{hostnames: [" + QStringList(16, "a").join(",") + "]}",
         "{hostnames: [" + QStringList(17, "a").join(",") + "]}");
    twin("api.limits.route", "HTTPRoute", "{rules: [{}]}", "{rules: []}");
    twin("api.limits.gateway", "Gateway", listeners("{name: a, port: 80, protocol: HTTP}"),
         listeners(""));
    twin("api.listmap.case-sensitive", "HTTPRoute",
         match("headers: [{name: A, value: v}, {name: a, value: v}]"),
         match("headers: [{name: a, value: v}, {name: a, value: w}]"));
    twin("api.hostname.syntax", "HTTPRoute", "{hostnames: ['*.example.com', '192.0.2.1']}",
         "{hostnames: ['Example.com']}");
    twin("api.hostname.syntax", "HTTPRoute",
         filters("{type: URLRewrite, urlRewrite: {hostname: a.b}}"),
         filters("{type: URLRewrite, urlRewrite: {hostname: '*.b'}}"));
    twin("api.duration.syntax", "HTTPRoute", "{rules: [{timeouts: {request: 1h30m10s5ms}}]}",
         "{rules: [{timeouts: {request: 1.5s}}]}");
    twin("api.timeouts.order", "HTTPRoute",
         "{rules: [{timeouts: {request: 0s, backendRequest: 1s}}]}",
         "{rules: [{timeouts: {request: 500ms, backendRequest: 1s}}]}");
    for (const char* path :
         {"a", "//", "/a//b", "/./", "/../", "/%2f", "/%2F", "/#", "/..", "/.", "/a b"})
        twin("api.path.syntax", "HTTPRoute",
             match(qPrintable(QString("path: {type: RegularExpression, value: '%1'}").arg(path))),
             match(qPrintable(QString("path: {value: '%1'}").arg(path))));
    twin("api.filter.union", "HTTPRoute", filters("{type: URLRewrite, urlRewrite: {}}"),
         filters("{type: URLRewrite}"));
    twin("api.filter.union", "HTTPRoute", filters("{type: CORS, cors: {}}"),
         filters("{type: CORS, cors: {}, urlRewrite: {}}"));
    twin("api.filter.union", "HTTPRoute",
         filters(
             "{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /}}}"),
         filters("{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath}}}"));
    const char* mirror = "{type: RequestMirror, requestMirror: {backendRef: {name: m, port: 1}}}";
    twin("api.filter.repeat", "HTTPRoute", filters(qPrintable(QString("%1, %1").arg(mirror))),
         filters("{type: CORS, cors: {}}, {type: CORS, cors: {}}"));
    twin("api.filter.redirect-xor-rewrite", "HTTPRoute",
         filters("{type: URLRewrite, urlRewrite: {}}"),
         filters(
             "{type: URLRewrite, urlRewrite: {}}, {type: RequestRedirect, requestRedirect: {}}"));
    twin("api.filter.redirect-no-backends", "HTTPRoute",
         "{rules: [{backendRefs: [{name: a, port: 1, filters: [{type: RequestRedirect, "
         "requestRedirect: {}}]}]}]}",
         "{rules: [{backendRefs: [{name: a, port: 1}], filters: [{type: RequestRedirect, "
         "requestRedirect: {}}]}]}");
    const QString prefix =
        "{rules: [{%1filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, "
        "replacePrefixMatch: /}}}]}]}";
    twin("api.filter.prefix-replace-one-match", "HTTPRoute", prefix.arg(""),
         prefix.arg("matches: [{path: {type: Exact, value: /a}}], "));
    twin("api.filter.prefix-replace-one-match", "HTTPRoute",
         prefix.arg("matches: [{path: {value: /a}}], "), prefix.arg("matches: [{}, {}], "));
    twin("filter.cors.wildcard-alone", "HTTPRoute",
         filters("{type: CORS, cors: {allowOrigins: ['*']}}"),
         filters("{type: CORS, cors: {allowOrigins: ['*', 'https://a']}}"));
    twin("api.default.fraction", "HTTPRoute",
         filters("{type: RequestMirror, requestMirror: {backendRef: {name: m, port: 1}, fraction: "
                 "{numerator: 100}}}"),
         filters("{type: RequestMirror, requestMirror: {backendRef: {name: m, port: 1}, fraction: "
                 "{numerator: 101}}}"));
    twin("api.default.session-persistence", "HTTPRoute",
         "{rules: [{sessionPersistence: {type: Header, header: {name: a}}}]}",
         "{rules: [{sessionPersistence: {header: {name: a}, cookie: {}}}]}");
    twin("api.parentrefs.distinct", "HTTPRoute",
         "{parentRefs: [{name: g, sectionName: a}, {name: g, sectionName: b}]}",
         "{parentRefs: [{name: g, sectionName: a}, {name: g, sectionName: a}]}");
    twin("api.parentrefs.distinct", "HTTPRoute",
         "{parentRefs: [{name: g}, {name: g, namespace: default}]}",
         "{parentRefs: [{name: g}, {name: g, sectionName: a}]}");
    twin("api.backendref.service-port", "HTTPRoute",
         "{rules: [{backendRefs: [{name: a, kind: Other}]}]}",
         "{rules: [{backendRefs: [{name: a}]}]}");
    twin("api.channel.differences", "HTTPRoute", "{rules: [{name: a}, {name: b}]}",
         "{rules: [{name: a}, {name: a}]}");

    twin("api.listener.unique", "Gateway",
         listeners("{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP, "
                   "hostname: h}"),
         listeners("{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}"));
    twin("api.listener.tls-shape", "Gateway", listeners("{name: a, port: 80, protocol: HTTPS}"),
         listeners("{name: a, port: 80, protocol: HTTP, tls: {certificateRefs: [{name: c}]}}"));
    twin("api.listener.tls-shape", "Gateway",
         listeners("{name: a, port: 80, protocol: TLS, tls: {mode: Passthrough}}"),
         listeners("{name: a, port: 80, protocol: HTTPS, tls: {mode: Passthrough}}"));
    twin("api.listener.tls-shape", "Gateway", listeners("{name: a, port: 80, protocol: TCP}"),
         listeners("{name: a, port: 80, protocol: TLS}"));
    twin("api.listener.tls-shape", "Gateway", listeners("{name: a, port: 80, protocol: UDP}"),
         listeners("{name: a, port: 80, protocol: UDP, hostname: h}"));
    twin("api.cel.error-absorbing", "Gateway",
         listeners("{name: a, port: 80, protocol: HTTPS, tls: {options: {a: b}}}"),
         listeners("{name: a, port: 80, protocol: HTTPS, tls: {}}"));
    twin("api.quirk.address-type", "Gateway",
         "{gatewayClassName: c, listeners: [{name: a, port: 1, protocol: TCP}], addresses: [{type: "
         "Hostnamex, value: v}]}",
         "{gatewayClassName: c, listeners: [{name: a, port: 1, protocol: TCP}], addresses: [{type: "
         "Bogus, value: v}]}");
    twin("api.quirk.protocol-open", "Gateway", listeners("{name: a, port: 80, protocol: QUIC}"),
         listeners("{name: a, port: 80, protocol: A_B}"));
    twin("api.schema.pattern", "GatewayClass", "{controllerName: a.b/c}", "{controllerName: c}");
    twin("api.schema.length", "ReferenceGrant",
         "{from: [{group: '', kind: K, namespace: ns}], to: [{group: '', kind: K}]}",
         "{from: [{group: '', kind: K, namespace: ns}], to: [{group: '', kind: K, name: ''}]}");
    twin("api.schema.enum", "Service", "{ports: [{port: 80, protocol: UDP}]}",
         "{ports: [{port: 80, protocol: HTTP}]}");
    twin("api.schema.range", "Service", "{ports: [{port: 65535}]}", "{ports: [{port: 65536}]}");
    twin("api.schema.required", "Deployment", "{selector: {}, template: {}}", "{template: {}}");
}

void SchemaRules::rules() {
    QFETCH(QString, kind);
    QFETCH(QString, spec);
    QFETCH(QString, rule);
    const Findings findings = decodeText(documentOf(kind, spec)).findings;
    if (rule.isEmpty())
        QCOMPARE(problemLinesOf(findings), QStringList());
    else if (rule == "api.null-is-absent")
        QVERIFY(rulesOf(findings).contains("api.schema.required"));
    else
        QVERIFY2(rulesOf(findings).contains(rule), qPrintable(linesOf(findings).join('\n')));
}

void SchemaRules::channels_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QStringList>("experimental");
    QTest::addColumn<QStringList>("standard");
    const QStringList none, dropped{"api.prune.unknown-fields"};
    QTest::newRow("retry") << "{rules: [{retry: {attempts: 1}}]}" << dropped << dropped;
    QTest::newRow("retry, wrong") << "{rules: [{retry: {attempts: 0}}]}"
                                  << QStringList{"api.prune.unknown-fields", "api.schema.range"} << dropped;
    QTest::newRow("sessionPersistence")
        << "{rules: [{sessionPersistence: {cookie: {}}}]}" << dropped << dropped;
    QTest::newRow("useDefaultGateways") << "{useDefaultGateways: All}" << dropped << dropped;
    QTest::newRow("header value with umlaut")
        << "{rules: [{matches: [{headers: [{name: a, value: ü}]}]}]}"
        << QStringList{"api.schema.pattern"} << none;
    QTest::newRow("rule names twice")
        << "{rules: [{name: a}, {name: a}]}" << QStringList{"api.channel.differences"} << none;
    QTest::newRow("parentRefs by port") << "{parentRefs: [{name: g, port: 1}, {name: g, port: 2}]}"
                                        << none << QStringList{"api.parentrefs.distinct"};
}

void SchemaRules::channels() {
    QFETCH(QString, spec);
    const auto judged = [&spec](Channel channel) {
        const Findings findings = decodeText(documentOf("HTTPRoute", spec), channel).findings;
        // Lost here, or nothing but a hint at clusters of the other channel.
        const Severity dropped =
            channel == Channel::Standard ? Severity::Warning : Severity::Info;
        for (const Finding& finding : findings)
            [&] { QCOMPARE(finding.severity == dropped, finding.rule == "api.prune.unknown-fields"); }();
        return rulesOf(findings);
    };
    QTEST(judged(Channel::Experimental), "experimental");
    QTEST(judged(Channel::Standard), "standard");
}

void SchemaRules::fieldsOfKubernetesAreKnown_data() {
    QTest::addColumn<QString>("yaml");
    const auto row = [](const char* name, const char* yaml) { QTest::newRow(name) << yaml; };
    row("Deployment", R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {a: b}, annotations: {c: d}, finalizers: [x]}
spec:
  replicas: 2
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%}}
  revisionHistoryLimit: 3
  selector: {matchLabels: {a: b}, matchExpressions: [{key: k, operator: Exists}]}
  template:
    metadata: {labels: {a: b}}
    spec:
      affinity: {podAntiAffinity: {}}
      securityContext: {runAsNonRoot: true}
      terminationGracePeriodSeconds: 30
      topologySpreadConstraints: [{maxSkew: 1}]
      tolerations: [{operator: Exists}]
      volumes: [{name: v, emptyDir: {}}]
      initContainers: [{name: i, image: x, restartPolicy: Always}]
      containers:
      - name: c
        image: x
        imagePullPolicy: Always
        args: [a]
        env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
        envFrom: [{configMapRef: {name: m}}]
        ports: [{name: http, containerPort: 80, hostPort: 80}]
        readinessProbe: {httpGet: {path: /, port: http}}
        resources: {limits: {cpu: 10m}}
        securityContext: {capabilities: {drop: [ALL]}}
        volumeMounts: [{name: v, mountPath: /v}]
)");
    row("Service", R"(apiVersion: v1
kind: Service
metadata: {name: s}
spec:
  type: LoadBalancer
  allocateLoadBalancerNodePorts: true
  loadBalancerClass: x
  ipFamilyPolicy: PreferDualStack
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 1}}
  ports: [{name: http, port: 80, targetPort: http, nodePort: 30000, appProtocol: http, protocol: TCP}]
  selector: {a: b}
status: {loadBalancer: {}}
)");
    row("StatefulSet", R"(apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec: {serviceName: x, podManagementPolicy: Parallel, updateStrategy: {}, volumeClaimTemplates: [], ordinals: {start: 0}, selector: {}, template: {}}
)");
    row("Job",
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {backoffLimit: 1, "
        "ttlSecondsAfterFinished: 1, template: {}}\n");
    row("EndpointSlice", R"(apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: e}
addressType: IPv4
endpoints: [{addresses: [1.1.1.1], conditions: {ready: true}, hints: {forZones: []}, targetRef: {kind: Pod}, nodeName: n, zone: z, hostname: h}]
ports: [{name: p, port: 1, protocol: TCP, appProtocol: x}]
)");
    row("Secret",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nimmutable: true\ntype: Opaque\ndata: "
        "{a: YQ==}\nstringData: {b: c}\n");
    row("of a live cluster", R"(apiVersion: v1
kind: Pod
metadata: {name: p, uid: u, resourceVersion: '1', managedFields: [{manager: kubectl}], creationTimestamp: null, ownerReferences: [], selfLink: /x}
spec: {containers: [{name: c, terminationMessagePath: /dev/termination-log}], enableServiceLinks: true, preemptionPolicy: PreemptLowerPriority}
status: {phase: Running, qosClass: Guaranteed}
)");
}

void SchemaRules::fieldsOfKubernetesAreKnown() {
    QFETCH(QString, yaml);
    QCOMPARE(linesOf(decodeText(yaml.toStdString()).findings), QStringList());
}

void SchemaRules::unknownFieldsAreNamedAndMended_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("mended");
    QTest::newRow("plural")
        << "HTTPRoute"
        << "{rules: [{backendRef: []}]}"
        << R"(unknown field "spec.rules[0].backendRef"; did you mean "backendRefs"?)"
        << "{rules: [{backendRefs: []}]}";
    QTest::newRow("case") << "HTTPRoute"
                          << "{hostNames: []}"
                          << R"(unknown field "spec.hostNames"; did you mean "hostnames"?)"
                          << "{hostnames: []}";
    QTest::newRow("quoted key") << "HTTPRoute"
                                << "{\"hostname\": []}"
                                << R"(unknown field "spec.hostname"; did you mean "hostnames"?)"
                                << "{hostnames: []}";
    QTest::newRow("nothing near") << "HTTPRoute"
                                  << "{gatesight: 1}"
                                  << R"(unknown field "spec.gatesight")"
                                  << "";
    QTest::newRow("taken already") << "HTTPRoute"
                                   << "{hostnames: [a], hostname: b}"
                                   << R"(unknown field "spec.hostname")"
                                   << "";
    QTest::newRow("core kind") << "Service"
                               << "{port: []}"
                               << R"(unknown field "spec.port"; did you mean "ports"?)"
                               << "{ports: []}";
}

void SchemaRules::unknownFieldsAreNamedAndMended() {
    QFETCH(QString, kind);
    QFETCH(QString, spec);
    QFETCH(QString, message);
    QFETCH(QString, mended);
    const std::string yaml = documentOf(kind, spec);
    const Findings findings = decodeText(yaml).findings;
    QCOMPARE(findings.size(), 1u);
    QCOMPARE(text(findings[0].rule), QString("api.prune.unknown-fields"));
    QVERIFY(findings[0].severity == Severity::Warning);
    QCOMPARE(text(findings[0].message), message);
    QCOMPARE(findings[0].edit.has_value(), !mended.isEmpty());
    if (findings[0].edit)
        QCOMPARE(text(edited(yaml, *findings[0].edit)), text(documentOf(kind, mended)));
}

void SchemaRules::unsupportedValuesAreMended() {
    const std::string yaml = documentOf(
        "HTTPRoute", "{rules: [{matches: [{path: {type: 'prefixpath'}, method: Get}]}]}");
    const Findings findings = decodeText(yaml).findings;
    QCOMPARE(
        text(findings.at(0).message),
        QString(
            R"(Unsupported value: "prefixpath": supported values: "Exact", "PathPrefix", "RegularExpression")"));
    QVERIFY(!findings[0].edit);  // too far from everything
    QCOMPARE(text(edited(yaml, findings.at(1).edit.value())),
             text(documentOf("HTTPRoute",
                             "{rules: [{matches: [{path: {type: 'prefixpath'}, method: GET}]}]}")));
}

void SchemaRules::findingsSayWhere() {
    const Findings findings = decodeText(R"(apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: r
  namespace: n
spec:
  rules:
  - matches:
    - path:
        value: //
    - path:
        type: Exact
        value: a
)")
                                  .findings;
    QCOMPARE(findings.size(), 2u);
    QCOMPARE(text(findings[1].field), QString("spec.rules[0].matches[1].path"));
    QCOMPARE(findings[1].source.position.line, 12u);
    QCOMPARE(text(findings[1].source.file), QString("test.yaml"));
    QCOMPARE(text(toString(findings[1].object)), QString("HTTPRoute n/r"));
}

void SchemaRules::versions_data() {
    QTest::addColumn<QString>("apiVersion");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("experimental");
    QTest::addColumn<bool>("standard");
    const QString group = "gateway.networking.k8s.io/", other = "gateway.networking.x-k8s.io/";
    QTest::newRow("HTTPRoute v1") << group + "v1"
                                  << "HTTPRoute" << true << true;
    QTest::newRow("HTTPRoute v1beta1") << group + "v1beta1"
                                       << "HTTPRoute" << true << true;
    QTest::newRow("HTTPRoute v1alpha2") << group + "v1alpha2"
                                        << "HTTPRoute" << false << false;
    QTest::newRow("TLSRoute v1alpha3") << group + "v1alpha3"
                                       << "TLSRoute" << true << false;
    QTest::newRow("GRPCRoute v1") << group + "v1"
                                  << "GRPCRoute" << true << true;
    QTest::newRow("XBackend") << other + "v1alpha1"
                              << "XBackend" << true << false;
    QTest::newRow("misspelt") << group + "v1"
                              << "HttpRoute" << false << false;
    QTest::newRow("another group") << "example.com/v7"
                                   << "HTTPRoute" << true << true;
}

void SchemaRules::versions() {
    QFETCH(QString, apiVersion);
    QFETCH(QString, kind);
    const std::string yaml = QString("apiVersion: %1\nkind: %2\nmetadata: {name: x}\nspec: {}\n")
                                 .arg(apiVersion, kind)
                                 .toStdString();
    for (const auto& [channel, column] : {std::pair{Channel::Experimental, "experimental"},
                                          std::pair{Channel::Standard, "standard"}}) {
        const Decoded decoded = decodeText(yaml, channel);
        QCOMPARE(decoded.object != nullptr,
                 *static_cast<const bool*>(QTest::qData(column, QMetaType::Bool)));
        if (!decoded.object)
            QCOMPARE(rulesOf(decoded.findings), QStringList{"api.versions.served"});
    }
}

void SchemaRules::updates_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("rules");
    const QStringList none;
    QTest::newRow("api.gatewayclass.immutable-controller")
        << "GatewayClass"
        << "{controllerName: a/b}"
        << "{controllerName: a/c}" << QStringList{"api.gatewayclass.immutable-controller"};
    QTest::newRow("api.gatewayclass.immutable-controller kept")
        << "GatewayClass"
        << "{controllerName: a/b}"
        << "{controllerName: a/b, description: d}" << none;
    QTest::newRow("api.ratcheting: unchanged") << "HTTPRoute"
                                               << "{hostnames: [A]}"
                                               << "{hostnames: [A], rules: [{}]}" << none;
    QTest::newRow("api.ratcheting: changed")
        << "HTTPRoute"
        << "{hostnames: [A]}"
        << "{hostnames: [B]}" << QStringList{"api.hostname.syntax"};
    QTest::newRow("api.ratcheting: rules over fields")
        << "HTTPRoute"
        << "{rules: [{backendRefs: [{name: a}]}]}"
        << "{rules: [{backendRefs: [{name: a}]}], hostnames: [a]}" << none;
    QTest::newRow("api.ratcheting: an item of a list without keys is never the same")
        << "HTTPRoute"
        << "{rules: [{backendRefs: [{name: a}]}]}"
        << "{rules: [{backendRefs: [{name: a}]}, {}]}"
        << QStringList{"api.backendref.service-port"};
    QTest::newRow("api.ratcheting: defaults written out")
        << "HTTPRoute"
        << "{rules: [{backendRefs: [{name: a}]}]}"
        << "{rules: [{matches: [{path: {type: PathPrefix, value: /}}], backendRefs: "
           "[{kind: Service, name: a, weight: 1}]}], hostnames: [a]}"
        << none;
    const char* bad = "{name: a, port: 1, protocol: HTTP, hostname: A}";
    const char* good = "{name: b, port: 2, protocol: HTTP}";
    const QString gateway = "{gatewayClassName: c, listeners: [%1]}";
    QTest::newRow("api.ratcheting: items are known by their keys")
        << "Gateway" << gateway.arg(bad) << gateway.arg(QString("%1, %2").arg(good, bad)) << none;
    QTest::newRow("api.ratcheting: order of items with keys, inside of a list without")
        << "HTTPRoute"
        << "{rules: [{matches: [{headers: [{name: a, value: b}, {name: c, value: d}]}], "
           "backendRefs: [{name: a}]}]}"
        << "{rules: [{matches: [{headers: [{name: c, value: d}, {name: a, value: b}]}], "
           "backendRefs: [{name: a}]}]}"
        << QStringList{"api.backendref.service-port"};
    QTest::newRow("api.ratcheting: an item with another key")
        << "Gateway" << gateway.arg(bad)
        << gateway.arg("{name: c, port: 1, protocol: HTTP, hostname: A}")
        << QStringList{"api.hostname.syntax"};
    const char* unsure = "{name: t, port: 3, protocol: TLS, tls: {}}";
    QTest::newRow("api.ratcheting: what cannot be computed")
        << "Gateway" << gateway.arg(unsure) << gateway.arg(QString("%1, %2").arg(good, unsure))
        << QStringList{"api.cel.error-absorbing"};
    const QString twice =
        "{rules: [{matches: [{headers: [{name: a, value: b}, {name: a, value: c}]}]}]%1}";
    QTest::newRow("api.ratcheting: held something twice before")
        << "HTTPRoute" << twice.arg("") << twice.arg(", hostnames: [a]") << none;
    QTest::newRow("api.ratcheting: holds something twice now")
        << "HTTPRoute"
        << "{}" << twice.arg("") << QStringList{"api.listmap.case-sensitive"};
}

void SchemaRules::updates() {
    QFETCH(QString, kind);
    QFETCH(QString, before);
    QFETCH(QString, after);
    const ValidateOptions options{.old = manifestsOf(documentOf(kind, before)).documents.front()};
    QTEST(rulesOf(validate(manifestsOf(documentOf(kind, after)).documents.front(), options)),
          "rules");
}

void SchemaRules::findingsAreBounded() {
    QString spec = "{";
    for (int i = 0; i < 2000; ++i)
        spec += QString("unknown%1: 1, ").arg(i);
    QCOMPARE(decodeText(documentOf("HTTPRoute", spec + "}")).findings.size(), 500u);
}

void SchemaRules::secretsAreNotQuoted() {
    const Findings findings =
        decodeText(
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s, labels: {a: b}}\ntype: 7\n"
            "data: [MARKER]\nstringData: {a: {b: MARKER}, c: 5}\nother: MARKER\n")
            .findings;
    QVERIFY(!findings.empty());
    QVERIFY(linesOf(findings).filter("MARKER").isEmpty());
}

GATESIGHT_TEST(SchemaRules)

}  // namespace tst_schema_rules

#include "tst_schema_rules.moc"
