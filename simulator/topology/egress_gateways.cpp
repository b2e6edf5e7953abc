// A Gateway of which every route ends outside is the way out of the cluster, not the way in.
#include "simulator/topology/graph_draft.h"

namespace gatesight::simulator {

namespace {

class EgressGateways {
public:
    explicit EgressGateways(TopologyBuilder& builder)
        : m_builder(builder), m_next(builder.size()), m_leaves(builder.size(), false) {
        for (const GraphEdge& edge : builder.edges())
            if (!edge.mirror)
                m_next[edge.from].push_back(edge.to);
        for (std::uint32_t i = 0; i < builder.size(); ++i)
            m_leaves[i] = builder.node(i).role == NodeRole::Service && leadsOut(i);
    }

    /// Whether backends lie behind a Gateway, all of them outside.
    [[nodiscard]] bool isEgress(std::uint32_t gateway) const {
        std::vector<bool> seen(m_next.size(), false);
        std::vector<std::uint32_t> left{gateway};
        bool any = false;
        while (!left.empty()) {
            const std::uint32_t node = left.back();
            left.pop_back();
            if (seen[node])
                continue;
            seen[node] = true;
            if (m_builder.node(node).role == NodeRole::Service) {
                if (!m_leaves[node])
                    return false;
                any = true;
                continue;
            }
            left.insert(left.end(), m_next[node].begin(), m_next[node].end());
        }
        return any;
    }

private:
    [[nodiscard]] bool leadsOut(std::uint32_t service) const {
        for (const std::uint32_t next : m_next[service])
            if (m_builder.node(next).kind != "ExternalHost")
                return false;
        return !m_next[service].empty();
    }

    TopologyBuilder& m_builder;
    std::vector<std::vector<std::uint32_t>> m_next;  // beside the nodes
    std::vector<bool> m_leaves;
};

}  // namespace

void nameEgressGateways(GraphDraft& draft) {
    const EgressGateways egress(draft.builder);
    for (std::uint32_t i = 0; i < draft.builder.size(); ++i) {
        GraphNode& node = draft.builder.node(i);
        if (node.role != NodeRole::Gateway || !egress.isEgress(i))
            continue;
        draft.egressGateways.insert(node.object);
        node.subtitle = node.subtitle.empty() ? "egress" : "egress, " + node.subtitle;
    }
}

}  // namespace gatesight::simulator
