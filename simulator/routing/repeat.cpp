#include "simulator/routing/repeat.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// What tells apart the ends of one plan: mirrors play no part, and what is forwarded follows from
/// the backend's entry.
struct End {
    std::uint32_t backend, endpoint;
    auto operator<=>(const End&) const = default;
};

RepeatCount countOf(const RequestPlan& plan, const Draw& draw, std::uint32_t count) {
    Narration silent(nullptr);
    Decision decision = decisionFor(plan, draw, silent);
    RepeatCount entry;
    if (decision.backend)
        entry.backend = std::move(*decision.backend);
    if (decision.endpoint)
        entry.pod = std::move(decision.endpoint->pod);
    entry.status = decision.status;
    entry.grpcStatus = std::move(decision.grpcStatus);
    entry.forwarded = std::move(decision.forwarded);
    entry.count = count;
    return entry;
}

}  // namespace

RepeatSummary repeated(const RequestPlan& plan, std::uint64_t seed, std::uint32_t count) {
    std::map<End, std::uint32_t> ends;
    std::vector<std::uint32_t> copies(plan.filtered.mirrors.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const Draw draw = drawFor(plan, seed, i);
        ++ends[{draw.backend, draw.endpoint}];
        for (std::size_t mirror = 0; mirror < std::min<std::size_t>(copies.size(), 64); ++mirror)
            copies[mirror] += static_cast<std::uint32_t>(draw.mirrors >> mirror & 1);
    }
    RepeatSummary summary;
    for (const auto& [end, times] : ends)
        summary.counts.push_back(countOf(plan, {end.backend, end.endpoint, 0}, times));
    std::ranges::stable_sort(summary.counts, {}, [](const RepeatCount& entry) {
        return std::tie(entry.backend, entry.pod, entry.status);
    });
    for (std::size_t mirror = 0; mirror < copies.size(); ++mirror)
        summary.mirrors.emplace_back(plan.filtered.mirrors[mirror].backend, copies[mirror]);
    return summary;
}

}  // namespace gatesight::simulator
