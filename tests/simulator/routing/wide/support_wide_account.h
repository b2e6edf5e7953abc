// All that is said of a cluster, as lines of text that two clusters have in common when they mean
// the same.
#pragma once

#include "simulator/simulation.h"
#include "support_wide_world.h"

#include <string>
#include <vector>

namespace gatesight::test {

/// A Decision for each request (the bytes of its JSON), the status of every object, and all
/// findings. Sorted where the order of documents may show: positions are left out, findings and
/// statuses go by object.
[[nodiscard]] std::vector<std::string> answersOf(const model::WorldPtr& world,
                                                 const simulator::Options& options,
                                                 const std::vector<simulator::Request>& requests);

/// The first line that only one of the two has; empty when they are the same.
[[nodiscard]] std::string firstOnlyInOne(const std::vector<std::string>& before,
                                         const std::vector<std::string>& after);

/// Gives every object without creationTimestamp one, a second after that of the document before it:
/// as a cluster would, to which they were sent one by one (route.precedence.age-missing).
void giveAges(std::vector<Json>& documents);

/// The documents in another order, cut into several files.
[[nodiscard]] model::WorldPtr shuffledWorld(std::vector<Json> documents, Dice& dice);

}  // namespace gatesight::test
