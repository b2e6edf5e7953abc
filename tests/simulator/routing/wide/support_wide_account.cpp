#include "support_wide_account.h"

#include "model/manifest/reader.h"
#include "model/manifest/writer.h"
#include "model/world/world.h"
#include "simulator/control/status.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::test {

namespace {

std::string lineOf(const model::Finding& finding) {
    return fmt::format("finding {} {} {} {} {}", toString(finding.severity), finding.rule,
                       toString(finding.object), finding.field, finding.message);
}

std::string bytesOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::vector<std::string> answersOf(const model::WorldPtr& world, const simulator::Options& options,
                                   const std::vector<simulator::Request>& requests) {
    std::vector<std::string> lines;
    const auto simulation = simulator::simulate(world, options);
    for (std::size_t i = 0; i < requests.size(); ++i)
        lines.push_back(fmt::format("decision {:04} {}", i,
                                    bytesOf(toJson(decide(*simulation, requests[i], i + 1)))));
    for (std::uint32_t i = 0; i < world->objects().size(); ++i) {
        const model::Object& object = world->object({i});
        lines.push_back(fmt::format("status {} {} {}", object.kind, object.fullName(),
                                    bytesOf(statusOf(*world, *simulation->control, {i}))));
    }
    for (const auto* findings : {&world->findings(), &simulation->control->findings}) {
        for (const model::Finding& finding : *findings)
            lines.push_back(lineOf(finding));
    }
    std::ranges::sort(lines);
    return lines;
}

std::string firstOnlyInOne(const std::vector<std::string>& before,
                           const std::vector<std::string>& after) {
    std::vector<std::string> gone, come;
    std::ranges::set_difference(before, after, std::back_inserter(gone));
    std::ranges::set_difference(after, before, std::back_inserter(come));
    if (gone.empty() && come.empty())
        return {};
    return fmt::format("before: {}\n   after:  {}", gone.empty() ? "nothing" : gone.front(),
                       come.empty() ? "nothing" : come.front());
}

void giveAges(std::vector<Json>& documents) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
        Json& metadata = documents[i]["metadata"];
        if (metadata.is_object() && !metadata.contains("creationTimestamp"))
            metadata["creationTimestamp"] =
                fmt::format("2026-02-01T{:02}:{:02}:{:02}Z", i / 3600, i / 60 % 60, i % 60);
    }
}

model::WorldPtr shuffledWorld(std::vector<Json> documents, Dice& dice) {
    for (std::size_t i = documents.size(); i > 1; --i)
        std::swap(documents[i - 1], documents[dice.below(i)]);
    model::Manifests all;
    for (std::size_t first = 0, file = 0; first < documents.size(); ++file) {
        const std::size_t size = std::min(documents.size() - first, 1 + dice.below(9));
        const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(first);
        append(all, model::readText(
                        fmt::format("file-{}.yaml", file),
                        model::toYamlStream({begin, begin + static_cast<std::ptrdiff_t>(size)})));
        first += size;
    }
    model::WorldBuilder builder;
    builder.addLayer(all);
    return std::move(builder).build();
}

}  // namespace gatesight::test
