// The steps of a trace as an indented story: stage by stage, the winners with the line that
// decided, the losers with why.
#pragma once

#include "app/cli/source_lines.h"
#include "app/cli/style.h"
#include "simulator/routing/trace.h"

#include <cstddef>
#include <string>

namespace gatesight::cli {

struct StoryOptions {
    std::size_t columns = 100;
    bool allLosers =
        false;  ///< otherwise a stage shows its first few losers and the count of the others
};

[[nodiscard]] std::string storyOf(const simulator::Trace& trace, const SourceLines& sources,
                                  const Style& style, const StoryOptions& options);

/// The first step that names the smallest change which would have matched, or null.
[[nodiscard]] const simulator::Step* nearestMiss(const simulator::Trace& trace);

/// "HTTPRoute shop/cart rules[0].matches[1]"
[[nodiscard]] std::string nameOf(const simulator::Subject& subject);

}  // namespace gatesight::cli
