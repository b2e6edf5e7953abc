// What lint says about the way from Services to Pods; rows are named by rule, each with its twin
// that is fine.
#include "simulator/delivery/delivery_findings.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::tst_delivery_findings {

using namespace test;

namespace {

std::string service(const std::string& spec) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {" + spec +
           "}\n---\n";
}

std::string pod(const std::string& labels, const std::string& ready = "True") {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: web-1, namespace: shop, labels: {" +
           labels +
           "}}\nspec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}\n"
           "status: {phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: \"" +
           ready + "\"}]}\n---\n";
}

std::string slice(const std::string& port) {
    return "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: web-a, "
           "namespace: "
           "shop, labels: {kubernetes.io/service-name: web}}\naddressType: IPv4\nports: [{" +
           port + "}]\nendpoints: [{addresses: [10.9.0.1]}]\n---\n";
}

const std::string kRoute =
    "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: "
    "shop}\nspec: {rules: [{backendRefs: [{name: web, port: 80}]}]}\n---\n";

}  // namespace

class TestDeliveryFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findings_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const std::string& yaml, const char* expected) {
            QTest::newRow(name) << text(yaml) << QString::fromUtf8(expected);
        };
        const std::string plain = service("selector: {app: web}, ports: [{port: 80}]");
        row("fine", kRoute + plain + pod("app: web"), "");
        row("svc.selector: nearest Pod", kRoute + plain + pod("app: wbe, tier: front"),
            "warning svc.selector spec.selector: port 80 of Service shop/web has no ready "
            "endpoint: "
            "its selector app=web fits no Pod; the nearest is web-1 with app=wbe");
        row("svc.selector: a label is missing",
            kRoute + service("selector: {app: web, tier: front}, ports: [{port: 80}]") +
                pod("app: web"),
            "warning svc.selector spec.selector: port 80 of Service shop/web has no ready "
            "endpoint: "
            "its selector app=web,tier=front fits no Pod; the nearest is web-1 with no label tier");
        row("svc.selector: no Pods at all", kRoute + plain,
            "warning svc.selector spec.selector: port 80 of Service shop/web has no ready "
            "endpoint: "
            "its selector app=web fits no Pod: none is loaded in namespace shop");
        row("svc.selector: a workload at rest",
            kRoute + plain +
                "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop-web, namespace: "
                "shop}\nspec: {replicas: 0, selector: {matchLabels: {app: web}}, template: "
                "{metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: b}]}}}\n",
            "warning svc.selector spec.selector: port 80 of Service shop/web has no ready "
            "endpoint: its selector app=web fits the Pods of Deployment shop-web, which has none "
            "of them");
        row("svc.selector: no route leads there", plain,
            "info svc.selector spec.selector: port 80 of Service shop/web has no ready endpoint: "
            "its "
            "selector app=web fits no Pod: none is loaded in namespace shop");
        row("svc.selector: told once",
            service("selector: {app: web}, ports: [{name: a, port: 80}, "
                    "{name: b, port: 81}]"),
            "info svc.selector spec.selector: port 80 of Service shop/web has no ready endpoint: "
            "its "
            "selector app=web fits no Pod: none is loaded in namespace shop");
        row("svc.selector: none and no slices", kRoute + service("ports: [{port: 80}]"),
            "warning svc.selector : port 80 of Service shop/web has no ready endpoint: it has "
            "neither a selector nor an EndpointSlice, so it leads nowhere");
        row("svc.target-port.name.missing",
            kRoute + service("selector: {app: web}, ports: [{port: 80, targetPort: htpt}]") +
                pod("app: web"),
            "warning svc.target-port.name.missing spec.ports[0].targetPort: port 80 of Service "
            "shop/web has no ready endpoint: targetPort \"htpt\" names no TCP port of its Pods "
            "(web-1); they have http/TCP");
        row("svc.target-port.name",
            kRoute + service("selector: {app: web}, ports: [{port: 80, targetPort: http}]") +
                pod("app: web"),
            "");
        row("eps.consumers.ready", kRoute + plain + pod("app: web", "False"),
            "warning eps.consumers.ready : port 80 of Service shop/web has no ready endpoint: no "
            "Pod "
            "behind it is ready: web-1");
        row("eps.port-by-name",
            kRoute + service("ports: [{name: web, port: 80}]") + slice("name: http, port: 3000"),
            "warning eps.port-by-name spec.ports[0]: port 80 of Service shop/web has no ready "
            "endpoint: EndpointSlice web-a has port \"http\"/TCP, but the Service's port is "
            "\"web\"/TCP; they are joined by name");
        row("eps.port-by-name: protocol",
            kRoute + service("ports: [{port: 80}]") + slice("port: 3000, protocol: UDP"),
            "warning eps.port-by-name spec.ports[0]: port 80 of Service shop/web has no ready "
            "endpoint: EndpointSlice web-a has port \"\"/UDP, but the Service's port is \"\"/TCP; "
            "they are joined by name and protocol");
        row("eps.port-by-name: fine",
            kRoute + service("ports: [{name: web, port: 80}]") + slice("name: web, port: 3000"),
            "");
        row("svc.external-name: nothing to say",
            service("type: ExternalName, externalName: a.example.com, ports: [{port: 80}]"), "");
    }
    void findings() {
        QFETCH(QString, yaml);
        const auto world = worldOf(yaml.toStdString());
        const auto control = computeControlPlane(*world, {});
        QStringList lines;
        for (const model::Finding& finding :
             deliveryFindings(*world, *control, *computeDelivery(*world))) {
            lines << text(toString(finding.severity)) + QLatin1Char(' ') + text(finding.rule) +
                         QLatin1Char(' ') + text(finding.field) + QStringLiteral(": ") +
                         text(finding.message);
            QVERIFY(finding.source.known());
            QVERIFY(!finding.object.empty());
        }
        QTEST(lines.join(QLatin1Char('\n')), "expected");
    }
};

GATESIGHT_TEST(TestDeliveryFindings)

}  // namespace gatesight::simulator::tst_delivery_findings

#include "tst_delivery_findings.moc"
