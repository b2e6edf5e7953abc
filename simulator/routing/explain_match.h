// Puts a look-up into words: who took the request, who nearly did, and what decided between those
// that could have.
#pragma once

#include "simulator/routing/candidates.h"
#include "simulator/routing/narration.h"
#include "simulator/simulation.h"

namespace gatesight::simulator {

/// A finished look-up. Keeps references; they outlive it.
struct LookUpStory {
    const Simulation& simulation;
    const Entrance* entrance;  ///< null inside a mesh
    ListenerId listener;       ///< invalid inside a mesh
    model::ObjectId frontend;  ///< the Service of a mesh whose routes are asked
    ScopeId scope;
    const RequestFacts& facts;
    const Candidates& candidates;
};

/// Steps of the stages `match` and `precedence`: every candidate with the criterion that failed,
/// the winner, and why it goes before each other one that fits. Without a winner also the nearest
/// misses.
void explainMatch(const LookUpStory& story, Narration& say);

/// Steps of the stage `attach`: routes that would take the request but are not attached to this
/// Gateway, or only to other listeners of the port.
void explainAttachment(const LookUpStory& story, Narration& say);

}  // namespace gatesight::simulator
