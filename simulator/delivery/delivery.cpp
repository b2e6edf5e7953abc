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

}  // namespace

std::shared_ptr<const Delivery> computeDelivery(const model::World& world) {
    auto data = std::make_shared<Delivery::Data>();
    data->firstPort.assign(world.objects().size() + 1, 0);
    for (const auto& service : world.all<model::Service>()) {
        data->firstPort[service.id().value + 1] = static_cast<std::uint32_t>(service->ports.size());
    }
    for (std::size_t i = 1; i < data->firstPort.size(); ++i)
        data->firstPort[i] += data->firstPort[i - 1];
    data->ports.resize(data->firstPort.back());
    for (const auto& service : world.all<model::Service>()) {
        for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
            auto& entry = data->ports[data->firstPort[service.id().value] + port];
            entry = {.policy = policyOf(*service),
                     .firstTarget = data->targets.size(),
                     .firstReady = data->ready.size()};
            auto targets = gatherEndpoints(world, service, port);
            for (std::uint32_t i = 0; i < targets.size(); ++i)
                if (targets[i].ready)
                    data->ready.push_back(i);
            std::ranges::move(targets, std::back_inserter(data->targets));
            entry.targets = data->targets.size() - entry.firstTarget;
            entry.ready = data->ready.size() - entry.firstReady;
        }
    }
    auto delivery = std::make_shared<Delivery>();
    delivery->m_data = std::move(data);
    return delivery;
}

}  // namespace gatesight::simulator
