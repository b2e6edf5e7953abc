// gatesight replay: where a mix of requests goes, in numbers.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/replay_report.h"
#include "app/cli/scenario_input.h"

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
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
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

private:
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

    void write(const Invocation& invocation, const std::vector<NamedReplay>& replays) const {
        if (m_output == "json")
            invocation.out << indentedJson(replayJson(replays)) << '\n';
        else if (m_output == "csv")
            invocation.out << replayCsv(replays);
        else
            invocation.out << replayText(replays, m_common.style(invocation),
                                         static_cast<std::size_t>(invocation.environment.columns));
    }

    CommonOptions m_common;
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
