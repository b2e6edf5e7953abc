// What network policies cost: compiling them, one verdict, the matrix of all pairs of Pods, and the
// table of contradictions with a route for each workload, and the east-west picture.
//
// The cluster has 50 namespaces, five Pods of each workload, ten cluster policies and otherwise
// NetworkPolicies: a default deny in each namespace, and rules by labels of Pods and namespaces, by
// ranges, ports and names.
#include "bench_world.h"
#include "simulator/contradictions/contradictions.h"
#include "simulator/delivery/policy/policy_matrix.h"
#include "simulator/routing/draw.h"
#include "simulator/who/who_talks.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace gatesight::bench {

namespace {

using simulator::MatrixPort;
using simulator::PolicyVerdict;
using simulator::Transport;

constexpr std::size_t kNamespaces = 50, kReplicas = 5, kPolicies = 500, kClusterPolicies = 10;
constexpr std::array<MatrixPort, 3> kPorts{
    {{8080, Transport::TCP}, {53, Transport::UDP}, {9090, Transport::TCP}}};

std::string podDocument(std::size_t pod, std::size_t workloads) {
    const std::size_t workload = pod / kReplicas % workloads;
    return fmt::format(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-{0:05}\n  namespace: ns-{1:02}\n"
        "  labels:\n    app: app-{2}\n    tier: tier-{3}\n    pod-name: pod-{0:05}\n"
        "spec:\n  nodeName: node-{4}\n  containers:\n    - name: c\n      image: i\n"
        "      ports:\n        - name: http\n          containerPort: {5}\n"
        "status:\n  phase: Running\n  podIP: 10.{6}.{7}.{8}\n---\n",
        pod, workload % kNamespaces, workload / kNamespaces, workload % 3, pod % 40,
        workload % 4 == 0 ? 9090 : 8080, 200 + pod / 65536, pod / 256 % 256, pod % 256);
}

std::string policyDocument(std::size_t policy) {
    const std::size_t number = policy / kNamespaces;
    std::string spec;
    if (number == 0)
        spec = "  podSelector: {}\n  policyTypes: [Ingress, Egress]\n";
    else
        spec = fmt::format(
            "  podSelector: {{matchLabels: {{app: app-{0}}}}}\n"
            "  policyTypes: [Ingress, Egress]\n"
            "  ingress:\n"
            "    - from:\n"
            "        - podSelector: {{matchLabels: {{tier: tier-{1}}}}}\n"
            "        - namespaceSelector: {{matchLabels: {{team: team-{2}}}}}\n"
            "      ports: [{{port: 8080}}, {{port: http}}]\n"
            "    - from: [{{ipBlock: {{cidr: 10.200.{3}.0/24}}}}]\n"
            "  egress:\n"
            "    - to: [{{namespaceSelector: {{}}}}]\n"
            "      ports: [{{port: 53, protocol: UDP}}]\n"
            "    - to:\n"
            "        - namespaceSelector: {{matchExpressions: [{{key: team, operator: In, values: "
            "[team-{2}, team-{1}]}}]}}\n"
            "          podSelector: {{matchExpressions: [{{key: tier, operator: NotIn, values: "
            "[tier-{1}]}}]}}\n",
            number, number % 3, number % 7, policy % 20);
    return fmt::format(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p-{}\n"
        "  namespace: ns-{:02}\nspec:\n{}---\n",
        number, policy % kNamespaces, spec);
}

std::string clusterPolicyDocument(std::size_t policy) {
    return fmt::format(
        "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\n"
        "metadata: {{name: c-{0}}}\nspec:\n  tier: Admin\n  priority: {0}\n"
        "  subject: {{namespaces: {{matchLabels: {{team: team-{1}}}}}}}\n"
        "  ingress:\n"
        "    - action: {2}\n      from: [{{namespaces: {{matchLabels: {{team: team-{3}}}}}}}]\n"
        "      protocols: [{{tcp: {{destinationPort: {{number: 9090}}}}}}]\n---\n",
        policy, policy % 7, policy % 2 == 0 ? "Accept" : "Deny", policy % 5);
}

std::string policyManifest(std::size_t pods) {
    std::string text;
    for (std::size_t i = 0; i < kNamespaces; ++i)
        text += fmt::format(
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: ns-{:02}, labels: {{team: "
            "team-{}}}}}\n"
            "---\n",
            i, i % 7);
    for (std::size_t i = 0; i < pods; ++i)
        text += podDocument(i, pods / kReplicas);
    for (std::size_t i = 0; i < kPolicies - kClusterPolicies; ++i)
        text += policyDocument(i);
    for (std::size_t i = 0; i < kClusterPolicies; ++i)
        text += clusterPolicyDocument(i);
    return text;
}

/// Behind one Gateway: a Service and an HTTPRoute for each workload, every third with a filter.
std::string routedManifest(std::size_t pods) {
    std::string text = policyManifest(pods) +
                       "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n"
                       "metadata: {name: gw, namespace: infra}\nspec:\n"
                       "  gatewayClassName: test\n  listeners:\n    - {name: http, port: 80, "
                       "protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}\n---\n";
    for (std::size_t workload = 0; workload < pods / kReplicas; ++workload)
        text += fmt::format(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: app-{0}, namespace: ns-{1:02}}}\n"
            "spec: {{type: {2}, selector: {{app: app-{0}}}, ports: [{{port: 80, targetPort: "
            "http}}]}}\n---\n"
            "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n"
            "metadata: {{name: app-{0}, namespace: ns-{1:02}}}\nspec:\n"
            "  parentRefs: [{{name: gw, namespace: infra}}]\n  hostnames: [h{3}.example.com]\n"
            "  rules:\n    - backendRefs: [{{name: app-{0}, port: 80}}]\n{4}---\n",
            workload / kNamespaces, workload % kNamespaces,
            workload % 20 == 0 ? "NodePort" : "ClusterIP", workload,
            workload % 3 == 0
                ? "      filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: "
                  "[{name: a, value: b}]}}]\n"
                : "");
    return text;
}

struct PolicyWorld {
    simulator::SimulationPtr simulation;
    std::vector<model::ObjectId> pods;

    [[nodiscard]] const simulator::PolicySet& policies() const { return *simulation->policies; }
};

const PolicyWorld& policyWorld(std::size_t pods) {
    static std::map<std::size_t, PolicyWorld> made;
    PolicyWorld& result = made[pods];
    if (!result.simulation) {
        result.simulation = simulationOf(policyManifest(pods));
        for (const auto& pod : result.simulation->world->all<model::Pod>())
            result.pods.push_back(pod.id());
    }
    return result;
}

simulator::PolicyFlow flowOf(const PolicyWorld& about, std::size_t source, std::size_t destination,
                             const MatrixPort& port) {
    simulator::PolicyFlow flow{about.policies().party(about.pods[source]),
                               about.policies().party(about.pods[destination])};
    flow.port = port.port;
    flow.transport = port.transport;
    return flow;
}

/// Thousands of pairs, asked one by one.
bool matrixIsRight(const PolicyWorld& about, const simulator::PolicyMatrix& matrix) {
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const std::size_t source = simulator::below(simulator::mixed(3 * i), about.pods.size());
        const std::size_t destination =
            simulator::below(simulator::mixed(3 * i + 1), about.pods.size());
        const std::size_t port = i % kPorts.size();
        if (matrix.verdict(source, destination, port) !=
            about.policies().verdict(flowOf(about, source, destination, kPorts[port])).result())
            return false;
    }
    return true;
}

void matrixOfPods(benchmark::State& state) {
    const PolicyWorld& about = policyWorld(static_cast<std::size_t>(state.range(0)));
    std::shared_ptr<const simulator::PolicyMatrix> matrix;
    std::uint64_t allowed = 0;
    for (auto _ : state) {
        matrix = computeMatrix(about.policies(), about.pods, kPorts);
        allowed = 0;
        for (std::size_t port = 0; port < kPorts.size(); ++port)
            allowed += matrix->tally(port).allowed;
        benchmark::DoNotOptimize(allowed);
    }
    if (!matrixIsRight(about, *matrix))
        return state.SkipWithError("the matrix differs from verdicts one by one");
    state.counters["classes"] = static_cast<double>(matrix->classes());
    state.counters["allowed"] = static_cast<double>(allowed);
}

/// The picture of it: cells of all namespaces, and with every workload that fits.
void eastWest(benchmark::State& state) {
    const PolicyWorld& about = policyWorld(static_cast<std::size_t>(state.range(0)));
    simulator::WhoTalksOptions options;
    if (state.range(1) != 0)
        options.expanded.insert("*");
    simulator::WhoTalksPtr who;
    for (auto _ : state)
        benchmark::DoNotOptimize(who = computeWhoTalks(*about.simulation, options));
    std::uint64_t tries = 0;
    for (const simulator::TalkCell& cell : who->cells)
        tries += cell.tally.total();
    state.counters["cells"] = static_cast<double>(who->cells.size());
    state.counters["tries"] = static_cast<double>(tries);
}

void compiling(benchmark::State& state) {
    const PolicyWorld& about = policyWorld(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(simulator::compilePolicies(*about.simulation->world));
}

void oneVerdict(benchmark::State& state) {
    const PolicyWorld& about = policyWorld(static_cast<std::size_t>(state.range(0)));
    std::size_t next = 0;
    for (auto _ : state) {
        const auto flow = flowOf(about, next, (next * 7 + 1) % about.pods.size(), kPorts[next % 3]);
        benchmark::DoNotOptimize(about.policies().verdict(flow));
        next = (next + 1) % about.pods.size();
    }
}

void contradictions(benchmark::State& state) {
    const auto simulation = simulationOf(routedManifest(static_cast<std::size_t>(state.range(0))));
    std::size_t rows = 0;
    for (auto _ : state) {
        rows = contradictionsOf(*simulation).size();
        benchmark::DoNotOptimize(rows);
    }
    if (rows == 0)
        return state.SkipWithError("policies that drop nothing measure nothing");
    state.counters["rows"] = static_cast<double>(rows);
}

BENCHMARK(contradictions)->Arg(500)->Arg(5'000)->Unit(benchmark::kMillisecond);
BENCHMARK(matrixOfPods)->Arg(500)->Arg(5'000)->Unit(benchmark::kMillisecond);
BENCHMARK(eastWest)
    ->Args({500, 0})
    ->Args({5'000, 0})
    ->Args({5'000, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(compiling)->Arg(500)->Arg(5'000)->Unit(benchmark::kMillisecond);
BENCHMARK(oneVerdict)->Arg(500)->Arg(5'000);

}  // namespace

}  // namespace gatesight::bench

BENCHMARK_MAIN();
