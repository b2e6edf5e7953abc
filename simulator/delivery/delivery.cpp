#include "simulator/delivery/delivery.h"

#include "simulator/delivery/delivery_data.h"
#include "simulator/delivery/service_endpoints.h"

namespace gatesight::simulator {

const Delivery::Data::Port* Delivery::Data::find(model::ObjectId service,
                                                 std::uint32_t port) const {
    if (!service.valid() || service.value + 1 >= firstPort.size())
        return nullptr;
    const std::uint32_t index = firstPort[service.value] + port;
    return port < UINT32_MAX / 2 && index < firstPort[service.value + 1] ? &ports[index] : nullptr;
}

std::span<const EndpointTarget> Delivery::endpoints(model::ObjectId service,
                                                    std::uint32_t port) const {
    const Data::Port* found = m_data->find(service, port);
    return found ? std::span(m_data->targets).subspan(found->firstTarget, found->targets)
                 : std::span<const EndpointTarget>();
}

std::span<const std::uint32_t> Delivery::readyEndpoints(model::ObjectId service,
                                                        std::uint32_t port) const {
    const Data::Port* found = m_data->find(service, port);
    return found ? std::span(m_data->ready).subspan(found->firstReady, found->ready)
                 : std::span<const std::uint32_t>();
}

const ServiceFronts& Delivery::fronts() const {
    return m_data->fronts;
}

const Clients& Delivery::clients() const {
    return m_data->clients;
}

EndpointChoice Delivery::choose(model::ObjectId service, std::uint32_t port,
                                const Dialer& dialer) const {
    const Data::Port* found = m_data->find(service, port);
    if (!found)
        return {.eligible = {}, .excluded = {}, .rule = "svc.clusterip.not-pingable", .note = {}};
    return chooseEndpoints(found->policy, endpoints(service, port), dialer);
}

namespace {

EndpointPolicy policyOf(const model::Service& service) {
    return {.headless = service.headless(),
            .externalName = service.isExternalName(),
            .clientAffinity = service.sessionAffinityClientIP,
            .internalLocal = service.internalTrafficPolicyLocal,
            .externalLocal = service.externalTrafficPolicyLocal};
}

/// Their endpoints are everywhere, and their addresses the clusterset's: no policy of a Service holds.
EndpointPolicy policyOf(const model::ServiceImport& import) {
    return {.headless = import.headless()};
}

}  // namespace

/// Gathers the endpoints of all ports of all objects of kind K.
template <class K>
void Delivery::Data::add(const model::World& world) {
    for (const auto& service : world.all<K>()) {
        for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
            auto& entry = ports[firstPort[service.id().value] + port];
            entry = {.policy = policyOf(*service),
                     .firstTarget = targets.size(),
                     .firstReady = ready.size()};
            auto gathered = gatherEndpoints(world, service, port);
            for (std::uint32_t i = 0; i < gathered.size(); ++i)
                if (gathered[i].ready)
                    ready.push_back(i);
            std::ranges::move(gathered, std::back_inserter(targets));
            entry.targets = targets.size() - entry.firstTarget;
            entry.ready = ready.size() - entry.firstReady;
        }
    }
}

std::shared_ptr<const Delivery> computeDelivery(const model::World& world) {
    auto data = std::make_shared<Delivery::Data>();
    data->firstPort.assign(world.objects().size() + 1, 0);
    for (std::size_t i = 0; i < world.objects().size(); ++i) {
        if (const auto* ports = model::servicePorts(*world.objects()[i]))
            data->firstPort[i + 1] = static_cast<std::uint32_t>(ports->size());
    }
    for (std::size_t i = 1; i < data->firstPort.size(); ++i)
        data->firstPort[i] += data->firstPort[i - 1];
    data->ports.resize(data->firstPort.back());
    data->add<model::Service>(world);
    data->add<model::ServiceImport>(world);
    data->fronts = ServiceFronts(world);
    data->clients = Clients(world);
    auto delivery = std::make_shared<Delivery>();
    delivery->m_data = std::move(data);
    return delivery;
}

}  // namespace gatesight::simulator
