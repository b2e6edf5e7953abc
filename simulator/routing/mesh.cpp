#include "simulator/routing/mesh.h"

#include "simulator/routing/inside.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

std::optional<MeshEntry> entryAt(const Exchange& exchange, const MeshFrontend& frontend) {
    MeshEntry entry{exchange.table().scopeOf(frontend),
                    exchange.table().connections().find(frontend)};
    if (!entry.scope.valid() && !entry.connection)
        return std::nullopt;
    return entry;
}

void tellEntry(Exchange& exchange, const MeshFrontend& frontend) {
    exchange.say.step([&] {
        return stepAbout(
            exchange.world().object(frontend.service), Stage::Attach, Verdict::Chosen,
            frontend.clients.empty() ? "mesh.producer" : "mesh.consumer-over-producer",
            frontend.clients.empty()
                ? std::string("routes of the Service's own namespace are for all of its clients")
                : fmt::format(
                      "routes of namespace {} are for clients there, in place of the Service's own",
                      frontend.clients));
    });
}

/// Routes stand before the cluster IP and its DNS name; by other ways kube-proxy delivers.
void tellPassedBy(Exchange& exchange, model::ObjectId service) {
    exchange.say.step([&] {
        const bool outside = exchange.request.from.internet();
        return stepAbout(exchange.world().object(service), Stage::Attach, Verdict::Info,
                         outside ? "mesh.client-outside" : "mesh.parent.service",
                         outside ? "the client has no part in the mesh, so the Service's routes do "
                                   "not see its requests"
                                 : "the Service's routes stand before its cluster IP, which this "
                                   "request does not take");
    });
}

}  // namespace

bool hasRoutes(const Exchange& exchange, model::ObjectId service, std::uint32_t port) {
    return entryAt(exchange, {service, port, exchange.request.from.namespace_}) ||
           entryAt(exchange, {service, port, {}});
}

std::optional<MeshEntry> meshEntry(Exchange& exchange, const Destination& destination) {
    if (destination.kind != Destination::Kind::Service || destination.headless)
        return std::nullopt;
    const auto port =
        destination.port ? destination.port : servicePortOf(exchange, destination.object);
    if (!port)
        return std::nullopt;
    for (const std::string& clients : {exchange.request.from.namespace_, std::string()}) {
        const MeshFrontend frontend{destination.object, *port, clients};
        auto entry = entryAt(exchange, frontend);
        if (!entry)
            continue;
        if (destination.path != Dialer::Path::ClusterIP) {
            tellPassedBy(exchange, destination.object);
            return std::nullopt;
        }
        exchange.frontend = destination.object;
        tellEntry(exchange, frontend);
        return entry;
    }
    return std::nullopt;
}

}  // namespace gatesight::simulator
