// gatesight test: do the requests of scenarios end as they should?
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/github_annotations.h"
#include "app/cli/record.h"
#include "app/cli/scenario_input.h"
#include "app/cli/test_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace gatesight::cli {

namespace {

class Test final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json|junit|markdown|github",
                  "form of the report (default: text)");
        app.add_option("scenario", m_files, "files with Scenarios")->type_name("PATH");
        addSwitch(app, "--record", m_record,
                  "write a Scenario that expects what the requests come to now, instead of a report; "
                  "without SCENARIO one request for each rule that some request reaches");
        addChecked(app, "--to", m_path, "PATH", "with --record: write this file",
                   [](const std::string& /*any*/) { return std::string(); });
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        if (!m_path.empty() && !m_record)
            return invocation.unusable("--to names the file that --record writes");
        if (m_record)
            return recordScenario(invocation, m_common, m_files, m_path);
        const auto input = loadScenarios(invocation, m_common, m_files);
        if (!input)
            return input.error();
        std::vector<TestResult> results;
        for (const LoadedScenario& loaded : input->scenarios) {
            for (const simulator::ScenarioRequest& request : loaded.scenario.requests) {
                if (invocation.stopped())
                    return ExitCode::Interrupted;
                results.push_back(judge(*input->simulation, loaded.scenario.name, request));
            }
            for (TestResult& unread : unreadRequests(loaded.scenario))
                results.push_back(std::move(unread));
            if (!m_common.quiet)
                tellUnreachable(invocation, *input->simulation->world, loaded.scenario);
        }
        write(invocation, results);
        return worse(failuresIn(results) == 0 ? ExitCode::Success : ExitCode::Findings,
                     m_common.codeFor(input->findings));
    }

private:
    /// "namespace/name", or "namespace/*" for all of a namespace.
    static bool namesBackend(const model::World& world, std::string_view name) {
        const std::size_t slash = name.find('/');
        const std::string_view namespace_ = name.substr(0, slash), rest = name.substr(slash + 1);
        constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKinds{
            {{"", "Service"},
             {"multicluster.x-k8s.io", "ServiceImport"},
             {"gateway.networking.x-k8s.io", "XBackend"}}};
        return std::ranges::any_of(kKinds, [&](const auto& kind) {
            return rest == "*" ? !world.ofKind(kind.first, kind.second, namespace_).empty()
                               : world.find(kind.first, kind.second, namespace_, rest).valid();
        });
    }

    /// What is not there is not reached either, whatever its name was meant to be.
    static void tellUnreachable(const Invocation& invocation, const model::World& world,
                                const simulator::Scenario& scenario) {
        std::set<std::string> told;
        for (const simulator::ScenarioRequest& request : scenario.requests)
            for (const std::string& name : request.expect.mustNotReach)
                if (!namesBackend(world, name) && told.insert(name).second)
                    invocation.note(fmt::format(
                        "note: {}: nothing is called {}, which must not be reached",
                        toString(request.source), name));
    }

    TestResult judge(const simulator::Simulation& simulation, const std::string& scenario,
                     const simulator::ScenarioRequest& request) const {
        // Explained only when it failed: the trace then says why.
        TestResult result{
            scenario, request, decide(simulation, request.request, m_common.seed), {}};
        result.unmet = unmet(request.expect, result.decision);
        if (!result.passed())
            result.decision =
                decide(simulation, request.request, m_common.seed, simulator::Explain::Yes);
        return result;
    }

    void write(const Invocation& invocation, const std::vector<TestResult>& results) const {
        if (m_output == "json")
            invocation.out << indentedJson(testJson(results)) << '\n';
        else if (m_output == "junit")
            invocation.out << testJunit(results);
        else if (m_output == "github")
            invocation.out << testGithub(results);
        else if (m_output == "markdown")
            invocation.out << testMarkdown(results);
        else
            invocation.out << testText(results, m_common.style(invocation));
    }

    CommonOptions m_common;
    std::vector<std::string> m_files;
    std::string m_output = "text", m_path;
    bool m_record = false;
};

}  // namespace

std::unique_ptr<Command> makeTest() {
    return std::make_unique<Test>();
}

}  // namespace gatesight::cli
