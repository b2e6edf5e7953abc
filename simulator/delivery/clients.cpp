#include "simulator/delivery/clients.h"

#include "simulator/delivery/cluster_dns.h"
#include "simulator/delivery/pod_workload.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

bool saysNothingOfDns(const model::PodSpec& pod) {
    const model::PodDnsConfig& config = pod.dnsConfig;
    return pod.dnsPolicy == "ClusterFirst" && !pod.hostNetwork && pod.hostAliases.empty() &&
           config.nameservers.empty() && config.searches.empty() && !config.ndots;
}

std::string joined(std::string_view namespace_, std::string_view name) {
    return fmt::format("{}/{}", namespace_, name);
}

}  // namespace

Clients::Clients(const model::World& world) {
    for (const std::string& namespace_ : world.namespaces())
        m_usual.emplace(namespace_, simulator::usualResolvConf(namespace_));
    m_elsewhere.searches = {fmt::format("svc.{}", kClusterDomain), std::string(kClusterDomain)};
    for (const auto& pod : world.all<model::Pod>()) {
        const std::string& namespace_ = pod.metadata().namespace_;
        m_byWorkload.try_emplace(workloadOf(pod.object()), pod.id());
        m_byServiceAccount.try_emplace(joined(namespace_, pod->spec.serviceAccountName), pod.id());
        if (!saysNothingOfDns(pod->spec))
            m_own.emplace(pod.id().value, resolvConfOf(world, pod->spec, namespace_));
    }
}

model::ObjectId Clients::find(std::string_view namespace_, std::string_view workload,
                              std::string_view serviceAccount) const {
    const auto first = [&](const FirstPods& pods, std::string_view name) {
        if (name.empty())
            return model::ObjectId();
        const auto found = pods.find(joined(namespace_, name));
        return found == pods.end() ? model::ObjectId() : found->second;
    };
    // An invalid id is greater than all others.
    return std::min(first(m_byWorkload, workload), first(m_byServiceAccount, serviceAccount));
}

const ResolvConf& Clients::resolvConf(model::ObjectId pod, std::string_view namespace_) const {
    const auto own = m_own.find(pod.value);
    return own == m_own.end() ? usualResolvConf(namespace_) : own->second;
}

const ResolvConf& Clients::usualResolvConf(std::string_view namespace_) const {
    const auto usual = m_usual.find(namespace_);
    return usual == m_usual.end() ? m_elsewhere : usual->second;
}

}  // namespace gatesight::simulator
