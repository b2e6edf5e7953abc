#include "simulator/accesslog/log_replay.h"

#include "simulator/accesslog/log_tallies.h"

#include <fmt/format.h>

namespace gatesight::simulator {

struct LogReplayer::State {
    State(const Simulation& simulation, LogOptions options, std::uint64_t seedOfDraws,
          std::stop_token stop)
        : seed(seedOfDraws),
          tallies(simulation, seedOfDraws),
          world(simulation.world.get()),
          counter({&world, 1}, std::move(options), adding(), std::move(stop)) {}

    TakeLogged adding() {
        return [this](const Request& request, std::uint64_t number,
                      std::span<const LoggedAnswer> answers) {
            tallies.add(request, number, answers);
        };
    }

    const std::uint64_t seed;
    LogTallies tallies;
    const model::World* const world;
    LogCounter counter;
};

LogReplayer::LogReplayer(const Simulation& simulation, LogOptions options, std::uint64_t seed,
                         std::stop_token stop)
    : m_state(std::make_unique<State>(simulation, std::move(options), seed, std::move(stop))) {}

LogReplayer::~LogReplayer() = default;

void LogReplayer::read(std::istream& in, std::string name, LogFormat format) {
    m_state->counter.read(in, std::move(name), format);
}

LogReplay LogReplayer::finish() {
    m_state->counter.eachRequest(m_state->adding());
    LogReplay replay;
    static_cast<LogContents&>(replay) = m_state->counter.contents();
    replay.seed = m_state->seed;
    if (replay.cancelled)
        return replay;
    m_state->tallies.fill(replay);
    if (replay.beyond > 0)
        replay.notes.push_back(fmt::format("more than {} different requests: {} decided one by one",
                                           replay.different, replay.beyond));
    return replay;
}

}  // namespace gatesight::simulator
