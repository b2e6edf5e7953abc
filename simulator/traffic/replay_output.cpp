// A replay as JSON and as CSV.
#include <fmt/format.h>

#include "simulator/traffic/replay.h"
#include "simulator/traffic/tally_output.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

Json endingJson(const ReplayPlan& plan, const Ending& ending) {
    const Decision& decision = ending.decision;
    Json json;
    if (ending.request < plan.requests.size())
        json["request"] = plan.requests[ending.request].name;
    json["count"] = ending.count;
    json["succeeded"] = ending.succeeded();
    json["outcome"] = toString(decision.outcome);
    if (!decision.reason.empty())
        json["reason"] = decision.reason;
    if (decision.status)
        json["status"] = *decision.status;
    if (decision.route)
        json["route"] = fmt::format("{}/{}[{}]", decision.route->namespace_, decision.route->name,
                                    decision.route->rule);
    if (decision.backend)
        json["backend"] =
            fmt::format("{}/{}", decision.backend->namespace_, decision.backend->name);
    if (decision.endpoint && !decision.endpoint->pod.empty())
        json["pod"] = decision.endpoint->pod;
    return json;
}

}  // namespace

Json toJson(const ReplayPlan& plan, const ReplayResult& result) {
    Json json;
    json["apiVersion"] = "gatesight.dev/v1alpha1";
    json["kind"] = "Replay";
    json["seed"] = plan.seed;
    json["total"] = result.total;
    json["seconds"] = result.seconds;
    json["requestsPerSecond"] = plan.requestsPerSecond;
    json["bucketSeconds"] = result.bucketSeconds;
    if (result.cancelled)
        json["cancelled"] = true;
    Json& endings = json["endings"] = Json::array();
    for (const Ending& ending : result.endings)
        endings.push_back(endingJson(plan, ending));
    json["byBackend"] = talliesJson(result.byBackend, result.total, true);
    json["byPod"] = talliesJson(result.byPod, result.total, true);
    json["byStatus"] = talliesJson(result.byStatus, result.total, true);
    json["byRoute"] = talliesJson(result.byRoute, result.total, true);
    return json;
}

std::string toCsv(const ReplayResult& result) {
    std::string csv = "dimension,name,count,failures,share\n";
    addTallyRows(csv, "backend", result.byBackend, result.total);
    addTallyRows(csv, "pod", result.byPod, result.total);
    addTallyRows(csv, "status", result.byStatus, result.total);
    addTallyRows(csv, "route", result.byRoute, result.total);
    return csv;
}

}  // namespace gatesight::simulator
