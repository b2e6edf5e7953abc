#include "ui/graph/traffic_motion.h"

#include "ui/graph/lit_path.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace gatesight::ui {

namespace {

constexpr int kSamples = 160;  ///< places along a track; dots are drawn on the nearest one

}  // namespace

TrafficMotion::TrafficMotion(TrafficPlanPtr plan, const FlowScene& scene)
    : m_plan(std::move(plan)) {
    for (const TrafficPlan::Path& path : m_plan->paths) {
        const LitPath lit = litPathOf(scene, path.keys, {});
        const FlowJourney journey(scene, lit.nodes, lit.edges);
        Track& track = m_tracks.emplace_back();
        if (journey.empty())
            continue;
        track.samples.reserve(kSamples + 1);
        for (int i = 0; i <= kSamples; ++i)
            track.samples.push_back(journey.at(static_cast<double>(i) / kSamples));
    }
}

MovingDots TrafficMotion::at(double seconds, double travelSeconds, std::size_t limit) const {
    MovingDots result;
    if (empty() || travelSeconds <= 0 || limit == 0)
        return result;
    const auto& all = m_plan->departures;
    const auto left = [](const TrafficPlan::Departure& departure) { return departure.atSeconds; };
    const auto begin = std::ranges::upper_bound(all, seconds - travelSeconds, {}, left);
    const auto end = std::ranges::upper_bound(all, seconds, {}, left);
    const auto count = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, end - begin));
    // A power of two: what is drawn sparsely stays a part of what is drawn densely.
    result.requestsEach = static_cast<std::uint32_t>(std::bit_ceil((count + limit - 1) / limit));
    result.dots.reserve(std::min(count, limit));
    for (auto departure = begin; departure < end; ++departure) {
        // Chosen by place in the plan: a dot that is drawn now is drawn in the next frame too.
        const auto index = static_cast<std::size_t>(departure - all.begin());
        if (index % result.requestsEach != 0)
            continue;
        const Track& track = m_tracks[departure->path];
        if (track.samples.empty())
            continue;
        const double progress =
            std::clamp((seconds - departure->atSeconds) / travelSeconds, 0.0, 1.0);
        result.dots.push_back(
            {track.samples[static_cast<std::size_t>(std::lround(progress * kSamples))],
             departure->path});
    }
    return result;
}

}  // namespace gatesight::ui
