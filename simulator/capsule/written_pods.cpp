#include "simulator/capsule/written_pods.h"

#include "model/schema/decode.h"
#include "simulator/capsule/object_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

bool names(const Request& request, const std::string& address) {
    if (request.urlHost == address || request.urlHost == "[" + address + "]" ||
        request.host == address)
        return true;
    // "scope~namespace/service:port~address:port", see routing/session.h
    const std::string inToken = "~" + address + ":";
    return std::ranges::any_of(request.headers, [&](const auto& header) {
        return header.second.find(inToken) != std::string::npos;
    });
}

/// "Deployment shop/cart" of the workloads whose Pods the request names.
std::set<std::string> namedWorkloads(const model::World& world, const Request& request) {
    std::set<std::string> workloads;
    for (const auto& pod : world.all<model::Pod>()) {
        const model::Origin& origin = pod.object().origin;
        if (origin.derived() && !pod->podIP.empty() && names(request, pod->podIP))
            workloads.insert(origin.derivedFrom);
    }
    return workloads;
}

}  // namespace

SimulationPtr withWrittenPods(const Simulation& simulation, const Request& request,
                              const std::stop_token& stop) {
    const model::World& world = *simulation.world;
    const std::set<std::string> workloads = namedWorkloads(world, request);
    if (workloads.empty())
        return nullptr;
    ObjectDocuments documents = documentsOf(simulation);
    std::erase_if(documents.objects, [&](const Json& object) {
        return workloads.contains(fmt::format("{} {}/{}", object["kind"].get<std::string>(),
                                              object["metadata"].value("namespace", ""),
                                              object["metadata"].value("name", "")));
    });
    for (const auto& pod : world.all<model::Pod>())
        if (workloads.contains(pod.object().origin.derivedFrom)) {
            Json json = stored(pod.object(), simulation.options.channel);
            // What it was made from is no longer there.
            json["metadata"].erase("ownerReferences");
            documents.objects.push_back(std::move(json));
        }
    return simulationOf(yamlOf(documents), documents.options, stop);
}

}  // namespace gatesight::simulator
