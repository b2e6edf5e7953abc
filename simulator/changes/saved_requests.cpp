#include "simulator/changes/saved_requests.h"

#include <algorithm>
#include <set>

namespace gatesight::simulator {

namespace {

using Name = std::pair<std::string, std::string>;  // of the scenario, of the request

class SavedComparer {
public:
    SavedComparer(const Simulation& before, const Simulation& after, std::uint64_t seed)
        : m_before(before), m_after(after), m_seed(seed) {}

    SavedRequests run() {
        for (const Simulation* side : {&m_after, &m_before}) {
            for (const model::DocumentPtr& document : side->world->scenarios()) {
                const Scenario scenario = readScenario(document);
                for (const ScenarioRequest& request : scenario.requests)
                    if (m_known.insert({scenario.name, request.name}).second)
                        compare(scenario.name, request);
            }
        }
        return std::move(m_result);
    }

private:
    void compare(const std::string& scenario, const ScenarioRequest& saved) {
        ++m_result.asked;
        const GivenAnswer was = answerTo(m_before, saved.request);
        const GivenAnswer is = answerTo(m_after, saved.request);
        if (differingParts(was, is).empty())
            return;
        m_result.changes.push_back({scenario, saved.name, effectOf(was, is), saved.request,
                                    was.rule, is.rule, partChanges(was, is), newlyUnmet(saved),
                                    saved.source});
    }

    [[nodiscard]] std::vector<std::string> newlyUnmet(const ScenarioRequest& saved) const {
        if (saved.expect.empty() ||
            !unmet(saved.expect, decide(m_before, saved.request, m_seed)).empty())
            return {};
        return unmet(saved.expect, decide(m_after, saved.request, m_seed));
    }

    const Simulation& m_before;
    const Simulation& m_after;
    const std::uint64_t m_seed;
    std::set<Name> m_known;
    SavedRequests m_result;
};

}  // namespace

Surroundings sharedSurroundings(const Simulation& before, const Simulation& after) {
    Surroundings shared = after.surroundings;
    shared.dns.insert(before.surroundings.dns.begin(), before.surroundings.dns.end());
    for (const WorkloadBehavior& behavior : before.surroundings.workloads) {
        const bool known = std::ranges::any_of(shared.workloads, [&](const auto& other) {
            return other.workload == behavior.workload && other.port == behavior.port;
        });
        if (!known)
            shared.workloads.push_back(behavior);
    }
    return shared;
}

SavedRequests compareSavedRequests(const Simulation& before, const Simulation& after,
                                   std::uint64_t seed) {
    return SavedComparer(before, after, seed).run();
}

}  // namespace gatesight::simulator
