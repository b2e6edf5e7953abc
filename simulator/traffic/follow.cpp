#include "simulator/traffic/follow.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

// What fetch and curl -L do: 303 turns everything but HEAD into GET, 301 and 302 turn POST into
// GET.
void changeMethod(Request& request, int status) {
    const bool becomesGet = status == 303
                                ? request.method != "HEAD"
                                : (status == 301 || status == 302) && request.method == "POST";
    if (!becomesGet)
        return;
    request.method = "GET";
    request.bodyBytes = 0;
}

}  // namespace

Journey follow(const Simulation& simulation, const Request& request, std::uint64_t seed,
               Explain explain, std::size_t most) {
    Journey journey;
    journey.legs.push_back({request, decide(simulation, request, seed, explain)});
    while (journey.legs.size() < most) {
        const Leg& last = journey.legs.back();
        if (last.decision.outcome != Outcome::Redirected || !last.decision.redirect)
            return journey;
        Request next = last.request;
        next.host.reset();
        next.port.reset();
        next.tls.sni.reset();
        next.query.reset();
        changeMethod(next, last.decision.redirect->status);
        if (const auto set = setUrl(next, last.decision.redirect->location); !set) {
            journey.end = Journey::End::NoUrl;
            journey.stopped = fmt::format("the redirect leads to no URL: {}", set.error());
            return journey;
        }
        // Another name may lead to another Gateway; the one that was asked for stays only for its
        // own name.
        if (next.urlHost != last.request.urlHost &&
            next.urlHost != last.request.host.value_or(last.request.urlHost))
            next.gateway.clear();
        const auto same = [&next](const Leg& leg) {
            return leg.request.url() == next.url() && leg.request.method == next.method;
        };
        if (const auto again = std::ranges::find_if(journey.legs, same);
            again != journey.legs.end()) {
            journey.end = Journey::End::Loop;
            journey.loopsTo = static_cast<std::size_t>(again - journey.legs.begin());
            journey.stopped = fmt::format("redirect loop: {} was asked for before", next.url());
            return journey;
        }
        Decision decision = decide(simulation, next, seed, explain);
        journey.legs.push_back({std::move(next), std::move(decision)});
    }
    if (most > 1 && journey.legs.back().decision.outcome == Outcome::Redirected) {
        journey.end = Journey::End::TooMany;
        journey.stopped = fmt::format("given up after {} requests", most);
    }
    return journey;
}

}  // namespace gatesight::simulator
