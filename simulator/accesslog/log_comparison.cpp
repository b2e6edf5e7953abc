#include "simulator/accesslog/log_comparison.h"

#include "simulator/traffic/tally_names.h"

#include <array>

namespace gatesight::simulator {

namespace {

struct MatchWords {
    StatusMatch match;
    std::string_view code, words;
};

constexpr std::array<MatchWords, 10> kMatchWords{{
    {StatusMatch::Agrees, "agrees", "the log and the prediction agree"},
    {StatusMatch::NoRouteForwarded, "noRouteForwarded",
     "the gateway of the log had no route, here the request is forwarded"},
    {StatusMatch::NotFoundForwarded, "notFoundForwarded",
     "404 in the log, forwarded here: the workload may have said so"},
    {StatusMatch::ClientErrorForwarded, "clientErrorForwarded",
     "another 4xx in the log, forwarded here"},
    {StatusMatch::ServerErrorForwarded, "serverErrorForwarded", "5xx in the log, forwarded here"},
    {StatusMatch::ServedFailed, "servedFailed", "served in the log, fails here"},
    {StatusMatch::OtherAnswer, "otherAnswer", "the Gateway answers by itself, in another way"},
    {StatusMatch::Drawn, "drawn", "weights decide here whether it agrees"},
    {StatusMatch::NotKnown, "notKnown", "the answer depends on what is not modelled"},
    {StatusMatch::NoStatus, "noStatus", "the log does not say how it ended"},
}};

StatusMatch againstForwarded(int status, bool noRoute) {
    if (status < 400)
        return StatusMatch::Agrees;
    if (noRoute)
        return StatusMatch::NoRouteForwarded;
    if (status == 404)
        return StatusMatch::NotFoundForwarded;
    return status < 500 ? StatusMatch::ClientErrorForwarded : StatusMatch::ServerErrorForwarded;
}

bool failsAsCall(const Decision& decision) {
    return !decision.grpcStatus.empty() && decision.grpcStatus != "OK";
}

}  // namespace

std::span<const StatusMatch> statusMatches() {
    static constexpr auto kAll = [] {
        std::array<StatusMatch, kMatchWords.size()> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = kMatchWords[i].match;
        return all;
    }();
    return kAll;
}

std::string_view toString(StatusMatch match) {
    return kMatchWords[static_cast<std::size_t>(match)].code;
}

std::string_view wordsFor(StatusMatch match) {
    return kMatchWords[static_cast<std::size_t>(match)].words;
}

StatusMatch compareStatus(const Decision& decision, const LoggedAnswer& logged) {
    if (!logged.status)
        return StatusMatch::NoStatus;
    if (decision.outcome == Outcome::Unknown)
        return StatusMatch::NotKnown;
    const int status = *logged.status;
    const bool forwarded =
        decision.outcome == Outcome::Forwarded || decision.outcome == Outcome::Exited;
    if (forwarded && endedWell(decision))
        return againstForwarded(status, logged.noRoute);
    // Calls fail with 200 and a status of their own, which access logs rarely have.
    if (failsAsCall(decision) && status == 200)
        return StatusMatch::NoStatus;
    if (decision.status == status)
        return StatusMatch::Agrees;
    return status < 400 && !endedWell(decision) ? StatusMatch::ServedFailed
                                                : StatusMatch::OtherAnswer;
}

}  // namespace gatesight::simulator
