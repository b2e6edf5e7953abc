#include "simulator/routing/attempts.h"

#include <algorithm>
#include <limits>

namespace gatesight::simulator {

namespace {

using model::Milliseconds;

/// A manifest may ask for two billion retries; nobody reads on after these.
constexpr int kMostRetries = 100;
constexpr Milliseconds kNever = std::numeric_limits<Milliseconds>::max() / 2;
/// Bounds a single delay or wait so that the sum of all stays below kNever.
constexpr Milliseconds kLongestWait = kNever / (4 * kMostRetries);

template <class T>
T byAttempt(const std::vector<T>& list, std::size_t attempt, T otherwise) {
    return list.empty() ? otherwise : list[std::min(attempt, list.size() - 1)];
}

std::optional<Milliseconds> limitOf(const std::optional<Milliseconds>& timeout, bool supported) {
    return supported && timeout && *timeout > 0 ? timeout : std::nullopt;
}

bool listed(const model::HTTPRouteRetry& retry, int status) {
    return std::ranges::find(retry.codes, status) != retry.codes.end();
}

/// One try that starts at `start` and has to end before `deadline`.
SimulatedAttempt tryOnce(const AttemptRules& rules, const BackendBehavior& behavior,
                         std::size_t index, Milliseconds start, Milliseconds deadline,
                         const std::vector<bool>& dropped) {
    if (!dropped.empty() && dropped[index % dropped.size()])
        return {.status = {}, .failure = kDroppedTry, .start = start, .end = start};
    if (index < static_cast<std::size_t>(std::max(behavior.connectFailures, 0)))
        return {.status = {}, .failure = "connection failed", .start = start, .end = start};
    const Milliseconds delay =
        std::clamp<Milliseconds>(byAttempt(behavior.delayMs, index, {}), 0, kLongestWait);
    const Milliseconds limit = rules.backendTimeout ? start + *rules.backendTimeout : kNever;
    const Milliseconds end = start + delay;
    // An answer that comes just as the time is over is too late.
    if (end >= std::min(limit, deadline)) {
        const bool request = deadline <= limit;
        return {.status = {},
                .failure = request ? "request timeout" : "backend request timeout",
                .start = start,
                .end = std::min(limit, deadline)};
    }
    return {.status = byAttempt(behavior.statuses, index, 200),
            .failure = {},
            .start = start,
            .end = end};
}

/// The rule by which a try is followed by another one; empty when it is not.
std::string_view retryRule(const AttemptRules& rules, const SimulatedAttempt& attempt) {
    if (!rules.retry)
        return {};
    if (attempt.status)
        return listed(*rules.retry, *attempt.status) ? "retry.codes" : "";
    if (attempt.failure == "connection failed" || attempt.failure == kDroppedTry)
        return rules.retryConnectionErrors ? "retry.connection-errors" : "";
    return rules.retryBackendTimeouts ? "retry.on-backend-timeout" : "";
}

/// Tries that began in the `interval` before `now`, and how many of them were retries.
struct Recent {
    std::int64_t tries = 0, retries = 0;
};
Recent recent(const std::vector<SimulatedAttempt>& attempts, Milliseconds now,
              Milliseconds interval) {
    Recent result;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        if (now - attempts[i].start >= interval)
            continue;
        ++result.tries;
        result.retries += i > 0 ? 1 : 0;  // xbtp.counts-each-retry
    }
    return result;
}

/// xbtp.retry-budget: with this retry, the part of retries among the requests of the interval.
bool withinBudget(const model::XBackendTrafficPolicy::RetryConstraint& constraint,
                  const std::vector<SimulatedAttempt>& attempts, Milliseconds now) {
    const Recent before = recent(attempts, now, constraint.interval);
    return (before.retries + 1) * 100 <= constraint.percent * (before.tries + 1);
}

/// xbtp.min-retry-rate; a rate that is half written is no floor.
bool belowFloor(const model::XBackendTrafficPolicy::RetryConstraint& constraint,
                const std::vector<SimulatedAttempt>& attempts, Milliseconds now) {
    const auto& rate = constraint.minRetryRate;
    return rate.count && rate.interval &&
           recent(attempts, now, *rate.interval).retries < *rate.count;
}

AttemptsResult gatewayAnswers(AttemptsResult result, int status, std::string_view reason,
                              std::string_view rule) {
    result.status = status;
    result.reason = reason;
    result.rule = rule;
    return result;
}

AttemptsResult ended(AttemptsResult result, const AttemptRules& rules) {
    const SimulatedAttempt& last = result.attempts.back();
    if (last.status) {
        result.answered = true;
        result.status = *last.status;
        if (rules.retry && listed(*rules.retry, *last.status))
            result.rule = "retry.exhausted";
        else if (result.attempts.size() > 1)
            result.rule = "retry.attempts";
        else if (rules.retry && *last.status >= 400)
            result.rule = "retry.codes";  // not listed, so not retried
        return result;
    }
    if (last.failure == kDroppedTry)
        return gatewayAnswers(std::move(result), 503, "DroppedByNetworkPolicy",
                              "np.blocked-symptom");
    if (last.failure == "connection failed")
        return gatewayAnswers(std::move(result), 503, "ConnectionFailed", "retry.exhausted");
    const bool retried = result.attempts.size() > 1;
    return gatewayAnswers(std::move(result), 504, "BackendRequestTimeout",
                          retried ? "retry.exhausted" : "timeout.backend-request");
}

}  // namespace

AttemptRules attemptRules(const model::HTTPRouteRule& rule, const Options& options) {
    AttemptRules rules;
    if (rule.timeouts) {
        rules.requestTimeout =
            limitOf(rule.timeouts->request, options.supports("HTTPRouteRequestTimeout"));
        rules.backendTimeout =
            limitOf(rule.timeouts->backendRequest, options.supports("HTTPRouteBackendTimeout"));
    }
    if (rule.retry && options.supports("HTTPRouteRetry"))
        rules.retry = &*rule.retry;
    rules.retryConnectionErrors = options.supports("HTTPRouteRetryConnectionError");
    rules.retryBackendTimeouts = options.supports("HTTPRouteRetryBackendTimeout");
    return rules;
}

AttemptsResult simulateAttempts(const AttemptRules& rules, const BackendBehavior& behavior,
                                const std::vector<bool>& dropped) {
    AttemptsResult result;
    result.retriesAssumed = rules.retry && !rules.retry->attempts;
    const int retries =
        rules.retry ? std::clamp(rules.retry->attempts.value_or(1), 0, kMostRetries) : 0;
    const Milliseconds deadline = rules.requestTimeout.value_or(kNever);
    const Milliseconds backoff =
        rules.retry ? std::clamp<Milliseconds>(rules.retry->backoff.value_or(0), 0, kLongestWait)
                    : 0;
    Milliseconds now = 0;
    for (int left = retries;; --left) {
        result.attempts.push_back(
            tryOnce(rules, behavior, result.attempts.size(), now, deadline, dropped));
        SimulatedAttempt& attempt = result.attempts.back();
        if (attempt.failure == "request timeout") {
            const bool retried = result.attempts.size() > 1;
            return gatewayAnswers(std::move(result), 504, "RequestTimeout",
                                  retried ? "timeout.covers-retries" : "timeout.request");
        }
        const std::string_view rule = retryRule(rules, attempt);
        if (left == 0 || rule.empty())
            return ended(std::move(result), rules);
        attempt.retried = rule;
        now = attempt.end + backoff;
        if (now >= deadline)  // the wait uses up what is left (retry.within-request-timeout)
            return gatewayAnswers(std::move(result), 504, "RequestTimeout",
                                  "retry.within-request-timeout");
        if (!rules.constraint || withinBudget(*rules.constraint, result.attempts, now))
            continue;
        if (!belowFloor(*rules.constraint, result.attempts, now))
            return gatewayAnswers(std::move(result), 503, "RetryBudgetExhausted",
                                  "xbtp.retry-budget");
        result.byMinRetryRate = true;
    }
}

}  // namespace gatesight::simulator
