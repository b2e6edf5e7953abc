// gatesight capsule: one decision, shrunk and renamed, in a file that one may hand to anybody.
#include "simulator/capsule/capsule.h"

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/simulation_input.h"
#include "app/cli/trace_options.h"
#include "model/files/write_file.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

class CapsuleCommand final : public Command {
public:
    void define(CLI::App& app) override {
        addSwitch(app, "--keep-names", m_keepNames,
                  "make the world smaller, but give nothing another name");
        addChecked(app, "--to", m_path, "PATH", "write this file (default: standard output)",
                   [](const std::string& /*any*/) { return std::string(); });
        addNumber(app, "--tries", m_tries, 1, 1'000'000,
                  "worlds that are tried out at most on the way to a small one (default: 600)");
        addTraceOptions(app, m_request);
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_request.url.empty())
            return invocation.unusable("say which request: a URL");
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        const auto request = requestOf(m_request, *(*simulation)->world);
        if (!request)
            return invocation.unusable(request.error());
        const auto capsule =
            simulator::capsuleOf(**simulation, *request,
                                 {.keepNames = m_keepNames,
                                  .seed = m_common.seed,
                                  .bounds = {.simulations = static_cast<std::size_t>(m_tries)}},
                                 invocation.environment.stop);
        if (invocation.stopped())
            return ExitCode::Interrupted;
        if (!capsule)
            return invocation.failed(
                ExitCode::Failure, fmt::format("there is no capsule of this: {}", capsule.error()));
        return write(invocation, *capsule);
    }

private:
    ExitCode write(const Invocation& invocation, const simulator::Capsule& capsule) const {
        if (m_path.empty())
            invocation.out << capsule.yaml;
        else if (const auto written =
                     model::writeFile(m_path, capsule.yaml, {.onlyOwner = true});
                 !written)
            return invocation.failed(ExitCode::Failure,
                                     fmt::format("cannot write {}: {}", m_path, written.error()));
        if (m_common.quiet)
            return ExitCode::Success;
        for (const std::string& note : capsule.notes)
            invocation.note("note: " + note);
        invocation.note(fmt::format("{} of {} objects decide this, found in {} tries",
                                    capsule.objects, capsule.objectsBefore, capsule.simulations));
        return ExitCode::Success;
    }

    CommonOptions m_common;
    TraceOptions m_request;
    std::string m_path;
    std::uint64_t m_tries = simulator::ShrinkBounds{}.simulations;
    bool m_keepNames = false;
};

}  // namespace

std::unique_ptr<Command> makeCapsule() {
    return std::make_unique<CapsuleCommand>();
}

}  // namespace gatesight::cli
