#include "tests/simulator/topology/support_topology.h"

#include "simulator/delivery/delivery.h"
#include "tests/simulator/support_world.h"

namespace gatesight::simulator::test {

Simulation simulationOf(const std::string& yaml, Options options) {
    Simulation simulation;
    simulation.world = worldOf(yaml);
    simulation.options = std::move(options);
    simulation.control = computeControlPlane(*simulation.world, simulation.options);
    simulation.delivery = computeDelivery(*simulation.world);
    return simulation;
}

QStringList nodeLines(const Topology& topology, bool why) {
    QStringList lines;
    for (const GraphNode& node : topology.nodes()) {
        QString line = text(node.key) + QLatin1Char(' ') + text(toString(node.state));
        if (why && node.state != NodeState::GetsTraffic)
            line += QStringLiteral(" (%1)").arg(text(node.why));
        lines << line;
    }
    return lines;
}

QStringList edgeLines(const Topology& topology) {
    QStringList lines;
    for (const GraphEdge& edge : topology.edges()) {
        QString line = text(topology.nodes()[edge.from].key) + QStringLiteral(" -> ") +
                       text(topology.nodes()[edge.to].key) + QLatin1Char(' ') +
                       text(toString(edge.state));
        if (!edge.label.empty())
            line += QLatin1Char(' ') + text(edge.label);
        if (!edge.grant.empty())
            line += QStringLiteral(" by ") + text(edge.grant);
        lines << line;
    }
    return lines;
}

}  // namespace gatesight::simulator::test
