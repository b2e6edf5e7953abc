// Whom network policies let use the ways out of the cluster, as the graph shows it: by hand, and
// against a look at every Pod on random clusters.
#include "simulator/topology/export.h"
#include "simulator/topology/topology.h"
#include "tests/house/test_program.h"
#include "tests/simulator/delivery/policy/support_plain_policies.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace gatesight::simulator::tst_exit_policies {

using namespace test;
using gatesight::test::Dice;
namespace plain = gatesight::test::plain;

namespace {

constexpr int kClusters = 300;

std::string pod(const std::string& namespace_, const std::string& name,
                const std::string& more = "") {
    return fmt::format(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: {}, namespace: {}, labels: {{app: {}}}}}\n"
        "spec: {{{}containers: [{{name: c, image: i}}]}}\n---\n",
        name, namespace_, name.substr(0, name.find('-')), more);
}

std::string alias(const std::string& host, const std::string& port = ", ports: [{port: 443}]") {
    return fmt::format(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: bank, namespace: shop}}\nspec: {{type: "
        "ExternalName, externalName: {}{}}}\n---\n",
        host, port);
}

std::string policy(const std::string& namespace_, const std::string& spec) {
    return fmt::format(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p, namespace: "
        "{}}}\nspec: {{{}}}\n---\n",
        namespace_, spec);
}

std::string gateway(const std::string& name) {
    return fmt::format(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: {}, namespace: "
        "infra}}\nspec: {{gatewayClassName: test, listeners: [{{name: http, port: 80, protocol: "
        "HTTP, allowedRoutes: {{namespaces: {{from: All}}}}}}]}}\n---\n",
        name);
}

std::string route(const std::string& name, const std::string& gateway, const std::string& backend) {
    return fmt::format(
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: {}, "
        "namespace: shop}}\nspec: {{parentRefs: [{{name: {}, namespace: infra}}], hostnames: "
        "[{}.example.com], rules: [{{backendRefs: [{{{}}}]}}]}}\n---\n",
        name, gateway, name, backend);
}

const std::string kPods = pod("shop", "web-1") + pod("shop", "web-2") + pod("pay", "till-1") +
                          pod("pay", "agent-1", "hostNetwork: true, ");
const std::string kXBackend =
    "apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XBackend\nmetadata: {name: bank, "
    "namespace: shop}\nspec: {type: ExternalHostname, externalHostname: {hostname: "
    "api.bank.example}, port: {port: 443}}\n---\n";
const std::string kClass =
    "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: test}\nspec: "
    "{controllerName: test.dev/c}\n---\n";
const std::string kOutBackend = "group: gateway.networking.x-k8s.io, kind: XBackend, name: bank";
const std::string kDatabase =
    "apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {ports: [{port: "
    "5432}]}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: db-1, "
    "namespace: shop, labels: {kubernetes.io/service-name: db}}\naddressType: IPv4\nendpoints: "
    "[{addresses: [203.0.113.9]}]\nports: [{port: 5432}]\n---\n";
const std::string kDenyShop = "podSelector: {}, policyTypes: [Egress]";

QString lineOf(const Topology& topology, const GraphEdge& edge) {
    std::string line = fmt::format("{} {}", topology.nodes()[edge.to].key, toString(edge.state));
    if (!edge.label.empty())
        line += fmt::format(" [{}]", edge.label);
    for (const ExitWay& way : edge.ways)
        line += fmt::format(" {}{} {}+{}+{}", toString(way.verdict),
                            way.gateway.empty() ? "" : " by " + way.gateway, way.allowed,
                            way.denied, way.unknown);
    return text(line);
}

/// Edges to exits.
QStringList exitLines(const Topology& topology) {
    QStringList lines;
    for (const GraphEdge& edge : topology.edges())
        if (topology.nodes()[edge.to].role == NodeRole::Exit)
            lines << lineOf(topology, edge);
    return lines;
}

TopologyPtr topologyOf(const std::string& yaml) {
    return computeTopology(*simulate(worldOf(yaml)));
}

}  // namespace

class TestExitPolicies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exits_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& yaml,
                            const QStringList& expected) {
            QTest::newRow(name) << text(yaml) << expected;
        };
        const std::string named = kPods + alias("api.bank.example");
        const std::string elsewhere = policy("other", "podSelector: {}");
        row("without policies nothing is said", named, {"Exit/api.bank.example unknown"});
        row("policies of others", named + elsewhere, {"Exit/api.bank.example unknown open 3+0+0"});
        row("some Pods may not go out", named + policy("shop", kDenyShop),
            {"Exit/api.bank.example unknown [1/3 Pods] partly 1+2+0"});
        row("nobody may",
            kPods + alias("api.bank.example") + policy("shop", kDenyShop) +
                policy("pay", kDenyShop),
            {"Exit/api.bank.example refused [denied] closed 0+3+0"});
        row("one port is open, and the Service names it",
            named + policy("shop", "podSelector: {}, egress: [{ports: [{port: 443}]}]"),
            {"Exit/api.bank.example unknown open 3+0+0"});
        row("one port is open, and the Service names another",
            kPods + alias("api.bank.example", ", ports: [{port: 80}]") +
                policy("shop", "podSelector: {}, egress: [{ports: [{port: 443}]}]"),
            {"Exit/api.bank.example unknown [1/3 Pods] partly 1+2+0"});
        row("any of the ports of the Service will do",
            kPods +
                alias("api.bank.example",
                      ", ports: [{name: a, port: 80}, {name: b, port: "
                      "443}]") +
                policy("shop", "podSelector: {}, egress: [{ports: [{port: 443}]}]"),
            {"Exit/api.bank.example unknown open 3+0+0"});
        row("one port is open, and nobody says which is called",
            kPods + alias("api.bank.example", "") +
                policy("shop", "podSelector: {}, egress: [{ports: [{port: 443}]}]") +
                policy("pay", kDenyShop),
            {"Exit/api.bank.example unknown [not known] unknown 0+1+2"});
        row("a range that may hold the host",
            named + policy("shop",
                           "podSelector: {}, egress: [{to: [{ipBlock: {cidr: "
                           "203.0.113.0/24}}]}], policyTypes: [Egress]"),
            {"Exit/api.bank.example unknown [1/3 Pods] partly 1+0+2"});
        row("an alias of a name of the cluster",
            kPods + alias("db.shop.svc.cluster.local") + elsewhere,
            {"Exit/db.shop.svc.cluster.local unknown"});
        row("an address", kPods + kDatabase + policy("shop", kDenyShop),
            {"Exit/203.0.113.9:5432 idle [1/3 Pods, :5432] partly 1+2+0"});
        row("a range that holds the address",
            kPods + kDatabase +
                policy("shop",
                       "podSelector: {}, egress: [{to: [{ipBlock: {cidr: "
                       "203.0.113.0/24}}]}], policyTypes: [Egress]"),
            {"Exit/203.0.113.9:5432 idle [:5432] open 3+0+0"});
        addGateways(row);
    }

    void exits() {
        QFETCH(QString, yaml);
        QFETCH(QStringList, expected);
        COMPARE_LINES(exitLines(*topologyOf(yaml.toStdString())), expected);
    }

    void words() {
        const auto topology =
            topologyOf(kPods + alias("api.bank.example") + policy("shop", kDenyShop));
        const std::string sentence =
            "network policies let 1 of 3 Pods go there; for example, NetworkPolicy shop/p isolates "
            "Pod "
            "shop/web-1 for egress, and has no rule that lets anybody out";
        const GraphEdge& edge = topology->edges().back();
        QCOMPARE(text(edge.why), text(sentence));
        QVERIFY(edge.counts());
        const auto& exit = topology->nodes()[edge.to];
        QCOMPARE(text(exit.why), text("nothing is known about what lies outside; " + sentence));
        const Layout layout = layOut(*topology);
        const auto json = toJson(*topology, layout);
        QCOMPARE(
            text(json["edges"].back()["policies"].dump()),
            text("[{\"verdict\":\"partly\",\"pods\":{\"allowed\":1,\"denied\":2,\"unknown\":0},"
                 "\"why\":\"NetworkPolicy shop/p isolates Pod shop/web-1 for egress, and has no "
                 "rule that lets anybody out\"}]"));
        const QString svg = text(toSvg(*topology, layout, {}));
        QVERIFY(svg.contains("<title>" + text(sentence) + "</title>"));
        QVERIFY(svg.contains(">1/3 Pods</text>"));
    }

    void sentences_data() {
        QTest::addColumn<QString>("gateway");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QList<int>>("pods");
        QTest::addColumn<QString>("sentence");
        using enum ExitWay::Verdict;
        const auto row = [](const char* gateway, ExitWay::Verdict verdict, const QList<int>& pods,
                            const char* sentence) {
            QTest::newRow(sentence) << gateway << static_cast<int>(verdict) << pods << sentence;
        };
        row("", Open, {1, 0, 0}, "network policies let all 1 Pod go there");
        row("", Open, {7, 0, 0}, "network policies let all 7 Pods go there");
        row("", Partly, {1, 2, 3},
            "network policies let 1 of 6 Pods go there; of 3 more it is not known");
        row("", Closed, {0, 2, 0}, "network policies let no Pod go there");
        row("", Unknown, {0, 2, 1},
            "whether network policies let any of 3 Pods go there is not known");
        row("i/g", Open, {0, 0, 0}, "network policies let Gateway i/g go there");
        row("i/g", Closed, {0, 0, 0}, "network policies keep Gateway i/g from going there");
        row("i/g", Unknown, {0, 0, 0},
            "whether network policies let Gateway i/g go there is not known");
        row("i/g", Open, {2, 0, 0}, "network policies let all 2 Pods go there through Gateway i/g");
        row("i/g", Closed, {0, 2, 0}, "network policies let no Pod go there through Gateway i/g");
        row("i/g", Unknown, {0, 0, 2},
            "whether network policies let any of 2 Pods go there through Gateway i/g is not known");
    }

    void sentences() {
        QFETCH(QString, gateway);
        QFETCH(int, verdict);
        QFETCH(QList<int>, pods);
        QFETCH(QString, sentence);
        const ExitWay way{.gateway = gateway.toStdString(),
                          .verdict = static_cast<ExitWay::Verdict>(verdict),
                          .allowed = static_cast<std::size_t>(pods[0]),
                          .denied = static_cast<std::size_t>(pods[1]),
                          .unknown = static_cast<std::size_t>(pods[2]),
                          .why = {}};
        QCOMPARE(text(sentenceOf(way)), sentence);
    }

    /// Pods are counted by kinds of them; here each is asked, by an evaluator of its own.
    void everyPodIsCounted() {
        std::size_t partly = 0;
        for (int i = 0; i < kClusters; ++i) {
            Dice dice(static_cast<std::uint64_t>(i) << 32);
            const plain::Cluster cluster = plain::randomCluster(dice);
            const auto topology =
                topologyOf("---\n" + plain::yamlOf(cluster) + "---\n" + kDatabase);
            ExitWay expected;
            for (const plain::Pod& each : cluster.pods) {
                if (each.hostNetwork)
                    continue;
                const std::string verdict =
                    verdictOf(cluster, each, (203u << 24) + (113u << 8) + 9, 5432, "TCP");
                (verdict == "allowed"  ? expected.allowed
                 : verdict == "denied" ? expected.denied
                                       : expected.unknown)++;
            }
            const int exit = topology->find("Exit/203.0.113.9:5432");
            QVERIFY(exit >= 0);
            const auto edge = std::ranges::find(topology->edges(), static_cast<std::uint32_t>(exit),
                                                &GraphEdge::to);
            if (edge->ways.empty()) {
                QVERIFY(cluster.policies.empty() || expected.pods() == 0);
                continue;
            }
            const ExitWay& way = edge->ways.front();
            QVERIFY2(way.allowed == expected.allowed && way.denied == expected.denied &&
                         way.unknown == expected.unknown,
                     fmt::format("cluster {}: {}+{}+{}, not {}+{}+{}\n{}", i, way.allowed,
                                 way.denied, way.unknown, expected.allowed, expected.denied,
                                 expected.unknown, plain::yamlOf(cluster))
                         .c_str());
            partly += way.verdict == ExitWay::Verdict::Partly ? 1 : 0;
        }
        QVERIFY2(partly > 20, fmt::format("only {} clusters with both", partly).c_str());
    }

private:
    template <class Row>
    static void addGateways(const Row& row) {
        const std::string out =
            kPods + kClass + gateway("out") + route("bank", "out", kOutBackend) + kXBackend;
        row("an egress Gateway that everybody may use", out + policy("other", "podSelector: {}"),
            {"Exit/api.bank.example:443 getsTraffic open by infra/out 3+0+0"});
        row("an egress Gateway that some may not come to", out + policy("shop", kDenyShop),
            {"Exit/api.bank.example:443 getsTraffic [1/3 Pods] partly by infra/out 1+2+0"});
        row("an egress Gateway that lets one namespace in",
            out + policy("infra",
                         "podSelector: {}, ingress: [{from: [{namespaceSelector: "
                         "{matchLabels: {kubernetes.io/metadata.name: shop}}}]}]"),
            {"Exit/api.bank.example:443 getsTraffic [2/3 Pods] partly by infra/out 2+1+0"});
        row("an egress Gateway that may not go out itself", out + policy("infra", kDenyShop),
            {"Exit/api.bank.example:443 refused [denied] closed by infra/out 0+0+0"});
        const std::string web =
            "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: "
            "{selector: {app: web}, ports: [{port: 80}]}\n---\n";
        row("a Gateway for visitors that leads out as well",
            out + route("web", "out", "name: web, port: 80") + web + policy("shop", kDenyShop),
            {"Exit/api.bank.example:443 getsTraffic open by infra/out 0+0+0"});
        row("Pods and a Gateway come to an address",
            kPods + kClass + gateway("in") + route("db", "in", "name: db, port: 5432") + kDatabase +
                policy("shop", kDenyShop),
            {"Exit/203.0.113.9:5432 getsTraffic [1/3 Pods, :5432] partly 1+2+0 open by infra/in "
             "0+0+0"});
    }
};

GATESIGHT_TEST(TestExitPolicies)

}  // namespace gatesight::simulator::tst_exit_policies

#include "tst_exit_policies.moc"
