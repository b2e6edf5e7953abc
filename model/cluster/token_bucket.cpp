#include "model/cluster/token_bucket.h"

#include <algorithm>

namespace gatesight::model {

bool TokenBucket::take() {
    const auto now = Clock::now();
    const double passed = std::chrono::duration<double>(now - m_last).count();
    m_tokens = std::min(m_perSecond, m_tokens + passed * m_perSecond);
    m_last = now;
    if (m_tokens < 1)
        return false;
    m_tokens -= 1;
    return true;
}

}  // namespace gatesight::model
