// Network policies as plain values, how they are written, and what the documentation says that they
// do: an evaluator that looks at every policy and every rule, and shares no code with the engine.
#pragma once

#include "tests/simulator/routing/support_dice.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gatesight::test::plain {

using Labels = std::map<std::string, std::string>;

struct Expression {
    std::string key, op;
    std::vector<std::string> values;
};
struct Selector {
    Labels labels;
    std::vector<Expression> expressions;
};
/// An IPv4 range.
struct Range {
    std::uint32_t base = 0;
    int prefix = 32;
    std::vector<std::pair<std::uint32_t, int>> except;
};

struct Peer {
    std::optional<Selector> pods, namespaces;
    std::optional<Range> range;
    std::optional<Selector> nodes;     // of cluster policies
    std::vector<std::string> domains;  // of cluster policies
};
struct Port {
    std::string protocol;  // empty: not written
    std::optional<int> number, end;
    std::string name;
};
struct Rule {
    std::string action;  // of cluster policies
    std::vector<Peer> peers;
    std::vector<Port> ports;
};
struct Policy {
    std::string kind, namespace_, name;
    std::string tier;  // Admin, Baseline; empty: NetworkPolicy
    int priority = 0;
    Selector subjectPods;
    std::optional<Selector> subjectNamespaces;  // of cluster policies
    std::vector<std::string> types;             // empty: not written
    std::optional<std::vector<Rule>> ingress, egress;
};

struct ContainerPort {
    std::string name, protocol;
    int number = 0;
};
struct Pod {
    std::string namespace_, name, node;
    Labels labels;
    std::uint32_t address = 0;
    bool hostNetwork = false;
    std::vector<ContainerPort> ports;
};
struct Namespace {
    std::string name;
    Labels labels;
};
struct NodeObject {
    std::string name;
    Labels labels;
    std::uint32_t address = 0;
};

struct Cluster {
    std::vector<Namespace> namespaces;
    std::vector<NodeObject> nodes;
    std::vector<Pod> pods;
    std::vector<Policy> policies;
};

/// A small cluster with policies of all kinds, of which many select and fit something.
[[nodiscard]] Cluster randomCluster(Dice& dice);
/// All of it as YAML documents.
[[nodiscard]] std::string yamlOf(const Cluster& cluster);

/// One end of a connection: a Pod, or an address of a node or outside of the cluster, the latter
/// with the name that it was asked for by, if it was.
struct End {
    const Pod* pod = nullptr;
    std::uint32_t address = 0;
    std::string name;
};
struct Connection {
    End from, to;
    int port = 0;
    std::string protocol;
    bool throughService = false;
};

/// "allowed", "denied", or "either" where the documentation lets the implementation choose.
[[nodiscard]] std::string verdictOf(const Cluster& cluster, const Connection& connection);
[[nodiscard]] std::string verdictOf(const Cluster& cluster, const Pod& from, const Pod& to,
                                    int port, const std::string& protocol);
/// To an address outside of the cluster.
[[nodiscard]] std::string verdictOf(const Cluster& cluster, const Pod& from, std::uint32_t to,
                                    int port, const std::string& protocol);

[[nodiscard]] std::string addressText(std::uint32_t address);

}  // namespace gatesight::test::plain
