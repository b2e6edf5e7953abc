// The exposure inventory: under which host, path and condition which Service can be reached from
// outside, or from clients in the cluster where a mesh serves it.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/facts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// One way in: a match of a rule under one host name of one listener, with one of its backends.
struct Exposure {
    std::string host;                     ///< empty: any host
    std::string pathType, path;           ///< empty for whole connections
    std::string method;                   ///< empty: any
    std::vector<std::string> conditions;  ///< "header x-canary: true"; all must hold
    std::uint16_t port = 0;
    std::string protocol;                   ///< of the listener
    std::string tls;                        ///< "Terminate", "Passthrough" or empty
    std::vector<std::string> certificates;  ///< "ns/name"
    std::string gateway, listener;          ///< "ns/name" and name; empty for frontends
    std::string listenerSet;                ///< "ns/name" when the listener is written there
    std::string frontend;  ///< "ns/name" of a Service whose clients in the cluster get the route
    std::string kind, namespace_, route;  ///< of the route
    std::uint32_t rule = 0;
    std::string ruleName;
    std::string backend;                          ///< "ns/name:port"; empty when `answer` is not
    std::int64_t numerator = 0, denominator = 0;  ///< exact share, in lowest terms; 0/0: no backend
    std::optional<EndpointCount> endpoints;       ///< absent: not known
    std::string answer;                           ///< what the gateway answers instead of a backend
    bool getsTraffic = false;
    std::string why;  ///< one sentence, when it does not
};

/// Every way in through a listener that serves, sorted by host, port and path.
[[nodiscard]] std::vector<Exposure> exposures(const ReportFacts& facts);

[[nodiscard]] Chapter inventoryChapter(const std::vector<Exposure>& inventory);

}  // namespace gatesight::simulator
