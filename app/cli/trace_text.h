// A Decision as text for people: the answer first, then the story, then the numbers.
#pragma once

#include "app/cli/source_lines.h"
#include "app/cli/style.h"
#include "app/cli/trace_story.h"
#include "simulator/routing/decision.h"

#include <string>

namespace gatesight::cli {

[[nodiscard]] std::string traceText(const simulator::Request& request,
                                    const simulator::Decision& decision, const SourceLines& sources,
                                    const Style& style, const StoryOptions& options);

}  // namespace gatesight::cli
