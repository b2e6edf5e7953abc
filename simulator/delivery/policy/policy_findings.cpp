#include "simulator/delivery/policy/policy_findings.h"

#include "simulator/delivery/policy/dns_servers.h"
#include "simulator/delivery/resolv_conf.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace gatesight::simulator {

namespace {

class DnsInspector {
public:
    DnsInspector(const PolicySet& policies, const Delivery& delivery)
        : m_policies(policies), m_servers(clusterDns(policies, delivery)) {}

    model::Findings run() {
        // By the policies that select them: what holds for one Pod holds for the others.
        std::map<std::vector<model::ObjectId>, std::vector<model::ObjectId>> groups;
        for (const auto& pod : m_policies.world().all<model::Pod>()) {
            auto selecting =
                m_policies.selecting(pod.id(), Direction::Egress, PolicyTier::NetworkPolicy);
            if (selecting.empty() || !asksClusterDns(pod))
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
    [[nodiscard]] bool asksClusterDns(const model::Ref<model::Pod>& pod) const {
        const ResolvConf conf =
            resolvConfOf(m_policies.world(), pod->spec, pod.metadata().namespace_);
        return conf.servers == ResolvConf::Servers::Cluster;
    }

    /// Whether each of the servers is surely out of reach.
    [[nodiscard]] bool blocked(model::ObjectId pod, Transport transport) const {
        const auto found = askDns(m_policies, m_policies.party(pod), m_servers, transport);
        return found && found->verdict.egress.result == PolicyVerdict::Result::Denied;
    }

    void inspect(const std::vector<model::ObjectId>& policies,
                 const std::vector<model::ObjectId>& pods) {
        const model::ObjectId opening = policyThatOpens(policies);
        if (!opening.valid())
            return;
        const bool udp = blocked(pods.front(), Transport::UDP);
        const bool tcp = blocked(pods.front(), Transport::TCP);
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
    DnsServers m_servers;
    model::Findings m_findings;
};

}  // namespace

model::Findings policyFindings(const PolicySet& policies, const Delivery& delivery) {
    return DnsInspector(policies, delivery).run();
}

}  // namespace gatesight::simulator
