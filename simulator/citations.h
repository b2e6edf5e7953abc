// Which objects a rule has touched: whatever findings, conditions and traces cite it for.
#pragma once

#include "simulator/simulation.h"

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// One place where a rule is cited.
struct Citation {
    enum class By { Finding, Condition, TraceStep };
    By by = By::Finding;
    model::ObjectReference object;  ///< empty: no object, only a text
    model::ObjectId id;             ///< of the object in the World; invalid when it is not there
    std::string part;       ///< a field, "listener https", "parent infra/public"; empty: all of it
    std::string verdict;    ///< "error"; "Accepted=True"; "chosen"
    std::string message;    ///< one sentence; of a trace what the step says
    std::string request;    ///< of a trace: its name
    model::SourceLocation source;  ///< unknown for what was derived
};

[[nodiscard]] std::string_view toString(Citation::By by);

/// A request whose trace is looked through.
struct TracedRequest {
    std::string name;
    Request request;
};

/// By rule. Findings first, then conditions, then traces, each in its own order; steps of one trace
/// that say the same of an object count once.
using Citations = std::map<std::string, std::vector<Citation>, std::less<>>;

/// Everything that is cited. `findings` are those that were told: of reading, of the control plane, of
/// scenarios. Each request is decided and explained. Stopped, the answer is cut short.
[[nodiscard]] Citations citationsOf(const Simulation& simulation, const model::Findings& findings,
                                    const std::vector<TracedRequest>& requests,
                                    std::uint64_t seed = 1, const std::stop_token& stop = {});

}  // namespace gatesight::simulator
