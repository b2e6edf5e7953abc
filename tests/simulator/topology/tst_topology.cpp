// The graph of small worlds: who gets traffic and why others do not, ghosts, shares, paths.
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"
#include "tests/simulator/topology/support_topology.h"

namespace gatesight::simulator::tst_topology {

using namespace test;

namespace {

const std::string kGateway = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: any
  listeners:
    - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
    - {name: shop, port: 80, protocol: HTTP, hostname: shop.example.com, allowedRoutes: {namespaces: {from: All}}}
    - {name: own, port: 8080, protocol: HTTP}
---
)";

std::string route(const std::string& name, const std::string& spec,
                  const std::string& parent = "name: public, namespace: infra") {
    return "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: " + name +
           ", namespace: shop}\nspec: {parentRefs: [{" + parent + "}], " + spec + "}\n---\n";
}

std::string backend(const std::string& name, const std::string& ready = "True",
                    const std::string& namespace_ = "shop") {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: " + name +
           ", namespace: " + namespace_ + "}\nspec: {selector: {app: " + name +
           "}, ports: [{port: 80}]}\n---\n" +
           "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "-1, namespace: " + namespace_ +
           ", labels: {app: " + name + "}}\nspec: {containers: [{name: c}]}\n" +
           "status: {phase: Running, podIP: 10.0.0." + std::to_string(name.size()) +
           ", conditions: [{type: Ready, status: \"" + ready + "\"}]}\n---\n";
}

/// Lines that hold any of the words.
QStringList with(const QStringList& lines, const QStringList& words) {
    QStringList result;
    for (const QString& line : lines)
        for (const QString& word : words)
            if (line.contains(word)) {
                result << line;
                break;
            }
    return result;
}

}  // namespace

class TestTopology : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backendsBeyondTheCluster() {
        const std::string import =
            "apiVersion: multicluster.x-k8s.io/v1alpha1\nkind: ServiceImport\nmetadata: {name: %, "
            "namespace: shop}\nspec: {type: ClusterSetIP, ports: [{port: 80, protocol: TCP}]}\n---\n";
        const auto named = [](std::string text, const std::string& name) {
            return text.replace(text.find('%'), 1, name);
        };
        const auto topology = computeTopology(simulationOf(
            kGateway +
            route("out",
                  "rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: "
                  "bank}, {group: multicluster.x-k8s.io, kind: ServiceImport, name: near, port: 80}, "
                  "{group: multicluster.x-k8s.io, kind: ServiceImport, name: far, port: 80}]}]") +
            "apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XBackend\nmetadata: {name: bank, "
            "namespace: shop}\nspec: {type: ExternalHostname, externalHostname: {hostname: "
            "api.bank.example}, port: {port: 443}}\n---\n" +
            named(import, "near") + named(import, "far") +
            "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: near-1, namespace: "
            "shop, labels: {multicluster.kubernetes.io/service-name: near}}\naddressType: IPv4\n"
            "endpoints: [{addresses: [10.50.0.1]}]\nports: [{port: 8080}]\n"));
        COMPARE_LINES(with(nodeLines(*topology), {"shop", "Exit"}),
                      {"Listener/infra/public/shop getsTraffic", "ServiceImport/shop/near getsTraffic",
                       "ServiceImport/shop/far unknown", "XBackend/shop/bank getsTraffic",
                       "HTTPRoute/shop/out getsTraffic", "Rule/shop/out/0 getsTraffic",
                       "Exit/api.bank.example:443 unknown", "Exit/10.50.0.1:8080 getsTraffic"});
        COMPARE_LINES(with(edgeLines(*topology), {"Rule/shop/out/0 ->", "Exit"}),
                      {"Rule/shop/out/0 -> XBackend/shop/bank getsTraffic 1/3",
                       "Rule/shop/out/0 -> ServiceImport/shop/near getsTraffic 1/3",
                       "Rule/shop/out/0 -> ServiceImport/shop/far unknown 1/3",
                       "XBackend/shop/bank -> Exit/api.bank.example:443 getsTraffic",
                       "ServiceImport/shop/near -> Exit/10.50.0.1:8080 getsTraffic :8080"});
    }
    void aWholeChain() {
        const auto topology = computeTopology(
            simulationOf(kGateway +
                         route("cart",
                               "hostnames: [shop.example.com], rules: [{matches: [{path: "
                               "{value: /cart}}], backendRefs: [{name: cart, port: 80}]}]") +
                         backend("cart")));
        COMPARE_LINES(nodeLines(*topology),
                      {"Client/internet getsTraffic", "Gateway/infra/public getsTraffic",
                       "Listener/infra/public/http idle", "Listener/infra/public/shop getsTraffic",
                       "Listener/infra/public/own idle", "Service/shop/cart getsTraffic",
                       "HTTPRoute/shop/cart getsTraffic", "Rule/shop/cart/0 getsTraffic",
                       "Pod/shop/cart-1 getsTraffic"});
        COMPARE_LINES(edgeLines(*topology),
                      {"Client/internet -> Gateway/infra/public getsTraffic",
                       "Gateway/infra/public -> Listener/infra/public/http idle",
                       "Gateway/infra/public -> Listener/infra/public/shop getsTraffic",
                       "Gateway/infra/public -> Listener/infra/public/own idle",
                       "HTTPRoute/shop/cart -> Rule/shop/cart/0 getsTraffic",
                       "Rule/shop/cart/0 -> Service/shop/cart getsTraffic :80",
                       // listener.isolation: shop.example.com belongs to the more specific listener
                       "Listener/infra/public/http -> HTTPRoute/shop/cart idle shop.example.com",
                       "Listener/infra/public/shop -> HTTPRoute/shop/cart getsTraffic "
                       "shop.example.com",
                       "Service/shop/cart -> Pod/shop/cart-1 getsTraffic :80"});
        const GraphNode& rule = topology->nodes()[std::size_t(topology->find("Rule/shop/cart/0"))];
        QCOMPARE(text(rule.title), QString("/cart"));
        QCOMPARE(text(rule.subtitle), QString("PathPrefix"));
        QVERIFY(rule.role == NodeRole::Rule);
        QVERIFY(rule.node != model::kNoNode);
        const GraphNode& listener =
            topology->nodes()[std::size_t(topology->find("Listener/infra/public/shop"))];
        QCOMPARE(text(listener.subtitle), QString("HTTP :80 shop.example.com"));
    }

    void withoutIsolationTheOtherListenerAnswersToo() {
        Options options;
        options.without.insert("GatewayHTTPListenerIsolation");
        const auto topology = computeTopology(
            simulationOf(kGateway +
                             route("cart",
                                   "hostnames: [shop.example.com], rules: [{backendRefs: [{name: "
                                   "cart, port: 80}]}]") +
                             backend("cart"),
                         options));
        COMPARE_LINES(with(nodeLines(*topology), {"public/http"}),
                      {"Listener/infra/public/http getsTraffic"});
    }

    void nothingReadyMeansNoTraffic() {
        const auto topology = computeTopology(simulationOf(
            kGateway + route("cart", "rules: [{backendRefs: [{name: cart, port: 80}]}]") +
            backend("cart", "False")));
        COMPARE_LINES(
            with(nodeLines(*topology, true), {"cart", "infra/public "}),
            {"Gateway/infra/public idle (no request that comes in here is answered by anything "
             "ready)",
             "Service/shop/cart idle (none of its endpoints is ready)",
             "HTTPRoute/shop/cart idle (accepted, but no rule leads requests to anything that "
             "answers)",
             "Rule/shop/cart/0 idle (no backend has a ready endpoint)",
             "Pod/shop/cart-1 idle (the endpoint is not ready)"});
    }

    void sharesAreExact() {
        const auto topology = computeTopology(simulationOf(
            kGateway +
            route(
                "cart",
                "rules: [{filters: [{type: RequestMirror, requestMirror: {percent: 5, backendRef: "
                "{name: copy, port: 80}}}], backendRefs: [{name: one, port: 80, weight: 6}, {name: "
                "two, port: 80, weight: 2}, {name: off, port: 80, weight: 0}, {name: two, port: "
                "80, weight: 4}]}]") +
            backend("one") + backend("two") + backend("off") + backend("copy")));
        COMPARE_LINES(with(edgeLines(*topology), {"Rule/shop/cart/0 -> "}),
                      {"Rule/shop/cart/0 -> Service/shop/one getsTraffic 1/2",
                       "Rule/shop/cart/0 -> Service/shop/two getsTraffic 1/2",
                       "Rule/shop/cart/0 -> Service/shop/off idle 0",
                       "Rule/shop/cart/0 -> Service/shop/copy getsTraffic mirror 1/20"});
    }

    void ghosts_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("nodes");
        QTest::addColumn<QStringList>("edges");
        const auto row = [](const char* name, const std::string& yaml, const QStringList& words,
                            const QStringList& nodes, const QStringList& edges) {
            QTest::newRow(name) << text(yaml) << words << nodes << edges;
        };
        const std::string rules = "rules: [{backendRefs: [{name: cart, port: 80}]}]";
        row("no such Gateway",
            kGateway + route("cart", rules, "name: pubic, namespace: infra") + backend("cart"),
            {"Missing", "HTTPRoute/shop/cart r"},
            {"HTTPRoute/shop/cart refused", "Missing/Gateway/infra/pubic missing"},
            {"Missing/Gateway/infra/pubic -> HTTPRoute/shop/cart missing"});
        row("no such listener",
            kGateway + route("cart", rules, "name: public, namespace: infra, sectionName: shpo") +
                backend("cart"),
            {"Missing"}, {"Missing/Listener/infra/public/shpo missing"},
            {"Gateway/infra/public -> Missing/Listener/infra/public/shpo missing",
             "Missing/Listener/infra/public/shpo -> HTTPRoute/shop/cart missing"});
        row("namespace not allowed",
            kGateway + route("cart", rules, "name: public, namespace: infra, sectionName: own") +
                backend("cart"),
            {"-> HTTPRoute/shop/cart", "HTTPRoute/shop/cart r"}, {"HTTPRoute/shop/cart refused"},
            {"Listener/infra/public/own -> HTTPRoute/shop/cart refused"});
        row("no such Service",
            kGateway +
                route("cart",
                      "rules: [{backendRefs: [{name: crat, port: 80}, {name: cart, "
                      "port: 80}]}]") +
                backend("cart"),
            {"Missing", "Rule/shop/cart/0 -> "}, {"Missing/Service/shop/crat missing"},
            {"Rule/shop/cart/0 -> Missing/Service/shop/crat missing 1/2",
             "Rule/shop/cart/0 -> Service/shop/cart getsTraffic 1/2"});
        row("no such port",
            kGateway + route("cart", "rules: [{backendRefs: [{name: cart, port: 81}]}]") +
                backend("cart"),
            {"Rule/shop/cart/0 "}, {"Rule/shop/cart/0 idle"},
            {"HTTPRoute/shop/cart -> Rule/shop/cart/0 idle",
             "Rule/shop/cart/0 -> Service/shop/cart refused :81"});
        row("not permitted",
            kGateway +
                route("cart", "rules: [{backendRefs: [{name: db, namespace: data, port: 80}]}]") +
                backend("db", "True", "data"),
            {"Rule/shop/cart/0 "}, {"Rule/shop/cart/0 idle"},
            {"HTTPRoute/shop/cart -> Rule/shop/cart/0 idle",
             "Rule/shop/cart/0 -> Service/data/db refused :80"});
        row("permitted by a grant",
            kGateway +
                route("cart", "rules: [{backendRefs: [{name: db, namespace: data, port: 80}]}]") +
                backend("db", "True", "data") +
                "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: "
                "{name: shop-may, namespace: data}\nspec: {from: [{group: "
                "gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: '', "
                "kind: Service}]}\n",
            {"Rule/shop/cart/0 "}, {"Rule/shop/cart/0 getsTraffic"},
            {"HTTPRoute/shop/cart -> Rule/shop/cart/0 getsTraffic",
             "Rule/shop/cart/0 -> Service/data/db getsTraffic :80 by data/shop-may"});
        row("kind that is not supported",
            kGateway + route("cart",
                             "rules: [{backendRefs: [{name: b, kind: Bucket, group: "
                             "storage.example.com}]}]"),
            {"Bucket"}, {"Missing/Bucket/shop/b refused"},
            {"Rule/shop/cart/0 -> Missing/Bucket/shop/b refused"});
    }
    void ghosts() {
        QFETCH(QString, yaml);
        QFETCH(QStringList, words);
        const auto topology = computeTopology(simulationOf(yaml.toStdString()));
        QFETCH(QStringList, nodes);
        COMPARE_LINES(with(nodeLines(*topology), words), nodes);
        QFETCH(QStringList, edges);
        COMPARE_LINES(with(edgeLines(*topology), words), edges);
    }

    void ghostsNameTheNearest() {
        const auto topology = computeTopology(simulationOf(
            kGateway +
            route("a", "rules: [{backendRefs: [{name: crat, port: 80}]}]",
                  "name: pubic, namespace: infra") +
            route("b", "rules: []", "name: public, namespace: infra, sectionName: htp") +
            backend("cart")));
        QStringList nearest;
        for (const GraphNode& node : topology->nodes())
            if (node.state == NodeState::Missing)
                nearest << text(node.title) + QStringLiteral(": ") + text(node.nearest);
        nearest.sort();
        COMPARE_LINES(nearest, {"crat: cart", "htp: http", "pubic: public"});
    }

    void identicalMatchesOfAnOlderRouteWin() {
        const auto topology = computeTopology(simulationOf(
            kGateway +
            route("first",
                  "rules: [{matches: [{path: {value: /a/}}, {path: {value: /b}}], "
                  "backendRefs: [{name: cart, port: 80}]}]") +
            route("later",
                  "rules: [{matches: [{path: {value: /a}}], backendRefs: [{name: cart, port: "
                  "80}]}, {matches: [{path: {value: /a}, method: GET}], backendRefs: [{name: "
                  "cart, port: 80}]}]") +
            backend("cart")));
        COMPARE_LINES(
            with(nodeLines(*topology, true), {"Rule/"}),
            {"Rule/shop/first/0 getsTraffic",
             "Rule/shop/later/0 idle (rule 0 of shop/first takes the same requests first)",
             "Rule/shop/later/1 getsTraffic"});
    }

    void theWayOutIsTold_data() {
        QTest::addColumn<QString>("backends");
        QTest::addColumn<QString>("expected");
        QTest::newRow("an alias of the outside") << "{name: bank, port: 443}" << "egress, 198.51.100.50";
        QTest::newRow("a Pod as well")
            << "{name: bank, port: 443}, {name: cart, port: 80}" << "198.51.100.50";
        QTest::newRow("a Pod") << "{name: cart, port: 80}" << "198.51.100.50";
        QTest::newRow("nothing that is there") << "{name: nowhere, port: 80}" << "198.51.100.50";
    }
    void theWayOutIsTold() {
        QFETCH(QString, backends);
        QFETCH(QString, expected);
        const auto topology = computeTopology(simulationOf(
            kGateway + backend("cart") +
            "apiVersion: v1\nkind: Service\nmetadata: {name: bank, namespace: shop}\nspec: {type: "
            "ExternalName, externalName: api.bank.example, ports: [{port: 443}]}\n---\n" +
            route("out", "rules: [{backendRefs: [" + backends.toStdString() + "]}]")));
        const auto nodes = topology->nodes();
        QCOMPARE(text(nodes[static_cast<std::size_t>(topology->find("Gateway/infra/public"))]
                          .subtitle),
                 expected);
        const auto& exit =
            nodes[static_cast<std::size_t>(topology->find("Exit/api.bank.example"))];
        QCOMPARE(text(exit.kind + ", " + exit.subtitle),
                 QStringLiteral("ExternalHost, external host, by ExternalName"));
    }

    void redirectsAnswer() {
        const auto topology = computeTopology(simulationOf(
            kGateway + route("old",
                             "rules: [{filters: [{type: RequestRedirect, requestRedirect: "
                             "{scheme: https, statusCode: 301}}]}]")));
        COMPARE_LINES(with(nodeLines(*topology), {"old", "Exit"}),
                      {"HTTPRoute/shop/old getsTraffic", "Rule/shop/old/0 getsTraffic",
                       "Exit/redirect/301/https// getsTraffic"});
        Decision decision;
        decision.outcome = Outcome::Redirected;
        decision.listener = DecidedListener{"infra/public", "http", 80, "HTTP", "", ""};
        decision.route = DecidedRoute{"HTTPRoute", "shop", "old", 0, "", 0, 0};
        decision.redirect = Redirect{301, "https", "", 443, "/", "https://h/"};
        QStringList path;
        for (const std::string& key : topology->pathOf(decision))
            path << text(key);
        COMPARE_LINES(path,
                      {"Client/internet", "Gateway/infra/public", "Listener/infra/public/http",
                       "HTTPRoute/shop/old", "Rule/shop/old/0", "Exit/redirect/301/https//"});
    }

    void pathsEndWhereTheDecisionDid() {
        const auto topology =
            computeTopology(simulationOf(kGateway +
                                         route("cart",
                                               "rules: [{backendRefs: [{name: crat, port: 80}, "
                                               "{name: cart, port: 80}]}]") +
                                         backend("cart")));
        Decision decision;
        decision.listener = DecidedListener{"infra/public", "shop", 80, "HTTP", "", ""};
        const auto path = [&] {
            QStringList keys;
            for (const std::string& key : topology->pathOf(decision))
                keys << text(key);
            return keys.mid(3);
        };
        COMPARE_LINES(path(), {});
        decision.route = DecidedRoute{"HTTPRoute", "shop", "cart", 0, "", 0, 0};
        COMPARE_LINES(path(), {"HTTPRoute/shop/cart", "Rule/shop/cart/0"});
        decision.backend = DecidedBackend{"Service", "shop", "crat", 80, 1};
        COMPARE_LINES(path(),
                      {"HTTPRoute/shop/cart", "Rule/shop/cart/0", "Missing/Service/shop/crat"});
        decision.backend->name = "cart";
        decision.endpoint = DecidedEndpoint{"shop/cart-1", "10.0.0.4", "", 80, "", "", "shop/cart"};
        COMPARE_LINES(path(), {"HTTPRoute/shop/cart", "Rule/shop/cart/0", "Service/shop/cart",
                               "Pod/shop/cart-1"});
    }

    void focus_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* kind, const char* name, const char* field,
                            const char* expected) {
            QTest::addRow("%s %s %s", kind, name, field)
                << QString::fromLatin1(kind) << QString::fromLatin1(name)
                << QString::fromLatin1(field) << QString::fromLatin1(expected);
        };
        row("HTTPRoute", "shop/cart", "", "HTTPRoute/shop/cart");
        row("HTTPRoute", "shop/cart", "spec.rules[0].matches[1].path", "Rule/shop/cart/0");
        row("HTTPRoute", "shop/cart", "spec.rules[7]", "HTTPRoute/shop/cart");
        row("HTTPRoute", "shop/cart", "spec.hostnames[0]", "HTTPRoute/shop/cart");
        row("Gateway", "infra/public", "spec.listeners[1]", "Listener/infra/public/shop");
        row("Gateway", "infra/public", "spec.listeners[1].hostname", "Listener/infra/public/shop");
        row("Gateway", "infra/public", "spec.listeners[9]", "Gateway/infra/public");
        row("Gateway", "infra/public", "spec.listeners", "Gateway/infra/public");
        row("Service", "shop/cart", "", "Service/shop/cart");
        row("Pod", "shop/cart-1", "", "Pod/shop/cart-1");
        row("Service", "shop/crat", "", "Missing/Service/shop/crat");
        row("Secret", "shop/cart", "", "");
        row("", "/", "", "");
    }
    void focus() {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QString, field);
        const auto topology =
            computeTopology(simulationOf(kGateway +
                                         route("cart",
                                               "rules: [{backendRefs: [{name: crat, port: 80}, "
                                               "{name: cart, port: 80}]}]") +
                                         backend("cart")));
        Step step;
        step.subject = {kind.toStdString(), name.section(QLatin1Char('/'), 0, 0).toStdString(),
                        name.section(QLatin1Char('/'), 1).toStdString(), field.toStdString()};
        QTEST(text(topology->focusOf(step)), "expected");
    }

    void throughANode() {
        const auto topology = computeTopology(simulationOf(
            kGateway + route("cart", "rules: [{backendRefs: [{name: cart, port: 80}]}]") +
            route("other",
                  "rules: [{matches: [{path: {value: /o}}], backendRefs: [{name: other, "
                  "port: 80}]}]") +
            backend("cart") + backend("other")));
        QStringList keys;
        for (const std::uint32_t index :
             topology->through(std::uint32_t(topology->find("Rule/shop/cart/0"))))
            keys << text(topology->nodes()[index].key);
        COMPARE_LINES(keys,
                      {"Client/internet", "Gateway/infra/public", "Listener/infra/public/http",
                       "Listener/infra/public/shop", "Service/shop/cart", "HTTPRoute/shop/cart",
                       "Rule/shop/cart/0", "Pod/shop/cart-1"});
        QVERIFY(topology->through(UINT32_MAX).empty());
    }

    void namespacesKeepWhatLeadsToThem() {
        const Simulation simulation = simulationOf(
            kGateway + route("cart", "rules: [{backendRefs: [{name: cart, port: 80}]}]") +
            backend("cart") + backend("lonely", "True", "other"));
        TopologyOptions options;
        options.namespaces = {"other"};
        COMPARE_LINES(nodeLines(*computeTopology(simulation, options)),
                      {"Service/other/lonely idle", "Pod/other/lonely-1 idle"});
        options.namespaces = {"shop"};
        options.pods = false;
        COMPARE_LINES(nodeLines(*computeTopology(simulation, options)),
                      {"Client/internet getsTraffic", "Gateway/infra/public getsTraffic",
                       "Listener/infra/public/http getsTraffic",
                       "Listener/infra/public/shop getsTraffic", "Service/shop/cart getsTraffic",
                       "HTTPRoute/shop/cart getsTraffic", "Rule/shop/cart/0 getsTraffic"});
    }

    void outsideTheCluster() {
        const auto topology = computeTopology(simulationOf(
            "apiVersion: v1\nkind: Service\nmetadata: {name: bank, namespace: shop}\nspec: {type: "
            "ExternalName, externalName: api.bank.example}\n---\n"
            "apiVersion: v1\nkind: Service\nmetadata: {name: old, namespace: shop}\nspec: {type: "
            "LoadBalancer, ports: [{port: 80}]}\n---\n"
            "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s, namespace: "
            "shop, labels: {kubernetes.io/service-name: old}}\naddressType: IPv4\nports: [{port: "
            "3000}]\nendpoints: [{addresses: [192.0.2.7]}]\n"));
        COMPARE_LINES(nodeLines(*topology),
                      {"Client/internet getsTraffic", "Service/shop/bank idle",
                       "Service/shop/old getsTraffic", "Exit/api.bank.example unknown",
                       "Exit/192.0.2.7:3000 getsTraffic"});
        COMPARE_LINES(edgeLines(*topology),
                      {"Client/internet -> Service/shop/old getsTraffic LoadBalancer",
                       "Service/shop/bank -> Exit/api.bank.example unknown",
                       "Service/shop/old -> Exit/192.0.2.7:3000 getsTraffic :3000"});
    }

    // svc.load-balancer.internal
    void aLoadBalancerOfAPrivateNetwork() {
        const auto topology = computeTopology(simulationOf(
            "apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop, annotations: "
            "{networking.gke.io/load-balancer-type: Internal}}\nspec: {type: LoadBalancer, "
            "selector: {app: cart}, ports: [{port: 80}]}\n---\n" +
            backend("cart").substr(backend("cart").find("---\n") + 4)));
        COMPARE_LINES(with(nodeLines(*topology), {"Client"}),
                      {"Client/internet idle", "Client/private-network getsTraffic"});
        COMPARE_LINES(
            with(edgeLines(*topology), {"Client"}),
            {"Client/private-network -> Service/shop/cart getsTraffic internal LoadBalancer"});
    }

    void stopped() {
        std::stop_source source;
        source.request_stop();
        QVERIFY(!computeTopology(simulationOf(kGateway), {}, source.get_token()));
    }
};

GATESIGHT_TEST(TestTopology)

}  // namespace gatesight::simulator::tst_topology

#include "tst_topology.moc"
