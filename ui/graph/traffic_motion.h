// Many requests on their way at once: which dots are where at a moment of simulated time.
#pragma once

#include "ui/graph/flow_scene.h"

#include <QColor>

#include <memory>
#include <string>
#include <vector>

namespace gatesight::ui {

/// What travels; made once for a replay. Names nodes by key, so it outlives a change of layout.
struct TrafficPlan {
    struct Path {
        std::vector<std::string> keys;
        bool endsWell = true;
        QColor color;  ///< of its backend, as in the charts; invalid: by how it ends
    };
    struct Departure {
        double atSeconds = 0;
        std::uint32_t path = 0;  ///< index into paths
    };
    std::vector<Path> paths;
    std::vector<Departure> departures;  ///< in time order
};

using TrafficPlanPtr = std::shared_ptr<const TrafficPlan>;

struct MovingDot {
    QPointF at;  ///< scene units
    std::uint32_t path = 0;
};

/// The dots to draw, and for how many requests each of them stands (1 unless there are too many).
struct MovingDots {
    std::vector<MovingDot> dots;
    std::uint32_t requestsEach = 1;
};

/// A plan on a scene.
class TrafficMotion {
public:
    static constexpr std::size_t kMaxDots = 5000;

    TrafficMotion() = default;
    TrafficMotion(TrafficPlanPtr plan, const FlowScene& scene);

    [[nodiscard]] bool empty() const { return !m_plan || m_plan->departures.empty(); }
    [[nodiscard]] const TrafficPlan& plan() const { return *m_plan; }
    /// Requests that left within the last `travelSeconds` of simulated time. Of more than `limit`,
    /// every n-th is taken, the same ones from frame to frame.
    [[nodiscard]] MovingDots at(double seconds, double travelSeconds,
                                std::size_t limit = kMaxDots) const;

private:
    struct Track {
        std::vector<QPointF> samples;
    };
    TrafficPlanPtr m_plan;
    std::vector<Track> m_tracks;  ///< beside paths
};

}  // namespace gatesight::ui
