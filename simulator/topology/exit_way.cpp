#include "simulator/topology/exit_way.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

std::string plural(std::size_t count) {
    return fmt::format("{} Pod{}", count, count == 1 ? "" : "s");
}

/// "all 3 Pods", "2 of 3 Pods", "no Pod"
std::string whoMay(const ExitWay& way) {
    if (way.allowed == 0)
        return "no Pod";
    return way.allowed == way.pods() ? "all " + plural(way.pods())
                                     : fmt::format("{} of {}", way.allowed, plural(way.pods()));
}

std::string withReason(std::string sentence, const ExitWay& way) {
    if (way.verdict == ExitWay::Verdict::Partly && way.unknown > 0)
        sentence += fmt::format("; of {} more it is not known", way.unknown);
    if (!way.why.empty())
        sentence += (way.denied > 1 ? "; for example, " : ": ") + way.why;
    return sentence;
}

std::string gatewaySentence(const ExitWay& way) {
    switch (way.verdict) {
        case ExitWay::Verdict::Open:
        case ExitWay::Verdict::Partly:
            break;
        case ExitWay::Verdict::Closed:
            if (way.pods() == 0)
                return fmt::format("network policies keep Gateway {} from going there",
                                   way.gateway);
            break;
        case ExitWay::Verdict::Unknown:
            return fmt::format("whether network policies let {} is not known",
                               way.pods() == 0
                                   ? fmt::format("Gateway {} go there", way.gateway)
                                   : fmt::format("any of {} go there through Gateway {}",
                                                 plural(way.pods()), way.gateway));
    }
    return way.pods() == 0 ? fmt::format("network policies let Gateway {} go there", way.gateway)
                           : fmt::format("network policies let {} go there through Gateway {}",
                                         whoMay(way), way.gateway);
}

}  // namespace

std::string_view toString(ExitWay::Verdict verdict) {
    switch (verdict) {
        case ExitWay::Verdict::Open:
            return "open";
        case ExitWay::Verdict::Partly:
            return "partly";
        case ExitWay::Verdict::Closed:
            return "closed";
        case ExitWay::Verdict::Unknown:
            return "unknown";
    }
    return {};
}

std::string sentenceOf(const ExitWay& way) {
    if (!way.gateway.empty())
        return withReason(gatewaySentence(way), way);
    return withReason(way.verdict == ExitWay::Verdict::Unknown
                          ? fmt::format("whether network policies let any of {} go there is not "
                                        "known",
                                        plural(way.pods()))
                          : fmt::format("network policies let {} go there", whoMay(way)),
                      way);
}

std::string labelOf(const ExitWay& way) {
    switch (way.verdict) {
        case ExitWay::Verdict::Open:
            return {};
        case ExitWay::Verdict::Partly:
            return fmt::format("{}/{}", way.allowed, plural(way.pods()));
        case ExitWay::Verdict::Closed:
            return "denied";
        case ExitWay::Verdict::Unknown:
            break;
    }
    return "not known";
}

}  // namespace gatesight::simulator
