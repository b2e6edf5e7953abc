// The table says what a look at every pair of Pods says, on random clusters: with an evaluator of
// policies that shares no code with the engine.
#include "simulator/contradictions/contradictions.h"
#include "tests/house/test_program.h"
#include "tests/simulator/delivery/policy/support_plain_policies.h"
#include "tests/simulator/support_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace gatesight::simulator::tst_contradictions_property {

using gatesight::test::Dice;
namespace plain = gatesight::test::plain;

namespace {

constexpr int kClusters = 400;
constexpr std::array kPorts{53, 80, 443, 8080, 9000};

/// A random cluster; one Pod of each of three labels `part` behind a Service with a guarded route
/// through a Gateway whose proxy is a loaded Pod, and a route of a mesh.
struct Question {
    plain::Cluster cluster;
    std::vector<std::vector<std::size_t>> parts;  // Pods behind each Service
    std::vector<int> ports;
    std::vector<std::string> namespaces;
    std::size_t proxy = 0;
    std::string yaml;
};

std::string routeYaml(const std::string& name, const std::string& namespace_,
                      const std::string& parent, const std::string& service,
                      const std::string& filters) {
    return fmt::format(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: {}, "
        "namespace: {}}}\nspec:\n  parentRefs: [{}]\n  rules:\n    - backendRefs: [{{name: {}, "
        "port: 7000}}]\n{}",
        name, namespace_, parent, service, filters);
}

/// Of Pods on the network of one node a Service sees one endpoint only.
bool hasOwnAddress(const std::vector<plain::Pod>& pods, std::size_t pod) {
    return std::ranges::count(pods, pods[pod].address, &plain::Pod::address) == 1;
}

Question questionFor(Dice& dice) {
    Question question;
    question.cluster = plain::randomCluster(dice);
    auto& pods = question.cluster.pods;
    question.proxy = dice.below(pods.size());
    pods[question.proxy].hostNetwork = false;
    pods[question.proxy].labels["gateway.networking.k8s.io/gateway-name"] = "gw";
    for (const plain::Namespace& each : question.cluster.namespaces) {
        question.namespaces.push_back(each.name);
        question.parts.emplace_back();
        question.ports.push_back(dice.of(kPorts));
    }
    for (std::size_t i = 0; i < pods.size(); ++i)
        for (std::size_t part = 0; part < question.namespaces.size(); ++part)
            if (i != question.proxy && pods[i].namespace_ == question.namespaces[part] &&
                !dice.once(3) && hasOwnAddress(pods, i)) {
                pods[i].labels["part"] = "yes";
                question.parts[part].push_back(i);
            }
    question.yaml = yamlOf(question.cluster);
    question.yaml += fmt::format(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {{name: "
        "test}}\nspec: {{controllerName: test.dev/c}}\n---\napiVersion: "
        "gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: gw, namespace: {}}}\nspec: "
        "{{gatewayClassName: test, listeners: [{{name: http, port: 80, protocol: HTTP, "
        "allowedRoutes: {{namespaces: {{from: All}}}}}}]}}\n",
        pods[question.proxy].namespace_);
    for (std::size_t part = 0; part < question.namespaces.size(); ++part) {
        const std::string& namespace_ = question.namespaces[part];
        question.yaml += fmt::format(
            "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: {}}}\nspec: "
            "{{selector: {{part: \"yes\"}}, ports: [{{port: 7000, targetPort: {}}}]}}\n"
            "---\napiVersion: example.com/v1\nkind: Check\nmetadata: {{name: c, namespace: {}}}\n",
            namespace_, question.ports[part], namespace_);
        question.yaml += routeYaml(
            "r", namespace_,
            fmt::format("{{name: gw, namespace: {}}}", pods[question.proxy].namespace_), "s",
            "      filters: [{type: ExtensionRef, extensionRef: {group: example.com, kind: Check, "
            "name: c}}]\n");
        question.yaml +=
            routeYaml("m", namespace_, "{group: \"\", kind: Service, name: s}", "s", "");
    }
    return question;
}

struct Counts {
    std::size_t dropped = 0, unknown = 0, all = 0;
    auto operator<=>(const Counts&) const = default;
};

std::string verdictOn(const Question& question, std::size_t from, std::size_t to,
                      std::size_t part) {
    return verdictOf(question.cluster, question.cluster.pods[from], question.cluster.pods[to],
                     question.ports[part], "TCP");
}

bool isClient(const Question& question, std::size_t pod) {
    return pod != question.proxy && !question.cluster.pods[pod].hostNetwork;
}

Counts throughGateway(const Question& question, std::size_t part) {
    Counts counts;
    for (const std::size_t to : question.parts[part]) {
        const std::string verdict = verdictOn(question, question.proxy, to, part);
        ++counts.all;
        counts.dropped += verdict == "denied" ? 1 : 0;
        counts.unknown += verdict == "either" ? 1 : 0;
    }
    return counts;
}

Counts inMesh(const Question& question, std::size_t part) {
    Counts counts;
    for (const std::size_t to : question.parts[part]) {
        bool anybody = false, allowed = false, either = false;
        for (std::size_t from = 0; from < question.cluster.pods.size(); ++from) {
            if (!isClient(question, from) || from == to)
                continue;
            anybody = true;
            const std::string verdict = verdictOn(question, from, to, part);
            allowed = allowed || verdict == "allowed";
            either = either || verdict == "either";
        }
        counts.all += anybody ? 1 : 0;
        counts.dropped += anybody && !allowed && !either ? 1 : 0;
        counts.unknown += anybody && !allowed && either ? 1 : 0;
    }
    return counts;
}

/// Pods of other namespaces that surely reach one, and those that perhaps do.
std::pair<std::size_t, std::size_t> callersOf(const Question& question, std::size_t part) {
    std::size_t sure = 0, maybe = 0;
    for (std::size_t from = 0; from < question.cluster.pods.size(); ++from) {
        if (!isClient(question, from) ||
            question.cluster.pods[from].namespace_ == question.namespaces[part])
            continue;
        bool allowed = false, either = false;
        for (const std::size_t to : question.parts[part]) {
            const std::string verdict = verdictOn(question, from, to, part);
            allowed = allowed || verdict == "allowed";
            either = either || verdict == "either";
        }
        sure += allowed ? 1 : 0;
        maybe += !allowed && either ? 1 : 0;
    }
    return {sure, maybe};
}

const Contradiction* find(const std::vector<Contradiction>& rows, const std::string& name) {
    const auto found = std::ranges::find_if(rows, [&](const Contradiction& row) {
        return fmt::format(
                   "{} {}{}", toString(row.kind),
                   row.kind == Contradiction::Kind::Dropped ? row.names.route : row.names.service,
                   "") == name;
    });
    return found == rows.end() ? nullptr : &*found;
}

Counts countsOf(const Contradiction* row) {
    return row ? Counts{row->dropped, row->unknown, row->endpoints} : Counts{};
}

}  // namespace

class TestContradictionsProperty : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsWhatPairsSay() {
        Dice dice(20261128);
        for (int i = 0; i < kClusters; ++i) {
            const Question question = questionFor(dice);
            const SimulationPtr simulation = simulate(simulator::test::worldOf(question.yaml));
            const auto rows = contradictionsOf(*simulation);
            for (std::size_t part = 0; part < question.parts.size(); ++part)
                compare(question, part, rows);
            if (QTest::currentTestFailed())
                return;
        }
        for (const char* what : {"dropped", "some", "unknown", "mesh", "callers", "maybe", "none"})
            QVERIFY2(m_seen[what] > 10,
                     qPrintable(QStringLiteral("%1 %2").arg(what).arg(m_seen[what])));
    }

private:
    void compare(const Question& question, std::size_t part,
                 const std::vector<Contradiction>& rows) {
        const std::string& namespace_ = question.namespaces[part];
        const Counts gateway = throughGateway(question, part);
        check(question, "through the Gateway", gateway,
              find(rows, "Dropped HTTPRoute " + namespace_ + "/r"));
        const Counts mesh = inMesh(question, part);
        check(question, "in the mesh", mesh, find(rows, "Dropped HTTPRoute " + namespace_ + "/m"));
        const auto callers = question.parts[part].empty() ? std::pair<std::size_t, std::size_t>()
                                                          : callersOf(question, part);
        const Contradiction* past = find(rows, "ReachablePastGateway Service " + namespace_ + "/s");
        const std::pair<std::size_t, std::size_t> told =
            past ? std::pair(past->callers.pods, past->maybeCallers.pods)
                 : std::pair<std::size_t, std::size_t>();
        if (told != callers)
            QFAIL(qPrintable(QString::fromStdString(fmt::format(
                "{}/s is reached by {} and perhaps {}, not {} and {}\n{}", namespace_,
                callers.first, callers.second, told.first, told.second, question.yaml))));
        m_seen["dropped"] += gateway.dropped > 0 && gateway.dropped == gateway.all ? 1 : 0;
        m_seen["some"] += gateway.dropped > 0 && gateway.dropped < gateway.all ? 1 : 0;
        m_seen["unknown"] += gateway.unknown > 0 ? 1 : 0;
        m_seen["mesh"] += mesh.dropped > 0 ? 1 : 0;
        m_seen["callers"] += callers.first > 0 ? 1 : 0;
        m_seen["maybe"] += callers.second > 0 ? 1 : 0;
        m_seen["none"] += callers.first + callers.second == 0 ? 1 : 0;
    }

    static void check(const Question& question, const char* where, const Counts& expected,
                      const Contradiction* row) {
        const Counts wanted = expected.dropped + expected.unknown == 0 ? Counts{} : expected;
        const Counts told = countsOf(row);
        if (told != wanted)
            QFAIL(qPrintable(QString::fromStdString(fmt::format(
                "{}: {} dropped, {} unknown of {}; told {}, {} of {}\n{}", where, wanted.dropped,
                wanted.unknown, wanted.all, told.dropped, told.unknown, told.all, question.yaml))));
    }

    std::map<std::string, std::size_t> m_seen;
};

GATESIGHT_TEST(TestContradictionsProperty)

}  // namespace gatesight::simulator::tst_contradictions_property

#include "tst_contradictions_property.moc"
