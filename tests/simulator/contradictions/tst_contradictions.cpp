// Small worlds with policies, routes and ways in, and the contradictions that they hold.
#include "simulator/all_findings.h"
#include "simulator/contradictions/contradictions.h"
#include "tests/house/test_program.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::simulator::tst_contradictions {

using namespace test;

namespace {

/// Two Pods behind a Service, one of which serves another port, too; a Gateway, and clients in
/// three namespaces.
constexpr auto kShop = R"(
apiVersion: v1
kind: Namespace
metadata: {name: infra, labels: {team: infra}}
---
apiVersion: v1
kind: Namespace
metadata: {name: pay, labels: {team: pay}}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: apps, labels: {app: client}}
spec: {nodeName: n1, containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.1.0.1}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: pay, labels: {app: client}}
spec: {nodeName: n1, containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.1.0.2}
---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: pay, labels: {app: agent}}
spec: {nodeName: n1, hostNetwork: true, containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.0.0.1}
---
apiVersion: v1
kind: Pod
metadata: {name: done, namespace: pay, labels: {app: client}}
spec: {nodeName: n1, containers: [{name: c, image: i}]}
status: {phase: Succeeded, podIP: 10.1.0.3}
---
apiVersion: v1
kind: Pod
metadata: {name: shop-1, namespace: apps, labels: {app: shop, version: one}}
spec: {nodeName: n2, containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.2.0.1}
---
apiVersion: v1
kind: Pod
metadata: {name: shop-2, namespace: apps, labels: {app: shop, version: two}}
spec: {nodeName: n2, containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.2.0.2}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: apps, labels: {app: db}}
spec: {nodeName: n2, containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.2.0.9}
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: apps}
spec: {clusterIP: 10.96.0.7, selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: authz, namespace: apps}
spec: {clusterIP: 10.96.0.8, selector: {app: db}, ports: [{port: 9000}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: test}
spec: {controllerName: test.dev/controller}
---
)";

constexpr auto kGateway = R"(
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: test
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
)";

std::string route(const std::string& filters = "", const std::string& more = "") {
    return fmt::format(R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {{name: r, namespace: apps}}
spec:
  parentRefs: [{{name: gw, namespace: infra}}]
  rules:
    - backendRefs: [{{name: shop, port: 80}}]
{}{}---
)",
                       filters, more);
}

std::string meshRoute(const std::string& namespace_) {
    return fmt::format(R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {{name: mesh, namespace: {}}}
spec:
  parentRefs: [{{group: "", kind: Service, name: shop, namespace: apps, port: 80}}]
  rules:
    - backendRefs: [{{name: shop, namespace: apps, port: 80}}]
---
)",
                       namespace_);
}

std::string policy(const std::string& spec, const std::string& namespace_ = "apps") {
    return fmt::format(R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: p, namespace: {}}}
spec: {{{}}}
---
)",
                       namespace_, spec);
}

std::string adminPolicy(const std::string& name, const std::string& rules, int priority = 5) {
    return fmt::format(R"(
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {{name: {}}}
spec:
  tier: Admin
  priority: {}
  subject: {{pods: {{namespaceSelector: {{}}, podSelector: {{matchLabels: {{app: shop}}}}}}}}
  {}
---
)",
                       name, priority, rules);
}

std::string service(const std::string& name, const std::string& spec) {
    return fmt::format(
        "\napiVersion: v1\nkind: Service\nmetadata: {{name: {}, namespace: apps}}\nspec: {{{}}}\n"
        "---\n",
        name, spec);
}

/// A load balancer with an annotation, in front of the database unless told otherwise.
std::string balancer(const std::string& annotation, const std::string& port,
                     const std::string& app = "db") {
    return fmt::format(
        "\napiVersion: v1\nkind: Service\nmetadata: {{name: db, namespace: apps, annotations: "
        "{{{}}}}}\nspec: {{type: LoadBalancer, selector: {{app: {}}}, ports: [{}]}}\n---\n",
        annotation, app, port);
}

constexpr auto kBackendTls =
    "\napiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: "
    "verified, namespace: apps}\nspec: {targetRefs: [{group: \"\", kind: Service, name: shop}], "
    "validation: {hostname: shop.example.com, wellKnownCACertificates: System}}\n---\n";

constexpr auto kAuth =
    "      filters:\n"
    "        - type: ExternalAuth\n"
    "          externalAuth: {protocol: HTTP, backendRef: {name: authz, port: 9000}, http: {}}\n";
constexpr auto kHeader =
    "      filters:\n"
    "        - type: RequestHeaderModifier\n"
    "          requestHeaderModifier: {set: [{name: x-team, value: apps}]}\n";
constexpr auto kLimit =
    "      filters:\n"
    "        - type: ExtensionRef\n"
    "          extensionRef: {group: example.com, kind: RateLimit, name: slow}\n";
constexpr auto kRateLimit =
    "apiVersion: example.com/v1\nkind: RateLimit\nmetadata: {name: slow, namespace: apps}\n---\n";

constexpr auto kIngressOfInfra =
    "podSelector: {matchLabels: {app: shop}}, ingress: [{from: [{namespaceSelector: {matchLabels: "
    "{team: infra}}}]}]";
constexpr auto kDenyAll = "podSelector: {matchLabels: {app: shop}}, policyTypes: [Ingress]";
constexpr auto kNodePort =
    "type: NodePort, selector: {app: shop}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]";

std::string deciderText(const Contradiction& row) {
    const std::string rule = row.decider.rule == DecidingPolicy::kNoRule
                                 ? ""
                                 : fmt::format(" {}[{}]", row.decider.direction, row.decider.rule);
    return fmt::format("{}{} {}", row.names.policy.empty() ? "nobody" : row.names.policy, rule,
                       row.decider.why);
}

QString lineOf(const Contradiction& row) {
    std::string text =
        fmt::format("{} {} {}", toString(row.severity), row.rule, toString(row.extent));
    if (row.kind == Contradiction::Kind::Dropped)
        text += fmt::format(" {} {} {}:{} via {} {}+{}/{}", row.names.route, row.role,
                            row.names.service, row.port,
                            row.names.gateway.empty() ? "mesh" : row.names.gateway, row.dropped,
                            row.unknown, row.endpoints);
    else
        text += fmt::format(" {}:{}", row.names.service, row.port);
    if (!row.safeguards.empty())
        text += fmt::format(" past [{}]", fmt::join(row.safeguards, ", "));
    for (const auto& [word, callers] :
         {std::pair("pods", &row.callers), std::pair("maybe", &row.maybeCallers)})
        if (callers->pods > 0)
            text += fmt::format(" {} {}/{} {}", word, callers->pods, callers->namespaces,
                                callers->example);
    if (!row.fronts.empty())
        text += fmt::format(" from [{}]", fmt::join(row.fronts, ", "));
    if (!row.maybeFronts.empty())
        text += fmt::format(" perhaps [{}]", fmt::join(row.maybeFronts, ", "));
    return test::text(text + " by " + deciderText(row));
}

QStringList linesFor(const std::string& yaml, const QStringList& choices) {
    Options options;
    for (const QString& choice : choices)
        if (!setChoice(options.choices, choice.toStdString()))
            qFatal("no such choice");
    const SimulationPtr simulation = simulate(worldOf(yaml), options);
    QStringList lines;
    for (const Contradiction& row : contradictionsOf(*simulation))
        lines << lineOf(row);
    return lines;
}

}  // namespace

class TestContradictions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worlds_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QStringList>("choices");
        QTest::addColumn<QStringList>("expected");
        addDropped();
        addMesh();
        addPastGateway();
        addExposed();
    }

    void worlds() {
        QFETCH(QString, yaml);
        QFETCH(QStringList, choices);
        QFETCH(QStringList, expected);
        COMPARE_LINES(linesFor(kShop + yaml.toStdString(), choices), expected);
    }

    /// Words, places and the finding of a row that has everything.
    void aRowAsPeopleReadIt() {
        const std::string yaml =
            kShop + std::string(kGateway) + route() +
            policy(
                "podSelector: {matchLabels: {app: shop}}, ingress: [{from: [{namespaceSelector: "
                "{matchLabels: {team: infra}}}], ports: [{port: 80}]}]");
        const SimulationPtr simulation = simulate(worldOf(yaml));
        const auto rows = contradictionsOf(*simulation);
        QCOMPARE(rows.size(), std::size_t(1));
        const Contradiction& row = rows.front();
        QCOMPARE(QString::fromStdString(row.promised),
                 QStringLiteral("HTTPRoute apps/r sends requests to apps/shop:80 through Gateway "
                                "infra/gw"));
        QCOMPARE(QString::fromStdString(row.happens),
                 QStringLiteral("network policies keep Gateway infra/gw from all of its 2 ready "
                                "endpoints"));
        QCOMPARE(
            QString::fromStdString(row.decider.hint),
            QStringLiteral("it would be let through if a rule named 8080, the port of the Pod, "
                           "where it names 80, the Service's"));
        const model::SourceLocation ref = simulation->world->object(row.route).origin.locate(
            std::get<model::HTTPRoute>(simulation->world->object(row.route).resource)
                .rules.front()
                .backendRefs.front()
                .ref.node);
        QVERIFY(row.source == ref);
        QVERIFY(row.decider.source.known());
        const auto findings = allFindings(*simulation);
        const auto found = std::ranges::find(findings, "promise.dropped", &model::Finding::rule);
        QVERIFY(found != findings.end());
        QCOMPARE(
            QString::fromStdString(found->message),
            QString::fromStdString(row.promised + ", but " + row.happens + ": " + row.decider.text +
                                   "; " + row.decider.hint + "; " + row.assumed));
        QCOMPARE(QString::fromStdString(row.assumed),
                 QStringLiteral("its proxies are taken to run in Pods of its namespace that are "
                                "labelled with its name (gateway-data-plane=own-pods)"));
        QCOMPARE(QString::fromStdString(found->field), QStringLiteral("spec.rules[0]"));
        QCOMPARE(found->related.size(), std::size_t(1));
    }

    void whatToDo_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("remedy");
        const auto remedy = [](const char* name, const std::string& yaml, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(yaml) << QString::fromUtf8(expected);
        };
        const std::string base = std::string(kGateway) + route();
        constexpr auto kOthers =
            "podSelector: {matchLabels: {app: shop}}, ingress: [{from: [{podSelector: {}}]}]";
        remedy("a policy without rules", base + policy(kDenyAll),
               "let Pods of namespace infra labelled gateway.networking.k8s.io/gateway-name=gw in "
               "at TCP 8080, by a NetworkPolicy that selects Pods of namespace apps labelled "
               "app=shop,version=one");
        remedy("a policy for others", base + policy(kOthers),
               "let Pods of namespace infra labelled gateway.networking.k8s.io/gateway-name=gw in "
               "at TCP 8080, by a rule of NetworkPolicy apps/p");
        remedy("the Service's port",
               base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{ports: [{port: "
                             "80}]}]"),
               "it would be let through if a rule named 8080, the port of the Pod, where it names "
               "80, the Service's");
        remedy("both ends",
               base + policy(kDenyAll) + policy("podSelector: {}, policyTypes: [Egress]", "infra"),
               "let Pods of namespace infra labelled gateway.networking.k8s.io/gateway-name=gw out "
               "to Pods of namespace apps labelled app=shop,version=one at TCP 8080, by a "
               "NetworkPolicy that selects Pods of namespace infra labelled "
               "gateway.networking.k8s.io/gateway-name=gw; and let Pods of namespace infra "
               "labelled gateway.networking.k8s.io/gateway-name=gw in at TCP 8080, by a "
               "NetworkPolicy that selects Pods of namespace apps labelled app=shop,version=one");
        remedy("a rule for the whole cluster",
               base + adminPolicy("no-infra",
                                  "ingress: [{action: Deny, from: [{namespaces: {matchLabels: "
                                  "{team: infra}}}]}]"),
               "let Pods of namespace infra labelled gateway.networking.k8s.io/gateway-name=gw in "
               "at TCP 8080, by a rule before ClusterNetworkPolicy no-infra ingress[0], which no "
               "NetworkPolicy can overrule");
        remedy("labels that nobody knows of",
               base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                             "[{namespaceSelector: {}, podSelector: {matchLabels: {app: "
                             "proxy}}}]}]"),
               "load the Pods of the Gateway, or say where they run (--spec "
               "gateway-data-plane=...)");
        remedy("guarded, and open to the cluster", kGateway + route(kAuth),
               "let a NetworkPolicy that selects the Pods of Service apps/shop admit nobody but "
               "the proxies of Gateway infra/gw");
        remedy("guarded, and a fence with a hole",
               kGateway + route(kAuth) +
                   policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                          "[{namespaceSelector: {}}]}]"),
               "narrow NetworkPolicy apps/p ingress[0] to the proxies of Gateway infra/gw");
        remedy("exposed",
               kGateway + service("db",
                                  "type: NodePort, selector: {app: db}, ports: [{port: 5432, "
                                  "nodePort: 30432}]"),
               "make Service apps/db a ClusterIP without external IPs or keep the outside from its "
               "Pods by a policy, or let a route of a Gateway lead there");
    }

    void whatToDo() {
        QFETCH(QString, yaml);
        QFETCH(QString, remedy);
        const auto rows = contradictionsOf(*simulate(worldOf(kShop + yaml.toStdString())));
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(rows.front().remedy), remedy);
    }

    /// Where several policies isolate a Pod, the rule that comes nearest is shown.
    void whichLineIsShown() {
        const std::string yaml = kShop + std::string(kGateway) + route() +
                                 policy("podSelector: {}, policyTypes: [Ingress]") + R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: meant, namespace: apps}
spec:
  podSelector: {matchLabels: {app: shop}}
  ingress:
    - ports: [{port: 9090}]
      from: [{podSelector: {}}]
    - ports: [{port: 9090}]
      from: [{namespaceSelector: {matchLabels: {team: infra}}}]
    - ports: [{port: 8080}]
      from: [{podSelector: {}}]
)";
        const auto rows = contradictionsOf(*simulate(worldOf(yaml)));
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(rows.front().names.policy),
                 QStringLiteral("NetworkPolicy apps/meant"));
        const auto at = yaml.find("- ports: [{port: 9090}]\n      from: [{namespaceSelector");
        QCOMPARE(std::size_t(rows.front().decider.source.position.line),
                 std::size_t(std::ranges::count(yaml.substr(0, at), '\n')) + 1);
    }

    /// Of the clients of a mesh one is named that may call the Service before the route.
    void whoMissesTheBackend() {
        const auto rows = contradictionsOf(*simulate(worldOf(kShop + std::string(R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: mesh, namespace: apps}
spec:
  parentRefs: [{group: "", kind: Service, name: shop, port: 80}]
  rules: [{backendRefs: [{name: authz, port: 9000}]}]
---
)") + policy("podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]") +
                                                          R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop, namespace: apps}
spec:
  podSelector: {matchLabels: {app: shop}}
  ingress: [{from: [{namespaceSelector: {matchLabels: {team: pay}}}]}]
)")));
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY2(rows.front().decider.text.contains("lets anybody in"),
                 rows.front().decider.text.c_str());
        QVERIFY2(rows.front().remedy.starts_with(
                     "let Pods of namespace pay labelled app=client in"),
                 rows.front().remedy.c_str());
    }

    /// Pods that people think of as clients are named first, wherever they stand.
    void whoIsNamed() {
        const auto first = [](const std::string& namespace_, const std::string& more) {
            const auto rows = contradictionsOf(*simulate(worldOf(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: coredns, namespace: " + namespace_ +
                "}\nspec: {containers: [{name: c, image: i}]}\nstatus: {phase: Running, podIP: "
                "10.0.0.53}\n---\n" +
                kShop + more)));
            return rows.size() == 1 ? rows.front() : Contradiction();
        };
        const std::string guarded = kGateway + route(kAuth);
        QCOMPARE(first("kube-system", guarded).callers.example, std::string("Pod pay/client"));
        QCOMPARE(first("a-system", guarded).callers.example, std::string("Pod a-system/coredns"));
        QCOMPARE(first("kube-system", guarded).callers.pods, std::size_t(2));
        const Contradiction inMesh = first(
            "a-system",
            meshRoute("apps") + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                                       "[{podSelector: {matchLabels: {app: nobody}}}]}]"));
        QVERIFY2(inMesh.decider.text.contains("lets Pod apps/client reach Pod apps/shop-1"),
                 inMesh.decider.text.c_str());
    }

private:
    static void row(const char* name, const std::string& yaml, const QStringList& expected,
                    const QStringList& choices = {}) {
        QTest::newRow(name) << QString::fromStdString(yaml) << choices << expected;
    }

    static void addDropped() {
        const std::string base = std::string(kGateway) + route();
        row("nobody isolates", base, {});
        row("the Gateway's namespace is let in", base + policy(kIngressOfInfra), {});
        row("a default deny", base + policy(kDenyAll),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/p np.no-rules"});
        row("others are let in",
            base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                          "[{podSelector: {}}]}]"),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/p np.isolation"});
        row("one of two endpoints",
            base + policy("podSelector: {matchLabels: {version: two}}, policyTypes: [Ingress]"),
            {"warning promise.dropped Some HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway infra/gw 1+0/2 by NetworkPolicy apps/p np.no-rules"});
        row("the Service's port in place of the Pod's",
            base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{ports: [{port: "
                          "80}]}]"),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/p np.port.pod-port"});
        row("the name of the Pod's port",
            base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{ports: [{port: "
                          "http}]}]"),
            {});
        row("labels that nobody knows of",
            base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                          "[{namespaceSelector: {}, podSelector: {matchLabels: {app: proxy}}}]}]"),
            {"info promise.not-known Unknown HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway infra/gw 0+2/2 by NetworkPolicy apps/p ingress[0] np.label-selector"});
        row("the Gateway's label",
            base + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                          "[{namespaceSelector: {}, podSelector: {matchLabels: "
                          "{gateway.networking.k8s.io/gateway-name: gw}}}]}]"),
            {});
        row("proxies on the nodes", base + policy(kIngressOfInfra),
            {"info promise.not-known Unknown HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway infra/gw 0+2/2 by NetworkPolicy apps/p np.node"},
            {"gateway-data-plane=node"});
        row("proxies outside", base + policy(kIngressOfInfra),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/p np.isolation"},
            {"gateway-data-plane=outside"});
        row("proxies of this class outside", base + policy(kIngressOfInfra),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/p np.isolation"},
            {"gateway-data-plane.test=outside"});
        row("nobody enforces policies", base + policy(kDenyAll), {}, {"network-policies=ignored"});
        const auto named = [](std::string yaml) {
            return yaml.replace(yaml.find("name: p,"), 7, "name: meant");
        };
        row("a default deny beside the policy that was meant to let it in",
            base + policy(kDenyAll) +
                named(policy("podSelector: {matchLabels: {version: one}}, ingress: [{from: "
                             "[{podSelector: {}}]}]")),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/meant np.isolation"});
        row("what leaves the Gateway's namespace",
            base + policy("podSelector: {}, policyTypes: [Egress]", "infra"),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy infra/p np.no-rules"});
        row("a rule for the whole cluster",
            base + policy(kIngressOfInfra) +
                adminPolicy("no-infra",
                            "ingress: [{action: Deny, from: [{namespaces: "
                            "{matchLabels: {team: infra}}}]}]"),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by ClusterNetworkPolicy no-infra ingress[0] np.tier.deny"});
        row("the auth service",
            std::string(kGateway) + route(kAuth) +
                policy("podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]"),
            {"warning promise.dropped All HTTPRoute apps/r auth Service apps/authz:9000 via "
             "Gateway "
             "infra/gw 1+0/1 by NetworkPolicy apps/p np.no-rules",
             "info promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod pay/client by nobody np.default-allow"});
        row("a backend without weight", std::string(kGateway) + R"(
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: apps}
spec:
  parentRefs: [{name: gw, namespace: infra}]
  rules:
    - backendRefs: [{name: authz, port: 9000}, {name: shop, port: 80, weight: 0}]
---
)" + policy(kDenyAll),
            {});
        row("a route that nobody accepts",
            R"(
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
  gatewayClassName: test
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
)" + route() + policy(kDenyAll),
            {});
        row("rules of one route are one row",
            std::string(kGateway) +
                route("",
                      "    - {matches: [{path: {value: /a}}], backendRefs: [{name: shop, port: "
                      "80}]}\n") +
                policy(kDenyAll),
            {"warning promise.dropped All HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway "
             "infra/gw 2+0/2 by NetworkPolicy apps/p np.no-rules"});
    }

    static void addMesh() {
        row("no client of a mesh is let in", meshRoute("apps") + policy(kDenyAll),
            {"warning promise.dropped All HTTPRoute apps/mesh backend Service apps/shop:80 via "
             "mesh "
             "2+0/2 by NetworkPolicy apps/p np.no-rules"});
        row("some client of a mesh is let in",
            meshRoute("apps") + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                                       "[{namespaceSelector: {matchLabels: {team: pay}}}]}]"),
            {});
        row("no client of a consumer route is let in",
            meshRoute("pay") +
                policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                       "[{podSelector: {}}]}]") +
                "\napiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: "
                "{name: g, namespace: apps}\nspec: {from: [{group: gateway.networking.k8s.io, "
                "kind: HTTPRoute, namespace: pay}], to: [{group: \"\", kind: Service}]}\n---\n",
            {"warning promise.dropped All HTTPRoute pay/mesh backend Service apps/shop:80 via mesh "
             "2+0/2 by NetworkPolicy apps/p np.isolation"});
    }

    static void addPastGateway() {
        const std::string guarded = std::string(kGateway) + route(kAuth);
        row("guarded, and open to the cluster", guarded,
            {"info promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod pay/client by nobody np.default-allow"});
        row("guarded, and fenced", guarded + policy(kIngressOfInfra), {});
        row("guarded, and open by a rule",
            guarded + policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                             "[{namespaceSelector: {}}]}]"),
            {"info promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod pay/client by NetworkPolicy apps/p ingress[0] np.peer.namespace-selector"});
        row("guarded, and a node port", guarded + service("np", kNodePort),
            {"warning promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod pay/client from [node port 30080 of Service apps/np] by nobody "
             "np.default-allow"});
        row("guarded, a node port, and fenced",
            guarded + service("np", kNodePort) + policy(kIngressOfInfra), {});
        row("guarded, a node port, and some addresses are let in",
            guarded + service("np", kNodePort) +
                policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                       "[{namespaceSelector: {matchLabels: {team: infra}}}, {ipBlock: {cidr: "
                       "203.0.113.0/24}}]}]"),
            {"info promise.bypassed Unknown Service apps/shop:80 past [ExternalAuth authz] perhaps "
             "[node port 30080 of Service apps/np] by NetworkPolicy apps/p ingress[0] "
             "np.peer.ip-block"});
        row("a filter of the controller's own",
            std::string(kGateway) + kRateLimit + route(kLimit) + service("np", kNodePort),
            {"warning promise.bypassed All Service apps/shop:80 past [RateLimit slow] pods 1/1 Pod "
             "pay/client from [node port 30080 of Service apps/np] by nobody np.default-allow"});
        row("no filter, and a node port",
            std::string(kGateway) + route() + service("np", kNodePort),
            {"info promise.bypassed All Service apps/shop:80 from [node port 30080 of Service "
             "apps/np] by nobody np.default-allow"});
        row("guarded, and a load balancer of a private network",
            guarded + balancer("service.beta.kubernetes.io/aws-load-balancer-scheme: internal",
                               "{port: 80, targetPort: 8080}", "shop"),
            {"info promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod pay/client from [port 80 of the load balancer of Service apps/db (internal by "
             "service.beta.kubernetes.io/aws-load-balancer-scheme)] by nobody np.default-allow"});
        row("no filter", std::string(kGateway) + route(), {});
        row("TLS to the backend, and nothing is fenced",
            std::string(kGateway) + route() + kBackendTls, {});
        row("TLS to the backend, and the fence has a hole",
            std::string(kGateway) + route() + kBackendTls +
                policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                       "[{namespaceSelector: {}}]}]"),
            {"info promise.bypassed All Service apps/shop:80 past [BackendTLSPolicy verified] pods "
             "1/1 Pod pay/client by NetworkPolicy apps/p ingress[0] np.peer.namespace-selector"});
        row("TLS to the backend, and a node port",
            std::string(kGateway) + route() + kBackendTls + service("np", kNodePort),
            {"info promise.bypassed All Service apps/shop:80 past [BackendTLSPolicy verified] from "
             "[node port 30080 of Service apps/np] by nobody np.default-allow"});
        row("headers are set, and nothing is fenced", std::string(kGateway) + route(kHeader), {});
        row("headers are set, and the fence has a hole",
            std::string(kGateway) + route(kHeader) +
                policy("podSelector: {matchLabels: {app: shop}}, ingress: [{from: "
                       "[{namespaceSelector: {}, podSelector: {matchExpressions: [{key: app, "
                       "operator: NotIn, values: [agent]}]}}]}]"),
            // Whether the proxies carry the label is not known.
            {"info promise.not-known Unknown HTTPRoute apps/r backend Service apps/shop:80 via "
             "Gateway infra/gw 0+2/2 by NetworkPolicy apps/p ingress[0] np.label-selector",
             "info promise.bypassed All Service apps/shop:80 past [RequestHeaderModifier] pods 1/1 "
             "Pod pay/client by NetworkPolicy apps/p ingress[0] np.peer.both"});
        row("guarded, fenced, and a Pod on the network of its node",
            guarded + policy(kIngressOfInfra) + R"(
apiVersion: v1
kind: Pod
metadata: {name: shop-3, namespace: apps, labels: {app: shop}}
spec: {nodeName: n2, hostNetwork: true, containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.0.0.2}
---
)",
            {"warning promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod pay/client from [port 8080 of the node of Pod apps/shop-3] by nobody "
             "np.default-allow"});
        row("another port of the Pods",
            std::string(kGateway) + route(kAuth) + policy(kIngressOfInfra) +
                service("np",
                        "type: NodePort, selector: {app: shop}, ports: [{port: 81, "
                        "targetPort: 8081, nodePort: 30081}]"),
            {});
        row("the proxies themselves", guarded + R"(
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: infra, labels: {gateway.networking.k8s.io/gateway-name: gw}}
spec: {containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.3.0.1}
---
)" + policy(kIngressOfInfra),
            {});
        row("a neighbour of the proxies", guarded + R"(
apiVersion: v1
kind: Pod
metadata: {name: tool, namespace: infra}
spec: {containers: [{name: c, image: i}]}
status: {phase: Running, podIP: 10.3.0.2}
---
)" + policy(kIngressOfInfra),
            {"info promise.bypassed All Service apps/shop:80 past [ExternalAuth authz] pods 1/1 "
             "Pod infra/tool by NetworkPolicy apps/p ingress[0] np.peer.namespace-selector"});
    }

    static void addExposed() {
        const std::string db =
            "type: NodePort, selector: {app: db}, ports: [{port: 5432, nodePort: 30432}]";
        row("a node port that no route means", kGateway + service("db", db),
            {"warning promise.exposed All Service apps/db:5432 from [node port 30432 of Service "
             "apps/db] by nobody np.default-allow"});
        row("a cluster without Gateways", service("db", db), {});
        row("a policy keeps the outside out",
            kGateway + service("db", db) +
                policy("podSelector: {matchLabels: {app: db}}, ingress: [{from: "
                       "[{namespaceSelector: {}}]}]"),
            {});
        row("a policy lets some addresses in",
            kGateway + service("db", db) +
                policy("podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: "
                       "203.0.113.0/24}}]}]"),
            {"info promise.exposed Unknown Service apps/db:5432 perhaps [node port 30432 of "
             "Service "
             "apps/db] by NetworkPolicy apps/p ingress[0] np.peer.ip-block"});
        row("a load balancer for some",
            kGateway + service("db",
                               "type: LoadBalancer, selector: {app: db}, ports: [{port: "
                               "5432}], loadBalancerSourceRanges: [203.0.113.0/24]"),
            {"warning promise.exposed All Service apps/db:5432 from [port 5432 of the load "
             "balancer "
             "of Service apps/db (for 203.0.113.0/24)] by nobody np.default-allow"});
        row("a load balancer of a private network",
            kGateway + balancer("service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"",
                                "{port: 5432}"),
            {"info promise.exposed All Service apps/db:5432 from [port 5432 of the load balancer "
             "of Service apps/db (internal by "
             "service.beta.kubernetes.io/azure-load-balancer-internal)] by nobody "
             "np.default-allow"});
        row("a load balancer of a private network, with a node port",
            kGateway + balancer("cloud.google.com/load-balancer-type: Internal",
                                "{port: 5432, nodePort: 30432}"),
            {"warning promise.exposed All Service apps/db:5432 from [port 5432 of the load "
             "balancer of Service apps/db (internal by cloud.google.com/load-balancer-type), node "
             "port 30432 of Service apps/db] by nobody np.default-allow"});
        row("external addresses",
            kGateway + service("db",
                               "externalIPs: [192.0.2.7], selector: {app: db}, ports: "
                               "[{port: 5432}, {name: b, port: 5433}]"),
            {"warning promise.exposed All Service apps/db:5432 from [port 5432 at the external IP "
             "192.0.2.7 of Service apps/db, port 5433 at the external IP 192.0.2.7 of Service "
             "apps/db] by nobody np.default-allow"});
        row("a route means the same Pods",
            std::string(kGateway) + route() + service("np", kNodePort),
            {"info promise.bypassed All Service apps/shop:80 from [node port 30080 of Service "
             "apps/np] by nobody np.default-allow"});
        row("an auth service that the outside reaches, too",
            std::string(kGateway) + route(kAuth) + policy(kIngressOfInfra) +
                service("door",
                        "type: NodePort, selector: {app: db}, ports: [{port: 9000, "
                        "nodePort: 30900}]"),
            {"warning promise.exposed All Service apps/door:9000 from [node port 30900 of Service "
             "apps/door] by nobody np.default-allow"});
        row("the Gateway's own Service",
            kGateway + service("gw-lb",
                               "type: LoadBalancer, selector: "
                               "{gateway.networking.k8s.io/gateway-name: gw}, ports: [{port: 80}]"),
            {});
        const auto frontedBy = [](const char* address) {
            return fmt::format(
                "\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: gw, "
                "namespace: infra}}\nspec: {{gatewayClassName: test, addresses: [{{type: Hostname, "
                "value: {}}}], listeners: [{{name: http, port: 80, protocol: HTTP}}]}}\n---\n",
                address);
        };
        const std::string front =
            service("front", "type: LoadBalancer, selector: {app: db}, ports: [{port: 80}]");
        row("a Service that the Gateway names as its address",
            frontedBy("front.apps.svc.cluster.local") + front, {});
        row("a Service of another name",
            frontedBy("front.infra.svc.cluster.local") + front,
            {"warning promise.exposed All Service apps/front:80 from [port 80 of the load balancer "
             "of Service apps/front] by nobody np.default-allow"});
        row("nothing is ready behind it",
            kGateway + service("none",
                               "type: NodePort, selector: {app: none}, ports: [{port: 80, "
                               "nodePort: 30099}]"),
            {});
    }
};

GATESIGHT_TEST(TestContradictions)

}  // namespace gatesight::simulator::tst_contradictions

#include "tst_contradictions.moc"
