// XBackendTrafficPolicy: how much a backend is retried, and sessions that it keeps (experimental).
#pragma once

#include "model/kinds/references.h"

namespace gatesight::model {

struct XBackendTrafficPolicy {
    struct Target {
        std::string group, kind, name;  ///< in the policy's namespace (xbtp.target)
        NodeId node = kNoNode;
    };
    /// Retries that are always allowed, so that a budget does not stop them all when traffic is low.
    struct RequestRate {
        std::optional<std::int32_t> count;
        std::optional<Milliseconds> interval;
    };
    struct RetryConstraint {
        std::int32_t percent = 20;  ///< of the requests in `interval`, how many may be retries
        Milliseconds interval = 10'000;
        RequestRate minRetryRate{10, 1'000};  ///< a rate that is half written is not filled up
        NodeId node = kNoNode;
    };
    std::vector<Target> targets;
    std::optional<RetryConstraint> retryConstraint;
    std::optional<SessionPersistence> sessionPersistence;
};

}  // namespace gatesight::model
