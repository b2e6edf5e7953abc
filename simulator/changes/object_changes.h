// Objects that came, went or say something else.
#pragma once

#include "model/world/world.h"
#include "simulator/changes/field_changes.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct ObjectChange {
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Changed;
    model::ObjectReference object;
    std::vector<FieldChange> fields;  ///< of a changed one, at least one
    model::SourceLocation source;     ///< where it stands, after; of a removed one before
};

[[nodiscard]] std::string_view toString(ObjectChange::Kind kind);

/// By ObjectId of each side: equal numbers for an object that says the same on both sides, and for
/// no other two. Objects that Gatesight derived have none (kNoContent).
struct ObjectContents {
    static constexpr std::uint32_t kNoContent = UINT32_MAX;
    std::vector<std::uint32_t> before, after;
    std::vector<bool> shared;  ///< by number: both sides have it
};

struct ObjectComparison {
    std::vector<ObjectChange> changes;  ///< by kind, namespace and name
    ObjectContents contents;
};

/// Compares objects as the API server would store them: defaults filled in, status left out,
/// whatever the order of keys. What a cluster settles by itself (versions, UIDs, an age or an
/// address that only one side has) is no change, and what it makes of other objects (Pods of a
/// workload) is not listed. Of Secrets, which are never kept, only keys and the fingerprints of
/// certificates are compared.
[[nodiscard]] ObjectComparison compareObjects(const model::World& before, const model::World& after,
                                              model::Channel channel);

}  // namespace gatesight::simulator
