// A report as Markdown for GitHub: a comment on a change, or a page of a wiki.
#pragma once

#include "simulator/report/booklet.h"

#include <cstddef>
#include <string>

namespace gatesight::simulator {

/// What GitHub takes as one comment, in characters; some room is left.
inline constexpr std::size_t kMostMarkdown = 65'000;

/// Tables and lists are cut, and say so, until the whole is no longer than `most` bytes, if that
/// can be reached.
[[nodiscard]] std::string toMarkdown(const Booklet& booklet, std::size_t most = kMostMarkdown);

}  // namespace gatesight::simulator
