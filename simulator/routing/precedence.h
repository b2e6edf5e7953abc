// The order among matches that fit one request (RULES 5.1 and 5.3): which goes first, and by which
// criterion.
#pragma once

#include "model/kinds/resource.h"
#include "simulator/options.h"
#include "simulator/routing/trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// A match that fits, as far as its precedence goes.
struct Contender {
    std::string hostname;  ///< that admitted the request, by the choice httproute.host.precedence;
                           ///< empty: any
    const model::Object* route = nullptr;
    const model::HTTPRouteMatch* match = nullptr;
    std::uint32_t rule = 0, index = 0;  ///< of the match in its rule
};

/// Why `winner` goes before `loser`: the criteria in order up to the one that decides, which is
/// marked, and its rule id.
struct PrecedenceVerdict {
    std::vector<Compared> compared;
    std::string_view rule;
    std::string message;  ///< "its path prefix is longer (9 over 4)"
};
[[nodiscard]] PrecedenceVerdict explainPrecedence(const Contender& winner, const Contender& loser,
                                                  SpecChoices::RegexOrder regexOrder);

}  // namespace gatesight::simulator
