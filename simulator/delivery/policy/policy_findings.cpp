#include "simulator/delivery/policy/policy_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace gatesight::simulator {

namespace {

constexpr std::uint16_t kDnsPort = 53;

/// Where names are looked up.
struct DnsServers {
    struct Server {
        PolicyParty party;
        std::uint16_t port = kDnsPort;
    };
    std::vector<Server> udp, tcp;
    std::string text;  ///< how the finding calls them
};

class DnsInspector {
public:
    DnsInspector(const PolicySet& policies, const Delivery& delivery)
        : m_policies(policies), m_delivery(delivery), m_servers(servers()) {}

    model::Findings run() {
        // By the policies that select them: what holds for one Pod holds for the others.
        std::map<std::vector<model::ObjectId>, std::vector<model::ObjectId>> groups;
        for (const auto& pod : m_policies.world().all<model::Pod>()) {
            auto selecting =
                m_policies.selecting(pod.id(), Direction::Egress, PolicyTier::NetworkPolicy);
            if (selecting.empty())
                continue;
            for (const PolicyTier tier : {PolicyTier::Admin, PolicyTier::Baseline})
                std::ranges::copy(m_policies.selecting(pod.id(), Direction::Egress, tier),
                                  std::back_inserter(selecting));
            groups[std::move(selecting)].push_back(pod.id());
        }
        for (const auto& [policies, pods] : groups)
            inspect(policies, pods);
        return std::move(m_findings);
    }

private:
    // ---- the servers ----

    DnsServers servers() const {
        DnsServers result;
        if (const auto service = m_policies.world().find<model::Service>("kube-system", "kube-dns"))
            addEndpoints(service, result);
        if (!result.udp.empty() || !result.tcp.empty()) {
            result.text = "the loaded Service kube-system/kube-dns";
            return result;
        }
        PolicyParty pod;
        pod.kind = PolicyParty::Kind::Pod;
        pod.namespace_ = "kube-system";
        pod.labels = {{"k8s-app", "kube-dns"}};
        pod.known = PolicyParty::Labels::AtLeast;
        result.udp = result.tcp = {{pod}};
        result.text =
            "kube-system/kube-dns (which is not loaded; its Pods are assumed to be labelled "
            "k8s-app=kube-dns)";
        return result;
    }

    void addEndpoints(const model::Ref<model::Service>& service, DnsServers& result) const {
        for (std::uint32_t port = 0; port < service->ports.size(); ++port) {
            if (service->ports[port].port != kDnsPort)
                continue;
            auto& list = service->ports[port].protocol == "UDP" ? result.udp : result.tcp;
            for (const EndpointTarget& target : m_delivery.endpoints(service.id(), port))
                if (target.pod.valid())
                    list.push_back({m_policies.party(target.pod), target.port});
        }
    }

    /// Whether each of the servers is surely out of reach.
    bool blocked(model::ObjectId pod, const std::vector<DnsServers::Server>& servers,
                 Transport transport) const {
        return !servers.empty() && std::ranges::all_of(servers, [&](const auto& server) {
            PolicyFlow flow;
            flow.source = m_policies.party(pod);
            flow.destination = server.party;
            flow.port = server.port;
            flow.transport = transport;
            return m_policies.verdict(flow, Direction::Egress).result ==
                   PolicyVerdict::Result::Denied;
        });
    }

    // ---- the Pods ----

    void inspect(const std::vector<model::ObjectId>& policies,
                 const std::vector<model::ObjectId>& pods) {
        const model::ObjectId opening = policyThatOpens(policies);
        if (!opening.valid())
            return;
        const bool udp = blocked(pods.front(), m_servers.udp, Transport::UDP);
        const bool tcp = blocked(pods.front(), m_servers.tcp, Transport::TCP);
        if (udp || tcp)
            report(opening, pods, udp, tcp);
    }

    /// The first policy with a rule that lets something out; invalid when none does.
    [[nodiscard]] model::ObjectId policyThatOpens(
        const std::vector<model::ObjectId>& policies) const {
        for (const model::ObjectId id : policies) {
            const auto* policy =
                std::get_if<model::NetworkPolicy>(&m_policies.world().object(id).resource);
            if (policy && !policy->egress.empty())
                return id;
        }
        return {};
    }

    void report(model::ObjectId policy, const std::vector<model::ObjectId>& pods, bool udp,
                bool tcp) {
        const model::Object& object = m_policies.world().object(policy);
        const std::string who =
            pods.size() == 1
                ? fmt::format("Pod {}", nameOfPod(pods.front()))
                : fmt::format("Pod {} and {} more", nameOfPod(pods.front()), pods.size() - 1);
        model::Finding finding;
        finding.severity = udp ? model::Severity::Warning : model::Severity::Info;
        finding.rule = "np.dns";
        finding.object = object.reference();
        finding.field = "spec.egress";
        finding.message = fmt::format(
            "allowed to the host but not to DNS: {} may open connections, but not to port 53 by {} "
            "of {}",
            who,
            udp && tcp ? "UDP or TCP"
            : udp      ? "UDP"
                       : "TCP",
            m_servers.text);
        finding.source = object.origin.locate(egressNode(object));
        m_findings.push_back(std::move(finding));
    }

    [[nodiscard]] const std::string& nameOfPod(model::ObjectId pod) const {
        return m_policies.world().object(pod).metadata.name;
    }

    static model::NodeId egressNode(const model::Object& policy) {
        return policy.origin.document ? policy.origin.document->root()["spec"]["egress"].id()
                                      : model::kNoNode;
    }

    const PolicySet& m_policies;
    const Delivery& m_delivery;
    DnsServers m_servers;
    model::Findings m_findings;
};

}  // namespace

model::Findings policyFindings(const PolicySet& policies, const Delivery& delivery) {
    return DnsInspector(policies, delivery).run();
}

}  // namespace gatesight::simulator
