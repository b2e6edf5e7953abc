// Replays a weighted mix of requests and tallies where they went. Deterministic for a seed, whatever the number of threads.
#pragma once

#include "simulator/simulation.h"
#include "simulator/traffic/scenario.h"

#include <functional>
#include <map>
#include <span>
#include <stop_token>

namespace gatesight::simulator {

struct ReplayRequest {
    Request request;
    std::string name;
    double weight = 1;
};

struct ReplayPlan {
    std::vector<ReplayRequest> requests;
    std::uint64_t count = 1000;       ///< requests to replay
    double requestsPerSecond = 100;   ///< only spreads them over simulated time
    std::uint64_t seed = 1;
    double bucketSeconds = 1;         ///< width of the buckets of the time series
};

/// One replayed request, small enough to keep for animation.
struct ReplayedRequest {
    std::uint32_t request = 0;   ///< index into ReplayPlan::requests
    std::uint32_t ending = 0;    ///< index into ReplayResult::endings
    float atSeconds = 0;
};

/// A distinct way in which requests ended.
struct Ending {
    std::uint32_t request = 0;   ///< index into ReplayPlan::requests
    Decision decision;           ///< the first one that ended so
    std::uint64_t count = 0;
    [[nodiscard]] bool succeeded() const;  ///< answered below 400, or redirected, or exited
};

struct Tally {
    std::string name;
    std::uint64_t count = 0, failures = 0;
    std::vector<std::uint32_t> perBucket;
};

struct ReplayResult {
    std::vector<Ending> endings;
    std::vector<ReplayedRequest> sample;  ///< in time order; at most ReplayOptions::sampleLimit
    std::vector<Tally> byBackend, byPod, byStatus, byRoute;  ///< sorted by name
    std::uint64_t total = 0;
    double seconds = 0;        ///< simulated
    double bucketSeconds = 1;  ///< width of the buckets: as planned, or wider when there would be too many
    bool cancelled = false;
};

struct ReplayOptions {
    std::size_t sampleLimit = 100'000;
    std::stop_token stop;
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

[[nodiscard]] ReplayResult replay(const Simulation& simulation, const ReplayPlan& plan, const ReplayOptions& options = {});

[[nodiscard]] nlohmann::ordered_json toJson(const ReplayPlan& plan, const ReplayResult& result);
/// One line a Tally: dimension,name,count,failures,share
[[nodiscard]] std::string toCsv(const ReplayResult& result);

}  // namespace gatesight::simulator
