// Routes of any kind as the graph sees them: rules with words, predicates and places where traffic
// goes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/control/control_plane.h"

namespace gatesight::simulator {

/// A reference from a rule to where traffic goes. Pointers live as long as the World and the
/// ControlPlane.
struct BackendShape {
    const model::BackendObjectReference* ref = nullptr;
    const BackendState* state = nullptr;  ///< null when the control plane says nothing about it
    std::int64_t weight = 1;
};

struct MirrorShape {
    BackendShape backend;
    std::optional<model::Fraction> fraction;  ///< absent: every request
};

struct RuleShape {
    std::string title;     ///< its name, else the path of its first match
    std::string subtitle;  ///< the rest of its predicates
    model::NodeId node = model::kNoNode;
    std::vector<std::string>
        matches;  ///< one text for each, equal for matches that admit the same requests
    std::vector<BackendShape> backends;
    std::vector<MirrorShape> mirrors;
    const model::RequestRedirect* redirect = nullptr;  ///< answers instead of backends
    const RuleState* state = nullptr;
};

struct RouteShape {
    const model::Object* object = nullptr;
    const RouteState* state = nullptr;
    const std::vector<model::ParentReference>* parentRefs = nullptr;
    const std::vector<std::string>* hostnames = nullptr;
    std::vector<RuleShape> rules;
};

/// The shape of a route; without parents and rules for kinds that are not modelled.
[[nodiscard]] RouteShape shapeOf(const model::World& world, const RouteState& state);

}  // namespace gatesight::simulator
