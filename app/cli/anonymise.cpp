// gatesight anonymise: a whole world under pseudonyms.
#include "simulator/capsule/anonymise.h"

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/simulation_input.h"
#include "model/files/write_file.h"
#include "simulator/traffic/scenario.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

class Anonymise final : public Command {
public:
    void define(CLI::App& app) override {
        addChecked(app, "--to", m_path, "PATH", "write this file (default: standard output)",
                   [](const std::string& /*any*/) { return std::string(); });
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        const auto requests = requestsAmong(*(*simulation)->world);
        const auto result = simulator::anonymised(**simulation, requests);
        const std::size_t same = answersKept(result, invocation.environment.stop);
        if (invocation.stopped())
            return ExitCode::Interrupted;
        if (same != requests.size())
            return invocation.failed(
                ExitCode::Failure,
                fmt::format("nothing is written: {} of {} requests of the Scenarios would get "
                            "another answer",
                            requests.size() - same, requests.size()));
        return write(invocation, result);
    }

private:
    static std::vector<simulator::Request> requestsAmong(const model::World& world) {
        std::vector<simulator::Request> requests;
        for (const model::DocumentPtr& document : world.scenarios())
            for (const simulator::ScenarioRequest& each :
                 simulator::readScenario(document).requests)
                requests.push_back(each.request);
        return requests;
    }

    ExitCode write(const Invocation& invocation, const simulator::Anonymised& result) const {
        if (m_path.empty())
            invocation.out << result.yaml;
        else if (const auto written =
                     model::writeFile(m_path, result.yaml, {.onlyOwner = true});
                 !written)
            return invocation.failed(ExitCode::Failure,
                                     fmt::format("cannot write {}: {}", m_path, written.error()));
        if (m_common.quiet)
            return ExitCode::Success;
        for (const std::string& note : result.notes)
            invocation.note("note: " + note);
        invocation.note(
            fmt::format("{} objects; {} requests of Scenarios get the answers that "
                        "they got",
                        result.objects, result.requests.size()));
        return ExitCode::Success;
    }

    CommonOptions m_common;
    std::string m_path;
};

}  // namespace

std::unique_ptr<Command> makeAnonymise() {
    return std::make_unique<Anonymise>();
}

}  // namespace gatesight::cli
