#include "simulator/contradictions/pod_reach.h"

#include "simulator/delivery/policy/policy_data.h"
#include "simulator/routing/gateway_plane.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

bool finished(const model::Pod& pod) {
    return pod.phase == "Succeeded" || pod.phase == "Failed";
}

/// A loaded Pod of a Gateway that is loaded, too.
bool isProxy(const model::World& world, const model::Object& pod) {
    const auto name = pod.metadata.labels.find(kGatewayNameLabel);
    return name != pod.metadata.labels.end() &&
           world.find<model::Gateway>(pod.metadata.namespace_, name->second);
}

}  // namespace

PodReach::PodReach(const Simulation& simulation) : m_simulation(simulation) {
    const model::World& world = *simulation.world;
    for (const auto& pod : world.all<model::Pod>()) {
        m_places.emplace(pod.id().value, static_cast<std::uint32_t>(m_pods.size()));
        m_pods.push_back(pod.id());
        m_clients.push_back(!pod->spec.hostNetwork && !finished(*pod) &&
                            !isProxy(world, pod.object()));
        for (const model::Container& container : pod->spec.containers)
            for (const model::ContainerPort& port : container.ports)
                if (!port.name.empty())
                    m_namedPorts.emplace(port.name, port.protocol, port.containerPort);
    }
}

std::optional<std::uint32_t> PodReach::placeOf(model::ObjectId pod) const {
    const auto found = m_places.find(pod.value);
    return found == m_places.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> PodReach::exampleOf(const PodBits& some,
                                               std::string_view namespace_) const {
    std::optional<std::size_t> elsewhere, system;
    for (auto i = some.find_first(); i != PodBits::npos; i = some.find_next(i)) {
        const std::string& own = m_simulation.world->object(m_pods[i]).metadata.namespace_;
        if (own == namespace_)
            return i;
        auto& place = own == "kube-system" ? system : elsewhere;
        place = place.value_or(i);
    }
    return elsewhere ? elsewhere : system;
}

std::string PodReach::signatureOf(std::uint16_t port, Transport transport) const {
    std::string signature(toString(transport));
    const std::string protocol = signature;
    for (const PortTest& test : m_simulation.policies->data().ports) {
        const bool fits = test.name.empty()
                              ? port >= test.first && port <= test.last
                              : m_namedPorts.contains({std::string(test.name), protocol, port});
        signature += fits ? '1' : '0';
        // Which Pods have the name is for this number alone.
        if (fits && !test.name.empty())
            signature += fmt::format("#{}", port);
    }
    return signature;
}

PodReach::Ports& PodReach::portsFor(std::uint16_t port, Transport transport) {
    Ports& ports = m_ports[signatureOf(port, transport)];
    if (!ports.matrix) {
        const MatrixPort each{port, transport};
        ports.matrix = computeMatrix(*m_simulation.policies, m_pods, {&each, 1});
    }
    return ports;
}

const ReachingPods& PodReach::towards(Ports& ports, std::uint32_t destination) {
    const auto [place, isNew] = ports.to.try_emplace(destination);
    if (!isNew)
        return place->second;
    ReachingPods& result = place->second;
    result.surely.resize(m_pods.size());
    result.perhaps.resize(m_pods.size());
    for (std::uint32_t source = 0; source < ports.matrix->classes(); ++source) {
        const auto verdict = ports.matrix->between(source, destination, 0);
        if (verdict == PolicyVerdict::Result::Denied)
            continue;
        PodBits& bits = verdict == PolicyVerdict::Result::Allowed ? result.surely : result.perhaps;
        for (const std::uint32_t pod : ports.matrix->members(source))
            bits.set(pod);
    }
    result.surely &= m_clients;
    result.perhaps &= m_clients;
    return result;
}

ReachingPods PodReach::outward(Ports& ports, const EndpointTarget& target,
                               Transport transport) const {
    ReachingPods result{PodBits(m_pods.size()), PodBits(m_pods.size())};
    const PolicySet& policies = *m_simulation.policies;
    PolicyFlow flow;
    if (const auto address = model::addressOf(target.ip))
        flow.destination = policies.partyAt(*address, target.ip);
    flow.port = target.port;
    flow.transport = transport;
    flow.v6 = target.ip.contains(':');
    for (std::uint32_t source = 0; source < ports.matrix->classes(); ++source) {
        flow.source = policies.party(m_pods[ports.matrix->members(source).front()]);
        const auto verdict = policies.verdict(flow).result();
        if (verdict != PolicyVerdict::Result::Denied)
            for (const std::uint32_t pod : ports.matrix->members(source))
                (verdict == PolicyVerdict::Result::Allowed ? result.surely : result.perhaps)
                    .set(pod);
    }
    result.surely &= m_clients;
    result.perhaps &= m_clients;
    return result;
}

ReachingPods PodReach::from(const EndpointTarget& target, Transport transport) {
    if (!m_simulation.policies)
        return {m_clients, PodBits(m_pods.size())};
    Ports& ports = portsFor(target.port, transport);
    const auto place = placeOf(target.pod);
    return place ? towards(ports, ports.matrix->classOf(*place))
                 : outward(ports, target, transport);
}

ReachingPods PodReach::reaching(std::span<const EndpointTarget* const> targets,
                                Transport transport) {
    ReachingPods result{PodBits(m_pods.size()), PodBits(m_pods.size())};
    for (const EndpointTarget* target : targets) {
        ReachingPods one = from(*target, transport);
        if (const auto place = placeOf(target->pod)) {
            one.surely.reset(*place);
            one.perhaps.reset(*place);
        }
        result.surely |= one.surely;
        result.perhaps |= one.perhaps;
    }
    result.perhaps -= result.surely;
    return result;
}

}  // namespace gatesight::simulator
