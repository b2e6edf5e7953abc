// Pods as clients: which one a request means, and how it looks names up. Found once a World, since a replay asks for every request.
#pragma once

#include "simulator/delivery/resolv_conf.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gatesight::simulator {

/// Refers to nothing of the World it was made of.
class Clients {
public:
    Clients() = default;
    explicit Clients(const model::World& world);

    /// The first Pod of the namespace, in the World's order, that belongs to the workload or runs as the service account; an empty name
    /// means none. Invalid when there is no such Pod.
    [[nodiscard]] model::ObjectId find(std::string_view namespace_, std::string_view workload,
                                       std::string_view serviceAccount) const;

    [[nodiscard]] const ResolvConf& resolvConf(model::ObjectId pod,
                                               std::string_view namespace_) const;
    /// Of a Pod that says nothing of DNS.
    [[nodiscard]] const ResolvConf& usualResolvConf(std::string_view namespace_) const;

private:
    using FirstPods = std::unordered_map<std::string, model::ObjectId>;  // "namespace/name" -> the first of its Pods

    FirstPods m_byWorkload, m_byServiceAccount;
    std::map<std::string, ResolvConf, std::less<>> m_usual;  // by namespace
    std::unordered_map<std::uint32_t, ResolvConf> m_own;     // by ObjectId, of Pods that are not usual
    ResolvConf m_elsewhere;  // of namespaces that nothing is in, whose own names mean nothing
};

}  // namespace gatesight::simulator
