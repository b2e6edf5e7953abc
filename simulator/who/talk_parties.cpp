#include "simulator/who/talk_parties.h"

#include "simulator/delivery/delivery.h"
#include "simulator/delivery/pod_workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kNameOfGateway = "gateway.networking.k8s.io/gateway-name";

class PartyMaker {
public:
    explicit PartyMaker(const Simulation& simulation) : m_simulation(simulation) {}

    std::vector<TalkParty> run() {
        const auto& gateways = m_simulation.control->gateways;
        for (std::uint32_t i = 0; i < gateways.size(); ++i)
            if (!gateways[i].controllerName.empty())
                m_gateways.emplace(world().object(gateways[i].gateway).fullName(), i);
        addPods();
        addServicePorts<model::Service>();
        addServicePorts<model::ServiceImport>();
        for (TalkParty& party : m_parties)
            tidyPorts(party);
        addGateways();
        std::ranges::stable_sort(m_parties, {}, [this](const TalkParty& party) {
            return std::string_view(world().object(party.object).metadata.namespace_);
        });
        return std::move(m_parties);
    }

private:
    [[nodiscard]] const model::World& world() const { return *m_simulation.world; }

    void addPods() {
        for (const auto& pod : world().all<model::Pod>()) {
            if (pod->phase == "Succeeded" || pod->phase == "Failed")
                continue;
            TalkParty party{pod.id(), true, gatewayOf(pod.metadata()), {}, {}};
            party.workload = workloadOf(pod.object());
            if (party.gateway != TalkParty::kNoGateway)
                party.workload = pod.metadata().labels.find(kNameOfGateway)->second;
            else if (const auto slash = party.workload.find('/'); slash != std::string::npos)
                party.workload.erase(0, slash + 1);
            for (const model::Container& container : pod->spec.containers)
                for (const model::ContainerPort& port : container.ports)
                    if (const auto transport = transportNamed(port.protocol))
                        party.ports.push_back({port.containerPort, *transport});
            m_partyOf.emplace(pod.id().value, m_parties.size());
            m_parties.push_back(std::move(party));
        }
    }

    /// gateway.infrastructure.well-known-labels
    std::uint32_t gatewayOf(const model::ObjectMeta& pod) {
        const auto name = pod.labels.find(kNameOfGateway);
        if (name == pod.labels.end())
            return TalkParty::kNoGateway;
        const auto gateway = m_gateways.find(fmt::format("{}/{}", pod.namespace_, name->second));
        if (gateway == m_gateways.end())
            return TalkParty::kNoGateway;
        m_loaded[gateway->second] = true;
        return gateway->second;
    }

    template <class K>
    void addServicePorts() {
        for (const auto& service : world().all<K>())
            for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
                const auto transport = transportNamed(service->ports[port].protocol);
                if (!transport)
                    continue;
                for (const EndpointTarget& target :
                     m_simulation.delivery->endpoints(service.id(), port))
                    if (const auto party = m_partyOf.find(target.pod.value);
                        target.pod.valid() && party != m_partyOf.end())
                        m_parties[party->second].ports.push_back({target.port, *transport});
            }
    }

    static void tidyPorts(TalkParty& party) {
        std::ranges::sort(party.ports);
        const auto doubles = std::ranges::unique(party.ports);
        party.ports.erase(doubles.begin(), doubles.end());
        std::erase_if(party.ports, [](const TalkPort& port) { return port.port == 0; });
        if (party.ports.empty())
            party.ports.push_back({});
    }

    void addGateways() {
        for (const auto& [name, index] : m_gateways) {
            if (m_loaded[index])
                continue;
            const model::ObjectId gateway = m_simulation.control->gateways[index].gateway;
            // Its Pods need not listen on the ports that its listeners name (np.port.pod-port).
            m_parties.push_back(
                {gateway, false, index, world().object(gateway).metadata.name, {TalkPort{}}});
        }
    }

    const Simulation& m_simulation;
    std::vector<TalkParty> m_parties;
    std::map<std::string, std::uint32_t> m_gateways;
    std::map<std::uint32_t, bool> m_loaded;
    std::unordered_map<std::uint32_t, std::size_t> m_partyOf;  // by ObjectId of the Pod
};

}  // namespace

std::string toString(const TalkPort& port) {
    if (port.port == 0)
        return "?";
    if (port.transport == Transport::TCP)
        return fmt::to_string(port.port);
    return fmt::format("{}/{}", port.port, toString(port.transport));
}

std::vector<TalkParty> talkParties(const Simulation& simulation) {
    return PartyMaker(simulation).run();
}

}  // namespace gatesight::simulator
