// Two states of the manifests and what moved between them, as a job off the GUI thread makes it.
#pragma once

#include "simulator/changes/changes.h"
#include "ui/changes/change_marks.h"
#include "ui/changes/joined_layout.h"
#include "ui/session/load.h"

#include <memory>

namespace gatesight::ui {

struct ComparisonOrder {
    LoadedPtr open;  ///< what is open, with its edits
    /// How the other state is loaded; nothing is read again when `reuseManifests` says so.
    LoadOrder other;
    std::string openName, otherName;
    bool openIsBefore = false;  ///< else it is what comes after
    std::uint64_t seed = 1;
};

struct ComparedSide {
    /// With what both sides take for granted about clients and names.
    simulator::SimulationPtr simulation;
    simulator::TopologyPtr topology;
    FlowScene scene;
    std::vector<ChangeMark> marks;  ///< beside the nodes
};

struct Comparison {
    simulator::Changes changes;
    ComparedSide before, after;
    QRectF bounds;    ///< of both graphs together
    LoadedPtr other;  ///< to be compared again without reading
};
using ComparisonPtr = std::shared_ptr<const Comparison>;

struct ComparisonOutcome {
    ComparisonPtr comparison;  ///< null: see error
    LoadError error;
};

struct ComparisonProgress {
    enum class Stage { Reading, Deciding, Comparing, Drawing } stage = Stage::Reading;
    std::string detail;  ///< the file being read
};

[[nodiscard]] ComparisonOutcome compare(
    const ComparisonOrder& order, const std::stop_token& stop,
    const std::function<void(const ComparisonProgress&)>& report);

/// How one request ends on both sides, and the keys of the nodes that it passes.
struct MovedWays {
    struct Way {
        std::shared_ptr<const simulator::Decision> decision;
        std::vector<std::string> keys;
    };
    Way before, after;
};
[[nodiscard]] MovedWays waysOf(const Comparison& comparison, const simulator::Request& request,
                               std::uint64_t seed);

}  // namespace gatesight::ui
