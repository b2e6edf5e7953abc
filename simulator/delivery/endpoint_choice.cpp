// The order of kube-proxy: Local traffic policies, then readiness (or the terminating fallback),
// then hints, then session affinity. A gateway that reads EndpointSlices takes ready endpoints and
// knows none of the rest.
#include "simulator/delivery/endpoint_choice.h"

#include <algorithm>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using Indexes = std::vector<std::uint32_t>;

/// FNV-1a, 64 bits, with a final mix so that short texts that differ little give far apart values.
std::uint64_t stableHash(std::string_view text, std::uint64_t hash = 14695981039346656037ULL) {
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

class Chooser {
public:
    Chooser(const EndpointPolicy& policy, std::span<const EndpointTarget> endpoints,
            const Dialer& dialer)
        : m_policy(policy), m_endpoints(endpoints), m_dialer(dialer) {
        for (std::uint32_t i = 0; i < endpoints.size(); ++i)
            m_choice.eligible.push_back(i);
    }

    EndpointChoice forGateway() {
        keepReady();
        if (m_choice.eligible.empty())
            m_choice.rule = "backendref.no-endpoints-503";
        return take();
    }

    /// DNS hands out the addresses; nothing stands between client and Pod.
    EndpointChoice forHeadless() {
        keepReady();
        m_choice.rule = m_choice.eligible.empty() ? "svc.headless.dns-ready" : "svc.headless";
        return take();
    }

    EndpointChoice forKubeProxy() {
        const bool anyUsable = std::ranges::any_of(m_endpoints, [](const EndpointTarget& endpoint) {
            return endpoint.ready || (endpoint.serving && endpoint.terminating);
        });
        applyLocalPolicy();
        keepReadyOrTerminating();
        if (m_choice.eligible.empty()) {
            // Without any endpoint the connection is rejected; with some elsewhere it is dropped.
            if (!anyUsable || m_choice.rule.empty())
                m_choice.rule = "svc.clusterip.no-endpoints";
            return take();
        }
        applyHints();
        if (m_policy.clientAffinity)
            applyAffinity();
        return take();
    }

private:
    template <class Keep, class Reason>
    void keep(std::string_view rule, Keep&& keeps, Reason&& reason) {
        Indexes kept;
        for (const std::uint32_t index : m_choice.eligible) {
            if (keeps(m_endpoints[index]))
                kept.push_back(index);
            else
                m_choice.excluded.push_back({index, rule, reason(m_endpoints[index])});
        }
        m_choice.eligible = std::move(kept);
    }

    bool anyEligible(bool (*test)(const EndpointTarget&)) const {
        return std::ranges::any_of(m_choice.eligible,
                                   [&](std::uint32_t index) { return test(m_endpoints[index]); });
    }

    static std::string whyNotReady(const EndpointTarget& endpoint) {
        return endpoint.terminating ? "terminating" : "not ready";
    }

    void keepReady() {
        keep(
            "eps.consumers.ready", [](const EndpointTarget& e) { return e.ready; }, whyNotReady);
    }

    void keepReadyOrTerminating() {
        if (anyEligible([](const EndpointTarget& e) { return e.ready; }) ||
            m_choice.eligible.empty())
            return keepReady();
        const auto usable = [](const EndpointTarget& e) { return e.serving && e.terminating; };
        if (anyEligible(usable)) {
            m_choice.rule = "eps.consumers.terminating-fallback";
            m_choice.note =
                "no endpoint is ready, so those that still serve while terminating are used";
        }
        keep("eps.consumers.ready", usable, whyNotReady);
    }

    void applyLocalPolicy() {
        const bool internal = m_dialer.path == Dialer::Path::ClusterIP;
        if (!(internal ? m_policy.internalLocal : m_policy.externalLocal))
            return;
        if (!internal && m_dialer.insideCluster &&
            (m_dialer.path != Dialer::Path::NodePort || m_dialer.onNode)) {
            m_choice.rule = "svc.external-traffic-policy.from-inside";
            m_choice.note = fmt::format(
                "the client is {}, so endpoints of all nodes stay although the policy is Local",
                m_dialer.onNode ? "on this very node" : "inside the cluster");
            return;
        }
        m_choice.rule = internal ? "svc.internal-traffic-policy" : "svc.external-traffic-policy";
        if (m_dialer.node.empty()) {
            m_choice.note = internal
                                ? "the client's node is not known, so endpoints of all nodes stay"
                                : "which node receives it is not known; load balancers avoid nodes "
                                  "without endpoints, so those of all nodes stay";
            return;
        }
        m_local = true;
        keep(
            m_choice.rule, [&](const EndpointTarget& e) { return e.node == m_dialer.node; },
            [&](const EndpointTarget& e) {
                return e.node.empty() ? fmt::format("not known to be on node {}", m_dialer.node)
                                      : fmt::format("on node {}, not {}", e.node, m_dialer.node);
            });
    }

    /// svc.traffic-distribution: all must have hints and one must fit, else hints mean nothing.
    bool applyHints(const std::string& own, std::string_view what,
                    std::vector<std::string> EndpointTarget::*hints) {
        const auto fits = [&](const EndpointTarget& endpoint) {
            return std::ranges::find(endpoint.*hints, own) != (endpoint.*hints).end();
        };
        bool anyFits = false, anyElsewhere = false;
        for (const std::uint32_t index : m_choice.eligible) {
            if ((m_endpoints[index].*hints).empty())
                return false;
            (fits(m_endpoints[index]) ? anyFits : anyElsewhere) = true;
        }
        if (own.empty() || !anyFits)
            return false;
        if (anyElsewhere)
            m_choice.rule = "svc.traffic-distribution";
        keep("svc.traffic-distribution", fits, [&](const EndpointTarget&) {
            return fmt::format("its hint names another {} than {}", what, own);
        });
        return true;
    }

    void applyHints() {
        if (m_policy.hintsUnknown && !m_local && m_choice.rule.empty()) {
            m_choice.rule = "svc.traffic-distribution.order";
            m_choice.note =
                "topology-mode Auto hands out hints by a measure that is not modelled, so "
                "endpoints of all zones stay";
        }
        if (m_local)  // kube-proxy looks at no hints then (svc.traffic-distribution.order)
            return;
        // The terminating fallback takes what is left, wherever it is.
        if (!anyEligible([](const EndpointTarget& e) { return e.ready; }))
            return;
        if (!applyHints(m_dialer.node, "node", &EndpointTarget::hintNodes))
            applyHints(m_dialer.zone, "zone", &EndpointTarget::hintZones);
    }

    /// Rendezvous hashing: a client moves only when its own endpoint goes.
    void applyAffinity() {
        const auto weight = [&](std::uint32_t index) {
            const EndpointTarget& endpoint = m_endpoints[index];
            return stableHash(fmt::format("{}:{}", endpoint.ip, endpoint.port),
                              stableHash(m_dialer.sourceIp));
        };
        const std::uint32_t chosen = *std::ranges::max_element(m_choice.eligible, {}, weight);
        m_choice.byAffinity = true;
        m_choice.rule = "svc.session-affinity";
        const EndpointTarget* winner = &m_endpoints[chosen];
        keep(
            m_choice.rule, [&](const EndpointTarget& e) { return &e == winner; },
            [&](const EndpointTarget&) {
                return fmt::format("the client stays with {}:{}", winner->ip, winner->port);
            });
    }

    EndpointChoice take() {
        std::ranges::sort(m_choice.excluded, {}, &EndpointChoice::Excluded::endpoint);
        return std::move(m_choice);
    }

    const EndpointPolicy& m_policy;
    std::span<const EndpointTarget> m_endpoints;
    const Dialer& m_dialer;
    EndpointChoice m_choice;
    bool m_local = false;  // only those of one node are left
};

}  // namespace

EndpointChoice chooseEndpoints(const EndpointPolicy& policy,
                               std::span<const EndpointTarget> endpoints, const Dialer& dialer) {
    if (policy.externalName) {
        EndpointChoice none;
        none.rule = "svc.external-name";
        return none;
    }
    Chooser chooser(policy, endpoints, dialer);
    if (dialer.path == Dialer::Path::GatewayToEndpoints)
        return chooser.forGateway();
    return policy.headless ? chooser.forHeadless() : chooser.forKubeProxy();
}

}  // namespace gatesight::simulator
