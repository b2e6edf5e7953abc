#include "simulator/capsule/object_set.h"

#include "model/manifest/reader.h"
#include "model/manifest/writer.h"
#include "model/world/unread_secrets.h"
#include "simulator/capsule/bare_object.h"

#include <algorithm>
#include <utility>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

Json workloadJson(const WorkloadBehavior& workload) {
    // Written as a request carries it, so the writer of requests knows how.
    Request request;
    request.backend = workload.behavior;
    Json json{{"workload", workload.workload}};
    if (workload.port)
        json["port"] = *workload.port;
    const Json written = toJson(request);
    if (written.contains("backendBehavior"))
        for (const auto& [key, value] : written["backendBehavior"].items())
            json[key] = value;
    return json;
}

std::vector<model::ObjectPtr> loadedObjects(const model::World& world) {
    std::vector<model::ObjectPtr> result;
    for (const model::ObjectPtr& object : world.objects())
        if (object->origin.document && !object->origin.derived())
            result.push_back(object);
    // Load order stands in for age (route.precedence.age-missing).
    std::ranges::stable_sort(result, {},
                             [](const model::ObjectPtr& each) { return each->origin.order; });
    return result;
}

}  // namespace

Json surroundingsJson(const Surroundings& surroundings) {
    Json json;
    for (const auto& [host, gateway] : surroundings.dns)
        json["dns"][host] = gateway;
    for (const WorkloadBehavior& workload : surroundings.workloads)
        json["workloads"].push_back(workloadJson(workload));
    return json;
}

ObjectDocuments documentsOf(const Simulation& simulation) {
    ObjectDocuments result{.unread = model::unreadSecrets(*simulation.world),
                           .objects = {},
                           .surroundings = surroundingsJson(simulation.surroundings),
                           .options = simulation.options};
    for (const model::ObjectPtr& object : loadedObjects(*simulation.world))
        result.objects.push_back(bareObject(*object));
    return result;
}

Json scenarioJson(const std::string& name, const Json& surroundings, const Json& requests) {
    Json spec = surroundings.is_object() ? surroundings : Json::object();
    if (requests.is_array())
        spec["requests"] = requests;
    return {{"apiVersion", "gatesight.dev/v1alpha1"},
            {"kind", "Scenario"},
            {"metadata", {{"name", name}}},
            {"spec", std::move(spec)}};
}

Json headJson(const std::vector<model::UnreadPart>& unread) {
    Json missing = Json::array();
    for (const model::UnreadPart& each : unread) {
        Json part{{"group", each.group}, {"resource", each.resource}, {"reason", each.reason}};
        if (!each.namespace_.empty())
            part["namespace"] = each.namespace_;
        missing.push_back(std::move(part));
    }
    return {{"apiVersion", "gatesight.dev/v1alpha1"},
            {"kind", "Snapshot"},
            {"metadata", {{"name", "cluster"}}},
            {"spec", {{"missing", std::move(missing)}}}};
}

std::string yamlOf(const ObjectDocuments& documents, const Json& scenario) {
    std::vector<Json> all;
    if (!documents.unread.empty())
        all.push_back(headJson(documents.unread));
    all.insert(all.end(), documents.objects.begin(), documents.objects.end());
    if (!scenario.is_null())
        all.push_back(scenario);
    else if (!documents.surroundings.is_null())
        all.push_back(scenarioJson("surroundings", documents.surroundings, nullptr));
    return model::toYamlStream(all);
}

SimulationPtr simulationOf(std::string yaml, const Options& options, std::stop_token stop) {
    model::WorldBuilder builder({.channel = options.channel});
    builder.addLayer(model::readText("capsule.yaml", std::move(yaml)));
    return simulate(std::move(builder).build(), options, std::move(stop));
}

std::size_t refusals(const Simulation& simulation) {
    return static_cast<std::size_t>(std::ranges::count(
        simulation.world->findings(), model::Severity::Error, &model::Finding::severity));
}

}  // namespace gatesight::simulator
