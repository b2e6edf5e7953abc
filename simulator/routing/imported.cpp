#include "simulator/routing/imported.h"

#include "simulator/delivery/imported_clusters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::simulator {

bool endpointsAreUnknown(const model::World& world, const model::Object& service) {
    return std::holds_alternative<model::ServiceImport>(service.resource) &&
           world.importedSlicesOf(service.metadata.namespace_, service.metadata.name).empty();
}

std::string unknownEndpoints(const model::Object& import) {
    return fmt::format("the endpoints of ServiceImport {}, of which no EndpointSlice is loaded",
                       import.fullName());
}

void tellClusters(Exchange& exchange, const model::Object& service) {
    const auto missing = clustersNotLoaded(exchange.world(), service);
    if (missing.empty())
        return;
    exchange.say.step([&] {
        return stepAbout(service, Stage::Endpoint, Verdict::Info, "backendref.service-import",
                         fmt::format("endpoints in {} are not loaded and not counted",
                                     fmt::join(missing, ", ")),
                         "status.clusters");
    });
}

}  // namespace gatesight::simulator
