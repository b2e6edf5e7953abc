#include "simulator/delivery/policy/policy_findings.h"

#include "simulator/delivery/policy/dns_servers.h"
#include "simulator/delivery/resolv_conf.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace gatesight::simulator {

namespace {

class DnsInspector {
public:
    DnsInspector(const PolicySet& policies, const Delivery& delivery)
        : m_policies(policies),
          m_delivery(delivery),
          m_clusterServers(clusterDns(policies, delivery)) {}

    model::Findings run() {
        // By the policies that select them and the servers that they name: what holds for one Pod
        // holds for the others.
        std::map<std::pair<std::vector<model::ObjectId>, std::vector<std::string>>,
                 std::vector<model::ObjectId>>
            groups;
        for (const auto& pod : m_policies.world().all<model::Pod>()) {
            auto selecting =
                m_policies.selecting(pod.id(), Direction::Egress, PolicyTier::NetworkPolicy);
            const ResolvConf conf =
                resolvConfOf(m_policies.world(), pod->spec, pod.metadata().namespace_);
            if (selecting.empty() || conf.servers == ResolvConf::Servers::Node)
                continue;
            for (const PolicyTier tier : {PolicyTier::Admin, PolicyTier::Baseline})
                std::ranges::copy(m_policies.selecting(pod.id(), Direction::Egress, tier),
                                  std::back_inserter(selecting));
            auto own = conf.servers == ResolvConf::Servers::Other ? conf.nameservers
                                                                  : std::vector<std::string>();
            groups[{std::move(selecting), std::move(own)}].push_back(pod.id());
        }
        for (const auto& [key, pods] : groups)
            inspect(key.first, pods);
        return std::move(m_findings);
    }

private:
    /// Those of the cluster, or those that its dnsConfig names (svc.dns.policy).
    [[nodiscard]] DnsServers serversOf(model::ObjectId id) const {
        const model::Object& object = m_policies.world().object(id);
        const ResolvConf conf =
            resolvConfOf(m_policies.world(), std::get<model::Pod>(object.resource).spec,
                         object.metadata.namespace_);
        if (conf.servers == ResolvConf::Servers::Other)
            if (auto own = dnsServersOf(m_policies, m_delivery, conf))
                return std::move(*own);
        return m_clusterServers;
    }

    /// Whether each of the servers is surely out of reach.
    [[nodiscard]] bool blocked(model::ObjectId pod, const DnsServers& servers,
                               Transport transport) const {
        const auto found = askDns(m_policies, m_policies.party(pod), servers, transport);
        return found && found->verdict.egress.result == PolicyVerdict::Result::Denied;
    }

    void inspect(const std::vector<model::ObjectId>& policies,
                 const std::vector<model::ObjectId>& pods) {
        const model::ObjectId opening = policyThatOpens(policies);
        if (!opening.valid())
            return;
        const DnsServers servers = serversOf(pods.front());
        const bool udp = blocked(pods.front(), servers, Transport::UDP);
        const bool tcp = blocked(pods.front(), servers, Transport::TCP);
        if (udp || tcp)
            report(opening, pods, servers.text, udp, tcp);
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

    void report(model::ObjectId policy, const std::vector<model::ObjectId>& pods,
                const std::string& servers, bool udp, bool tcp) {
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
            servers);
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
    DnsServers m_clusterServers;
    model::Findings m_findings;
};

}  // namespace

model::Findings policyFindings(const PolicySet& policies, const Delivery& delivery) {
    return DnsInspector(policies, delivery).run();
}

}  // namespace gatesight::simulator
