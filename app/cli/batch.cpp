// gatesight batch: one Request a line in, one Decision a line out, in the same order.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lines.h"
#include "app/cli/request_json.h"
#include "app/cli/simulation_input.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

class Batch final : public Command {
public:
    void define(CLI::App& app) override {
        addSwitch(app, "--explain", m_explain, "give each Decision its trace");
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        if (std::ranges::find(m_common.layers, "-") != m_common.layers.end())
            return invocation.unusable(
                "-f - is not possible here: the requests come from standard input");
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        const ExitCode code = answerLines(invocation, **simulation);
        return code == ExitCode::Success ? m_common.codeFor((*simulation)->world->findings())
                                         : code;
    }

private:
    ExitCode answerLines(const Invocation& invocation,
                         const simulator::Simulation& simulation) const {
        ExitCode code = ExitCode::Success;
        LineReader lines(invocation.in);
        std::string line;
        while (lines.next(line)) {
            if (invocation.stopped())
                return ExitCode::Interrupted;
            if (line.find_first_not_of(" \t") == std::string::npos)
                continue;
            if (!answer(invocation, simulation, lines, line))
                code = ExitCode::Findings;
            if (lines.mayWait())
                invocation.out.flush();
            if (!invocation.out)
                break;
        }
        return code;
    }

    // False for a line that is no Request.
    bool answer(const Invocation& invocation, const simulator::Simulation& simulation,
                const LineReader& lines, const std::string& line) const {
        const auto request =
            lines.tooLong() ? std::unexpected(BadRequest{
                                  {}, fmt::format("longer than {} bytes", LineReader::kLongest)})
                            : parseRequest(line);
        if (!request) {
            invocation.note(fmt::format("line {}: {}", lines.number(), request.error().message));
            invocation.out << compactJson(unanswered(request.error())) << '\n';
            return false;
        }
        const auto explain = m_explain ? simulator::Explain::Yes : simulator::Explain::No;
        invocation.out << compactJson(toJson(decide(simulation, *request, m_common.seed, explain)))
                       << '\n';
        return true;
    }

    static Json unanswered(const BadRequest& bad) {
        Json json = Json::object();
        if (!bad.id.empty())
            json["id"] = bad.id;
        json["outcome"] = "unknown";
        json["reason"] = "BadRequestLine";
        json["unknown"] = bad.message;
        return json;
    }

    CommonOptions m_common;
    bool m_explain = false;
};

}  // namespace

std::unique_ptr<Command> makeBatch() {
    return std::make_unique<Batch>();
}

}  // namespace gatesight::cli
