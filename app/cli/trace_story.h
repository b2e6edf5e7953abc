// The steps of a trace as an indented story: stage by stage, the winners with the line that
// decided, the losers with why.
#pragma once

#include "app/cli/source_lines.h"
#include "app/cli/style.h"
#include "simulator/routing/decision.h"

#include <cstddef>
#include <string>

namespace gatesight::cli {

struct StoryOptions {
    std::size_t columns = 100;
    bool all = false;  ///< every loser and every hint; otherwise a stage shows its first few losers
};

[[nodiscard]] std::string storyOf(const simulator::Decision& decision, const SourceLines& sources,
                                  const Style& style, const StoryOptions& options);

/// The step that names the smallest change which would have matched; null when the request is
/// answered well, or when a rule took it and the trouble lies behind it. The engine sums up last.
[[nodiscard]] const simulator::Step* nearestMiss(const simulator::Decision& decision);

/// Where there is no nearest miss: the step that says why the answer is no good one; null when it
/// is good, or when no step says so.
[[nodiscard]] const simulator::Step* causeOf(const simulator::Decision& decision);

/// "HTTPRoute shop/cart rules[0].matches[1]"
[[nodiscard]] std::string nameOf(const simulator::Subject& subject);

}  // namespace gatesight::cli
