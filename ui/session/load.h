// From paths and texts to everything the panes show. A plain function, run in a worker.
#pragma once

#include "ui/session/loaded.h"

#include <functional>
#include <set>
#include <stop_token>
#include <string>

namespace gatesight::ui {

struct LoadOrder {
    Inputs inputs;
    std::vector<SourceEdit> edits;
    simulator::Options options;
    simulator::TopologyOptions topology;
    LoadedPtr previous;           ///< its layout is followed, so that nodes keep their places
    bool reuseManifests = false;  ///< take the texts of `previous` instead of reading again
    LiveClusterPtr cluster = {};  ///< with reuseManifests: what the cluster among the inputs has become
    std::set<std::string> allowedPlugins = {};  ///< fingerprints
};

using LoadReport = std::function<void(const LoadProgress&)>;

/// Reads, decides and lays out. Delivers what could be understood even when some of it could not be
/// read.
[[nodiscard]] LoadOutcome load(const LoadOrder& order, const std::stop_token& stop,
                               const LoadReport& report);

/// `all` with the documents of edited files replaced, in their places.
[[nodiscard]] model::Manifests withEdits(const model::Manifests& all,
                                         const std::vector<SourceEdit>& edits);

}  // namespace gatesight::ui
