// What an open() delivers: everything computed from the inputs, immutable, ready for the panes.
#pragma once

#include "model/cluster/credentials.h"
#include "model/manifest/reader.h"
#include "simulator/contradictions/contradiction.h"
#include "simulator/reported/comparison.h"
#include "simulator/simulation.h"
#include "simulator/topology/layout.h"
#include "simulator/topology/topology.h"
#include "simulator/traffic/scenario.h"
#include "ui/session/live_cluster.h"

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatesight::ui {

/// One thing to open.
struct Input {
    enum class Kind { Path, Text, Cluster };
    Kind kind = Kind::Path;
    std::string path;   ///< of a file or folder; for others a name
    std::string text;   ///< for Kind::Text: the manifests themselves
    std::string title;  ///< for people: "bookinfo", the folder's name, "pasted text"
    bool sample = false;
    ClusterChoice cluster = {};  ///< for Kind::Cluster
    auto operator<=>(const Input&) const = default;
};
using Inputs = std::vector<Input>;

/// Texts of files that differ from what is on disk.
struct SourceEdit {
    std::string file;
    std::string text;
};

struct Loaded {
    Inputs inputs;
    /// One for each input, without edits, so that an edit need not read the disk again.
    std::vector<std::shared_ptr<const model::Manifests>> manifests;
    LiveClusterPtr cluster;  ///< null: none of the inputs is one
    simulator::SimulationPtr simulation;
    simulator::TopologyPtr topology;
    std::shared_ptr<const simulator::Layout> layout;
    std::vector<simulator::Scenario> scenarios;
    model::Findings
        findings;  ///< of text, schema, control plane and scenarios: errors first, then by place
    std::vector<simulator::Contradiction> contradictions;  ///< as findings has them, too
    /// Null when no object came with a status that a controller wrote.
    std::shared_ptr<const simulator::StatusComparison> reported;
    std::chrono::milliseconds took{};
};
using LoadedPtr = std::shared_ptr<const Loaded>;

struct LoadProgress {
    enum class Stage { Importing, Reading, Deciding, Drawing } stage = Stage::Reading;
    std::string detail;  ///< the file being read, or how much of a cluster came
    int permille = -1;   ///< of reading; -1: not known
    std::chrono::milliseconds elapsed{};
};

/// Why nothing could be loaded: the cause, and what to do next.
struct LoadError {
    std::string cause;
    std::string advice;
    /// The credential plugin that has to run first, and that nobody allowed.
    std::optional<model::PluginCall> plugin = {};
    [[nodiscard]] bool empty() const { return cause.empty(); }
};

struct LoadOutcome {
    LoadedPtr loaded;  ///< null: see error; when that is empty too, it was cancelled
    LoadError error;
};

}  // namespace gatesight::ui
