// A replay as JSON and as CSV.
#include <fmt/format.h>

#include "simulator/traffic/replay.h"

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

double shareOf(const Tally& tally, const ReplayResult& result) {
    return result.total == 0 ? 0
                             : static_cast<double>(tally.count) / static_cast<double>(result.total);
}

Json talliesJson(const std::vector<Tally>& tallies, const ReplayResult& result) {
    Json list = Json::array();
    for (const Tally& tally : tallies)
        list.push_back({{"name", tally.name},
                        {"count", tally.count},
                        {"failures", tally.failures},
                        {"share", shareOf(tally, result)},
                        {"perBucket", tally.perBucket}});
    return list;
}

/// A field of CSV: quoted where it must be, and never a formula of a spreadsheet.
std::string csvField(const std::string& text) {
    std::string field =
        !text.empty() && std::string_view("=+-@\t\r").contains(text.front()) ? "'" + text : text;
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

void addRows(std::string& csv, std::string_view dimension, const std::vector<Tally>& tallies,
             const ReplayResult& result) {
    for (const Tally& tally : tallies)
        csv += fmt::format("{},{},{},{},{:.6f}\n", dimension, csvField(tally.name), tally.count,
                           tally.failures, shareOf(tally, result));
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
    json["byBackend"] = talliesJson(result.byBackend, result);
    json["byPod"] = talliesJson(result.byPod, result);
    json["byStatus"] = talliesJson(result.byStatus, result);
    json["byRoute"] = talliesJson(result.byRoute, result);
    return json;
}

std::string toCsv(const ReplayResult& result) {
    std::string csv = "dimension,name,count,failures,share\n";
    addRows(csv, "backend", result.byBackend, result);
    addRows(csv, "pod", result.byPod, result);
    addRows(csv, "status", result.byStatus, result);
    addRows(csv, "route", result.byRoute, result);
    return csv;
}

}  // namespace gatesight::simulator
