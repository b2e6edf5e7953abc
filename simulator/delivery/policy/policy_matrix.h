// Who can reach whom: the verdicts of all pairs of many Pods.
//
// Pods that no policy can tell apart are one class: their namespaces and labels give the same
// answer to every selector, their addresses to every range, their container ports to every name.
// Verdicts are computed class by class, for all peers of a class at once. With c classes, r rules
// on a Pod and p ports that costs c·p·r operations on c bits; 5,000 Pods are a matter of
// milliseconds.
#pragma once

#include "simulator/delivery/policy/policy_set.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace gatesight::simulator {

struct MatrixPort {
    std::uint16_t port = 0;  ///< 0: which one is not known, as in a PolicyFlow without port
    Transport transport = Transport::TCP;
};

/// Pairs of Pods by verdict; a Pod and itself are a pair.
struct MatrixTally {
    std::uint64_t allowed = 0, denied = 0, unknown = 0;
    bool operator==(const MatrixTally&) const = default;
};

/// Immutable. Pods are named by their place in what computeMatrix() was given.
class PolicyMatrix {
public:
    /// By the addresses of the Pods, as PolicySet::verdict() of a flow between them.
    [[nodiscard]] PolicyVerdict::Result verdict(std::size_t source, std::size_t destination,
                                                std::size_t port) const;
    [[nodiscard]] MatrixTally tally(std::size_t port) const;
    [[nodiscard]] std::size_t classes() const;
    [[nodiscard]] std::uint32_t classOf(std::size_t pod) const;
    /// The Pods of a class, by their places.
    [[nodiscard]] std::span<const std::uint32_t> members(std::uint32_t number) const;
    /// From any Pod of one class to any other Pod of a class.
    [[nodiscard]] PolicyVerdict::Result between(std::uint32_t source, std::uint32_t destination,
                                                std::size_t port) const;

    struct Data;
    explicit PolicyMatrix(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

private:
    std::shared_ptr<const Data> m_data;
};

/// Null when stopped.
[[nodiscard]] std::shared_ptr<const PolicyMatrix> computeMatrix(
    const PolicySet& policies, std::span<const model::ObjectId> pods,
    std::span<const MatrixPort> ports, std::stop_token stop = {});

}  // namespace gatesight::simulator
