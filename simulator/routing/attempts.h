// Tries, timeouts and retries in simulated time (RULES 8.1 and 8.2).
#pragma once

#include "model/kinds/http_route.h"
#include "model/kinds/x_backend_traffic_policy.h"
#include "simulator/options.h"
#include "simulator/routing/request.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// How the tries of one request go. Unset optionals: not limited, not retried.
struct AttemptRules {
    std::optional<model::Milliseconds>
        requestTimeout;  ///< all tries and waits; zero is as unset (timeout.zero)
    std::optional<model::Milliseconds> backendTimeout;  ///< one try
    const model::HTTPRouteRetry* retry = nullptr;       ///< null: a try that fails is the last one
    const model::XBackendTrafficPolicy::RetryConstraint* constraint =
        nullptr;  ///< how much of the backend's traffic may be retries; null: all of it
    bool retryConnectionErrors = true;
    bool retryBackendTimeouts = true;
};

/// What a rule says, less what the controller lacks.
[[nodiscard]] AttemptRules attemptRules(const model::HTTPRouteRule& rule, const Options& options);

/// One try; without a status it failed.
struct SimulatedAttempt {
    std::optional<int> status;
    std::string_view failure;
    model::Milliseconds start = 0, end = 0;
    std::string_view retried = {};  ///< the rule by which another try followed
};

/// How it ended. `answered`: a backend's answer reached the client; else the Gateway answered
/// `status` by itself for `reason`.
struct AttemptsResult {
    std::vector<SimulatedAttempt> attempts;
    bool answered = false;
    int status = 0;
    /// RequestTimeout, BackendRequestTimeout, ConnectionFailed, RetryBudgetExhausted,
    /// DroppedByNetworkPolicy; empty when answered.
    std::string_view reason;
    std::string_view rule;        ///< that decided the end
    bool byMinRetryRate = false;  ///< a retry was over the budget, but below the floor
    bool retriesAssumed = false;  ///< attempts was not set (retry.unset-fields)
};

/// Plays the tries. A constraint counts those of this request alone: what else goes to the backend
/// is not known. `behavior` says how the workload acts at each; those that `dropped` marks, by
/// number of the try and over again, do not reach it. Retries without a number are taken as one.
[[nodiscard]] AttemptsResult simulateAttempts(const AttemptRules& rules,
                                              const BackendBehavior& behavior,
                                              const std::vector<bool>& dropped = {});

/// The failure of a try that network policies drop. Nothing says how long the Gateway waits for it;
/// it takes no time here.
inline constexpr std::string_view kDroppedTry = "dropped by network policy";

}  // namespace gatesight::simulator
