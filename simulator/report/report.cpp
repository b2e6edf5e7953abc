#include "simulator/report/report.h"

#include "simulator/all_findings.h"
#include "simulator/contradictions/contradictions.h"
#include "simulator/report/contradictions_chapter.h"
#include "simulator/report/findings_chapter.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

model::Findings judged(const Simulation& simulation, const ReportInput& input,
                       const std::vector<Contradiction>& contradictions) {
    model::Findings findings = allFindings(simulation, contradictions);
    for (const Scenario& scenario : input.scenarios)
        findings.insert(findings.end(), scenario.findings.begin(), scenario.findings.end());
    sortByPlace(findings, simulation.world->sources());
    return findings;
}

}  // namespace

std::optional<Report> makeReport(const Simulation& simulation, const ReportInput& input,
                                 const std::stop_token& stop) {
    const TopologyPtr whole = computeTopology(simulation, {}, stop);
    if (!whole)
        return std::nullopt;
    const ReportFacts facts = reportFacts(simulation);
    Report report;
    report.title = input.title;
    report.generator = input.generator;
    report.contradictions = contradictionsOf(simulation);
    report.findings = judged(simulation, input, report.contradictions);
    report.summary = summarize(*simulation.world, *whole, report.findings);
    report.overview = overviewOf(simulation, whole, stop);
    report.inventory = exposures(facts);
    report.routeBook = routeBook(facts);
    report.statusBoard = statusBoard(facts);
    report.reported = reportedStatus(facts);
    report.scenarios = runScenarios(facts, input.scenarios, input.seed, stop);
    report.isolation = isolationOf(facts);
    report.basis = {input.files, chosenOptions(simulation.options, input.seed)};
    report.summary.namespaces = report.routeBook.size();
    report.summary.exposed =
        static_cast<std::size_t>(std::ranges::count_if(report.inventory, &Exposure::getsTraffic));
    if (stop.stop_requested())
        return std::nullopt;
    return report;
}

Booklet bookletOf(const Report& report) {
    Booklet booklet{report.title,
                    report.generator,
                    {summaryChapter(report.summary), overviewChapter(report.overview),
                     inventoryChapter(report.inventory), routeBookChapter(report.routeBook),
                     statusChapter(report.statusBoard)}};
    if (report.reported.json)
        booklet.chapters.push_back(reportedChapter(report.reported));
    for (Chapter chapter : {findingsChapter(report.findings), contradictionsChapter(report.contradictions),
                            scenarioChapter(report.scenarios), isolationChapter(report.isolation), basisChapter(report.basis)})
        booklet.chapters.push_back(std::move(chapter));
    for (Chapter& chapter : booklet.chapters)
        dropEmptyColumns(chapter.blocks);
    return booklet;
}

}  // namespace gatesight::simulator
