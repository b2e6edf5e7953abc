#include "simulator/capsule/anonymise.h"

#include "model/manifest/writer.h"
#include "simulator/capsule/pseudonyms.h"
#include "simulator/capsule/request_names.h"
#include "simulator/capsule/scenario_names.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

/// Everything that has names in it.
struct NamedThings {
    ObjectDocuments documents;
    std::vector<Scenario> scenarios;
    std::span<const Request> requests;
    std::vector<DecisiveStep> steps;
};

NamedThings thingsOf(const Simulation& simulation, std::span<const Request> requests) {
    NamedThings things{documentsOf(simulation), {}, requests, {}};
    for (const model::DocumentPtr& document : simulation.world->scenarios())
        things.scenarios.push_back(readScenario(document));
    for (const Request& request : requests)
        things.steps.push_back(decisiveStep(decide(simulation, request, 1, Explain::Yes)));
    return things;
}

Anonymised renamedThings(const NamedThings& things, PartNames& names, const KeptTexts& kept) {
    Anonymised result;
    std::vector<Json> documents;
    for (const Json& object : things.documents.objects)
        documents.push_back(renamedObject(object, names, kept));
    result.objects = documents.size();
    if (!things.documents.unread.empty())
        documents.insert(documents.begin(),
                         headJson(renamedUnread(things.documents.unread, names, kept)));
    if (!things.documents.surroundings.is_null())
        documents.push_back(
            scenarioJson("surroundings",
                         renamedSurroundings(things.documents.surroundings, names, kept), nullptr));
    for (std::size_t i = 0; i < things.scenarios.size(); ++i)
        documents.push_back(renamedScenario(things.scenarios[i], i + 1, names, kept));
    result.yaml = model::toYamlStream(documents);
    result.options = renamedOptions(things.documents.options, names, kept);
    for (const Request& request : things.requests)
        result.requests.push_back(renamedRequest(request, names, kept));
    for (const DecisiveStep& step : things.steps)
        result.expected.push_back(renamedStep(step, names, kept));
    return result;
}

std::string expressionNote(const KeptTexts& kept) {
    std::string what = kept.paths ? "all paths" : "";
    if (!kept.headers.empty())
        what +=
            fmt::format("{}values of {} headers", what.empty() ? "" : ", ", kept.headers.size());
    if (!kept.parameters.empty())
        what += fmt::format("{}values of {} query parameters", what.empty() ? "" : ", ",
                            kept.parameters.size());
    return fmt::format(
        "Regular expressions cannot be renamed, so the {} routes with some, and what "
        "they look at, keep their texts: {}.",
        kept.expressions.size(), what);
}

}  // namespace

Anonymised anonymised(const Simulation& simulation, std::span<const Request> requests) {
    const NamedThings things = thingsOf(simulation, requests);
    KeptTexts kept = keptFor(things.documents.objects);
    std::vector<std::string> notes;
    if (!kept.expressions.empty())
        notes.push_back(expressionNote(kept));
    NameCollector collector;
    (void)renamedThings(things, collector, kept);
    Pseudonyms names(collector, kept);
    if (!names.complete()) {
        kept.addresses = true;
        notes.emplace_back("There are more addresses than documentation has; all stay as written.");
        names = Pseudonyms(collector, kept);
    }
    Anonymised result = renamedThings(things, names, kept);
    result.notes = std::move(notes);
    return result;
}

std::size_t answersKept(const Anonymised& anonymised, const std::stop_token& stop) {
    const auto simulation = simulationOf(anonymised.yaml, anonymised.options, stop);
    std::size_t kept = 0;
    for (std::size_t i = 0; simulation && i < anonymised.requests.size(); ++i)
        kept += decisiveStep(decide(*simulation, anonymised.requests[i], 1, Explain::Yes)) ==
                        anonymised.expected[i]
                    ? 1
                    : 0;
    return kept;
}

}  // namespace gatesight::simulator
