// gatesight replay: where a mix of requests, or the requests of a log, go in numbers.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/log_input.h"
#include "app/cli/log_text.h"
#include "app/cli/replay_report.h"
#include "app/cli/scenario_input.h"
#include "app/cli/simulation_input.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

namespace gatesight::cli {

namespace {

class Replay final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json|csv",
                  "form of the report (default: text)");
        app.add_option("--mix", m_mix, "only the traffic of this name")
            ->type_name("NAME")
            ->take_last();
        addNumber(app, "--count", m_count, 1, 1'000'000'000,
                  "replay so many requests of each mix, whatever its rate and duration");
        app.add_option("scenario", m_files, "files with Scenarios")->type_name("PATH");
        addLogOptions(app, m_log);
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        return m_log.files.empty() ? runScenarios(invocation) : runLogs(invocation);
    }

private:
    ExitCode runScenarios(const Invocation& invocation) const {
        const auto input = loadScenarios(invocation, m_common, m_files);
        if (!input)
            return input.error();
        const std::vector<NamedPlan> plans = plansOf(input->scenarios);
        if (plans.empty())
            return unknownMix(invocation, input->scenarios);
        std::vector<NamedReplay> replays;
        for (const NamedPlan& named : plans) {
            replays.push_back(
                {named.name, named.plan,
                 replay(*input->simulation, named.plan, replayOptions(invocation, named.name))});
            if (replays.back().result.cancelled || invocation.stopped())
                return ExitCode::Interrupted;
        }
        write(invocation, replays);
        return m_common.codeFor(input->findings);
    }

    ExitCode runLogs(const Invocation& invocation) const {
        if (!m_files.empty() || !m_mix.empty() || m_count != 0)
            return invocation.unusable(
                "--log replays what the log has: it goes with no scenario, --mix or --count");
        if (const std::string problem = problemOf(m_log, m_common); !problem.empty())
            return invocation.unusable(problem);
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        simulator::LogReplayer replayer(**simulation, m_log.options, m_common.seed,
                                        invocation.environment.stop);
        const auto opened =
            eachLog(invocation, m_log, m_common, [&](std::istream& in, const std::string& name) {
                replayer.read(in, name, m_log.format);
                if (m_common.progress)
                    invocation.note(fmt::format("{}: read", name));
            });
        if (!opened)
            return opened.error();
        const simulator::LogReplay replay = replayer.finish();
        if (replay.cancelled || invocation.stopped())
            return ExitCode::Interrupted;
        write(invocation, replay);
        return replay.total == 0
                   ? invocation.failed(ExitCode::NoInput, "no line of the log gives a request")
                   : m_common.codeFor((*simulation)->world->findings());
    }

    struct NamedPlan {
        std::string name;
        simulator::ReplayPlan plan;
    };

    simulator::ReplayPlan planOf(const simulator::Scenario& scenario,
                                 const simulator::TrafficMix& mix) const {
        simulator::ReplayPlan plan;
        for (const simulator::TrafficMix::Part& part : mix.parts)
            plan.requests.push_back({scenario.requests[part.request].request,
                                     scenario.requests[part.request].name, part.weight});
        plan.requestsPerSecond = mix.requestsPerSecond;
        plan.count =
            m_count != 0
                ? m_count
                : static_cast<std::uint64_t>(std::llround(mix.requestsPerSecond * mix.seconds));
        plan.seed = m_common.seed;
        return plan;
    }

    // A scenario without traffic: each of its requests as often as the others.
    static simulator::TrafficMix evenMix(const simulator::Scenario& scenario) {
        simulator::TrafficMix mix;
        mix.name = "all requests alike";
        for (std::size_t i = 0; i < scenario.requests.size(); ++i)
            mix.parts.push_back({i, 1});
        return mix;
    }

    std::vector<NamedPlan> plansOf(const std::vector<LoadedScenario>& scenarios) const {
        std::vector<NamedPlan> plans;
        for (const LoadedScenario& loaded : scenarios) {
            std::vector<simulator::TrafficMix> mixes = loaded.scenario.traffic;
            if (mixes.empty())
                mixes.push_back(evenMix(loaded.scenario));
            for (const simulator::TrafficMix& mix : mixes) {
                if (!mix.parts.empty() && (m_mix.empty() || m_mix == mix.name))
                    plans.push_back({fmt::format("{}: {}", loaded.scenario.name, mix.name),
                                     planOf(loaded.scenario, mix)});
            }
        }
        return plans;
    }

    ExitCode unknownMix(const Invocation& invocation,
                        const std::vector<LoadedScenario>& scenarios) const {
        std::vector<std::string> names;
        for (const LoadedScenario& loaded : scenarios) {
            for (const simulator::TrafficMix& mix : loaded.scenario.traffic)
                names.push_back(mix.name);
        }
        if (m_mix.empty())
            return invocation.failed(ExitCode::NoInput, "the scenarios have no requests to replay");
        return invocation.unusable(
            fmt::format("there is no traffic named '{}'{}", m_mix, didYouMean(m_mix, names)));
    }

    simulator::ReplayOptions replayOptions(const Invocation& invocation,
                                           const std::string& name) const {
        simulator::ReplayOptions options;
        options.sampleLimit = 0;  // the sample is for animation
        options.stop = invocation.environment.stop;
        if (m_common.progress)
            options.progress = [&invocation, name](std::uint64_t done, std::uint64_t total) {
                invocation.note(fmt::format("{}: {} of {}", name, done, total));
            };
        return options;
    }

    template <class Replays>  // of scenarios, or of a log
    void write(const Invocation& invocation, const Replays& replays) const {
        if (m_output == "json")
            invocation.out << indentedJson(replayJson(replays)) << '\n';
        else if (m_output == "csv")
            invocation.out << replayCsv(replays);
        else
            invocation.out << textOf(replays, m_common.style(invocation),
                                     static_cast<std::size_t>(invocation.environment.columns));
    }

    static std::string textOf(const std::vector<NamedReplay>& replays, const Style& style,
                              std::size_t columns) {
        return replayText(replays, style, columns);
    }
    static std::string textOf(const simulator::LogReplay& log, const Style& style,
                              std::size_t columns) {
        return logText(log, style, columns);
    }

    CommonOptions m_common;
    LogChoice m_log;
    std::vector<std::string> m_files;
    std::string m_output = "text";
    std::string m_mix;
    std::uint64_t m_count = 0;
};

}  // namespace

std::unique_ptr<Command> makeReplay() {
    return std::make_unique<Replay>();
}

}  // namespace gatesight::cli
