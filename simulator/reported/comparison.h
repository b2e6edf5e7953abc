// What controllers reported, beside what a conformant one would write: condition by condition.
#pragma once

#include "simulator/reported/status_parts.h"
#include "simulator/simulation.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// How a report stands to the prediction; the worst one first.
enum class ReportVerdict {
    Disagree,   ///< the controller has looked at this generation and says something else
    Behind,     ///< it has not looked at this generation yet, or reported nothing so far
    Foreign,    ///< written by another controller than the one that has to, or where none has to
    Unwritten,  ///< nobody writes this, and nobody did
    Agree
};
inline constexpr std::size_t kReportVerdicts = 5;

/// "disagree", "behind", "foreign", "unwritten", "agree".
[[nodiscard]] std::string_view toString(ReportVerdict verdict);

/// One condition of one part of a status, or how many routes are attached to a listener.
struct ReportRow {
    model::ObjectId object = {};
    std::string part = {};  ///< as StatusPart::name
    std::string type = {};  ///< of the condition, or "attachedRoutes"; empty where nobody writes anything
    std::optional<StatusValue> predicted = {}, reported = {};
    std::string controller = {};  ///< who reported, where the status says so
    ReportVerdict verdict = ReportVerdict::Agree;
    std::string why = {};  ///< half a sentence, unless both simply say the same
};

struct StatusComparison {
    std::vector<ReportRow> rows;       ///< in the World's order, parts and conditions in the order of the prediction
    std::size_t objectsWithReport = 0;  ///< in which any controller wrote anything
    std::array<std::size_t, kReportVerdicts> counts{};  ///< by verdict

    [[nodiscard]] std::size_t count(ReportVerdict verdict) const { return counts[static_cast<std::size_t>(verdict)]; }
};

/// Whether any object was loaded with a status in which a controller wrote something.
[[nodiscard]] bool carriesReports(const model::World& world);

/// Compares the `.status` that objects were loaded with. Conditions of types that the Gateway API does not know are left out:
/// nothing is predicted of them. `only`: of one object.
[[nodiscard]] StatusComparison compareStatus(const model::World& world, const ControlPlane& control, model::ObjectId only = {});

}  // namespace gatesight::simulator
