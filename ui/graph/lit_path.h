// The way of one request through the picture: which nodes and edges it passes, how a dot travels
// along them, and how it ends.
#pragma once

#include "simulator/routing/decision.h"
#include "ui/graph/flow_scene.h"

#include <chrono>
#include <span>
#include <string>

namespace gatesight::ui {

/// "200", "404 no route matched", "connection refused: no listener for port": the label where the
/// dot ends.
[[nodiscard]] QString endingText(const simulator::Decision& decision);

struct LitPath {
    std::vector<std::uint32_t> nodes;
    std::vector<int> edges;  ///< beside nodes: the edge that leads to it; -1: none (the first node)
    /// Edges to the other backends of the rule, which would get their share of other requests.
    std::vector<std::uint32_t> alternatives;
    bool endsWell = false;
    QString ending;

    [[nodiscard]] bool empty() const { return nodes.empty(); }
};

/// Keys that the scene does not show are left out; the path goes on with the next one it does.
[[nodiscard]] LitPath litPathOf(const FlowScene& scene, std::span<const std::string> keys,
                                const simulator::Decision& decision);

/// Places along a path, evenly in time: each stage (an edge, then the card behind it) takes equally
/// long.
class FlowJourney {
public:
    FlowJourney() = default;
    FlowJourney(const FlowScene& scene, std::span<const std::uint32_t> nodes,
                std::span<const int> edges);

    [[nodiscard]] bool empty() const { return m_samples.empty(); }
    [[nodiscard]] int stages() const { return m_stages; }
    /// Scene point at `progress` from 0 (leaving the first node) to 1 (the end).
    [[nodiscard]] QPointF at(double progress) const;
    [[nodiscard]] QPointF end() const { return at(1); }

private:
    std::vector<QPointF> m_samples;
    int m_stages = 0;
};

/// The clock of the travelling dot. Time is given to it, so that tests can be the clock.
class JourneyClock {
public:
    static constexpr std::chrono::milliseconds kStage{210};
    static constexpr std::chrono::milliseconds kLongest{1800};

    /// From the start again; 0 stages: nothing travels.
    void start(int stages);
    /// At the end at once.
    void finish() { m_elapsed = m_total; }
    void advance(std::chrono::milliseconds by);
    [[nodiscard]] bool running() const { return m_elapsed < m_total; }
    /// 0 to 1; 1 when nothing runs.
    [[nodiscard]] double progress() const;

private:
    std::chrono::milliseconds m_elapsed{0}, m_total{0};
};

}  // namespace gatesight::ui
