#include "simulator/reported/comparison_json.h"

#include "simulator/named_json.h"

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

Json valueJson(const ReportRow& row, const StatusValue& value) {
    // A count is whatever integer the manifest says, also one that fits no type.
    if (row.type == kAttachedRoutes)
        return {{"count", Json::parse(value.status, nullptr, false)}};
    Json json = {{"status", value.status}};
    addText(json, "reason", value.reason);
    addText(json, "message", value.message);
    if (value.observedGeneration != 0)
        json["observedGeneration"] = value.observedGeneration;
    return json;
}

Json rowJson(const model::World& world, const ReportRow& row) {
    const model::Object& object = world.object(row.object);
    Json json = {{"verdict", toString(row.verdict)}, {"object", referenceJson(object.reference())}};
    addText(json, "part", row.part);
    addText(json, "type", row.type);
    if (row.predicted)
        json["predicted"] = valueJson(row, *row.predicted);
    if (row.reported)
        json["reported"] = valueJson(row, *row.reported);
    addText(json, "controllerName", row.controller);
    addText(json, "why", row.why);
    if (const auto place = object.origin.locate(row.reported ? row.reported->node : model::kNoNode); place.known())
        json["source"] = placeJson(place);
    return json;
}

}  // namespace

Json toJson(const model::World& world, const StatusComparison& comparison) {
    Json counts = Json::object();
    for (std::size_t i = 0; i < kReportVerdicts; ++i)
        counts[toString(static_cast<ReportVerdict>(i))] = comparison.counts[i];
    Json rows = Json::array();
    for (const ReportRow& row : comparison.rows)
        rows.push_back(rowJson(world, row));
    return {{"objectsWithReport", comparison.objectsWithReport}, {"counts", std::move(counts)}, {"comparisons", std::move(rows)}};
}

}  // namespace gatesight::simulator
