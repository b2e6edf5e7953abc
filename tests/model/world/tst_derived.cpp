// Pods, EndpointSlices and addresses that a cluster would have made (sections 21.1 and 21.2 of the
// rules).
#include "tests/house/test_program.h"
#include "tests/model/support_objects.h"

#include <fmt/format.h>
#include <QRegularExpression>
#include <set>

namespace tst_derived {

using namespace gatesight::model;
using namespace gatesight::model::test;

namespace {

std::string workload(const std::string& kind, const std::string& name,
                     const std::string& spec = "replicas: 2",
                     const std::string& podSpec =
                         "containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]") {
    const std::string version = kind == "Job" ? "batch/v1" : "apps/v1";
    return fmt::format(
        "apiVersion: {}\nkind: {}\nmetadata: {{name: {}, namespace: shop}}\n"
        "spec: {{{}, selector: {{matchLabels: {{app: {}}}}}, template: {{metadata: {{labels: "
        "{{app: {}}}}}, spec: {{{}}}}}}}\n---\n",
        version, kind, name, spec, name, name, podSpec);
}

std::string service(const std::string& name, const std::string& spec) {
    return fmt::format(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {}, namespace: shop}}\nspec: "
        "{{{}}}\n---\n",
        name, spec);
}

std::string pod(const std::string& name, const std::string& spec, const std::string& status,
                const std::string& metadata = "labels: {app: a}") {
    return fmt::format(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: {}, namespace: shop, {}}}\nspec: "
        "{{{}}}\nstatus: {{{}}}\n---\n",
        name, metadata, spec, status);
}

const std::string kRunning =
    "phase: Running, podIP: 10.1.0.1, conditions: [{type: Ready, status: 'True'}]";

QStringList podNames(const WorldPtr& world) {
    QStringList names;
    for (const auto& each : world->all<Pod>())
        names << text(each.metadata().name);
    return names;
}

/// "IPv4 [web/TCP 8080] 10.1.0.1 ready serving" for each endpoint of a Service, slice by slice.
QStringList endpointLines(const WorldPtr& world, std::string_view name) {
    QStringList lines;
    for (const auto& slice : world->slicesOf("shop", name)) {
        QStringList ports;
        for (const EndpointPort& port : slice->ports)
            ports << QString("%1/%2 %3").arg(text(port.name), text(port.protocol)).arg(port.port);
        for (const Endpoint& endpoint : slice->endpoints)
            lines << QString("%1 [%2] %3%4%5%6")
                         .arg(text(slice->addressType), ports.join(", "),
                              text(endpoint.addresses.front()), endpoint.ready ? " ready" : "",
                              endpoint.serving ? " serving" : "",
                              endpoint.terminating ? " terminating" : "");
    }
    return lines;
}

}  // namespace

class DerivedObjects : public QObject {
    Q_OBJECT

private slots:
    void podNamesFollowTheWorkload_data();
    void podNamesFollowTheWorkload();
    void podCounts_data();
    void podCounts();
    void podsAreReadyAndSayWhereTheyComeFrom();
    void loadedPodsAreEnough();
    void replicaSetsTakeOverFromTheirDeployment();
    void daemonSetsRunOnEveryNode();
    void hugeWorkloadsAreCapped();
    void addressesAreUnique();
    void namesAndAddressesDoNotMove();
    void podsWithoutAddressGetOne();
    void hostNetworkPodsHaveTheirNodesAddress();
    void endpoints_data();
    void endpoints();
    void namedPortsMayDiffer();
    void dualStack();
    void slicesHoldAHundred();
    void handMadeSlicesAreEnough();
    void endpointsObjectsAreMirrored();
    void zonesAndHints();
    void clusterIPs_data();
    void clusterIPs();
    void editsShareDerivedObjects();
    void editsChangeWhatTheyTouch();
};

void DerivedObjects::podNamesFollowTheWorkload_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("pattern");
    const QString letter = "[bcdfghjklmnpqrstvwxz2456789]";
    QTest::newRow("Deployment") << "Deployment"
                                << "w-" + letter + "{10}-" + letter + "{5}";
    QTest::newRow("ReplicaSet") << "ReplicaSet"
                                << "w-" + letter + "{5}";
    QTest::newRow("StatefulSet") << "StatefulSet"
                                 << "w-[01]";
    QTest::newRow("DaemonSet") << "DaemonSet"
                               << "w-" + letter + "{5}";
    QTest::newRow("Job") << "Job"
                         << "w-" + letter + "{5}";
}

void DerivedObjects::podNamesFollowTheWorkload() {
    QFETCH(QString, kind);
    QFETCH(QString, pattern);
    const QStringList names = podNames(worldOf(workload(kind.toStdString(), "w")));
    QVERIFY(!names.isEmpty());
    for (const QString& name : names)
        QVERIFY2(
            QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(name).hasMatch(),
            qPrintable(name));
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
}

void DerivedObjects::podCounts_data() {
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, const std::string& yaml, int count) {
        QTest::newRow(name) << QString::fromStdString(yaml) << count;
    };
    row("replicas", workload("Deployment", "w", "replicas: 3"), 3);
    row("replicas absent", workload("Deployment", "w", "paused: false"), 1);
    row("replicas 0", workload("Deployment", "w", "replicas: 0"), 0);
    row("replicas negative", workload("Deployment", "w", "replicas: -4"), 0);
    row("Job parallelism", workload("Job", "w", "parallelism: 3"), 3);
    row("Job completions", workload("Job", "w", "parallelism: 3, completions: 2"), 2);
    row("Job suspended", workload("Job", "w", "suspend: true"), 0);
    row("DaemonSet without nodes", workload("DaemonSet", "w"), 1);
    row("StatefulSet", workload("StatefulSet", "w"), 2);
}

void DerivedObjects::podCounts() {
    QFETCH(QString, yaml);
    QTEST(static_cast<int>(podNames(worldOf(yaml.toStdString())).size()), "count");
}

void DerivedObjects::podsAreReadyAndSayWhereTheyComeFrom() {
    const WorldPtr world = worldOf(workload("Deployment", "w", "replicas: 1"));
    const auto pod = world->all<Pod>().at(0);
    QVERIFY(pod->ready);
    QCOMPARE(text(pod->phase), QString("Running"));
    QVERIFY(pod->podIP.starts_with("10.244."));
    QCOMPARE(text(pod.origin().derivedFrom), QString("Deployment shop/w"));
    QVERIFY(!pod.origin().document);
    QCOMPARE(text(pod.metadata().labels.at("app")), QString("w"));
    QCOMPARE(text(pod.metadata().ownerReferences.at(0).kind), QString("ReplicaSet"));
    QCOMPARE(text(pod.metadata().labels.at("pod-template-hash")),
             text(pod.metadata().name).section('-', 1, 1));
    QVERIFY(world->podByAddress(pod->podIP));
}

void DerivedObjects::loadedPodsAreEnough() {
    const std::string one = pod("mine", "containers: []", kRunning, "labels: {app: w}");
    QCOMPARE(podNames(worldOf(workload("Deployment", "w") + one)), QStringList{"mine"});
    QCOMPARE(podNames(worldOf(workload("Deployment", "other") + one)).size(), 3);
}

void DerivedObjects::replicaSetsTakeOverFromTheirDeployment() {
    const std::string yaml =
        workload("Deployment", "w") +
        "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: w-new, namespace: shop, "
        "ownerReferences: "
        "[{kind: Deployment, name: w}]}\nspec: {replicas: 1, selector: {matchLabels: {app: w}}, "
        "template: {metadata: {labels: {app: w}}}}\n";
    const QStringList names = podNames(worldOf(yaml));
    QCOMPARE(names.size(), 1);
    QVERIFY(names[0].startsWith("w-new-"));
}

void DerivedObjects::daemonSetsRunOnEveryNode() {
    const std::string nodes =
        "apiVersion: v1\nkind: Node\nmetadata: {name: n2, labels: {disk: ssd}}\n---\n"
        "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n---\n";
    const WorldPtr all = worldOf(nodes + workload("DaemonSet", "w"));
    QCOMPARE(all->all<Pod>().size(), 2u);
    QCOMPARE(text(all->all<Pod>()[0]->spec.nodeName), QString("n1"));
    const WorldPtr some = worldOf(nodes + workload("DaemonSet", "w", "replicas: 9",
                                                   "nodeSelector: {disk: ssd}, containers: []"));
    QCOMPARE(some->all<Pod>().size(), 1u);
    QCOMPARE(text(some->all<Pod>()[0]->spec.nodeName), QString("n2"));
}

void DerivedObjects::hugeWorkloadsAreCapped() {
    const WorldPtr world = worldOf(workload("Deployment", "w", "replicas: 10000000"));
    QCOMPARE(world->all<Pod>().size(), 1000u);
    QCOMPARE(world->findings().size(), 1u);
    const Finding& finding = world->findings()[0];
    QCOMPARE(text(finding.rule), QString("world.pods-capped"));
    QVERIFY(finding.message.contains("10000000") && finding.message.contains("1000 are simulated"));
    QCOMPARE(finding.source.position.line, 4u);
}

void DerivedObjects::addressesAreUnique() {
    std::string yaml = pod("taken", "containers: []", "phase: Running, podIP: 10.244.7.7");
    for (int i = 0; i < 20; ++i)
        yaml += workload("Deployment", fmt::format("w{}", i), "replicas: 300");
    const WorldPtr world = worldOf(yaml);
    std::set<std::string> addresses;
    for (const auto& each : world->all<Pod>())
        QVERIFY2(addresses.insert(each->podIP).second, each->podIP.c_str());
    QCOMPARE(addresses.size(), 6001u);
    QVERIFY(!addresses.contains("10.244.0.0") && !addresses.contains("10.244.255.255"));
}

void DerivedObjects::namesAndAddressesDoNotMove() {
    const auto facts = [](const WorldPtr& world, const QString& prefix) {
        QStringList result;
        for (const auto& each : world->all<Pod>())
            if (text(each.metadata().name).startsWith(prefix))
                result << text(each.metadata().name + " " + each->podIP);
        return result;
    };
    const QStringList alone = facts(worldOf(workload("Deployment", "w")), "w-");
    QCOMPARE(alone.size(), 2);
    QCOMPARE(facts(worldOf(workload("Deployment", "v") + workload("Deployment", "w")), "w-"),
             alone);
    QCOMPARE(facts(worldOf(workload("Deployment", "w", "replicas: 5")), "w-").mid(0, 2), alone);
    QVERIFY(facts(worldOf(workload("Deployment", "w", "replicas: 2",
                                   "containers: [{name: c, image: new}]")),
                  "w-") != alone);
}

void DerivedObjects::podsWithoutAddressGetOne() {
    const auto addressOf = [](const std::string& yaml) {
        return text(worldOf(yaml)->all<Pod>().at(0)->podIP);
    };
    QVERIFY(addressOf("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n").startsWith("10.244."));
    QCOMPARE(addressOf(pod("p", "containers: []", "phase: Pending")), QString());
    QCOMPARE(addressOf(pod("p", "containers: []", kRunning)), QString("10.1.0.1"));
}

void DerivedObjects::hostNetworkPodsHaveTheirNodesAddress() {
    const std::string node =
        "apiVersion: v1\nkind: Node\nmetadata: {name: n}\nstatus: {addresses: [{type: Hostname, "
        "address: n}, {type: InternalIP, "
        "address: 192.0.2.7}]}\n---\n";
    const WorldPtr world = worldOf(
        node +
        workload("DaemonSet", "w", "minReadySeconds: 0", "hostNetwork: true, containers: []") +
        service("s", "selector: {app: w}, ports: [{port: 80}]"));
    QCOMPARE(endpointLines(world, "s"), QStringList{"IPv4 [/TCP 80] 192.0.2.7 ready serving"});
}

void DerivedObjects::endpoints_data() {
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const std::string& yaml, const QStringList& expected) {
        QTest::newRow(name) << QString::fromStdString(yaml) << expected;
    };
    const std::string http =
        "containers: [{ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, "
        "protocol: UDP}]}]";
    const std::string ready = pod("p", http, kRunning);
    const auto of = [](const std::string& spec) {
        return service("s", "selector: {app: a}, " + spec);
    };
    const auto line = [](const char* port, const char* state = " ready serving") {
        return QStringList{QString("IPv4 [%1] 10.1.0.1%2").arg(port, state)};
    };
    row("svc.target-port.default", ready + of("ports: [{port: 80}]"), line("/TCP 80"));
    row("svc.target-port.number", ready + of("ports: [{name: web, port: 80, targetPort: 9}]"),
        line("web/TCP 9"));
    row("svc.target-port.name", ready + of("ports: [{port: 80, targetPort: http}]"),
        line("/TCP 8080"));
    row("svc.target-port.name: other protocol",
        ready + of("ports: [{name: d, port: 53, targetPort: dns}, {name: e, port: 1}]"),
        line("e/TCP 1"));
    row("svc.target-port.name: same protocol",
        ready + of("ports: [{port: 53, targetPort: dns, protocol: UDP}]"), line("/UDP 53"));
    row("svc.target-port.name: of a sidecar",
        pod("p",
            "initContainers: [{restartPolicy: Always, ports: [{name: http, containerPort: "
            "15001}]}]",
            kRunning) +
            of("ports: [{port: 80, targetPort: http}]"),
        line("/TCP 15001"));
    row("svc.target-port.name: of an init container",
        pod("p", "initContainers: [{ports: [{name: http, containerPort: 15001}]}]", kRunning) +
            of("ports: [{port: 80, targetPort: http}]"),
        line(""));
    row("svc.selector: not all labels",
        ready + service("s", "selector: {app: a, v: '2'}, ports: [{port: 80}]"), {});
    row("svc.selector: empty", ready + service("s", "selector: {}, ports: [{port: 80}]"), {});
    row("svc.external-name",
        ready + of("type: ExternalName, externalName: x.example, ports: [{port: 80}]"), {});
    row("svc.headless", ready + of("clusterIP: None, ports: [{port: 80}]"), line("/TCP 80"));
    row("eps.pods.included: no address",
        pod("p", http, "phase: Pending") + of("ports: [{port: 80}]"), {});
    row("eps.pods.included: succeeded",
        pod("p", http, "phase: Succeeded, podIP: 10.1.0.1") + of("ports: [{port: 80}]"), {});
    row("eps.pods.included: failed",
        pod("p", http, "phase: Failed, podIP: 10.1.0.1") + of("ports: [{port: 80}]"), {});
    row("eps.ready: not ready",
        pod("p", http,
            "phase: Running, podIP: 10.1.0.1, conditions: [{type: Ready, status: 'False'}]") +
            of("ports: [{port: 80}]"),
        line("/TCP 80", ""));
    row("eps.serving: terminating",
        pod("p", http, kRunning, "labels: {app: a}, deletionTimestamp: '2026-01-01T00:00:00Z'") +
            of("ports: [{port: 80}]"),
        line("/TCP 80", " serving terminating"));
    row("eps.publish-not-ready",
        pod("p", http, "podIP: 10.1.0.1, conditions: [{type: Ready, status: 'False'}]",
            "labels: {app: a}, deletionTimestamp: '2026-01-01T00:00:00Z'") +
            of("publishNotReadyAddresses: true, ports: [{port: 80}]"),
        line("/TCP 80", " ready terminating"));
}

void DerivedObjects::endpoints() {
    QFETCH(QString, yaml);
    QTEST(endpointLines(worldOf(yaml.toStdString()), "s"), "expected");
}

void DerivedObjects::namedPortsMayDiffer() {
    const WorldPtr world = worldOf(
        pod("p1", "containers: [{ports: [{name: http, containerPort: 1}]}]", "podIP: 10.1.0.1") +
        pod("p2", "containers: [{ports: [{name: http, containerPort: 2}]}]", "podIP: 10.1.0.2") +
        pod("p3", "containers: [{ports: [{name: http, containerPort: 1}]}]", "podIP: 10.1.0.3") +
        service("s", "selector: {app: a}, ports: [{port: 80, targetPort: http}]"));
    QCOMPARE(world->slicesOf("shop", "s").size(), 2u);
    QCOMPARE(endpointLines(world, "s"), (QStringList{"IPv4 [/TCP 1] 10.1.0.1 ready serving",
                                                     "IPv4 [/TCP 1] 10.1.0.3 ready serving",
                                                     "IPv4 [/TCP 2] 10.1.0.2 ready serving"}));
}

void DerivedObjects::dualStack() {
    const WorldPtr world =
        worldOf(workload("Deployment", "w", "replicas: 1") +
                service("s", "selector: {app: w}, ipFamilies: [IPv6, IPv4], ports: [{port: 80}]"));
    const auto found = world->find<Service>("shop", "s");
    QCOMPARE(found->clusterIPs.size(), 2u);
    QVERIFY(found->clusterIP.starts_with("fd00:10:96::"));
    const QStringList lines = endpointLines(world, "s");
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].startsWith("IPv6 [/TCP 80] fd00:10:244::"));
    QVERIFY(lines[1].startsWith("IPv4 [/TCP 80] 10.244."));
}

void DerivedObjects::slicesHoldAHundred() {
    const WorldPtr world = worldOf(workload("Deployment", "w", "replicas: 250") +
                                   service("s", "selector: {app: w}, ports: [{port: 80}]"));
    QList<std::size_t> sizes;
    for (const auto& slice : world->slicesOf("shop", "s"))
        sizes << slice->endpoints.size();
    QCOMPARE(sizes, (QList<std::size_t>{100, 100, 50}));  // eps.many-slices
}

void DerivedObjects::handMadeSlicesAreEnough() {
    const WorldPtr world =
        worldOf(pod("p", "containers: []", kRunning) +
                service("s", "selector: {app: a}, ports: [{port: 80}]") +
                "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: mine, "
                "namespace: shop, labels: "
                "{kubernetes.io/service-name: s}}\naddressType: IPv4\nendpoints: [{addresses: "
                "[192.0.2.1]}]\nports: [{port: 1}]\n");
    QCOMPARE(endpointLines(world, "s"), QStringList{"IPv4 [/TCP 1] 192.0.2.1 ready serving"});
}

void DerivedObjects::endpointsObjectsAreMirrored() {
    const auto endpoints = [](const std::string& metadata) {
        return "apiVersion: v1\nkind: Endpoints\nmetadata: {name: s, namespace: shop" + metadata +
               "}\nsubsets: [{addresses: [{ip: 192.0.2.1}, {ip: '2001:db8::1'}], "
               "notReadyAddresses: [{ip: 192.0.2.2}], ports: [{name: p, port: 9}]}]\n";
    };
    const std::string plain = service("s", "ports: [{name: p, port: 80}]");
    const WorldPtr world = worldOf(plain + endpoints(""));
    QCOMPARE(endpointLines(world, "s"),
             (QStringList{"IPv4 [p/TCP 9] 192.0.2.1 ready serving", "IPv4 [p/TCP 9] 192.0.2.2",
                          "IPv6 [p/TCP 9] 2001:db8::1 ready serving"}));
    QCOMPARE(text(world->slicesOf("shop", "s").at(0).origin().derivedFrom),
             QString("Endpoints shop/s"));
    QVERIFY(
        worldOf(plain + endpoints(", labels: {endpointslice.kubernetes.io/skip-mirror: 'true'}"))
            ->slicesOf("shop", "s")
            .empty());
    QVERIFY(worldOf(endpoints(""))->slicesOf("shop", "s").empty());
    QVERIFY(worldOf(service("s", "selector: {app: a}, ports: [{port: 80}]") + endpoints(""))
                ->slicesOf("shop", "s")
                .empty());
}

void DerivedObjects::zonesAndHints() {
    const WorldPtr world = worldOf(
        "apiVersion: v1\nkind: Node\nmetadata: {name: n, labels: {topology.kubernetes.io/zone: "
        "z}}\n---\n" +
        pod("p", "nodeName: n", kRunning) +
        service("s",
                "selector: {app: a}, trafficDistribution: PreferSameNode, ports: [{port: 80}]"));
    const Endpoint& endpoint = world->slicesOf("shop", "s").at(0)->endpoints.at(0);
    QCOMPARE(text(endpoint.zone), QString("z"));
    QCOMPARE(text(endpoint.nodeName), QString("n"));
    QCOMPARE(texts(endpoint.hintZones), QStringList{"z"});
    QCOMPARE(texts(endpoint.hintNodes), QStringList{"n"});
    QCOMPARE(text(endpoint.targetName), QString("p"));
}

void DerivedObjects::clusterIPs_data() {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("assigned") << "ports: [{port: 80}]"
                              << "10\\.(9[6-9]|10\\d|11[01])\\..*";
    QTest::newRow("kept") << "clusterIP: 10.96.0.10"
                          << "10\\.96\\.0\\.10";
    QTest::newRow("svc.headless") << "clusterIP: None"
                                  << "None";
    QTest::newRow("svc.external-name") << "type: ExternalName"
                                       << "";
    QTest::newRow("svc.nodeport-lb") << "type: LoadBalancer"
                                     << "10\\..*";
}

void DerivedObjects::clusterIPs() {
    QFETCH(QString, spec);
    QFETCH(QString, pattern);
    const WorldPtr world = worldOf(service("s", spec.toStdString()));
    const auto found = world->find<Service>("shop", "s");
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(pattern))
                 .match(text(found->clusterIP))
                 .hasMatch(),
             found->clusterIP.c_str());
}

void DerivedObjects::editsShareDerivedObjects() {
    const WorldPtr base = worldOf(workload("Deployment", "w") +
                                  service("s", "selector: {app: w}, ports: [{port: 80}]"));
    const WorldPtr edited = withLayer(
        base,
        manifestsOf(workload("Deployment", "v") + service("t", "selector: {app: v}"), "edit.yaml"));
    QCOMPARE(&edited->slicesOf("shop", "s").at(0).object(),
             &base->slicesOf("shop", "s").at(0).object());
    for (const auto& each : base->all<Pod>())
        QCOMPARE(&edited->find<Pod>("shop", each.metadata().name).object(), &each.object());
    QCOMPARE(&edited->find<Service>("shop", "s").object(),
             &base->find<Service>("shop", "s").object());
    QCOMPARE(edited->all<Pod>().size(), 4u);
}

void DerivedObjects::editsChangeWhatTheyTouch() {
    const WorldPtr base = worldOf(workload("Deployment", "w") +
                                  service("s", "selector: {app: w}, ports: [{port: 80}]"));
    const WorldPtr scaled =
        withLayer(base, manifestsOf(workload("Deployment", "w", "replicas: 3"), "edit.yaml"));
    QCOMPARE(scaled->slicesOf("shop", "s").at(0)->endpoints.size(), 3u);
    QCOMPARE(base->slicesOf("shop", "s").at(0)->endpoints.size(), 2u);
    const WorldPtr withPod = withLayer(
        base, manifestsOf(pod("p", "containers: []", kRunning, "labels: {app: w}"), "edit.yaml"));
    QCOMPARE(podNames(withPod), QStringList{"p"});
    QCOMPARE(endpointLines(withPod, "s"), QStringList{"IPv4 [/TCP 80] 10.1.0.1 ready serving"});
}

GATESIGHT_TEST(DerivedObjects)

}  // namespace tst_derived

#include "tst_derived.moc"
