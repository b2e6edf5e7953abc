// The east-west picture: what cells add up, which ways count, and how it stays small.

#include "simulator/delivery/policy/policy_set.h"
#include "simulator/who/talk_export.h"
#include "simulator/who/talk_reason.h"
#include "simulator/who/talk_verdicts.h"
#include "simulator/who/talk_ways.h"
#include "tests/house/test_program.h"
#include "tests/simulator/delivery/policy/support_plain_policies.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

#include <map>

namespace gatesight::simulator::tst_who_talks {

using namespace gatesight::test;
using simulator::test::worldOf;

namespace {

SimulationPtr simulated(const std::string& yaml) {
    return simulate(worldOf(yaml));
}

std::string podOf(const std::string& namespace_, const std::string& app, int port = 8080) {
    return fmt::format(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {1}, namespace: {0}}}\n"
        "spec:\n  replicas: 2\n  selector: {{matchLabels: {{app: {1}}}}}\n"
        "  template:\n    metadata: {{labels: {{app: {1}}}}}\n"
        "    spec: {{containers: [{{name: c, image: i, ports: [{{containerPort: {2}}}]}}]}}\n---\n",
        namespace_, app, port);
}

std::string serviceOf(const std::string& namespace_, const std::string& app, int port = 8080,
                      const std::string& more = {}) {
    return fmt::format(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {1}, namespace: {0}}}\n"
        "spec: {{selector: {{app: {1}}}, ports: [{{port: 80, targetPort: {2}}}]{3}}}\n---\n",
        namespace_, app, port, more);
}

std::string denyAll(const std::string& namespace_, const std::string& type = "Ingress") {
    return fmt::format(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
        "metadata: {{name: deny, namespace: {}}}\n"
        "spec: {{podSelector: {{}}, policyTypes: [{}]}}\n---\n",
        namespace_, type);
}

const TalkCell& cellOf(const WhoTalks& who, const std::string& from, const std::string& to) {
    const auto row = std::ranges::find(who.rows, from, &TalkGroup::key);
    const auto column = std::ranges::find(who.columns, to, &TalkGroup::key);
    if (row == who.rows.end() || column == who.columns.end())
        qFatal("no cell from %s to %s", from.c_str(), to.c_str());
    return who.cell(static_cast<std::size_t>(row - who.rows.begin()),
                    static_cast<std::size_t>(column - who.columns.begin()));
}

QString stateOf(const SimulationPtr& simulation, const std::string& from, const std::string& to,
                const WhoTalksOptions& options = {}) {
    const auto who = computeWhoTalks(*simulation, options);
    return simulator::test::text(toString(cellOf(*who, from, to).state()));
}

}  // namespace

class TestWhoTalks : public QObject {
    Q_OBJECT

private slots:
    void nothingLoaded() {
        const auto who =
            computeWhoTalks(*simulated("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"));
        QVERIFY(who->empty());
        QCOMPARE(who->rows.size(), std::size_t{1});
        QCOMPARE(who->columns.size(), std::size_t{1});
    }

    void withoutPoliciesOnlyTheWayCounts() {
        const std::string pods = podOf("a", "one") + podOf("b", "two");
        QCOMPARE(stateOf(simulated(pods), "namespace/a", "namespace/b"), "noRoute");
        const auto served = simulated(pods + serviceOf("b", "two"));
        QCOMPARE(stateOf(served, "namespace/a", "namespace/b"), "allowed");
        QCOMPARE(stateOf(served, "namespace/b", "namespace/a"), "noRoute");
        QCOMPARE(stateOf(served, "namespace/a", "outside"), "allowed");
        QCOMPARE(stateOf(served, "internet", "namespace/b"), "noRoute");
        QVERIFY(!computeWhoTalks(*served)->policies);
    }

    void aServiceAtAnotherPortIsNoWay() {
        const std::string pods = podOf("a", "one") + podOf("b", "two", 9000);
        const auto simulation = simulated(pods + serviceOf("b", "two", 9001));
        const auto who = computeWhoTalks(*simulation);
        const TalkCell& cell = cellOf(*who, "namespace/a", "namespace/b");
        // Two Pods ask two at 9000, where nothing leads, and at 9001, where the Service does.
        QCOMPARE(cell.tally.of(TalkOutcome::NoRoute), std::uint64_t{4});
        QCOMPARE(cell.tally.of(TalkOutcome::Allowed), std::uint64_t{4});
        QCOMPARE(cell.ports.size(), std::size_t{2});
        QVERIFY(cell.ports[0].tally.state() == TalkState::NoRoute);
        QVERIFY(cell.ports[1].tally.state() == TalkState::Allowed);
    }

    void deniedAndPartly() {
        const std::string world = podOf("a", "one") + podOf("b", "two") + podOf("b", "three") +
                                  serviceOf("b", "two") + serviceOf("b", "three") + denyAll("b");
        QCOMPARE(stateOf(simulated(world), "namespace/a", "namespace/b"), "denied");
        const std::string open =
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
            "metadata: {name: open, namespace: b}\n"
            "spec:\n  podSelector: {matchLabels: {app: two}}\n  ingress: [{}]\n---\n";
        const auto simulation = simulated(world + open);
        QCOMPARE(stateOf(simulation, "namespace/a", "namespace/b"), "partly");
        WhoTalksOptions options;
        options.expanded = {"b"};
        QCOMPARE(stateOf(simulation, "namespace/a", "workload/b/two", options), "allowed");
        QCOMPARE(stateOf(simulation, "namespace/a", "workload/b/three", options), "denied");
        const auto who = computeWhoTalks(*simulation);
        const TalkCell& cell = cellOf(*who, "namespace/a", "namespace/b");
        const TalkReason reason =
            reasonOf(*simulation, *who, cell.witnessOf(TalkOutcome::Denied), TalkOutcome::Denied);
        QCOMPARE(reason.policies.size(), std::size_t{1});
        QVERIFY(reason.policies[0].direction == Direction::Ingress);
        QVERIFY(reason.policies[0].source.known());
        QVERIFY2(
            reason.sentence.find("NetworkPolicy b/deny isolates Pod b/three") != std::string::npos,
            reason.sentence.c_str());
        QVERIFY(reason.request);
        QCOMPARE(reason.request->url(), std::string("http://three.b/"));
        QCOMPARE(reason.request->from.namespace_, std::string("a"));
        const auto deciders = decidersOf(*simulation, *who, 1, 1);
        QCOMPARE(deciders.size(), std::size_t{2});
        QVERIFY(deciders[0].policy.result == TierVerdict::Result::Denied);
        QVERIFY(deciders[1].policy.result == TierVerdict::Result::Allowed);
    }

    void aPodDoesNotTalkToItself() {
        const std::string alone =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a}\n"
            "spec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n";
        QCOMPARE(stateOf(simulated(alone), "namespace/a", "namespace/a"), "nothing");
        const auto two = simulated(podOf("a", "one") + serviceOf("a", "one"));
        const auto who = computeWhoTalks(*two);
        QCOMPARE(cellOf(*who, "namespace/a", "namespace/a").tally.of(TalkOutcome::Allowed),
                 std::uint64_t{2});
    }

    void meshRoutesTakeTheWay() {
        const std::string world = podOf("a", "one") + podOf("b", "two") + podOf("b", "three") +
                                  serviceOf("b", "two") + serviceOf("b", "three");
        const auto route = [](const std::string& namespace_, const std::string& backend) {
            return fmt::format(
                "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
                "metadata: {{name: to-{1}, namespace: {0}}}\n"
                "spec:\n  parentRefs: [{{group: \"\", kind: Service, name: two, namespace: b}}]\n"
                "  rules: [{{backendRefs: [{{name: {1}, namespace: b, port: 80}}]}}]\n---\n",
                namespace_, backend);
        };
        WhoTalksOptions options;
        options.expanded = {"b"};
        // All that is asked of "two" goes to "three".
        const auto producer = simulated(world + route("b", "three"));
        QCOMPARE(stateOf(producer, "namespace/a", "workload/b/two", options), "noRoute");
        QCOMPARE(stateOf(producer, "namespace/a", "workload/b/three", options), "allowed");
        // Nothing gets to "three" by itself either when its route leads nowhere.
        const auto nowhere = simulated(world + route("b", "missing"));
        QCOMPARE(stateOf(nowhere, "namespace/a", "workload/b/two", options), "noRoute");
        // A route of the clients is for them alone (mesh.consumer), without a grant across.
        const auto consumer = simulated(world + route("a", "three"));
        QCOMPARE(stateOf(consumer, "namespace/a", "workload/b/two", options), "noRoute");
        QCOMPARE(stateOf(consumer, "workload/b/three", "workload/b/two", options), "allowed");
    }

    void theInternetComesByOpenServicesAndGateways() {
        const std::string pods = podOf("a", "one");
        QCOMPARE(stateOf(simulated(pods + serviceOf("a", "one", 8080, ", type: LoadBalancer")),
                         "internet", "namespace/a"),
                 "allowed");
        // svc.load-balancer.internal
        const auto internal = [&](const std::string& port) {
            return simulated(
                pods +
                "apiVersion: v1\nkind: Service\nmetadata: {name: one, namespace: a, annotations: "
                "{cloud.google.com/load-balancer-type: Internal}}\n"
                "spec: {type: LoadBalancer, selector: {app: one}, ports: [{" +
                port + "}]}\n---\n");
        };
        QCOMPARE(stateOf(internal("port: 80, targetPort: 8080"), "internet", "namespace/a"),
                 "noRoute");
        QCOMPARE(stateOf(internal("port: 80, targetPort: 8080, nodePort: 30080"), "internet",
                         "namespace/a"),
                 "allowed");
        const std::string gateway =
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n"
            "metadata: {name: door, namespace: g}\n"
            "spec:\n  gatewayClassName: any\n"
            "  listeners: [{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: "
            "{from: All}}}]\n---\n"
            "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
            "metadata: {name: r, namespace: a}\n"
            "spec:\n  parentRefs: [{name: door, namespace: g}]\n  hostnames: [a.example.com]\n"
            "  rules: [{matches: [{path: {type: PathPrefix, value: /x}}], backendRefs: [{name: "
            "one, "
            "port: 80}]}]\n---\n";
        const auto simulation = simulated(pods + serviceOf("a", "one") + gateway);
        QCOMPARE(stateOf(simulation, "internet", "namespace/a"), "allowed");
        QCOMPARE(stateOf(simulation, "internet", "namespace/g"), "allowed");
        QCOMPARE(stateOf(simulation, "namespace/g", "namespace/a"), "allowed");
        const auto who = computeWhoTalks(*simulation);
        const TalkTry& one =
            cellOf(*who, "internet", "namespace/a").witnessOf(TalkOutcome::Allowed);
        const auto request = requestOf(*simulation, *who, one);
        QVERIFY(request);
        QCOMPARE(request->url(), std::string("http://a.example.com/x"));
        QVERIFY(request->from.internet());
        // A policy that keeps the Gateway's proxies out keeps the internet out.
        const auto closed = simulated(pods + serviceOf("a", "one") + gateway + denyAll("a"));
        QCOMPARE(stateOf(closed, "internet", "namespace/a"), "denied");
    }

    /// What is asked to show a cell ends as the cell says.
    void theRequestThatShowsIt() {
        const auto shown = [](const std::string& yaml, const char* from, const char* to,
                              TalkOutcome outcome) {
            const auto simulation = simulated(yaml);
            const auto who = computeWhoTalks(*simulation);
            const TalkCell& cell = cellOf(*who, from, to);
            const auto request = requestOf(*simulation, *who, cell.witnessOf(outcome));
            if (!request)
                return std::string("none");
            const Decision decision = decide(*simulation, *request);
            return fmt::format("{}{}{} {}", request->url(), request->sourceIp.empty() ? "" : " as ",
                               request->sourceIp, toString(decision.outcome));
        };
        const std::string pods = podOf("a", "one");
        // The Service leads half of the time to the Pod that asks, which no policy forbids.
        const std::string itself = shown(pods + serviceOf("a", "one") + denyAll("a"), "namespace/a",
                                         "namespace/a", TalkOutcome::Denied);
        QVERIFY2(itself.starts_with("http://10.") && itself.ends_with(":8080/ refused"),
                 itself.c_str());
        const auto balancer = [&](const char* more) {
            return pods + serviceOf("a", "one", 8080, fmt::format(", type: LoadBalancer{}", more)) +
                   "---\n";
        };
        // Whoever is outside knows no name of the cluster.
        QCOMPARE(shown(balancer(""), "internet", "namespace/a", TalkOutcome::Allowed),
                 std::string("none"));
        QCOMPARE(shown(balancer(", externalIPs: [192.0.2.7]"), "internet", "namespace/a",
                       TalkOutcome::Allowed),
                 std::string("http://192.0.2.7:80/ forwarded"));
        std::string ranges = balancer(", loadBalancerSourceRanges: [203.0.113.0/24]");
        ranges.replace(ranges.rfind("---\n---"), 7,
                       "status: {loadBalancer: {ingress: [{ip: 198.51.100.7}]}}\n---");
        QCOMPARE(shown(ranges, "internet", "namespace/a", TalkOutcome::Allowed),
                 std::string("http://198.51.100.7:80/ as 203.0.113.0 forwarded"));
        QCOMPARE(shown(pods + denyAll("a"), "internet", "namespace/a", TalkOutcome::Denied),
                 std::string("none"));
    }

    /// Of the routes of a Gateway one that answers, and none that gives the Pod nothing.
    void theRequestThroughAGateway() {
        const auto route = [](const char* name, const char* backends) {
            return fmt::format(
                "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
                "metadata: {{name: {0}, namespace: a}}\n"
                "spec:\n  parentRefs: [{{name: door}}]\n  hostnames: [{0}.example.com]\n"
                "  rules: [{{backendRefs: [{1}]}}]\n---\n",
                name, backends);
        };
        const auto simulation = simulated(
            podOf("a", "one") + podOf("a", "two") + serviceOf("a", "one") + serviceOf("a", "two") +
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n"
            "metadata: {name: door, namespace: a}\nspec:\n  gatewayClassName: any\n"
            "  listeners: [{name: http, protocol: HTTP, port: 80}]\n---\n"
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
            "metadata: {name: deny, namespace: a}\n"
            "spec: {podSelector: {matchLabels: {app: two}}, policyTypes: [Ingress]}\n---\n" +
            route("asleep", "{name: one, port: 80, weight: 0}") +
            route("dropped", "{name: two, port: 80}") + route("live", "{name: one, port: 80}"));
        WhoTalksOptions options;
        options.expanded = {"a"};
        const auto who = computeWhoTalks(*simulation, options);
        for (const char* to : {"gateway/a/door", "workload/a/one"}) {
            const auto request = requestOf(
                *simulation, *who, cellOf(*who, "internet", to).witnessOf(TalkOutcome::Allowed));
            QVERIFY(request);
            QCOMPARE(request->url(), std::string("http://live.example.com/"));
        }
        const auto dropped =
            requestOf(*simulation, *who,
                      cellOf(*who, "internet", "workload/a/two").witnessOf(TalkOutcome::Denied));
        QVERIFY(dropped);
        QCOMPARE(dropped->url(), std::string("http://dropped.example.com/"));
    }

    void theOutsideByAddressOrPort() {
        const std::string some =
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
            "metadata: {name: bank, namespace: a}\n"
            "spec:\n  podSelector: {}\n  policyTypes: [Egress]\n"
            "  egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}]\n---\n";
        const std::string pods = podOf("a", "one");
        QCOMPARE(stateOf(simulated(pods + denyAll("a", "Egress")), "namespace/a", "outside"),
                 "denied");
        QCOMPARE(stateOf(simulated(pods + some), "namespace/a", "outside"), "partly");
    }

    // ---- the whole by its parts ----

    void cellsAreWhatPairsAddUpTo() {
        Dice dice(4711);
        std::map<TalkOutcome, std::uint64_t> seen;
        for (int i = 0; i < 120; ++i) {
            const std::string yaml = yamlOf(plain::randomCluster(dice)) + services(dice);
            const auto simulation = simulated(yaml);
            WhoTalksOptions options;
            if (dice.once(2))
                options.expanded.insert(dice.once(2) ? "*" : "one");
            compare(*simulation, options, seen, yaml);
            if (QTest::currentTestFailed())
                return;
        }
        // A test in which everything ends alike shows nothing; what the implementation may choose
        // is rare.
        for (const TalkOutcome outcome :
             {TalkOutcome::Allowed, TalkOutcome::NoRoute, TalkOutcome::Denied})
            QVERIFY2(seen[outcome] > 500, qPrintable(QString::number(seen[outcome])));
        QVERIFY2(seen[TalkOutcome::Unknown] > 20,
                 qPrintable(QString::number(seen[TalkOutcome::Unknown])));
    }

    void witnessesEndAsTheySay() {
        Dice dice(99);
        for (int i = 0; i < 60; ++i) {
            const auto simulation = simulated(yamlOf(plain::randomCluster(dice)) + services(dice));
            const auto who = computeWhoTalks(*simulation);
            const TalkFlows flows(*simulation, who->parties);
            for (std::size_t row = 1; row < who->rows.size(); ++row)
                for (std::size_t column = 0; column + 1 < who->columns.size(); ++column)
                    for (std::size_t k = 0; k < kTalkOutcomes; ++k) {
                        const TalkTry& one = who->cell(row, column).witness[k];
                        QCOMPARE(one.valid(), who->cell(row, column).tally.tries[k] != 0);
                        if (!one.valid())
                            continue;
                        QCOMPARE(std::size_t{who->groupOf[one.source]}, row - 1);
                        QCOMPARE(std::size_t{who->groupOf[one.destination]}, column);
                        const auto result =
                            simulation->policies
                                ->verdict(flows.between(one.source, one.destination, one.port))
                                .result();
                        const auto expected = k == static_cast<std::size_t>(TalkOutcome::Denied)
                                                  ? PolicyVerdict::Result::Denied
                                              : k == static_cast<std::size_t>(TalkOutcome::Unknown)
                                                  ? PolicyVerdict::Result::Unknown
                                                  : PolicyVerdict::Result::Allowed;
                        QVERIFY(result == expected);
                        const TalkReason reason =
                            reasonOf(*simulation, *who, one, static_cast<TalkOutcome>(k));
                        QVERIFY(!reason.sentence.empty());
                    }
        }
    }

    // ---- size ----

    void manyNamespacesStayReadable() {
        std::string world;
        for (int i = 0; i < 90; ++i)
            world += podOf(fmt::format("ns{:02}", i), "one") +
                     (i < 5 ? podOf(fmt::format("ns{:02}", i), "two") : "");
        const auto simulation = simulated(world);
        const auto who = computeWhoTalks(*simulation);
        QCOMPARE(who->columns.size(), std::size_t{62});
        const TalkGroup& rest = who->columns[60];
        QVERIFY(rest.kind == TalkGroup::Kind::More);
        QCOMPARE(rest.title(), std::string("and 30 more namespaces"));
        std::size_t pods = 0;
        for (const TalkGroup& column : who->columns)
            pods += column.pods;
        QCOMPARE(pods, std::size_t{190});
        WhoTalksOptions options;
        options.namespaces = {"ns04"};
        options.expanded = {"*"};
        const auto one = computeWhoTalks(*simulation, options);
        QCOMPARE(one->columns.size(), std::size_t{4});
        QCOMPARE(one->columns[0].key(), std::string("workload/ns04/one"));
        QCOMPARE(one->columns[2].title(), std::string("and 89 more namespaces"));
        options.namespaces.clear();
        options.maxGroups = 63;
        const auto crowded = computeWhoTalks(*simulation, options);
        QVERIFY(crowded->columns.size() <= options.maxGroups + 2);
        QCOMPARE(crowded->unexpanded, std::size_t{3});
        QVERIFY(talkRoomNote(*crowded).starts_with("3 more namespaces"));
    }

    void manyWorkloadsStayReadable() {
        std::string world;
        for (int i = 0; i < 60; ++i)
            world += podOf("a", fmt::format("app{:02}", i));
        WhoTalksOptions options;
        options.expanded = {"a"};
        const auto who = computeWhoTalks(*simulated(world), options);
        QCOMPARE(who->columns.size(), std::size_t{42});
        QCOMPARE(who->columns[40].title(), std::string("and 20 more workloads"));
        QCOMPARE(who->columns[40].pods, std::size_t{40});
    }

    void isTheSameAgainAndStops() {
        Dice dice(5);
        const auto simulation = simulated(yamlOf(plain::randomCluster(dice)) + services(dice));
        QCOMPARE(toJson(*simulation, *computeWhoTalks(*simulation)).dump(),
                 toJson(*simulation, *computeWhoTalks(*simulation)).dump());
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!computeWhoTalks(*simulation, {}, stop.get_token()));
    }

private:
    /// A Service in some namespaces, with three ports and half of the Pods that may be there.
    static std::string services(Dice& dice) {
        std::string text;
        for (const char* namespace_ : {"one", "two", "three"}) {
            if (dice.once(4))
                continue;
            constexpr const char* kServed =
                "[{name: a, port: 80}, {name: b, port: 8080}, {name: c, port: 53, protocol: UDP}]";
            text += fmt::format(
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: all, namespace: {0}}}\n"
                "spec:\n  clusterIP: None\n  ports: {1}\n"
                "---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\n"
                "metadata: {{name: all, namespace: {0}, labels: {{kubernetes.io/service-name: "
                "all}}}}\naddressType: IPv4\nports: {1}\nendpoints:\n",
                namespace_, kServed);
            for (int pod = 0; pod < 10; ++pod)
                if (pod == 0 || dice.once(2))
                    text += fmt::format(
                        "  - {{addresses: [10.9.9.{0}], targetRef: {{kind: Pod, name: pod{0}}}}}\n",
                        pod);
        }
        return text;
    }

    /// Every pair of parties and every port by itself.
    static void compare(const Simulation& simulation, const WhoTalksOptions& options,
                        std::map<TalkOutcome, std::uint64_t>& seen, const std::string& yaml) {
        const auto who = computeWhoTalks(simulation, options);
        const TalkFlows flows(simulation, who->parties);
        const TalkWays ways(simulation, who->parties);
        std::map<std::pair<std::size_t, std::size_t>, TalkTally> expected;
        for (std::uint32_t from = 0; from < who->parties.size(); ++from)
            for (std::uint32_t to = 0; to < who->parties.size(); ++to)
                for (const TalkPort& port : who->parties[to].ports) {
                    if (from == to)
                        continue;
                    const auto result =
                        simulation.policies->verdict(flows.between(from, to, port)).result();
                    const bool way =
                        ways.leads(ways.setOf(who->parties[from]), ways.reachOf(to, port));
                    const TalkOutcome outcome =
                        result == PolicyVerdict::Result::Denied    ? TalkOutcome::Denied
                        : result == PolicyVerdict::Result::Unknown ? TalkOutcome::Unknown
                        : way                                      ? TalkOutcome::Allowed
                                                                   : TalkOutcome::NoRoute;
                    ++expected[{who->groupOf[from] + 1, who->groupOf[to]}]
                          .tries[static_cast<std::size_t>(outcome)];
                    ++seen[outcome];
                }
        for (std::size_t row = 1; row < who->rows.size(); ++row)
            for (std::size_t column = 0; column + 1 < who->columns.size(); ++column)
                if (who->cell(row, column).tally != expected[{row, column}])
                    QFAIL(qPrintable(
                        QString("%1 to %2: %3, not %4\n%5")
                            .arg(QString::fromStdString(who->rows[row].key()),
                                 QString::fromStdString(who->columns[column].key()),
                                 QString::fromStdString(talkCounts(who->cell(row, column).tally)),
                                 QString::fromStdString(talkCounts(expected[{row, column}])),
                                 QString::fromStdString(yaml))));
    }
};

GATESIGHT_TEST(TestWhoTalks)

}  // namespace gatesight::simulator::tst_who_talks

#include "tst_who_talks.moc"
