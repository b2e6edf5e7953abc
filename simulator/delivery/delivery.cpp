#include "simulator/delivery/delivery.h"

#include "simulator/delivery/delivery_data.h"
#include "model/world/derive_addresses.h"
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

std::optional<std::uint32_t> Delivery::portInFamily(model::ObjectId service, std::uint32_t port,
                                                    bool v6) const {
    const Data::Port* found = m_data->find(service, port);
    if (!found || found->family == Family::Any ||
        found->family == (v6 ? Family::IPv6 : Family::IPv4))
        return port;
    const std::uint32_t first = m_data->firstPort[service.value];
    const std::uint32_t all = m_data->firstPort[service.value + 1] - first;
    // The second half of the ports, if there is one, has the other family.
    const std::uint32_t other = port + all / 2;
    const Data::Port* twin = m_data->find(service, other);
    return twin && twin->family != found->family ? std::optional(other) : std::nullopt;
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

/// How often the ports of an object are there: once for each of its families.
std::size_t familyCount(const model::Object& object) {
    const auto* service = std::get_if<model::Service>(&object.resource);
    return service ? std::min<std::size_t>(model::familiesOf(*service).size(), 2) : 1;
}

}  // namespace

void Delivery::Data::addPort(std::uint32_t index, EndpointPolicy policy, Family family,
                             std::vector<EndpointTarget> gathered) {
    ports[index] = {.policy = policy,
                    .firstTarget = targets.size(),
                    .targets = gathered.size(),
                    .firstReady = ready.size(),
                    .family = family};
    for (std::uint32_t i = 0; i < gathered.size(); ++i)
        if (gathered[i].ready)
            ready.push_back(i);
    ports[index].ready = ready.size() - ports[index].firstReady;
    std::ranges::move(gathered, std::back_inserter(targets));
}

void Delivery::Data::add(const model::World& world, const model::Ref<model::Service>& service) {
    const Family first = firstFamilyOf(world, service);
    const Family second = first == Family::IPv6 ? Family::IPv4 : Family::IPv6;
    std::uint32_t index = firstPort[service.id().value];
    EndpointPolicy policy = policyOf(*service);
    policy.hintsUnknown = hintsAreUnknown(world, service);
    for (std::size_t i = 0; i < familyCount(service.object()); ++i) {
        const Family family = i == 0 ? first : second;
        for (std::uint32_t port = 0; port < service->ports.size(); ++port)
            addPort(index++, policy, family,
                    gatherEndpoints(world, service, port, family));
    }
}

void Delivery::Data::add(const model::World& world, const model::Ref<model::ServiceImport>& import) {
    for (std::uint32_t port = 0; port < import->ports.size(); ++port)
        addPort(firstPort[import.id().value] + port, policyOf(*import), Family::Any,
                gatherEndpoints(world, import, port));
}

std::shared_ptr<const Delivery> computeDelivery(const model::World& world) {
    auto data = std::make_shared<Delivery::Data>();
    data->firstPort.assign(world.objects().size() + 1, 0);
    for (std::size_t i = 0; i < world.objects().size(); ++i) {
        if (const auto* ports = model::servicePorts(*world.objects()[i]))
            data->firstPort[i + 1] = static_cast<std::uint32_t>(
                ports->size() * familyCount(*world.objects()[i]));
    }
    for (std::size_t i = 1; i < data->firstPort.size(); ++i)
        data->firstPort[i] += data->firstPort[i - 1];
    data->ports.resize(data->firstPort.back());
    for (const auto& service : world.all<model::Service>())
        data->add(world, service);
    for (const auto& import : world.all<model::ServiceImport>())
        data->add(world, import);
    data->fronts = ServiceFronts(world);
    data->clients = Clients(world);
    auto delivery = std::make_shared<Delivery>();
    delivery->m_data = std::move(data);
    return delivery;
}

}  // namespace gatesight::simulator
