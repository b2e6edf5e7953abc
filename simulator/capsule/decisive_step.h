// What a decision comes to, apart from who else was looked at on the way: two worlds that agree in
// this answer a request for the same reasons.
#pragma once

#include "simulator/capsule/object_names.h"
#include "simulator/routing/decision.h"

#include <set>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct DecisiveStep {
    /// "outcome forwarded", "reason NoRouteMatched", "status 404", "share 9/10 forwarded": no
    /// names.
    std::vector<std::string> facts;
    /// Listener, certificate, route and backend, each by its name.
    std::vector<std::string> names;
    /// "match chosen httproute.match.or-and hostname path": stage, verdict and rule of each step
    /// that decides, and what it compared. Whoever lost against one that was chosen does not, nor
    /// does what was only told.
    std::set<std::string> steps;
    bool operator==(const DecisiveStep&) const = default;
};

/// Of a decision that was explained.
[[nodiscard]] DecisiveStep decisiveStep(const Decision& decision);

/// Stage, verdict and rule of every step, in order.
[[nodiscard]] std::vector<std::string> stepSequence(const Trace& trace);

/// The same step where everything has another name.
[[nodiscard]] DecisiveStep renamedStep(const DecisiveStep& step, PartNames& names,
                                       const KeptTexts& kept);

/// A sentence about the first thing in which they differ; empty when they do not.
[[nodiscard]] std::string differenceOf(const DecisiveStep& expected, const DecisiveStep& found);

}  // namespace gatesight::simulator
