// What moved between two states of the manifests: what they say, what a controller makes of it,
// what there is to warn of, and, above all, which requests get another answer.
#pragma once

#include "simulator/changes/finding_changes.h"
#include "simulator/changes/logged_requests.h"
#include "simulator/changes/object_changes.h"
#include "simulator/changes/request_moves.h"
#include "simulator/changes/saved_requests.h"
#include "simulator/changes/status_changes.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct Changes {
    std::string before, after;  ///< what was compared, as it was named
    RequestMoves requests;
    SavedRequests saved;
    std::optional<LoggedRequests> logged;  ///< absent: no log was given
    FindingChanges findings;
    std::vector<StatusChange> status;
    std::vector<ObjectChange> objects;

    /// Some request gets another answer.
    [[nodiscard]] bool movesBehaviour() const {
        return !requests.moves.empty() || !saved.changes.empty() ||
               (logged && !logged->moves.empty());
    }
    /// Some request that was answered well is not any more.
    [[nodiscard]] bool breaks() const;
    [[nodiscard]] bool any() const {
        return movesBehaviour() || !findings.appeared.empty() || !findings.gone.empty() ||
               !status.empty() || !objects.empty();
    }
};

struct ChangesInput {
    std::string before = "before", after = "after";
    std::uint64_t seed = 1;
    ClassBounds bounds;
    LogCounter* log = nullptr;  ///< logs that were read, or none
};

/// Both have to be simulated with the same options. Nothing when stopped.
[[nodiscard]] std::optional<Changes> compareStates(const SimulationPtr& before,
                                                   const SimulationPtr& after,
                                                   const ChangesInput& input,
                                                   const std::stop_token& stop = {});

/// As docs/schema/diff.schema.json describes it.
[[nodiscard]] nlohmann::ordered_json toJson(const Changes& changes);

/// Fit for a comment on a change: what breaks stands in front, lists are folded, and cut where a
/// comment would become too long, which is said.
[[nodiscard]] std::string toMarkdown(const Changes& changes);

/// "5 moves", "1 move breaks, 2 change, 1 repairs": what happens to requests in a few words.
[[nodiscard]] std::string summaryOf(const RequestMoves& moves);

}  // namespace gatesight::simulator
