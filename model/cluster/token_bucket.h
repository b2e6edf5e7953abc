// How often something may be done.
#pragma once

#include <chrono>

namespace gatesight::model {

/// Lets through `perSecond` requests a second, and a burst of as many.
class TokenBucket {
public:
    explicit TokenBucket(double perSecond) : m_perSecond(perSecond), m_tokens(perSecond) {}

    /// Whether another request may go now; it counts when it may.
    [[nodiscard]] bool take();

private:
    using Clock = std::chrono::steady_clock;
    double m_perSecond, m_tokens;
    Clock::time_point m_last = Clock::now();
};

}  // namespace gatesight::model
