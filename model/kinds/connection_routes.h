// TLSRoute, TCPRoute and UDPRoute: backends for whole connections. Nothing of what flows through
// them is looked at.
#pragma once

#include "model/kinds/references.h"

namespace gatesight::model {

struct ConnectionRule {
    std::string name;
    std::vector<BackendRef> backendRefs;
    NodeId node = kNoNode;
};

/// What the kinds of routes for connections have in common. The API allows one rule.
struct ConnectionRoute {
    CommonRouteSpec common;
    std::vector<std::string> hostnames;  ///< of TLSRoute, for the SNI; the other kinds have none
    std::vector<NodeId> hostnameNodes;   ///< beside hostnames
    std::vector<ConnectionRule> rules;
};

struct TLSRoute : ConnectionRoute {};
struct TCPRoute : ConnectionRoute {};
struct UDPRoute : ConnectionRoute {};

}  // namespace gatesight::model
