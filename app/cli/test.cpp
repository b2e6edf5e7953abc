// gatesight test: do the requests of scenarios end as they should?
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/github_annotations.h"
#include "app/cli/record.h"
#include "app/cli/scenario_input.h"
#include "app/cli/test_report.h"

#include <ostream>

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
        }
        write(invocation, results);
        return worse(failuresIn(results) == 0 ? ExitCode::Success : ExitCode::Findings,
                     m_common.codeFor(input->findings));
    }

private:
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
