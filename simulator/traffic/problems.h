// Collects what is wrong with a Scenario, each with its place.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"

namespace gatesight::simulator {

class Problems {
public:
    /// Findings go to `findings`, which has to live longer; a mistake repeated at one place is told
    /// once.
    Problems(model::DocumentPtr document, model::Findings& findings);

    /// `rule` is one of the ids below.
    void report(model::Node at, std::string_view rule, std::string message);
    /// The same for the field at `path` ("expect.status") below `from`, or the nearest place above
    /// it that is there.
    void report(model::Node from, std::string_view path, std::string_view rule,
                std::string message);
    /// Reports keys of a map that are not in `known`, each with the nearest that is. False when
    /// `map` is no map.
    bool checkFields(model::Node map, std::span<const std::string_view> known);

    [[nodiscard]] std::size_t count() const { return m_findings.size(); }

private:
    model::DocumentPtr m_document;
    model::Findings& m_findings;
    model::ObjectReference m_object;
};

/// The ids of findings about scenarios.
namespace scenario_rule {
inline constexpr std::string_view kField =
    "scenario.field";  ///< a field that is unknown or has a wrong value
inline constexpr std::string_view kLimit = "scenario.limit";  ///< more than is taken
inline constexpr std::string_view kName =
    "scenario.name";  ///< a name that is missing or not unique
inline constexpr std::string_view kVersion = "scenario.version";  ///< another apiVersion
}  // namespace scenario_rule

}  // namespace gatesight::simulator
