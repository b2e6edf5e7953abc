#include "ui/session/trace_reading.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace gatesight::ui {

using simulator::Decision;
using simulator::Outcome;
using simulator::Refusal;
using simulator::Stage;
using simulator::Step;
using simulator::Verdict;

namespace {

template <class Predicate>
int lastStep(const Decision& decision, Predicate predicate) {
    for (int i = static_cast<int>(decision.trace.size()) - 1; i >= 0; --i)
        if (predicate(decision.trace[static_cast<std::size_t>(i)]))
            return i;
    return -1;
}

bool picksRule(const Step& step) {
    return step.verdict == Verdict::Chosen &&
           (step.stage == Stage::Match || step.stage == Stage::Precedence);
}

std::string refusalText(Refusal refusal) {
    switch (refusal) {
        case Refusal::Refused:
            return "refused";
        case Refusal::Alert:
            return "TLS alert";
        case Refusal::Reset:
            return "reset";
        case Refusal::Dropped:
            return "dropped";
    }
    return {};
}

}  // namespace

int nearestMiss(const Decision& decision) {
    for (std::size_t i = 0; i < decision.trace.size(); ++i)
        if (!decision.trace[i].near.empty())
            return static_cast<int>(i);
    return -1;
}

int decidingStep(const Decision& decision) {
    if (const int rule = lastStep(decision, picksRule); rule >= 0)
        return rule;
    if (const int miss = nearestMiss(decision); miss >= 0)
        return miss;
    if (const int rejected =
            lastStep(decision, [](const Step& step) { return step.verdict == Verdict::Rejected; });
        rejected >= 0)
        return rejected;
    return static_cast<int>(decision.trace.size()) - 1;
}

bool succeeded(const Decision& decision) {
    switch (decision.outcome) {
        case Outcome::Forwarded:
        case Outcome::Redirected:
        case Outcome::Exited:
        case Outcome::Responded:
            return decision.status.value_or(200) < 400;
        case Outcome::Refused:
        case Outcome::Unknown:
            return false;
    }
    return false;
}

std::string shortAnswer(const Decision& decision) {
    if (decision.outcome == Outcome::Unknown)
        return "unknown";
    if (decision.outcome == Outcome::Refused)
        return refusalText(decision.refusal.value_or(Refusal::Refused));
    if (!decision.grpcStatus.empty())
        return decision.grpcStatus;
    if (decision.status)
        return fmt::format("{}", *decision.status);
    return std::string(toString(decision.outcome));
}

std::string toText(const simulator::DecidedBackend& backend) {
    std::string text =
        backend.namespace_.empty() ? backend.name : backend.namespace_ + "/" + backend.name;
    if (backend.kind != "Service")
        text = backend.kind + " " + text;
    return backend.port ? fmt::format("{}:{}", text, *backend.port) : text;
}

std::string whereTo(const Decision& decision) {
    if (decision.outcome == Outcome::Unknown)
        return decision.unknown;
    if (decision.redirect)
        return decision.redirect->location;
    const bool delivered =
        decision.outcome == Outcome::Forwarded || decision.outcome == Outcome::Exited;
    if (delivered && decision.backend)
        return toText(*decision.backend);
    if (!decision.reason.empty())
        return decision.reason;
    return decision.backend ? toText(*decision.backend) : std::string();
}

std::string percent(std::int64_t numerator, std::int64_t denominator) {
    if (denominator <= 0)
        return {};
    const double value = 100.0 * static_cast<double>(numerator) / static_cast<double>(denominator);
    if (numerator > 0 && value < 0.1)
        return "< 0.1 %";
    if (numerator < denominator && value > 99.9)
        return "> 99.9 %";
    std::string digits = fmt::format("{:.1f}", value);
    if (digits.ends_with(".0"))
        digits.resize(digits.size() - 2);
    return digits + " %";
}

std::string howCome(const Decision& decision) {
    const int step = decidingStep(decision);
    if (!succeeded(decision) && step >= 0)
        return decision.trace[static_cast<std::size_t>(step)].message;
    std::vector<std::string> parts;
    if (decision.route)
        parts.push_back(fmt::format("{} {}/{} rule {}", decision.route->kind,
                                    decision.route->namespace_, decision.route->name,
                                    decision.route->rule + 1));
    if (decision.shares.size() > 1 && decision.backend)
        for (const simulator::Share& share : decision.shares)
            if (share.backend == *decision.backend) {
                parts.push_back(percent(share.numerator, share.denominator));
                break;
            }
    if (decision.endpoint)
        parts.push_back(decision.endpoint->pod.empty() ? decision.endpoint->place()
                                                       : "pod " + decision.endpoint->pod);
    return fmt::format("{}", fmt::join(parts, "  ·  "));
}

}  // namespace gatesight::ui
