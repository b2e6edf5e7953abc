// Any bytes as a Scenario: nothing crashes or hangs, every finding has its place, every mix names
// requests that are there.
#include "model/manifest/reader.h"
#include "simulator/traffic/scenario.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace gatesight;
using namespace gatesight::simulator;

namespace {

void check(bool good) {
    if (!good)
        std::abort();
}

void checkScenario(const model::DocumentPtr& document) {
    const Scenario scenario = readScenario(document);
    for (const model::Finding& finding : scenario.findings)
        check(finding.rule.starts_with("scenario.") && !finding.message.empty() &&
              finding.source.known());
    for (const TrafficMix& mix : scenario.traffic) {
        check(mix.requestsPerSecond > 0 && mix.seconds > 0);
        for (const TrafficMix::Part& part : mix.parts)
            check(part.request < scenario.requests.size() && part.weight >= 0);
    }
    for (const ScenarioRequest& request : scenario.requests)
        check(!request.name.empty() && unmet(request.expect, Decision()).size() < 1'000'000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 20'000)
        return 0;
    const std::string body(reinterpret_cast<const char*>(data), size);
    for (const std::string& text :
         {body, "apiVersion: gatesight.dev/v1alpha1\nkind: Scenario\nmetadata: {name: s}\nspec:\n" +
                    body})
        for (const model::DocumentPtr& document : model::readText("fuzz.yaml", text).documents)
            checkScenario(document);
    return 0;
}
