#include "simulator/who/talk_verdicts.h"

#include "simulator/routing/gateway_plane.h"

#include <algorithm>

namespace gatesight::simulator {

// ---- flows ----

PolicyParty TalkFlows::party(std::uint32_t party) const {
    const TalkParty& one = m_parties[party];
    return one.pod ? m_simulation.policies->party(one.object)
                   : gatewayParty(m_simulation, one.object);
}

PolicyFlow TalkFlows::between(std::uint32_t source, std::uint32_t destination,
                              const TalkPort& port) const {
    PolicyFlow flow{party(source), party(destination)};
    if (port.port != 0)
        flow.port = port.port;
    flow.transport = port.transport;
    setFamily(flow, destination);
    return flow;
}

PolicyFlow TalkFlows::fromInternet(std::uint32_t destination, const TalkPort& port) const {
    PolicyFlow flow{{}, party(destination)};
    flow.source.text = "the internet";
    if (port.port != 0)
        flow.port = port.port;
    flow.transport = port.transport;
    setFamily(flow, destination);
    return flow;
}

PolicyFlow TalkFlows::toOutside(std::uint32_t source, Transport transport) const {
    PolicyFlow flow{party(source), {}};
    flow.destination.text = "the outside";
    flow.transport = transport;
    setFamily(flow, source);
    return flow;
}

void TalkFlows::setFamily(PolicyFlow& flow, std::uint32_t party) const {
    if (!m_parties[party].pod)
        return;
    const auto& pod =
        std::get<model::Pod>(m_simulation.world->object(m_parties[party].object).resource);
    flow.v6 = pod.podIP.find(':') != std::string::npos;
}

// ---- verdicts ----

TalkVerdicts::TalkVerdicts(const Simulation& simulation, std::span<const TalkParty> parties)
    : m_simulation(simulation), m_parties(parties), m_flows(simulation, parties) {
    for (const TalkParty& party : parties) {
        m_podOf.push_back(party.pod ? static_cast<std::uint32_t>(m_pods.size()) : UINT32_MAX);
        if (party.pod)
            m_pods.push_back(party.object);
    }
}

bool TalkVerdicts::prepare(std::span<const TalkPort> ports, const std::stop_token& stop) {
    m_ports.assign(ports.begin(), ports.end());
    m_single.clear();
    m_fromInternet.clear();
    m_toOutside.clear();
    m_classOf.assign(m_parties.size(), 0);
    if (!m_simulation.policies)
        return !stop.stop_requested();
    std::vector<MatrixPort> asked;
    for (const TalkPort& port : ports)
        asked.push_back({port.port, port.transport});
    m_matrix = computeMatrix(*m_simulation.policies, m_pods, asked, stop);
    if (!m_matrix)
        return false;
    auto next = static_cast<std::uint32_t>(m_matrix->classes());
    for (std::uint32_t i = 0; i < m_parties.size(); ++i)
        m_classOf[i] = m_podOf[i] == UINT32_MAX ? next++ : m_matrix->classOf(m_podOf[i]);
    return true;
}

TalkVerdicts::Result TalkVerdicts::between(std::uint32_t source, std::uint32_t destination,
                                           std::uint32_t port) {
    if (!m_simulation.policies)
        return Result::Allowed;
    if (m_podOf[source] != UINT32_MAX && m_podOf[destination] != UINT32_MAX)
        return m_matrix->verdict(m_podOf[source], m_podOf[destination], port);
    const auto [place, isNew] =
        m_single.try_emplace({m_classOf[source], m_classOf[destination], port});
    if (isNew)
        place->second =
            m_simulation.policies->verdict(m_flows.between(source, destination, m_ports[port]))
                .result();
    return place->second;
}

TalkVerdicts::Result TalkVerdicts::fromInternet(std::uint32_t destination, std::uint32_t port) {
    if (!m_simulation.policies)
        return Result::Allowed;
    const auto [place, isNew] = m_fromInternet.try_emplace({m_classOf[destination], port});
    if (isNew)
        place->second =
            m_simulation.policies->verdict(m_flows.fromInternet(destination, m_ports[port]))
                .result();
    return place->second;
}

TalkVerdicts::Result TalkVerdicts::enteringGateway(std::uint32_t proxy) {
    if (!m_simulation.policies)
        return Result::Allowed;
    const auto [place, isNew] = m_entering.try_emplace(proxy);
    if (isNew)
        place->second = m_simulation.policies->verdict(m_flows.fromInternet(proxy, {})).result();
    return place->second;
}

OutsideReach TalkVerdicts::toOutside(std::uint32_t source) {
    if (!m_simulation.policies)
        return OutsideReach::Everything;
    const auto [place, isNew] = m_toOutside.try_emplace(m_classOf[source]);
    if (isNew)
        place->second = judgeOutside(source);
    return place->second;
}

/// Of a flow with no known address and port, "not known" means that some get through.
OutsideReach TalkVerdicts::judgeOutside(std::uint32_t source) const {
    int allowed = 0, denied = 0;
    for (const Transport transport : {Transport::TCP, Transport::UDP, Transport::SCTP}) {
        const PolicyFlow flow = m_flows.toOutside(source, transport);
        const Result result = m_simulation.policies->verdict(flow).result();
        if (result == Result::Unknown && flow.source.known != PolicyParty::Labels::All)
            return OutsideReach::Unknown;
        allowed += result == Result::Allowed ? 1 : 0;
        denied += result == Result::Denied ? 1 : 0;
    }
    return allowed == 3  ? OutsideReach::Everything
           : denied == 3 ? OutsideReach::Nothing
                         : OutsideReach::Something;
}

}  // namespace gatesight::simulator
