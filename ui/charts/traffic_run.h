// One replay from the mix to what the panes show of it. No widget and no chart.
#pragma once

#include "simulator/topology/topology.h"
#include "simulator/traffic/replay.h"
#include "ui/graph/traffic_motion.h"

#include <QColor>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::ui {

/// What a backend should get and what it got. Shares are of all requests of the mix.
struct ShareRow {
    std::string backend;  ///< "shop/cart-v2:8080", or what answered instead
    double expected = 0;  ///< exact, from weights alone; 0 to 1
    std::uint64_t measured = 0;
    bool failing = false;  ///< somebody who came here got an error
};

struct TrafficRun {
    simulator::ReplayPlan plan;
    simulator::ReplayResult result;
    std::vector<ShareRow> shares;  ///< largest expected share first, then by name
    /// Nodes that each ending passes, beside result.endings.
    std::vector<std::vector<std::string>> paths;
};

using TrafficRunPtr = std::shared_ptr<const TrafficRun>;

struct TrafficProgress {
    std::uint64_t done = 0, total = 0;
};

/// Width of the buckets of a time series: 1, 2 or 5 times a power of ten, about a hundred of them.
[[nodiscard]] double bucketSecondsFor(double seconds);

/// Replays; null when stopped. Deterministic for the plan.
[[nodiscard]] TrafficRunPtr runTraffic(const simulator::Simulation& simulation,
                                       const simulator::Topology* topology,
                                       simulator::ReplayPlan plan, const std::stop_token& stop,
                                       const std::function<void(const TrafficProgress&)>& progress);

/// Name under which an answer counts: its backend, or how it ended without one.
[[nodiscard]] std::string backendName(const simulator::Decision& decision);

/// One line of a chart or table.
struct ChartRow {
    QString name;
    std::uint64_t count = 0, failures = 0;
    std::vector<std::uint32_t> perBucket;
    bool others = false;  ///< stands for several that are not shown by themselves
};

/// All of them, largest first.
[[nodiscard]] std::vector<ChartRow> tableRows(const std::vector<simulator::Tally>& tallies);
/// The `limit` largest, largest first, and the rest as one row "n others".
[[nodiscard]] std::vector<ChartRow> chartRows(const std::vector<simulator::Tally>& tallies,
                                              std::size_t limit);

/// How many of a row's requests have left by `seconds`; within a bucket they count evenly.
[[nodiscard]] double countUntil(const ChartRow& row, double bucketSeconds, double seconds);

/// What moves over the graph. `colorOf` gives the colour of a backend, as in the charts.
[[nodiscard]] TrafficPlanPtr motionOf(const TrafficRun& run,
                                      const std::function<QColor(const QString&)>& colorOf);

}  // namespace gatesight::ui
