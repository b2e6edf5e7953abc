// Which requests a match of an HTTPRoute or GRPCRoute fits, and which of two goes first.
#pragma once

#include "support_wide_world.h"

#include <cstddef>
#include <tuple>

namespace gatesight::test::wide {

/// `match` as the manifest has it.
[[nodiscard]] bool matchFits(const Json& route, const Json& match,
                             const simulator::Request& request);

/// Greater goes first: httproute.match.precedence.order, grpcroute.precedence.
using MatchRank = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t, std::size_t>;
[[nodiscard]] MatchRank matchRank(const Json& route, const Json& match);

}  // namespace gatesight::test::wide
