#include "ui/charts/traffic_run.h"

#include "ui/session/trace_reading.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gatesight::ui {

using simulator::Decision;
using simulator::ReplayPlan;
using simulator::Tally;

namespace {

constexpr double kWantedBuckets = 120;
constexpr double kLeastInBucket = 25;

class ShareTable {
public:
    void expect(const simulator::Simulation& simulation, const ReplayPlan& plan) {
        double weights = 0;
        for (const simulator::ReplayRequest& request : plan.requests)
            weights += request.weight;
        if (weights <= 0)
            return;
        for (const simulator::ReplayRequest& request : plan.requests)
            if (request.weight > 0)
                expect(decide(simulation, request.request, plan.seed), request.weight / weights);
    }

    void measure(const simulator::ReplayResult& result) {
        for (const simulator::Ending& ending : result.endings) {
            ShareRow& row = rowOf(backendName(ending.decision));
            row.measured += ending.count;
            row.failing = row.failing || !ending.succeeded();
        }
    }

    std::vector<ShareRow> take() && {
        std::vector<ShareRow> rows;
        for (auto& [name, row] : m_rows)
            rows.push_back(std::move(row));
        std::ranges::stable_sort(rows, std::ranges::greater(), &ShareRow::expected);
        return rows;
    }

private:
    void expect(const Decision& decision, double part) {
        // Only a draw among backends has shares; everything else always ends the same way.
        if (decision.shares.empty()) {
            rowOf(backendName(decision)).expected += part;
            return;
        }
        for (const simulator::Share& share : decision.shares) {
            Decision drawn;
            drawn.backend = share.backend;
            drawn.reason = share.reason;
            drawn.outcome = share.outcome;
            if (share.status != 0)
                drawn.status = share.status;
            rowOf(backendName(drawn)).expected += part * static_cast<double>(share.numerator) /
                                                  static_cast<double>(share.denominator);
        }
    }

    ShareRow& rowOf(const std::string& name) {
        ShareRow& row = m_rows[name];
        row.backend = name;
        return row;
    }

    std::map<std::string, ShareRow> m_rows;
};

ChartRow rowOf(const Tally& tally) {
    return {QString::fromStdString(tally.name), tally.count, tally.failures, tally.perBucket,
            false};
}

void addTo(ChartRow& sum, const ChartRow& row) {
    sum.count += row.count;
    sum.failures += row.failures;
    sum.perBucket.resize(std::max(sum.perBucket.size(), row.perBucket.size()));
    for (std::size_t i = 0; i < row.perBucket.size(); ++i)
        sum.perBucket[i] += row.perBucket[i];
}

}  // namespace

std::string backendName(const Decision& decision) {
    if (decision.backend)
        return toText(*decision.backend);
    const std::string where = whereTo(decision);
    return where.empty() ? shortAnswer(decision) : shortAnswer(decision) + " " + where;
}

double bucketSecondsFor(double seconds) {
    if (seconds <= 0)
        return 1;
    const double least = seconds / kWantedBuckets;
    const double decade = std::pow(10, std::floor(std::log10(least)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * decade >= least * 0.999)
            return step * decade;
    return 10 * decade;
}

TrafficRunPtr runTraffic(const simulator::Simulation& simulation,
                         const simulator::Topology* topology, ReplayPlan plan,
                         const std::stop_token& stop,
                         const std::function<void(const TrafficProgress&)>& progress) {
    auto run = std::make_shared<TrafficRun>();
    const double rate = std::max(plan.requestsPerSecond, 1e-3);
    const double seconds = static_cast<double>(plan.count) / rate;
    // Buckets of a few requests would show the noise of the draw and not the rate.
    plan.bucketSeconds =
        std::clamp(bucketSecondsFor(kWantedBuckets * kLeastInBucket / rate),
                   bucketSecondsFor(seconds), bucketSecondsFor(seconds * kWantedBuckets / 20));
    run->plan = std::move(plan);
    simulator::ReplayOptions options;
    options.stop = stop;
    options.progress = [&](std::uint64_t done, std::uint64_t total) { progress({done, total}); };
    run->result = replay(simulation, run->plan, options);
    if (run->result.cancelled || stop.stop_requested())
        return nullptr;
    ShareTable shares;
    shares.expect(simulation, run->plan);
    shares.measure(run->result);
    run->shares = std::move(shares).take();
    for (const simulator::Ending& ending : run->result.endings)
        run->paths.push_back(topology ? topology->pathOf(ending.decision)
                                      : std::vector<std::string>());
    return run;
}

std::vector<ChartRow> tableRows(const std::vector<Tally>& tallies) {
    std::vector<ChartRow> rows;
    for (const Tally& tally : tallies)
        rows.push_back(rowOf(tally));
    std::ranges::stable_sort(rows, std::ranges::greater(), &ChartRow::count);
    return rows;
}

std::vector<ChartRow> chartRows(const std::vector<Tally>& tallies, std::size_t limit) {
    std::vector<ChartRow> rows = tableRows(tallies);
    // One row too many is shown rather than renamed.
    if (rows.size() <= limit + 1)
        return rows;
    ChartRow others;
    others.others = true;
    for (std::size_t i = limit; i < rows.size(); ++i)
        addTo(others, rows[i]);
    others.name = QStringLiteral("%1 others").arg(rows.size() - limit);
    rows.resize(limit);
    rows.push_back(std::move(others));
    return rows;
}

double countUntil(const ChartRow& row, double bucketSeconds, double seconds) {
    double count = 0;
    for (std::size_t i = 0; i < row.perBucket.size(); ++i) {
        const double begun = seconds / bucketSeconds - static_cast<double>(i);
        if (begun <= 0)
            break;
        count += row.perBucket[i] * std::min(1.0, begun);
    }
    return count;
}

namespace {

/// As replays name their tallies, and so the charts: dots have the colour of their backend there.
QString tallyName(const simulator::Decision& decision) {
    return decision.backend
               ? QString::fromStdString(decision.backend->namespace_ + '/' + decision.backend->name)
               : QStringLiteral("no backend");
}

}  // namespace

TrafficPlanPtr motionOf(const TrafficRun& run,
                        const std::function<QColor(const QString&)>& colorOf) {
    auto plan = std::make_shared<TrafficPlan>();
    for (std::size_t i = 0; i < run.result.endings.size(); ++i) {
        const simulator::Ending& ending = run.result.endings[i];
        plan->paths.push_back(
            {run.paths[i], ending.succeeded(), colorOf(tallyName(ending.decision))});
    }
    plan->departures.reserve(run.result.sample.size());
    for (const simulator::ReplayedRequest& request : run.result.sample)
        if (request.ending < plan->paths.size())
            plan->departures.push_back({static_cast<double>(request.atSeconds), request.ending});
    return plan;
}

}  // namespace gatesight::ui
