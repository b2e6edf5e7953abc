// Rows and columns: which party belongs to which, in bounded number.
#pragma once

#include "simulator/who/who_talks.h"

namespace gatesight::simulator {

struct TalkGroups {
    std::vector<TalkGroup> groups;
    std::vector<std::uint32_t> groupOf;  ///< by party
    std::size_t unexpanded = 0;          ///< as in WhoTalks
};

/// `parties` in order of namespaces. What does not fit is counted in groups of kind More.
[[nodiscard]] TalkGroups groupParties(const model::World& world,
                                      const std::vector<TalkParty>& parties,
                                      const WhoTalksOptions& options);

}  // namespace gatesight::simulator
