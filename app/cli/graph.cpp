// gatesight graph: the picture of the whole, in text formats and as PNG or PDF.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_json.h"
#include "app/cli/simulation_input.h"
#include "simulator/picture/picture_module.h"
#include "simulator/topology/export.h"
#include "simulator/who/talk_export.h"

#include <fmt/format.h>

#include <expected>
#include <ostream>

namespace gatesight::cli {

namespace {

using simulator::Simulation;

class Graph final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "svg|png|pdf|dot|mermaid|json|text",
                  "form of the picture (default: svg); text of the east-west view alone");
        addChoice(app, "--view", m_view, "flow|east-west",
                  "what it shows: where traffic goes (default: flow), or who may talk to whom by "
                  "network policies and routes");
        addRepeated(
            app, "--expand", m_expanded, "NAMESPACE",
            "in the east-west view: show its workloads; may be repeated; all: of every one");
        addRepeated(app, "-n,--namespace", m_topology.namespaces, "NAMESPACE",
                    "only what is in this namespace; may be repeated");
        addSwitch(app, "--no-pods", m_noPods,
                  "end at Services, with the count of their ready endpoints");
        addSwitch(app, "--dark", m_export.dark, "light on dark");
        app.add_option("--request", m_url, "light the path of a request to this URL")
            ->type_name("URL")
            ->take_last();
        app.add_option("--title", m_export.title, "a line above the picture")
            ->type_name("TEXT")
            ->take_last();
        addCommonOptions(app, m_common, PathsAs::OptionOrPositional);
    }

    ExitCode run(const Invocation& invocation) override {
        if (drawn() && invocation.environment.outputIsTerminal)
            return invocation.unusable(fmt::format(
                "-o {0} is not for a terminal; write it to a file: > graph.{0}", m_output));
        if (const std::string trouble = misfit(); !trouble.empty())
            return invocation.unusable(trouble);
        simulator::Request request;
        if (!m_url.empty()) {
            if (const auto set = setUrl(request, m_url); !set)
                return invocation.unusable(fmt::format("--request: {}", set.error()));
        }
        const auto simulation = loadSimulation(invocation, m_common);
        if (!simulation)
            return simulation.error();
        const auto written = m_view == "flow" ? writeFlow(invocation, **simulation, request)
                                              : writeEastWest(invocation, **simulation);
        if (!written)
            return invocation.failed(ExitCode::Failure, written.error());
        return invocation.stopped() ? ExitCode::Interrupted
                                    : m_common.codeFor((*simulation)->world->findings());
    }

private:
    using Written = std::expected<void, std::string>;

    /// Switches that do not fit the view; empty when all do.
    [[nodiscard]] std::string misfit() const {
        if (m_view == "flow")
            return m_output == "text"    ? "-o text is a form of --view east-west"
                   : !m_expanded.empty() ? "--expand is for --view east-west"
                                         : "";
        return !m_url.empty() ? "--request lights a path of --view flow"
               : m_noPods     ? "--no-pods is for --view flow"
                              : "";
    }

    Written writeFlow(const Invocation& invocation, const Simulation& simulation,
                      const simulator::Request& request) {
        m_topology.pods = !m_noPods;
        const auto topology = computeTopology(simulation, m_topology, invocation.environment.stop);
        if (!topology || invocation.stopped())
            return {};
        if (!m_url.empty())
            m_export.highlighted = topology->pathOf(decide(simulation, request, m_common.seed));
        return draw(invocation, *topology);
    }

    Written writeEastWest(const Invocation& invocation, const Simulation& simulation) {
        simulator::WhoTalksOptions options;
        options.namespaces = m_topology.namespaces;
        for (const std::string& name : m_expanded)
            options.expanded.insert(name == "all" ? "*" : name);
        const auto who = computeWhoTalks(simulation, options, invocation.environment.stop);
        if (!who || invocation.stopped())
            return {};
        if (m_output == "text")
            invocation.out << toText(*who);
        else if (m_output == "dot")
            invocation.out << toDot(*who, m_export);
        else if (m_output == "mermaid")
            invocation.out << toMermaid(*who, m_export);
        else if (m_output == "json")
            invocation.out << indentedJson(toJson(simulation, *who)) << '\n';
        else if (m_output == "svg")
            invocation.out << toSvg(*who, m_export);
        else
            return drawPicture(invocation, toSvg(*who, m_export));
        return {};
    }

    /// Whether the answer is no text.
    [[nodiscard]] bool drawn() const { return m_output == "png" || m_output == "pdf"; }

    Written draw(const Invocation& invocation, const simulator::Topology& topology) const {
        if (m_output == "dot") {
            invocation.out << toDot(topology, m_export);
            return {};
        }
        if (m_output == "mermaid") {
            invocation.out << toMermaid(topology, m_export);
            return {};
        }
        const simulator::Layout layout =
            layOut(topology, {}, nullptr, nullptr, invocation.environment.stop);
        if (m_output == "json")
            invocation.out << indentedJson(toJson(topology, layout)) << '\n';
        else if (m_output == "svg")
            invocation.out << toSvg(topology, layout, m_export);
        else
            return drawPicture(invocation, toSvg(topology, layout, m_export));
        return {};
    }

    Written drawPicture(const Invocation& invocation, const std::string& svg) const {
        const auto bytes =
            simulator::pictureOf(svg, m_output == "png" ? picture::Form::Png : picture::Form::Pdf);
        if (!bytes)
            return std::unexpected(bytes.error());
        invocation.out << *bytes;
        return {};
    }

    CommonOptions m_common;
    simulator::TopologyOptions m_topology;
    simulator::ExportOptions m_export;
    std::string m_output = "svg";
    std::string m_view = "flow";
    std::vector<std::string> m_expanded;
    std::string m_url;
    bool m_noPods = false;
};

}  // namespace

std::unique_ptr<Command> makeGraph() {
    return std::make_unique<Graph>();
}

}  // namespace gatesight::cli
