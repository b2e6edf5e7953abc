#include "ui/session/trace_reading.h"

#include <fmt/format.h>

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
    if (decision.outcome == Outcome::Forwarded && decision.backend)
        return toText(*decision.backend);
    if (!decision.reason.empty())
        return decision.reason;
    return decision.backend ? toText(*decision.backend) : std::string();
}

}  // namespace gatesight::ui
