// Adds up how the requests of a log end.
#pragma once

#include "simulator/accesslog/log_replay.h"

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatesight::simulator {

class LogTallies {
public:
    LogTallies(const Simulation& simulation, std::uint64_t seed)
        : m_simulation(simulation), m_seed(seed) {}

    /// A request that stands in the log with these answers. `number` tells its draws from those of
    /// other requests.
    void add(const Request& request, std::uint64_t number, std::span<const LoggedAnswer> answers);
    void fill(LogReplay& replay) const;

private:
    struct Ended {
        Decision decision;
        std::uint64_t count = 0;
    };
    using TallyMap = std::unordered_map<std::string, Tally>;

    [[nodiscard]] std::vector<Ended> decideAll(const Request& request, std::uint64_t number,
                                               std::uint64_t count) const;
    void tally(const Ended& ended);
    void compare(const Request& request, std::span<const Ended> endings,
                 const LoggedAnswer& answer);
    void noteUntaken(const Request& request, const Ended& ended);

    const Simulation& m_simulation;
    const std::uint64_t m_seed;
    std::uint64_t m_total = 0;
    TallyMap m_outcomes, m_backends, m_pods, m_statuses, m_routes;
    std::array<ComparedStatus, 10> m_compared{};
    RuleCounts m_rules;
    std::map<std::array<std::string, 3>, std::uint64_t> m_untaken;  // host, path, reason
    std::size_t m_untakenBytes = 0;
    std::uint64_t m_untakenMore = 0;
};

}  // namespace gatesight::simulator
