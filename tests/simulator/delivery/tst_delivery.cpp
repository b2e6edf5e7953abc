// Rows are named by the rule they hold against (RULES section 21).
#include "simulator/delivery/delivery.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_delivery {

using namespace test;

namespace {

const char* const kPods = R"(
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop, labels: {app: web}}
spec:
  nodeName: n1
  containers: [{name: c, ports: [{name: http, containerPort: 8080}, {name: http, containerPort: 8081, protocol: UDP}]}]
status: {phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: "True"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: shop, labels: {app: web, tier: front}}
spec:
  nodeName: n2
  containers: [{name: c, ports: [{name: http, containerPort: 9090}]}]
status: {phase: Running, podIP: 10.0.0.2, conditions: [{type: Ready, status: "True"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: c, namespace: shop, labels: {app: web}}
spec: {nodeName: n2, containers: [{name: c}]}
status: {phase: Running, podIP: 10.0.0.3, conditions: [{type: Ready, status: "False"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: done, namespace: shop, labels: {app: web}}
spec: {containers: [{name: c}]}
status: {phase: Succeeded, podIP: 10.0.0.4, conditions: [{type: Ready, status: "True"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: elsewhere, namespace: other, labels: {app: web}}
spec: {containers: [{name: c}]}
status: {phase: Running, podIP: 10.0.1.1, conditions: [{type: Ready, status: "True"}]}
---
)";

std::string service(const std::string& spec) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {" + spec +
           "}\n---\n";
}

std::string slice(const std::string& name, const std::string& port, const std::string& endpoints,
                  const std::string& type = "IPv4") {
    return "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: " + name +
           ", namespace: shop, labels: {kubernetes.io/service-name: web}}\naddressType: " + type +
           "\nports: [{" + port + "}]\nendpoints: [" + endpoints + "]\n---\n";
}

QString line(const model::World& world, const EndpointTarget& target) {
    QString result =
        (target.pod.valid() ? text(world.object(target.pod).metadata.name) : QStringLiteral("-")) +
        QStringLiteral(" %1:%2").arg(text(target.ip)).arg(target.port);
    if (!target.ready)
        result += QStringLiteral(" not-ready");
    if (target.terminating)
        result += target.serving ? QStringLiteral(" terminating+serving")
                                 : QStringLiteral(" terminating");
    return result;
}

QStringList endpointLines(const model::World& world, std::uint32_t port = 0) {
    const auto delivery = computeDelivery(world);
    const auto id = idOf(world, "Service", "shop", "web");
    QStringList lines;
    for (const EndpointTarget& target : delivery->endpoints(id, port))
        lines << line(world, target);
    return lines;
}

QString choiceLine(const model::World& world, const Dialer& dialer) {
    const auto delivery = computeDelivery(world);
    const auto id = idOf(world, "Service", "shop", "web");
    const EndpointChoice choice = delivery->choose(id, 0, dialer);
    const auto all = delivery->endpoints(id, 0);
    if (choice.eligible.size() + choice.excluded.size() != all.size())
        return QStringLiteral("not every endpoint was decided on");
    QStringList ips;
    for (const std::uint32_t index : choice.eligible)
        ips << text(all[index].ip);
    return ips.join(QLatin1Char(' ')) +
           (choice.rule.empty() ? QString() : QStringLiteral(" | ") + text(choice.rule));
}

}  // namespace

class TestDelivery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endpoints_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& yaml,
                            const QStringList& expected) {
            QTest::newRow(name) << text(yaml) << expected;
        };
        row("svc.selector: same namespace, running Pods",
            kPods + service("selector: {app: web}, ports: [{port: 80, targetPort: 8000}]"),
            {"a 10.0.0.1:8000", "b 10.0.0.2:8000", "c 10.0.0.3:8000 not-ready"});
        row("svc.selector: all pairs must be there",
            kPods + service("selector: {app: web, tier: front}, ports: [{port: 80}]"),
            {"b 10.0.0.2:80"});
        row("svc.selector: none selects nothing", kPods + service("ports: [{port: 80}]"), {});
        row("svc.target-port.default",
            kPods + service("selector: {tier: front}, ports: [{port: 80}]"), {"b 10.0.0.2:80"});
        row("svc.target-port.name: Pods answer with different numbers",
            kPods + service("selector: {app: web}, ports: [{port: 80, targetPort: http}]"),
            {"a 10.0.0.1:8080", "b 10.0.0.2:9090"});
        row("svc.target-port.name: protocol counts",
            kPods +
                service(
                    "selector: {app: web}, ports: [{port: 80, protocol: UDP, targetPort: http}]"),
            {"a 10.0.0.1:8081"});
        row("svc.target-port.name.missing",
            kPods + service("selector: {app: web}, ports: [{port: 80, targetPort: metrics}]"), {});
        row("eps.publish-not-ready",
            kPods +
                service(
                    "selector: {app: web}, publishNotReadyAddresses: true, ports: [{port: 80}]"),
            {"a 10.0.0.1:80", "b 10.0.0.2:80", "c 10.0.0.3:80"});
        row("eps.port.number: of the slice, not of the Service",
            service("ports: [{port: 80, targetPort: 1}]") +
                slice("s", "port: 3000", "{addresses: [10.9.0.1]}"),
            {"- 10.9.0.1:3000"});
        row("eps.port-by-name: same name",
            service("ports: [{name: web, port: 80}]") +
                slice("s", "name: web, port: 3000", "{addresses: [10.9.0.1]}"),
            {"- 10.9.0.1:3000"});
        row("eps.port-by-name: another name",
            service("ports: [{name: web, port: 80}]") +
                slice("s", "name: http, port: 3000", "{addresses: [10.9.0.1]}"),
            {});
        row("eps.port-by-name: another protocol",
            service("ports: [{name: web, port: 80}]") +
                slice("s", "name: web, port: 3000, protocol: UDP", "{addresses: [10.9.0.1]}"),
            {});
        row("eps.many-slices: union without doubles",
            service("ports: [{port: 80}]") +
                slice("s2", "port: 3000", "{addresses: [10.9.0.1]}, {addresses: [10.9.0.3]}") +
                slice("s1", "port: 3000", "{addresses: [10.9.0.2]}, {addresses: [10.9.0.1]}"),
            {"- 10.9.0.1:3000", "- 10.9.0.2:3000", "- 10.9.0.3:3000"});
        row("eps.first-address",
            service("ports: [{port: 80}]") +
                slice("s", "port: 3000", "{addresses: [10.9.0.1, 10.9.0.2]}"),
            {"- 10.9.0.1:3000"});
        row("eps.address-type: FQDN is ignored",
            service("ports: [{port: 80}]") +
                slice("s", "port: 3000", "{addresses: [a.example.com]}", "FQDN"),
            {});
        row("eps.dual-stack: IPv4 when nobody asked",
            service("ports: [{port: 80}]") + slice("s4", "port: 1", "{addresses: [10.9.0.1]}") +
                slice("s6", "port: 1", "{addresses: [\"2001:db8::1\"]}", "IPv6"),
            {"- 10.9.0.1:1"});
        row("eps.dual-stack: family of the ClusterIP",
            service("clusterIP: \"fd00::1\", ports: [{port: 80}]") +
                slice("s4", "port: 1", "{addresses: [10.9.0.1]}") +
                slice("s6", "port: 1", "{addresses: [\"2001:db8::1\"]}", "IPv6"),
            {"- 2001:db8::1:1"});
        row("eps.dual-stack: only IPv6 there",
            service("ports: [{port: 80}]") +
                slice("s6", "port: 1", "{addresses: [\"2001:db8::1\"]}", "IPv6"),
            {"- 2001:db8::1:1"});
        row("eps.target-ref: names the Pod",
            kPods + service("ports: [{port: 80}]") +
                slice("s", "port: 3000",
                      "{addresses: [10.0.0.2], targetRef: {kind: Pod, name: b}}"),
            {"b 10.0.0.2:3000"});
        row("eps.target-ref: none, but a Pod's address",
            kPods + service("ports: [{port: 80}]") +
                slice("s", "port: 3000", "{addresses: [10.0.0.2]}"),
            {"b 10.0.0.2:3000"});
        row("eps.ready: unset is true",
            service("ports: [{port: 80}]") +
                slice("s", "port: 1", "{addresses: [10.9.0.1], conditions: {}}"),
            {"- 10.9.0.1:1"});
        row("eps.serving: terminating",
            service("ports: [{port: 80}]") +
                slice("s", "port: 1",
                      "{addresses: [10.9.0.1], conditions: {ready: false, serving: true, "
                      "terminating: true}}"),
            {"- 10.9.0.1:1 not-ready terminating+serving"});
        row("svc.external-name: no endpoints",
            service("type: ExternalName, externalName: a.example.com, ports: [{port: 80}]") +
                slice("s", "port: 1", "{addresses: [10.9.0.1]}"),
            {});
        row("svc.headless: slices count for a gateway",
            kPods + service("clusterIP: None, selector: {tier: front}, ports: [{port: 80, "
                            "targetPort: http}]"),
            {"b 10.0.0.2:9090"});
        row("eps.legacy-endpoints: mirrored without a selector",
            service("ports: [{port: 80}]") +
                "apiVersion: v1\nkind: Endpoints\nmetadata: {name: web, namespace: shop}\n"
                "subsets: [{addresses: [{ip: 10.9.0.1}], ports: [{port: 3000}]}]\n",
            {"- 10.9.0.1:3000"});
    }
    void endpoints() {
        QFETCH(QString, yaml);
        QFETCH(QStringList, expected);
        COMPARE_LINES(endpointLines(*worldOf(yaml.toStdString())), expected);
    }

    void lookUps() {
        const auto world = worldOf(
            std::string(kPods) +
            service("selector: {app: web}, ports: [{name: a, port: 80}, {name: b, port: 81}]"));
        const auto delivery = computeDelivery(*world);
        const auto id = idOf(*world, "Service", "shop", "web");
        QCOMPARE(delivery->endpoints(id, 1).size(), std::size_t{3});
        QCOMPARE(delivery->readyEndpoints(id, 1).size(), std::size_t{2});
        QCOMPARE(delivery->endpoints(id, 2).size(), std::size_t{0});
        QCOMPARE(delivery->endpoints(id, UINT32_MAX).size(), std::size_t{0});
        QCOMPARE(delivery->endpoints({}, 0).size(), std::size_t{0});
        QCOMPARE(delivery->endpoints({UINT32_MAX - 1}, 0).size(), std::size_t{0});
        QCOMPARE(delivery->endpoints(idOf(*world, "Pod", "shop", "a"), 0).size(), std::size_t{0});
        QCOMPARE(text(delivery->choose(id, 7, {}).rule), QString("svc.clusterip.not-pingable"));
    }

    void choice_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("endpoints");
        QTest::addColumn<int>("path");
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("expected");
        const auto ready = [](const char* ip, const char* node, const char* more = "") {
            return QStringLiteral("{addresses: [%1], nodeName: %2, conditions: {ready: true}%3}")
                .arg(QLatin1String(ip), QLatin1String(node), QLatin1String(more));
        };
        const QString notReady =
            QStringLiteral("{addresses: [10.9.0.8], nodeName: n1, conditions: {ready: false}}");
        const QString leaving = QStringLiteral(
            "{addresses: [10.9.0.9], nodeName: n1, conditions: {ready: false, serving: true, "
            "terminating: true}}");
        const QString one = ready("10.9.0.1", "n1"), two = ready("10.9.0.2", "n2");
        const QString comma = QStringLiteral(", ");
        constexpr int kGateway = int(Dialer::Path::GatewayToEndpoints),
                      kCluster = int(Dialer::Path::ClusterIP),
                      kOutside = int(Dialer::Path::NodePort);
        const auto row = [](const char* name, const char* spec, const QString& endpoints, int path,
                            const char* node, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(spec) << endpoints << path
                                << QString::fromLatin1(node) << QString::fromLatin1(expected);
        };
        row("eps.consumers.ready", "", one + comma + notReady, kGateway, "", "10.9.0.1");
        row("eps.consumers.terminating-fallback: not for gateways", "", leaving, kGateway, "",
            " | backendref.no-endpoints-503");
        row("eps.consumers.terminating-fallback", "", leaving + comma + notReady, kCluster, "",
            "10.9.0.9 | eps.consumers.terminating-fallback");
        row("eps.consumers.terminating-fallback: ready ones first", "", leaving + comma + two,
            kCluster, "", "10.9.0.2");
        row("svc.clusterip.no-endpoints", "", notReady, kCluster, "",
            " | svc.clusterip.no-endpoints");
        row("svc.gateway-bypasses-policies", "internalTrafficPolicy: Local,", one + comma + two,
            kGateway, "n1", "10.9.0.1 10.9.0.2");
        row("svc.internal-traffic-policy: Cluster", "", one + comma + two, kCluster, "n1",
            "10.9.0.1 10.9.0.2");
        row("svc.internal-traffic-policy: Local", "internalTrafficPolicy: Local,",
            one + comma + two, kCluster, "n1", "10.9.0.1 | svc.internal-traffic-policy");
        row("svc.internal-traffic-policy: none on the node", "internalTrafficPolicy: Local,",
            one + comma + two, kCluster, "n3", " | svc.internal-traffic-policy");
        row("svc.internal-traffic-policy: none anywhere", "internalTrafficPolicy: Local,", notReady,
            kCluster, "n1", " | svc.clusterip.no-endpoints");
        row("svc.internal-traffic-policy: not from outside", "internalTrafficPolicy: Local,",
            one + comma + two, kOutside, "n1", "10.9.0.1 10.9.0.2");
        row("eps.consumers.terminating-fallback: per node with Local",
            "internalTrafficPolicy: Local,", leaving + comma + two, kCluster, "n1",
            "10.9.0.9 | eps.consumers.terminating-fallback");
        row("svc.external-traffic-policy: Local", "type: NodePort, externalTrafficPolicy: Local,",
            one + comma + two, kOutside, "n2", "10.9.0.2 | svc.external-traffic-policy");
        row("svc.external-traffic-policy: node unknown",
            "type: LoadBalancer, externalTrafficPolicy: Local,", one + comma + two, kOutside, "",
            "10.9.0.1 10.9.0.2 | svc.external-traffic-policy");
        row("svc.external-traffic-policy: not for the ClusterIP",
            "type: NodePort, externalTrafficPolicy: Local,", one + comma + two, kCluster, "n2",
            "10.9.0.1 10.9.0.2");
        const QString a = ready("10.9.0.1", "n1", ", hints: {forZones: [{name: z1}]}"),
                      b = ready("10.9.0.2", "n2", ", hints: {forZones: [{name: z2}]}");
        row("svc.traffic-distribution: hint names the zone", "", a + comma + b, kCluster, "n1",
            "10.9.0.1 | svc.traffic-distribution");
        row("svc.traffic-distribution: one has no hint", "", a + comma + two, kCluster, "n1",
            "10.9.0.1 10.9.0.2");
        row("svc.traffic-distribution: none fits", "", b, kCluster, "n1", "10.9.0.2");
        row("svc.traffic-distribution: gateways do not look", "", a + comma + b, kGateway, "n1",
            "10.9.0.1 10.9.0.2");
        row("svc.headless: no proxying", "clusterIP: None, internalTrafficPolicy: Local,",
            one + comma + two, kCluster, "n1", "10.9.0.1 10.9.0.2 | svc.headless");
        row("svc.headless.dns-ready", "clusterIP: None,", leaving, kCluster, "n1",
            " | svc.headless.dns-ready");
    }
    void choice() {
        QFETCH(QString, spec);
        QFETCH(QString, endpoints);
        QFETCH(int, path);
        QFETCH(QString, node);
        QFETCH(QString, expected);
        const auto world = worldOf(service(spec.toStdString() + " ports: [{port: 80}]") +
                                   slice("s", "port: 1", endpoints.toStdString()));
        const Dialer dialer{.path = Dialer::Path(path),
                            .node = node.toStdString(),
                            .zone = node == QLatin1String("n1") ? "z1" : "z9",
                            .sourceIp = "192.0.2.1"};
        QCOMPARE(choiceLine(*world, dialer), expected);
    }

    void clientsKeepTheirEndpoint() {
        std::string endpoints;
        for (int i = 1; i <= 8; ++i)
            endpoints += "{addresses: [10.9.0." + std::to_string(i) + "]},";
        const std::string spec = "sessionAffinity: ClientIP, ports: [{port: 80}]";
        const auto all = worldOf(service(spec) + slice("s", "port: 1", endpoints));
        const auto fewer = worldOf(
            service(spec) + slice("s", "port: 1", endpoints.substr(endpoints.find(',') + 1)));
        QSet<QString> used;
        for (int client = 1; client < 100; ++client) {
            const Dialer dialer{.path = Dialer::Path::ClusterIP,
                                .node = {},
                                .zone = {},
                                .sourceIp = "192.0.2." + std::to_string(client)};
            const QString chosen = choiceLine(*all, dialer);
            QCOMPARE(chosen, choiceLine(*all, dialer));
            QVERIFY(chosen.endsWith(QLatin1String("svc.session-affinity")));
            used << chosen;
            if (!chosen.startsWith(QLatin1String("10.9.0.1 ")))
                QCOMPARE(choiceLine(*fewer, dialer), chosen);
        }
        QCOMPARE(used.size(), 8);
    }

    void hintsComeFromTrafficDistribution_data() {
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("annotation");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* wish, const char* annotation,
                            const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(wish) << QString::fromLatin1(annotation)
                                << QString::fromLatin1(expected);
        };
        row("same zone", "PreferSameZone", "", "10.0.0.1 | svc.traffic-distribution");
        row("old name", "PreferClose", "", "10.0.0.1 | svc.traffic-distribution");
        row("same node", "PreferSameNode", "", "10.0.0.1 | svc.traffic-distribution");
        row("svc.traffic-distribution.order: annotation first", "PreferSameZone", "Auto",
            "10.0.0.1 10.0.0.2 | svc.traffic-distribution.order");
        row("none", "", "", "10.0.0.1 10.0.0.2");
    }
    void hintsComeFromTrafficDistribution() {
        QFETCH(QString, wish);
        QFETCH(QString, annotation);
        QFETCH(QString, expected);
        std::string yaml = kPods;
        for (const char* n : {"1", "2"})
            yaml += std::string("apiVersion: v1\nkind: Node\nmetadata: {name: n") + n +
                    ", labels: {topology.kubernetes.io/zone: z" + n + "}}\n---\n";
        yaml +=
            "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: "
            "{service.kubernetes.io/topology-mode: \"" +
            annotation.toStdString() + "\"}}\nspec: {trafficDistribution: \"" + wish.toStdString() +
            "\", selector: {app: web}, ports: [{port: 80}]}\n";
        const Dialer dialer{
            .path = Dialer::Path::ClusterIP, .node = "n1", .zone = "z1", .sourceIp = {}};
        QCOMPARE(choiceLine(*worldOf(yaml), dialer), expected);
    }
};

GATESIGHT_TEST(TestDelivery)

}  // namespace gatesight::simulator::tst_delivery

#include "tst_delivery.moc"
