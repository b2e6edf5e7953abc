// gatesight trace: one request, explained.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/request_json.h"
#include "app/cli/simulation_input.h"
#include "app/cli/trace_options.h"
#include "app/cli/trace_text.h"
#include "simulator/traffic/follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <ostream>

namespace gatesight::cli {

namespace {

using simulator::Simulation;

class Trace final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json", "form of the answer (default: text)");
        addSwitch(app, "--all", m_all,
                  "show every candidate that lost, not only the first few of each stage");
        addSwitch(app, "-L,--follow", m_follow, "follow redirects");
        app.add_option(
               "--request-json", m_requestFile,
               "take the request from a file with a Request in JSON, or - for standard input")
            ->type_name("PATH")
            ->take_last();
        addTraceOptions(app, m_request);
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_request.url.empty() == m_requestFile.empty())
            return invocation.unusable("say which request: a URL, or --request-json FILE");
        if (m_requestFile == "-" &&
            std::ranges::find(m_common.layers, "-") != m_common.layers.end())
            return invocation.unusable(
                "standard input cannot be both the manifests and the request");
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        const auto request = theRequest(invocation, *(*simulation)->world);
        if (!request)
            return request.error();
        const simulator::Journey journey =
            follow(**simulation, *request, m_common.seed, simulator::Explain::Yes,
                   m_follow ? kMostHops : 1);
        if (m_output == "json")
            writeJson(invocation, journey);
        else
            writeText(invocation, **simulation, journey);
        return m_common.codeFor((*simulation)->world->findings());
    }

private:
    static constexpr std::size_t kMostHops = 20;

    std::expected<simulator::Request, ExitCode> theRequest(const Invocation& invocation,
                                                           const model::World& world) const {
        if (!m_requestFile.empty())
            return requestFromFile(invocation);
        auto request = requestOf(m_request, world);
        if (!request)
            return std::unexpected(invocation.unusable(request.error()));
        return std::move(*request);
    }

    std::expected<simulator::Request, ExitCode> requestFromFile(
        const Invocation& invocation) const {
        constexpr std::size_t kLargest = std::size_t{4} << 20;
        std::ifstream file;
        if (m_requestFile != "-")
            file.open(m_requestFile, std::ios::binary);
        std::istream& in = m_requestFile == "-" ? invocation.in : file;
        std::string text(kLargest, '\0');
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(in.gcount()));
        if (m_requestFile != "-" && (!file.is_open() || file.bad()))
            return std::unexpected(invocation.failed(
                ExitCode::NoInput, fmt::format("{} cannot be read", m_requestFile)));
        auto request = parseRequest(text);
        if (!request)
            return std::unexpected(
                invocation.unusable(fmt::format("{}: {}", m_requestFile, request.error().message)));
        return std::move(*request);
    }

    static void writeJson(const Invocation& invocation, const simulator::Journey& journey) {
        simulator::Decision decision = journey.legs.front().decision;
        for (std::size_t i = 1; i < journey.legs.size(); ++i)
            decision.hops.push_back(journey.legs[i].decision);
        invocation.out << indentedJson(toJson(decision)) << '\n';
        if (!journey.stopped.empty())
            invocation.note(journey.stopped);
    }

    void writeText(const Invocation& invocation, const Simulation& simulation,
                   const simulator::Journey& journey) const {
        const Style style = m_common.style(invocation);
        const SourceLines sources(simulation.world->sources());
        const StoryOptions story{
            .columns = static_cast<std::size_t>(invocation.environment.columns), .all = m_all};
        for (const simulator::Leg& leg : journey.legs) {
            if (&leg != &journey.legs.front())
                invocation.out << '\n'
                               << style.paint(std::string(story.columns, '-'), Tone::Dim) << "\n\n";
            invocation.out << traceText(leg.request, leg.decision, sources, style, story);
        }
        if (!journey.stopped.empty())
            invocation.out << '\n' << style.paint(style.clean(journey.stopped), Tone::Bad) << '\n';
    }

    CommonOptions m_common;
    TraceOptions m_request;
    std::string m_requestFile;
    std::string m_output = "text";
    bool m_all = false;
    bool m_follow = false;
};

}  // namespace

std::unique_ptr<Command> makeTrace() {
    return std::make_unique<Trace>();
}

}  // namespace gatesight::cli
