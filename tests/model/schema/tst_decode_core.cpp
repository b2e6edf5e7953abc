// The kinds of Kubernetes itself as decoded: Service, EndpointSlice, Endpoints, Pod, workloads; and
// what identifies an object.
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

namespace tst_decode_core {

using namespace gatesight::model;
using namespace gatesight::model::test;

class DecodeCore : public QObject {
    Q_OBJECT

private slots:
    void service();
    void internalBalancers_data();
    void internalBalancers();
    void clusterAddresses_data();
    void clusterAddresses();
    void endpointSlice();
    void endpoints();
    void podWithoutStatusRuns();
    void podStatus_data();
    void podStatus();
    void sidecarsCountOtherInitContainersDoNot();
    void workloads_data();
    void workloads();
    void jobs();
    void metadata();
    void unknownKindsAreKept();
    void scopes_data();
    void scopes();
    void generatedNames();
    void withoutIdentityNoObject_data();
    void withoutIdentityNoObject();
};

void DecodeCore::service() {
    const auto service = test::decodeAs<Service>(R"(apiVersion: v1
kind: Service
metadata: {name: s}
spec:
  type: LoadBalancer
  selector: {app: a}
  ports:
  - {port: 80}
  - {name: web, port: 81, targetPort: http, protocol: UDP, appProtocol: kubernetes.io/h2c, nodePort: 30000}
  - {name: n, port: 82, targetPort: 8082}
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}
  externalTrafficPolicy: Local
  internalTrafficPolicy: Local
  trafficDistribution: PreferSameZone
  publishNotReadyAddresses: true
  ipFamilies: [IPv4, IPv6]
status: {loadBalancer: {ingress: [{ip: 192.0.2.1}, {hostname: lb.example}]}}
)");
    QCOMPARE(text(service.type), QString("LoadBalancer"));
    QCOMPARE(service.selector.size(), 1u);
    QCOMPARE(service.ports.size(), 3u);
    QCOMPARE(text(service.ports[0].protocol), QString("TCP"));
    QVERIFY(!service.ports[0].targetPort);  // svc.target-port.default
    QCOMPARE(text(std::get<std::string>(*service.ports[1].targetPort)), QString("http"));
    QCOMPARE(service.ports[1].nodePort, 30000);
    QCOMPARE(std::get<std::uint16_t>(*service.ports[2].targetPort), 8082);
    QVERIFY(service.sessionAffinityClientIP);
    QCOMPARE(service.sessionAffinityTimeoutSeconds, 60);
    QVERIFY(service.externalTrafficPolicyLocal && service.internalTrafficPolicyLocal);
    QVERIFY(service.publishNotReadyAddresses);
    QCOMPARE(texts(service.loadBalancerAddresses), (QStringList{"192.0.2.1", "lb.example"}));
}

void DecodeCore::internalBalancers_data() {
    QTest::addColumn<QString>("annotation");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("internal");
    const auto row = [](const char* annotation, bool internal, const char* type = "LoadBalancer") {
        QTest::newRow(qPrintable(QString("%1 %2").arg(type, annotation)))
            << annotation << type << internal;
    };
    row("networking.gke.io/load-balancer-type: Internal", true);
    row("networking.gke.io/load-balancer-type: External", false);
    row("cloud.google.com/load-balancer-type: internal", true);
    row("service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"", true);
    row("service.beta.kubernetes.io/azure-load-balancer-internal: \"false\"", false);
    row("service.beta.kubernetes.io/aws-load-balancer-internal: \"true\"", true);
    row("service.beta.kubernetes.io/aws-load-balancer-internal: 0.0.0.0/0", true);
    row("service.beta.kubernetes.io/aws-load-balancer-internal: \"false\"", false);
    row("service.beta.kubernetes.io/aws-load-balancer-scheme: internal", true);
    row("service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing", false);
    row("service.beta.kubernetes.io/openstack-internal-load-balancer: \"True\"", true);
    row("service.beta.kubernetes.io/oci-load-balancer-internal: \"true\"", true);
    row("service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet", true);
    row("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type: private", true);
    row("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type: public", false);
    row("example.com/load-balancer-type: Internal", false);
    row("networking.gke.io/load-balancer-type: Internal", false, "NodePort");
}

void DecodeCore::internalBalancers() {
    QFETCH(QString, annotation);
    QFETCH(QString, type);
    QFETCH(bool, internal);
    const auto service = test::decodeAs<Service>(
        QString("apiVersion: v1\nkind: Service\nmetadata: {name: s, annotations: {%1}}\nspec: "
                "{type: %2, ports: [{port: 80}]}\n")
            .arg(annotation, type)
            .toStdString());
    QCOMPARE(text(service.internalBalancer), internal ? annotation.section(":", 0, 0) : QString());
}

void DecodeCore::clusterAddresses_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("clusterIP");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << "{}"
                          << "" << 0;
    QTest::newRow("headless") << "{clusterIP: None}"
                              << "None" << 1;
    QTest::newRow("one") << "{clusterIP: 10.96.0.5}"
                         << "10.96.0.5" << 1;
    QTest::newRow("list alone") << "{clusterIPs: [10.96.0.6, 'fd00::6']}"
                                << "10.96.0.6" << 2;
}

void DecodeCore::clusterAddresses() {
    QFETCH(QString, spec);
    const auto service = test::decodeAs<Service>(
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: " + spec.toStdString() + "\n");
    QTEST(text(service.clusterIP), "clusterIP");
    QTEST(static_cast<int>(service.clusterIPs.size()), "count");
}

void DecodeCore::endpointSlice() {
    const auto slice = test::decodeAs<EndpointSlice>(R"(apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: s-1, labels: {kubernetes.io/service-name: s}}
addressType: IPv4
endpoints:
- addresses: [10.0.0.1, 10.0.0.2]
  nodeName: n1
  zone: z1
  hints: {forZones: [{name: z1}, {name: z2}], forNodes: [{name: n1}]}
  targetRef: {kind: Pod, name: p}
- addresses: [10.0.0.3]
  conditions: {ready: false, serving: true, terminating: true}
- addresses: [10.0.0.4]
  conditions: {ready: false}
ports:
- {name: web, port: 8080, appProtocol: x}
- {port: 53, protocol: UDP}
)");
    QCOMPARE(text(slice.serviceName), QString("s"));
    QCOMPARE(slice.endpoints.size(), 3u);
    QVERIFY(slice.endpoints[0].ready && slice.endpoints[0].serving &&
            !slice.endpoints[0].terminating);  // eps.ready
    QCOMPARE(texts(slice.endpoints[0].hintZones), (QStringList{"z1", "z2"}));
    QCOMPARE(texts(slice.endpoints[0].hintNodes), QStringList{"n1"});
    QCOMPARE(text(slice.endpoints[0].targetName), QString("p"));
    QVERIFY(!slice.endpoints[1].ready && slice.endpoints[1].serving &&
            slice.endpoints[1].terminating);
    QVERIFY(!slice.endpoints[2].serving);
    QCOMPARE(text(slice.ports.at(0).protocol), QString("TCP"));
    QCOMPARE(slice.ports.at(1).port, 53);
}

void DecodeCore::endpoints() {
    const auto endpoints = test::decodeAs<Endpoints>(
        "apiVersion: v1\nkind: Endpoints\nmetadata: {name: s}\n"
        "subsets: [{addresses: [{ip: 1.1.1.1}], notReadyAddresses: [{ip: 1.1.1.2}], ports: [{port: "
        "80}]}]\n");
    QCOMPARE(endpoints.subsets.size(), 1u);
    QCOMPARE(endpoints.subsets[0].endpoints.size(), 2u);
    QVERIFY(endpoints.subsets[0].endpoints[0].ready);
    QVERIFY(!endpoints.subsets[0].endpoints[1].ready);
}

void DecodeCore::podWithoutStatusRuns() {
    const auto pod = test::decodeAs<Pod>(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
        "spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}], "
        "serviceAccountName: sa}\n");
    QVERIFY(pod.ready);
    QCOMPARE(text(pod.phase), QString("Running"));
    QCOMPARE(text(pod.podIP), QString());
    QCOMPARE(pod.spec.containers.at(0).ports.at(0).containerPort, 8080);
    QCOMPARE(text(pod.spec.containers.at(0).ports.at(0).protocol), QString("TCP"));
    QCOMPARE(text(pod.spec.serviceAccountName), QString("sa"));
}

void DecodeCore::podStatus_data() {
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("phase");
    QTest::addColumn<bool>("ready");
    QTest::newRow("empty") << "{}"
                           << "Running" << true;
    QTest::newRow("ready") << "{phase: Running, conditions: [{type: Ready, status: 'True'}]}"
                           << "Running" << true;
    QTest::newRow("not ready") << "{phase: Running, conditions: [{type: Ready, status: 'False'}]}"
                               << "Running" << false;
    QTest::newRow("pending") << "{phase: Pending}"
                             << "Pending" << false;
    QTest::newRow("failed") << "{phase: Failed}"
                            << "Failed" << false;
    QTest::newRow("an address alone") << "{podIP: 10.0.0.1}"
                                      << "Running" << true;
}

void DecodeCore::podStatus() {
    QFETCH(QString, status);
    const auto pod = test::decodeAs<Pod>(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nstatus: " + status.toStdString() + "\n");
    QTEST(text(pod.phase), "phase");
    QTEST(pod.ready, "ready");
    QCOMPARE(pod.podIPs.size(), pod.podIP.empty() ? 0u : 1u);
}

void DecodeCore::sidecarsCountOtherInitContainersDoNot() {
    const auto pod = test::decodeAs<Pod>(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: main}],"
        " initContainers: [{name: setup}, {name: proxy, restartPolicy: Always}]}\n");
    QCOMPARE(pod.spec.containers.size(), 2u);
    QCOMPARE(text(pod.spec.containers[1].name), QString("proxy"));
    QVERIFY(pod.spec.containers[1].restartableInit);
}

void DecodeCore::workloads_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"})
        QTest::newRow(kind) << kind;
}

void DecodeCore::workloads() {
    QFETCH(QString, kind);
    const auto decoded = decodeText("apiVersion: apps/v1\nkind: " + kind.toStdString() +
                                    "\nmetadata: {name: w}\nspec: {replicas: 3, serviceName: svc, "
                                    "selector: {matchLabels: {a: b},"
                                    " matchExpressions: [{key: t, operator: In, values: [x]}]},"
                                    " template: {metadata: {labels: {a: b}}, spec: {hostNetwork: "
                                    "true, containers: [{name: c}]}}}\n");
    const Workload* workload = std::visit(
        [](const auto& value) -> const Workload* {
            if constexpr (std::is_base_of_v<Workload, std::decay_t<decltype(value)>>)
                return &value;
            return nullptr;
        },
        decoded.object->resource);
    QVERIFY(workload != nullptr);
    QCOMPARE(*workload->replicas, 3);
    QVERIFY(workload->selector.matches({{"a", "b"}, {"t", "x"}}));
    QVERIFY(!workload->selector.matches({{"a", "b"}}));
    QVERIFY(workload->template_.spec.hostNetwork);
    QCOMPARE(text(workload->template_.metadata.labels.at("a")), QString("b"));
}

void DecodeCore::jobs() {
    const auto job = test::decodeAs<Job>(
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {parallelism: 2, template: "
        "{spec: {containers: []}}}\n"
        "status: {conditions: [{type: Complete, status: 'True'}]}\n");
    QCOMPARE(*job.replicas, 2);
    QVERIFY(job.completed);
}

void DecodeCore::metadata() {
    const auto object = decodeText(R"(apiVersion: v1
kind: Pod
metadata:
  name: p
  namespace: n
  uid: u
  generation: 4
  creationTimestamp: "2026-08-21T10:00:00Z"
  deletionTimestamp: 2026-08-21T12:00:00+02:00
  labels: {a: b, c: 1, d: null}
  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: x, controller: true}]
)")
                            .object;
    QCOMPARE(text(object->fullName()), QString("n/p"));
    QCOMPARE(text(object->metadata.uid), QString("u"));
    QCOMPARE(object->metadata.generation, 4);
    QCOMPARE(*object->metadata.creationTimestamp, 1'787'306'400);
    QCOMPARE(*object->metadata.deletionTimestamp, *object->metadata.creationTimestamp);
    QCOMPARE(object->metadata.labels.size(), 2u);
    QVERIFY(object->metadata.ownerReferences.at(0).controller);
}

void DecodeCore::unknownKindsAreKept() {
    const auto object =
        decodeText("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: n}\n")
            .object;
    QVERIFY(std::holds_alternative<Opaque>(object->resource));
    QCOMPARE(text(object->group), QString("example.com"));
    QCOMPARE(text(object->apiVersion()), QString("example.com/v1"));
    QCOMPARE(text(object->fullName()), QString("n/w"));
}

void DecodeCore::scopes_data() {
    QTest::addColumn<QString>("apiVersion");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("namespace_");
    QTest::newRow("namespaced") << "v1"
                                << "Service"
                                << "default";
    QTest::newRow("cluster") << "v1"
                             << "Namespace"
                             << "";
    QTest::newRow("not modelled, namespaced") << "networking.k8s.io/v1"
                                              << "Ingress"
                                              << "default";
    QTest::newRow("not modelled, cluster") << "v1"
                                           << "Node"
                                           << "";
    QTest::newRow("not known") << "example.com/v1"
                               << "Widget"
                               << "";
}

void DecodeCore::scopes() {
    QFETCH(QString, apiVersion);
    QFETCH(QString, kind);
    const auto object =
        decodeText(("apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: x}\n")
                       .toStdString())
            .object;
    QTEST(text(object->metadata.namespace_), "namespace_");
}

void DecodeCore::generatedNames() {
    const std::string yaml =
        "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\nspec: {template: {}}\n";
    const Decoded decoded = decodeText(yaml);
    QVERIFY(decoded.object);
    QCOMPARE(decoded.object->metadata.name.size(), 9u);
    QVERIFY(decoded.object->metadata.name.starts_with("run-"));
    QCOMPARE(text(decodeText(yaml).object->metadata.name), text(decoded.object->metadata.name));
    const WorldPtr world = worldOf(yaml + "---\n" + yaml);
    QCOMPARE(world->all<Job>().size(), 2u);
}

void DecodeCore::withoutIdentityNoObject_data() {
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QString>("field");
    QTest::newRow("no apiVersion") << "kind: Service\nmetadata: {name: s}\n"
                                   << "apiVersion";
    QTest::newRow("no kind") << "apiVersion: v1\nmetadata: {name: s}\n"
                             << "kind";
    QTest::newRow("no name") << "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n"
                             << "metadata.name";
    QTest::newRow("no metadata") << "apiVersion: v1\nkind: ConfigMap\n"
                                 << "metadata.name";
}

void DecodeCore::withoutIdentityNoObject() {
    QFETCH(QString, yaml);
    const Decoded decoded = decodeText(yaml.toStdString());
    QVERIFY(!decoded.object);
    QVERIFY(!decoded.findings.empty());
    QTEST(text(decoded.findings[0].field), "field");
    QVERIFY(decoded.findings[0].severity == Severity::Error);
    QCOMPARE(decoded.findings[0].source.position.line, 1u);
}

GATESIGHT_TEST(DecodeCore)

}  // namespace tst_decode_core

#include "tst_decode_core.moc"
