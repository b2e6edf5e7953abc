#include "simulator/report/facts.h"

#include "simulator/delivery/delivery.h"

#include <fmt/format.h>

namespace gatesight::simulator {

ReportFacts reportFacts(const Simulation& simulation) {
    ReportFacts facts{simulation, {}, {}};
    for (const RouteState& route : simulation.control->routes)
        facts.shapes.push_back(shapeOf(*simulation.world, route));
    facts.reach = reach(simulation, facts.shapes);
    return facts;
}

std::optional<EndpointCount> endpointCountOf(const Simulation& simulation,
                                             const BackendState* backend) {
    if (!backend || !backend->ok() || !backend->target.valid() ||
        simulation.control->xBackend(backend->target) || leadsToUnknown(simulation, *backend))
        return std::nullopt;
    return EndpointCount{simulation.delivery->readyEndpoints(backend->target, backend->port).size(),
                         simulation.delivery->endpoints(backend->target, backend->port).size()};
}

std::string whyNothingAnswers(const Simulation& simulation, const BackendState* backend) {
    if (!backend)
        return "the control plane says nothing about it";
    if (!backend->ok())
        return backend->message;
    if (const XBackendState* outside = simulation.control->xBackend(backend->target))
        return outside->unusable;
    if (leadsToUnknown(simulation, *backend))
        return "its endpoints are not loaded";
    return hasReadyEndpoint(simulation, *backend) ? "" : "no endpoint is ready";
}

std::string backendName(const model::BackendObjectReference& ref, const model::Object& route) {
    return fmt::format("{}{}/{}{}", ref.kind == "Service" ? "" : ref.kind + " ",
                       ref.namespace_.value_or(route.metadata.namespace_), ref.name,
                       ref.port ? fmt::format(":{}", *ref.port) : "");
}

const model::HTTPRouteRule* requestRule(const RouteShape& shape, std::size_t rule) {
    const model::RequestRoute* route = model::requestRoute(*shape.object);
    return route && rule < route->rules.size() ? &route->rules[rule] : nullptr;
}

}  // namespace gatesight::simulator
