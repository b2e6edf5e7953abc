// A report of what is loaded, made off the GUI thread, as all forms are written from it.
#pragma once

#include "simulator/report/report.h"
#include "ui/session/loaded.h"

#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::ui {

struct ReportOrder {
    LoadedPtr loaded;
    std::vector<SourceEdit> edits;  ///< that lie over what was read
    std::string title;              ///< empty: the usual one
    std::string generator;
    std::set<std::size_t> leftOut;  ///< indexes of Loaded::scenarios
    std::uint64_t seed = 1;
};

struct MadeReport {
    simulator::Report report;
    simulator::Booklet booklet;
};
using MadeReportPtr = std::shared_ptr<const MadeReport>;

/// Null when stopped. Edited files are named as such, with the hash of the edited text.
[[nodiscard]] MadeReportPtr reportOf(const ReportOrder& order, const std::stop_token& stop);

}  // namespace gatesight::ui
