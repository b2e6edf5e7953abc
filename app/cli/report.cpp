// gatesight report: everything that readers without a cluster should know, as one document.
#include "simulator/report/report.h"

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_json.h"
#include "app/cli/scenario_input.h"
#include "app/cli/world_input.h"
#include "simulator/report/report_html.h"
#include "simulator/report/report_markdown.h"
#include "simulator/report/report_pdf.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

using simulator::ReportInput;

class ReportCommand final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "html|pdf|markdown|json|csv",
                  "form of the report (default: html)");
        app.add_option("--title", m_title, "title of the report")->type_name("TEXT")->take_last();
        app.add_option("scenario", m_files, "files with Scenarios")->type_name("PATH");
        addCommonOptions(app, m_common);
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_output == "pdf" && invocation.environment.outputIsTerminal)
            return invocation.unusable(
                "-o pdf is not for a terminal; write it to a file: > report.pdf");
        const auto layers = readLayers(invocation, withScenarioFiles(m_common, m_files));
        if (!layers)
            return layers.error();
        ReportInput about = aboutReport(*layers);
        const auto input = scenariosAmong(invocation, m_common, m_files, *layers);
        if (!input)
            return input.error();
        for (const LoadedScenario& loaded : input->scenarios)
            about.scenarios.push_back(loaded.scenario);
        const auto report =
            simulator::makeReport(*input->simulation, about, invocation.environment.stop);
        if (!report || invocation.stopped())
            return ExitCode::Interrupted;
        const auto written = write(invocation, *report);
        if (!written)
            return invocation.failed(ExitCode::Failure, written.error());
        if (invocation.stopped())
            return ExitCode::Interrupted;
        const bool failed = m_common.failOn != "never" && report->scenarios.failed() != 0;
        return worse(failed ? ExitCode::Findings : ExitCode::Success,
                     m_common.codeFor(report->findings));
    }

private:
    [[nodiscard]] ReportInput aboutReport(const std::vector<model::Manifests>& layers) const {
        ReportInput about;
        if (!m_title.empty())
            about.title = m_title;
        about.generator = "Gatesight " GATESIGHT_VERSION;
        about.seed = m_common.seed;
        std::vector<model::SourcePtr> sources;
        for (const model::Manifests& layer : layers)
            sources.insert(sources.end(), layer.sources.begin(), layer.sources.end());
        about.files = simulator::inputFiles(sources);
        return about;
    }

    std::expected<void, std::string> write(const Invocation& invocation,
                                           const simulator::Report& report) const {
        if (m_output == "json")
            invocation.out << indentedJson(toJson(report)) << '\n';
        else if (m_output == "csv")
            invocation.out << inventoryCsv(report.inventory);
        else if (m_output == "markdown")
            invocation.out << toMarkdown(bookletOf(report));
        else if (m_output == "html")
            invocation.out << toHtml(bookletOf(report));
        else
            return writePdf(invocation, bookletOf(report));
        return {};
    }

    static std::expected<void, std::string> writePdf(const Invocation& invocation,
                                                     const simulator::Booklet& booklet) {
        const auto bytes = toPdf(booklet, [&](std::size_t, std::size_t) {
            return !invocation.stopped();
        });
        if (!bytes)
            return std::unexpected(bytes.error());
        invocation.out << *bytes;
        return {};
    }

    CommonOptions m_common;
    std::vector<std::string> m_files;
    std::string m_output = "html";
    std::string m_title;
};

}  // namespace

std::unique_ptr<Command> makeReport() {
    return std::make_unique<ReportCommand>();
}

}  // namespace gatesight::cli
