#include "simulator/all_findings.h"

#include "simulator/contradictions/contradictions.h"
#include "simulator/delivery/delivery_findings.h"
#include "simulator/delivery/policy/policy_findings.h"
#include "simulator/lint/lint_findings.h"
#include "simulator/traffic/scenario.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace gatesight::simulator {

model::Findings allFindings(const Simulation& simulation) {
    return allFindings(simulation, contradictionsOf(simulation));
}

model::Findings allFindings(const Simulation& simulation,
                            const std::vector<Contradiction>& contradictions) {
    const model::World& world = *simulation.world;
    model::Findings result = world.findings();
    const auto append = [&result](const model::Findings& more) {
        result.insert(result.end(), more.begin(), more.end());
    };
    append(simulation.control->findings);
    append(deliveryFindings(world, *simulation.control, *simulation.delivery));
    if (simulation.policies)
        append(policyFindings(*simulation.policies, *simulation.delivery));
    append(contradictionFindings(world, contradictions));
    append(lintFindings(simulation));
    for (const model::DocumentPtr& document : world.scenarios())
        append(readScenario(document).findings);
    return result;
}

void sortByPlace(model::Findings& findings, std::span<const model::SourcePtr> sources) {
    std::map<std::string_view, std::size_t> rank;
    for (const model::SourcePtr& source : sources)
        rank.emplace(source->name, rank.size());
    const auto key = [&rank](const model::Finding& finding) {
        const auto file = rank.find(finding.source.file);
        return std::tuple(file == rank.end() ? rank.size() : file->second,
                          std::string_view(finding.source.file), finding.source.position,
                          finding.severity, std::string_view(finding.rule),
                          std::string_view(finding.message));
    };
    std::ranges::stable_sort(findings, {}, key);
    const auto same = [&key](const model::Finding& a, const model::Finding& b) {
        return key(a) == key(b) && a.object == b.object && a.field == b.field;
    };
    const auto doubles = std::ranges::unique(findings, same);
    findings.erase(doubles.begin(), doubles.end());
}

}  // namespace gatesight::simulator
