// The status that a log has for a request, held against the answer that is predicted.
#pragma once

#include "simulator/accesslog/request_counts.h"
#include "simulator/routing/decision.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace gatesight::simulator {

enum class StatusMatch : std::uint8_t {
    Agrees,
    NoRouteForwarded,      ///< the gateway of the log had no route; here there is one
    NotFoundForwarded,     ///< 404 in the log, forwarded here: the workload may have said it
    ClientErrorForwarded,  ///< another 4xx
    ServerErrorForwarded,
    ServedFailed,  ///< it was served, and fails here
    OtherAnswer,   ///< the gateway answers by itself, in another way
    Drawn,         ///< here weights decide how it ends
    NotKnown,      ///< the answer depends on what is not modelled
    NoStatus       ///< the log does not say how it ended
};

[[nodiscard]] std::span<const StatusMatch> statusMatches();
/// "serverErrorForwarded"
[[nodiscard]] std::string_view toString(StatusMatch match);
/// "the log has 5xx, the request is forwarded"
[[nodiscard]] std::string_view wordsFor(StatusMatch match);

/// A workload is taken to answer 200, so that nothing is held against what it said itself.
[[nodiscard]] StatusMatch compareStatus(const Decision& decision, const LoggedAnswer& logged);

}  // namespace gatesight::simulator
