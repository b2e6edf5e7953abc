// Each distinct request is followed once, up to where chance comes in; what is replayed are draws,
// each a pure function of the seed and the number of the request. Draws that are equal end alike,
// so a replayed request costs one look-up.
#include "simulator/traffic/replay.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "simulator/routing/draw.h"
#include "simulator/routing/request_plan.h"
#include "simulator/traffic/tally_names.h"

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostBuckets = 5000;
constexpr std::uint64_t kStopEvery = 4096;  // requests between two looks at the stop token

struct EndKey {
    std::uint32_t request = 0;
    Draw draw;
    bool operator==(const EndKey&) const = default;
};

struct EndHash {
    std::size_t operator()(const EndKey& key) const {
        return mixed(mixed(key.draw.mirrors ^ key.request) ^
                     (std::uint64_t{key.draw.backend} << 32 | key.draw.endpoint));
    }
};

/// Picks an index by weight.
class WeightedRequests {
public:
    explicit WeightedRequests(const std::vector<ReplayRequest>& requests) {
        double sum = 0;
        for (const ReplayRequest& request : requests) {
            sum += std::isfinite(request.weight) ? std::max(request.weight, 0.0) : 0;
            m_until.push_back(sum);
        }
    }
    [[nodiscard]] bool empty() const { return m_until.empty() || m_until.back() <= 0; }
    [[nodiscard]] std::uint32_t pick(std::uint64_t bits) const {
        constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
        const double at = static_cast<double>(bits >> 11) * kUnit * m_until.back();
        return static_cast<std::uint32_t>(std::ranges::upper_bound(m_until, at) - m_until.begin());
    }

private:
    std::vector<double> m_until;  // sums of the weights so far
};

class Replayer {
public:
    Replayer(const Simulation& simulation, const ReplayPlan& plan, const ReplayOptions& options)
        : m_simulation(simulation), m_plan(plan), m_options(options), m_requests(plan.requests) {}

    ReplayResult run() {
        const double rate = m_plan.requestsPerSecond > 0 ? m_plan.requestsPerSecond : 1;
        const std::uint64_t count = m_requests.empty() ? 0 : m_plan.count;
        m_result.seconds = static_cast<double>(count) / rate;
        m_result.bucketSeconds = std::max(m_plan.bucketSeconds > 0 ? m_plan.bucketSeconds : 1,
                                          m_result.seconds / static_cast<double>(kMostBuckets));
        makePlans();
        const std::uint64_t stride =
            m_options.sampleLimit == 0 || count == 0 ? 0 : (count - 1) / m_options.sampleLimit + 1;
        for (std::uint64_t i = 0; i < count; ++i) {
            if (i % kStopEvery == 0 && pause(i, count))
                break;
            const double at = static_cast<double>(i) / rate;
            const auto [request, ending] = replayOne(i);
            ++m_result.total;
            count1(ending, at);
            if (stride != 0 && i % stride == 0)
                m_result.sample.push_back({request, ending, static_cast<float>(at)});
        }
        if (m_options.progress && !m_result.cancelled)
            m_options.progress(count, count);
        tally();
        return std::move(m_result);
    }

private:
    void makePlans() {
        Narration silent(nullptr);
        m_plans.reserve(m_plan.requests.size());
        for (const ReplayRequest& request : m_plan.requests)
            m_plans.push_back(planRequest(m_simulation, request.request, silent));
    }

    /// Tells progress; true when the replay has to stop.
    bool pause(std::uint64_t done, std::uint64_t total) {
        if (m_options.stop.stop_requested())
            m_result.cancelled = true;
        else if (m_options.progress)
            m_options.progress(done, total);
        return m_result.cancelled;
    }

    std::pair<std::uint32_t, std::uint32_t> replayOne(std::uint64_t index) {
        EndKey key;
        key.request = m_requests.pick(drawn(m_plan.seed, index, Purpose::Request));
        const RequestPlan& plan = m_plans[key.request];
        key.draw = drawFor(plan, m_plan.seed, index);
        const auto next = static_cast<std::uint32_t>(m_result.endings.size());
        const auto [place, isNew] = m_endings.emplace(key, next);
        if (isNew) {
            Narration silent(nullptr);
            Ending ending;
            ending.request = key.request;
            ending.decision = decisionFor(plan, key.draw, silent);
            ending.decision.id = m_plan.requests[key.request].request.id;
            ending.decision.seed = m_plan.seed;
            m_result.endings.push_back(std::move(ending));
            m_buckets.emplace_back();
        }
        return {key.request, place->second};
    }

    void count1(std::uint32_t ending, double at) {
        ++m_result.endings[ending].count;
        const auto bucket =
            std::min(static_cast<std::size_t>(at / m_result.bucketSeconds), kMostBuckets - 1);
        auto& buckets = m_buckets[ending];
        if (buckets.size() <= bucket)
            buckets.resize(bucket + 1, 0);
        ++buckets[bucket];
        m_bucketCount = std::max(m_bucketCount, bucket + 1);
    }

    // --- tallies, from the endings ---

    void tally() {
        m_result.byBackend = tallyBy(backendTallyName);
        m_result.byPod = tallyBy(podTallyName);
        m_result.byRoute = tallyBy(routeTallyName);
        m_result.byStatus = tallyBy(statusTallyName);
    }

    template <class NameOf>
    std::vector<Tally> tallyBy(const NameOf& nameOf) const {
        std::map<std::string, Tally> byName;
        for (std::size_t i = 0; i < m_result.endings.size(); ++i) {
            const Ending& ending = m_result.endings[i];
            Tally& tally = byName[nameOf(ending.decision)];
            tally.count += ending.count;
            tally.failures += ending.succeeded() ? 0 : ending.count;
            tally.perBucket.resize(m_bucketCount, 0);
            for (std::size_t bucket = 0; bucket < m_buckets[i].size(); ++bucket)
                tally.perBucket[bucket] += m_buckets[i][bucket];
        }
        std::vector<Tally> result;
        for (auto& [name, tally] : byName) {
            tally.name = name;
            result.push_back(std::move(tally));
        }
        return result;
    }

    const Simulation& m_simulation;
    const ReplayPlan& m_plan;
    const ReplayOptions& m_options;
    const WeightedRequests m_requests;
    std::vector<RequestPlan> m_plans;  // beside ReplayPlan::requests
    std::unordered_map<EndKey, std::uint32_t, EndHash> m_endings;
    std::vector<std::vector<std::uint32_t>> m_buckets;  // beside ReplayResult::endings
    std::size_t m_bucketCount = 0;
    ReplayResult m_result;
};

}  // namespace

bool Ending::succeeded() const {
    return endedWell(decision);
}

ReplayResult replay(const Simulation& simulation, const ReplayPlan& plan,
                    const ReplayOptions& options) {
    return Replayer(simulation, plan, options).run();
}

}  // namespace gatesight::simulator
