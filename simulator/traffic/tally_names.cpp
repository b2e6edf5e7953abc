#include "simulator/traffic/tally_names.h"

#include <fmt/format.h>

namespace gatesight::simulator {

std::string backendTallyName(const Decision& decision) {
    return decision.backend
               ? fmt::format("{}/{}", decision.backend->namespace_, decision.backend->name)
               : std::string("no backend");
}

std::string podTallyName(const Decision& decision) {
    if (!decision.endpoint)
        return "no Pod";
    return decision.endpoint->pod.empty()
               ? fmt::format("{}:{}", decision.endpoint->ip, decision.endpoint->port)
               : decision.endpoint->pod;
}

std::string routeTallyName(const Decision& decision) {
    return decision.route ? fmt::format("{}/{}[{}]", decision.route->namespace_,
                                        decision.route->name, decision.route->rule)
                          : std::string("no route");
}

std::string statusTallyName(const Decision& decision) {
    if (decision.status)
        return fmt::to_string(*decision.status);
    return std::string(decision.refusal ? toString(*decision.refusal) : toString(decision.outcome));
}

bool endedWell(const Decision& decision) {
    if (!decision.grpcStatus.empty() && decision.grpcStatus != "OK")
        return false;
    switch (decision.outcome) {
        case Outcome::Redirected:
        case Outcome::Exited:
            return true;
        case Outcome::Forwarded:
            return !decision.status || *decision.status < 400;
        case Outcome::Responded:
            return decision.status && *decision.status < 400;
        case Outcome::Refused:
        case Outcome::Unknown:
            return false;
    }
    return false;
}

}  // namespace gatesight::simulator
