// Suggested edits, tried before they are shown: each is written into the text, everything is read
// and simulated again, and it stays only when its finding is gone and no error is new.
#pragma once

#include "model/manifest/reader.h"
#include "simulator/simulation.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct FixInput {
    std::vector<model::Manifests> layers;  ///< as they were read, in order
    Options options;
    model::ReadOptions reading;
    /// Whether the text of this name can be changed; that of an archive cannot.
    std::function<bool(const model::Source&)> mayChange;
    using Counts = std::function<bool(const model::Finding&)>;
    /// Tells of the texts as they are by now which findings count: comments move with their lines.
    std::function<Counts(const std::vector<model::Manifests>&)> counting;
};

struct ChangedText {
    std::string name, before, after;
};

struct RefusedFix {
    model::Finding finding;
    std::string why;  ///< one sentence
};

struct Fixes {
    std::vector<ChangedText> texts;     ///< in the order of loading
    std::vector<model::Finding> fixed;  ///< in the order in which they were tried
    std::vector<RefusedFix> refused;
    bool bounded = false;  ///< there were more edits than are tried
};

[[nodiscard]] Fixes provenFixes(FixInput input, const std::stop_token& stop = {});

}  // namespace gatesight::simulator
