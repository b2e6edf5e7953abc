// Decides what stands out and what steps back.
#pragma once

#include "ui/graph/flow_painter.h"
#include "ui/graph/lit_path.h"

#include <vector>

namespace gatesight::ui {

struct FlowAttention {
    LitPath lit;                         ///< of the answered request
    std::vector<std::uint32_t> focused;  ///< nodes of the one path looked at, sorted; empty: none
    std::vector<bool> matches;           ///< beside nodes: found by the find box; empty: no search
};

/// Empty when nothing asks for attention. A focused path hides the rest, then a search does, then
/// the lit path; the lit path stays strong in all of them.
[[nodiscard]] FlowEmphases emphasesOf(const FlowScene& scene, const FlowAttention& attention);

}  // namespace gatesight::ui
