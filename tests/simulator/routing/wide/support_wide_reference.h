// The rules for traffic of every kind, written down a second time and as plainly as can be. Reads
// the manifests alone; knows nothing of tables, hashes or typed objects.
//
// Says of a request what ends it, and on the way listener, handshake, route, rule, shares, backend,
// endpoints and the headers that arrive.
#pragma once

#include "simulator/routing/decision.h"
#include "support_wide_answer.h"

#include <cstdint>

namespace gatesight::test {

/// For one world, which has to outlive it.
class WideReference {
public:
    explicit WideReference(const WideWorld& world) : m_control(world) {}

    /// `seed` chooses among weights, as it does for decide().
    [[nodiscard]] Words answer(const simulator::Request& request, std::uint64_t seed) const;

private:
    const WideControl m_control;
};

/// What a Decision says of the same, in the same words.
[[nodiscard]] Words toWords(const simulator::Decision& decision);

}  // namespace gatesight::test
