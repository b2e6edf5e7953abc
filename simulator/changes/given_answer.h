// What a request gets, whatever draws decide: the whole of it, in parts that can be compared.
//
// Two answers are the same when nobody outside can tell them apart: neither the client nor the
// backends. Names of listeners, routes and rules, and the reason of an error, are therefore no part
// of them; which workload a Service leads to is.
#pragma once

#include "simulator/simulation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One thing that can be told of an answer.
struct AnswerPart {
    std::string name;           ///< "answer", "workloads", "path", "limits", "certificate" …
    std::string key;            ///< what is compared
    std::string text;           ///< for people; not the same texts may have the same key
    bool ofRequest = false;     ///< depends on the request beyond its rule: a path, a location
    bool ofConnection = false;  ///< is settled before the request is read: a certificate
    bool ofForwarding = false;  ///< is there only for what reaches a backend
};

struct GivenAnswer {
    std::vector<AnswerPart> parts;  ///< always the same names in the same order
    std::optional<DecidedRoute> rule;
    bool good = true;       ///< whatever is drawn, the client gets what it came for
    bool forwards = false;  ///< some of the requests reach a backend
};

/// Indexes of the parts that differ; empty: the same answer.
[[nodiscard]] std::vector<std::size_t> differingParts(const GivenAnswer& before,
                                                      const GivenAnswer& after);

/// Those of them that are worth telling: another backend has other workloads, and what is not
/// forwarded has no headers.
[[nodiscard]] std::vector<std::size_t> tellingParts(const GivenAnswer& before,
                                                    const GivenAnswer& after);

[[nodiscard]] GivenAnswer answerTo(const Simulation& simulation, const Request& request);

}  // namespace gatesight::simulator
