// Who may do what across namespaces: attach routes to listeners, add listeners to Gateways, refer
// to objects of others.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// Whom allowedRoutes.namespaces or allowedListeners.namespaces lets in.
struct Admission {
    std::string from;  ///< "Same", "All", "Selector", "None"
    std::string selector;
    /// Of the namespaces that are known, those that are let in; absent for All.
    std::optional<std::vector<std::string>> namespaces;
};

struct ListenerAccess {
    std::string gateway, listener, listenerSet;
    std::uint16_t port = 0;
    std::string protocol, hostname;
    std::vector<std::string> certificates;  ///< "ns/name" of those that it can show
    std::vector<std::string> kinds;
    Admission routes;
    std::vector<std::string> attached;  ///< namespaces with routes on it
};

struct GatewayAccess {
    std::string gateway;
    Admission listenerSets;
    std::vector<std::string> attached;  ///< "ns/name" of ListenerSets that add listeners
};

struct GrantUse {
    enum class Use { Used, Unused, Unknown };
    std::string namespace_, name;
    std::vector<std::string> from;  ///< "HTTPRoute in shop"
    std::vector<std::string> to;    ///< "Service ratings", "every Secret"
    Use use = Use::Unknown;
    std::vector<std::string> usedBy;  ///< routes whose references it permits: "HTTPRoute shop/cart"
};
[[nodiscard]] std::string_view toString(GrantUse::Use use);

struct Isolation {
    std::vector<ListenerAccess> listeners;
    std::vector<GatewayAccess> gateways;
    std::vector<GrantUse> grants;
};

[[nodiscard]] Isolation isolationOf(const ReportFacts& facts);

[[nodiscard]] Chapter isolationChapter(const Isolation& isolation);

}  // namespace gatesight::simulator
