// A request that is kept: of a Scenario beside the manifests, or saved by the user.
#pragma once

#include "simulator/routing/decision.h"
#include "simulator/traffic/scenario.h"

#include <memory>
#include <string>
#include <vector>

namespace gatesight::ui {

struct SavedRequest {
    std::string name;
    simulator::Request request;
    simulator::Expectation expect;
    double weight = 1;          ///< relative, for traffic
    bool fromScenario = false;  ///< read from a file; the user's own are kept with the session
    /// The answer in the current simulation (not explained); null while it is not known.
    std::shared_ptr<const simulator::Decision> answer;
    /// The answer without the edits that lie over the manifests; null while there are none.
    std::shared_ptr<const simulator::Decision> unedited;
    /// One line for each expectation that `answer` does not meet.
    std::vector<std::string> unmet;
};

/// The edits change its status, or where it goes.
[[nodiscard]] bool isMovedByEdits(const SavedRequest& request);

}  // namespace gatesight::ui
