// Why a try of the east-west picture ends as it does, and the request that shows it.
#pragma once

#include "simulator/delivery/policy/policy_set.h"
#include "simulator/routing/request.h"
#include "simulator/who/who_talks.h"

#include <optional>

namespace gatesight::simulator {

/// The say of a policy in a verdict.
struct TalkPolicy {
    Direction direction = Direction::Ingress;
    PolicyTier tier = PolicyTier::NetworkPolicy;
    TierVerdict::Result result = TierVerdict::Result::NotSelected;
    model::ObjectId policy;  ///< that decides, or the first of those that isolate
    std::uint32_t rule = TierVerdict::kNoRule;
    model::SourceLocation source;  ///< of the rule, else of the policy
    std::string_view why;          ///< rule of the catalogue
    std::string sentence;          ///< "NetworkPolicy goods/search isolates Pod …"
};

struct TalkReason {
    std::string from, to;              ///< "Pod store/web-…", "Gateway gates/exit"
    std::string sentence;              ///< all of it, for people
    std::vector<TalkPolicy> policies;  ///< that decide: of both ends, where they let it through
    /// What a client would ask for to try it; nothing where Gatesight can not ask, as from a
    /// Gateway.
    std::optional<Request> request;
};

/// `one` is a witness of a cell, for this outcome.
[[nodiscard]] TalkReason reasonOf(const Simulation& simulation, const WhoTalks& who,
                                  const TalkTry& one, TalkOutcome outcome);

/// A policy and how many tries of a cell it decides, of those that were looked at.
struct TalkDecider {
    TalkPolicy policy;
    TalkTry one;  ///< a try that it decides
    std::size_t tries = 0;
};

/// The policies that decide in a cell: two Pods of each workload are looked at. Those that deny
/// come first, then those that decide most.
[[nodiscard]] std::vector<TalkDecider> decidersOf(const Simulation& simulation, const WhoTalks& who,
                                                  std::size_t row, std::size_t column,
                                                  std::stop_token stop = {});

/// The request of a try.
[[nodiscard]] std::optional<Request> requestOf(const Simulation& simulation, const WhoTalks& who,
                                               const TalkTry& one);

}  // namespace gatesight::simulator
