// What controllers reported beside what is predicted, as a chapter of a report.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/facts.h"
#include "simulator/reported/comparison.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// A comparison with the names that it speaks of, so that it can be kept without the World.
struct ReportedStatus {
    struct Row {
        std::string object;  ///< "Gateway infra/public"
        ReportRow row;
    };
    std::vector<Row> rows;        ///< what differs first; rows that agree are counted only
    StatusComparison comparison;  ///< its rows are those above
    std::shared_ptr<const nlohmann::ordered_json> json;  ///< all of it
};

[[nodiscard]] ReportedStatus reportedStatus(const ReportFacts& facts);

[[nodiscard]] Chapter reportedChapter(const ReportedStatus& reported);

}  // namespace gatesight::simulator
