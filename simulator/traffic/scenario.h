// Scenarios: requests with expectations and mixes of traffic, in files beside the manifests (docs/interface: Scenario).
#pragma once

#include "model/world/world.h"
#include "simulator/routing/decision.h"
#include "simulator/surroundings.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// A part of the requests, and how it was written: "80%", "4/5", "0.8".
struct ExpectedShare {
    std::string text;
    double value = 0;
};

/// What a request should do; absent fields are not looked at.
struct Expectation {
    std::optional<std::string> backend;  ///< "ns/name" of a Service; empty: no backend answers
    std::optional<std::string> pod;      ///< "ns/prefix"
    std::optional<std::string> route;    ///< "ns/name" or "ns/name[rule]"
    std::optional<std::string> listener; ///< "ns/gateway/listener"
    std::optional<int> status;
    std::optional<std::string> outcome, reason, path, location;
    std::map<std::string, std::string> headers;          ///< of the request as the backend sees it
    std::map<std::string, std::string> responseHeaders;
    std::map<std::string, ExpectedShare> shares;  ///< by backend "ns/name"; others are not looked at
    std::optional<ExpectedShare> tolerance;       ///< of each of them
    std::vector<std::string> getsTraffic;   ///< backends or mirrors that have a share above nothing
    std::vector<std::string> mustNotReach;  ///< the opposite; "ns/*" are all of a namespace
    [[nodiscard]] bool empty() const;
};

struct ScenarioRequest {
    std::string name;
    Request request;
    Expectation expect;
    model::SourceLocation source;
};

struct TrafficMix {
    struct Part {
        std::size_t request = 0;  ///< index into Scenario::requests
        double weight = 1;
    };
    std::string name;
    double requestsPerSecond = 100;
    double seconds = 10;
    std::vector<Part> parts;
};

struct Scenario {
    std::string name;
    Surroundings surroundings;  ///< what it lends to every request
    std::vector<ScenarioRequest> requests;
    std::vector<TrafficMix> traffic;
    model::Findings findings;  ///< what could not be understood; the rest is there
};

/// What cannot be understood is told as a finding (rules "scenario.*") with its place, and left out. `headers` may be a map or a list
/// of [name, value]. `matrix: {name: [values]}` makes one request for each combination: "{name}" in any text stands for the
/// value, and a parameter that is named like a field of a Request sets that field. A mix that names a request with a
/// matrix means all that the matrix makes of it. Traffic without a mix means all requests alike.
[[nodiscard]] Scenario readScenario(const model::DocumentPtr& document);

/// One line for each expectation that a decision does not meet; empty: all met.
[[nodiscard]] std::vector<std::string> unmet(const Expectation& expectation, const Decision& decision);

}  // namespace gatesight::simulator
