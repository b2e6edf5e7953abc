#include "simulator/capsule/scenario_names.h"

#include "simulator/capsule/request_names.h"
#include "simulator/traffic/expectation.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

std::string numberedRequest(std::size_t index) {
    return fmt::format("request {}", index + 1);
}

Json mixJson(const TrafficMix& mix, std::size_t index) {
    Json json{{"name", fmt::format("traffic {}", index + 1)},
              {"rate", fmt::format("{}/s", mix.requestsPerSecond)},
              {"duration", fmt::format("{}", mix.seconds)}};
    for (const TrafficMix::Part& part : mix.parts)
        json["mix"].push_back(
            {{"request", numberedRequest(part.request)}, {"weight", part.weight}});
    return json;
}

void renameHeaders(std::map<std::string, std::string>& headers, PartNames& names,
                   const KeptTexts& kept) {
    std::map<std::string, std::string> result;
    for (const auto& [name, value] : headers)
        result.emplace(renamedText(TextKind::HeaderName, name, names, kept),
                       renamedHeaderValue(name, value, names, kept));
    headers = std::move(result);
}

}  // namespace

Json renamedScenario(const Scenario& scenario, std::size_t number, PartNames& names,
                     const KeptTexts& kept) {
    Json spec = Json::object();
    for (std::size_t i = 0; i < scenario.requests.size(); ++i) {
        Json item{{"name", numberedRequest(i)}};
        item.update(toJson(renamedRequest(scenario.requests[i].request, names, kept)));
        if (const Expectation& expect = scenario.requests[i].expect; !expect.empty())
            item["expect"] = toJson(renamedExpectation(expect, names, kept));
        spec["requests"].push_back(std::move(item));
    }
    for (std::size_t i = 0; i < scenario.traffic.size(); ++i)
        spec["traffic"].push_back(mixJson(scenario.traffic[i], i));
    return {{"apiVersion", "gatesight.dev/v1alpha1"},
            {"kind", "Scenario"},
            {"metadata", {{"name", fmt::format("scenario-{}", number)}}},
            {"spec", std::move(spec)}};
}

Expectation renamedExpectation(const Expectation& expectation, PartNames& names,
                               const KeptTexts& kept) {
    Expectation result = expectation;
    const auto rename = [&](TextKind kind, std::optional<std::string>& text) {
        if (text)
            text = renamedText(kind, *text, names, kept);
    };
    for (auto* text : {&result.backend, &result.pod, &result.route, &result.listener})
        rename(TextKind::Name, *text);
    rename(TextKind::Path, result.path);
    rename(TextKind::Host, result.location);
    renameHeaders(result.headers, names, kept);
    renameHeaders(result.responseHeaders, names, kept);
    result.shares.clear();
    for (const auto& [backend, share] : expectation.shares)
        result.shares.emplace(renamedText(TextKind::Name, backend, names, kept), share);
    for (auto* list : {&result.getsTraffic, &result.mustNotReach})
        for (std::string& backend : *list)
            backend = renamedText(TextKind::Name, backend, names, kept);
    return result;
}

}  // namespace gatesight::simulator
