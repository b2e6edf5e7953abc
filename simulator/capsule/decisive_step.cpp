#include "simulator/capsule/decisive_step.h"

#include "simulator/capsule/request_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

std::string stepText(const Step& step) {
    return fmt::format("{} {} {}", toString(step.stage), toString(step.verdict), step.rule);
}

/// With what requests were chosen by: "match chosen httproute.match.or-and hostname path header".
/// What stands behind the first word of a criterion is a name.
std::string decidingText(const Step& step) {
    std::string text = stepText(step);
    if (step.stage != Stage::Match && step.stage != Stage::Precedence)
        return text;
    for (const Compared& compared : step.compared)
        text += " " + compared.what.substr(0, compared.what.find(' '));
    return text;
}

bool choosesSomething(const Trace& trace, Stage stage) {
    return std::ranges::any_of(trace, [stage](const Step& step) {
        return step.stage == stage && step.verdict == Verdict::Chosen;
    });
}

bool decides(const Trace& trace, const Step& step) {
    switch (step.verdict) {
        case Verdict::Info:
            return false;
        case Verdict::Rejected:
            return !choosesSomething(trace, step.stage);
        case Verdict::Passed:
            return step.stage != Stage::Match;  // fits as well, and loses
        case Verdict::Chosen:
        case Verdict::Applied:
            return true;
    }
    return true;
}

std::vector<std::string> factsOf(const Decision& decision) {
    std::vector<std::string> facts{fmt::format("outcome {}", toString(decision.outcome)),
                                   fmt::format("reason {}", decision.reason)};
    if (decision.status)
        facts.push_back(fmt::format("status {}", *decision.status));
    if (decision.refusal)
        facts.push_back(fmt::format("refusal {}", toString(*decision.refusal)));
    if (!decision.grpcStatus.empty())
        facts.push_back(fmt::format("gRPC status {}", decision.grpcStatus));
    if (decision.tls)
        facts.push_back(fmt::format("TLS {} {}", decision.tls->mode, decision.tls->alert));
    if (decision.listener)
        facts.push_back(fmt::format("port {}", decision.listener->port));
    if (decision.redirect)
        facts.push_back(fmt::format("redirect {}", decision.redirect->status));
    for (const Share& share : decision.shares)
        if (share.numerator > 0)
            facts.push_back(fmt::format("share {}/{} {} {}", share.numerator, share.denominator,
                                        toString(share.outcome), share.reason));
    if (!decision.mirrors.empty())
        facts.push_back(fmt::format("{} mirrors", decision.mirrors.size()));
    return facts;
}

std::vector<std::string> namesOf(const Decision& decision) {
    std::vector<std::string> names;
    if (decision.listener) {
        names.push_back(decision.listener->gateway);
        names.push_back(decision.listener->name);
        names.push_back(decision.listener->listenerSet);
    }
    if (decision.tls)
        names.push_back(decision.tls->certificate);
    if (decision.route) {
        names.push_back(fmt::format("{}/{}", decision.route->namespace_, decision.route->name));
        names.push_back(decision.route->ruleName);
    }
    if (decision.backend)
        names.push_back(fmt::format("{}/{}:{}", decision.backend->namespace_,
                                    decision.backend->name, decision.backend->port.value_or(0)));
    return names;
}

}  // namespace

DecisiveStep decisiveStep(const Decision& decision) {
    DecisiveStep result{factsOf(decision), namesOf(decision), {}};
    for (const Step& step : decision.trace)
        if (decides(decision.trace, step))
            result.steps.insert(decidingText(step));
    return result;
}

std::vector<std::string> stepSequence(const Trace& trace) {
    std::vector<std::string> result;
    for (const Step& step : trace)
        result.push_back(stepText(step));
    return result;
}

DecisiveStep renamedStep(const DecisiveStep& step, PartNames& names, const KeptTexts& kept) {
    DecisiveStep result = step;
    for (std::string& name : result.names)
        name = renamedText(TextKind::Name, name, names, kept);
    return result;
}

std::string differenceOf(const DecisiveStep& expected, const DecisiveStep& found) {
    if (expected.facts != found.facts)
        return fmt::format("{} became {}", fmt::join(expected.facts, ", "),
                           fmt::join(found.facts, ", "));
    if (expected.names != found.names)
        return fmt::format("{} became {}", fmt::join(expected.names, ", "),
                           fmt::join(found.names, ", "));
    for (const std::string& step : expected.steps)
        if (!found.steps.contains(step))
            return fmt::format("the step \"{}\" is gone", step);
    for (const std::string& step : found.steps)
        if (!expected.steps.contains(step))
            return fmt::format("the step \"{}\" is new", step);
    return {};
}

}  // namespace gatesight::simulator
