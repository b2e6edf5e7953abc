// A `.status` cut into the parts that controllers write: the object's own, a listener's, a parent's, an ancestor's. What is
// predicted and what was reported come in this one form.
#pragma once

#include "model/manifest/tree.h"
#include "model/world/world.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// StatusField::type of the number of routes that are attached to a listener.
inline constexpr std::string_view kAttachedRoutes = "attachedRoutes";

/// One condition, or the number of attached routes, as a status says it.
struct StatusValue {
    std::string status;  ///< "True", "False", "Unknown"; of attachedRoutes the number
    std::string reason = {}, message = {};
    std::int64_t observedGeneration = 0;  ///< 0: not said
    model::NodeId node = model::kNoNode;  ///< in the object's document, where it was read from one

    /// What the API server wrote before any controller came (api.default.status.pending).
    [[nodiscard]] bool pending() const { return status == "Unknown" && reason == "Pending"; }
};

struct StatusField {
    std::string type;  ///< of the condition, or kAttachedRoutes
    StatusValue value;
};

struct StatusPart {
    std::string name = {};        ///< "listener https", "parent Gateway infra/public/http", "" for the object
    std::string controller = {};  ///< where the status names one
    std::vector<StatusField> fields = {};

    /// Null when the part has no such entry.
    [[nodiscard]] const StatusValue* find(std::string_view type) const;
};

/// The parts of the status of `object`, in the order of the status; none when `status` is null. `node` is where it was read
/// from, invalid when it was computed.
[[nodiscard]] std::vector<StatusPart> statusParts(const model::Object& object, const nlohmann::ordered_json& status,
                                                  model::Node node = {});

/// The name of the part that speaks of a parent.
[[nodiscard]] std::string partNameOf(const model::Object& route, const model::ParentReference& parent);

}  // namespace gatesight::simulator
