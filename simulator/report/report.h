// A report: all that a reader who has neither the cluster nor Gatesight should know, as data. Each
// section is a pure function of the simulation in a file of its own; each output form is one as
// well.
#pragma once

#include "simulator/contradictions/contradiction.h"
#include "simulator/report/inputs.h"
#include "simulator/report/inventory.h"
#include "simulator/report/isolation.h"
#include "simulator/report/overview.h"
#include "simulator/report/reported_chapter.h"
#include "simulator/report/route_book.h"
#include "simulator/report/scenario_results.h"
#include "simulator/report/status_board.h"
#include "simulator/report/summary.h"

#include <nlohmann/json_fwd.hpp>

namespace gatesight::simulator {

struct ReportInput {
    std::string title = "Where traffic goes";
    std::string generator = "Gatesight";  ///< with its version
    std::vector<InputFile> files;
    std::vector<Scenario> scenarios;
    std::uint64_t seed = 1;
};

struct Report {
    std::string title, generator;
    Summary summary;
    Overview overview;
    std::vector<Exposure> inventory;
    std::vector<TeamRoutes> routeBook;
    std::vector<BoardEntry> statusBoard;
    ReportedStatus reported;  ///< without json: no object came with a status
    model::Findings findings;
    std::vector<Contradiction> contradictions;
    ScenarioResults scenarios;
    Isolation isolation;
    ReportBasis basis;
};

/// A pure function of its arguments. Nothing when stopped.
[[nodiscard]] std::optional<Report> makeReport(const Simulation& simulation,
                                               const ReportInput& input,
                                               const std::stop_token& stop = {});

/// The chapters that all forms for people have.
[[nodiscard]] Booklet bookletOf(const Report& report);

/// As docs/schema/report.schema.json describes it.
[[nodiscard]] nlohmann::ordered_json toJson(const Report& report);

/// The inventory as RFC 4180 has it, with a line of headings. Texts that a spreadsheet would take
/// for a formula get an apostrophe in front.
[[nodiscard]] std::string inventoryCsv(const std::vector<Exposure>& inventory);

}  // namespace gatesight::simulator
