// The rules of routing, written down a second time and as plainly as can be: every route, rule and
// match is tried, all that fit are compared, the first wins. Knows nothing of tables, hashes or
// attachments; reads only the objects.
#pragma once

#include "model/world/world.h"
#include "simulator/options.h"
#include "simulator/routing/request.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gatesight::test {

/// Who takes a plain HTTP request, by names.
struct ReferenceAnswer {
    std::string listener;  ///< empty: none admits the host, or nobody listens on the port
    std::string route;     ///< "namespace/name"; empty: 404
    std::optional<std::size_t> rule, match;
    std::optional<std::size_t>
        backend;  ///< index in backendRefs; nothing without a positive weight
    bool operator==(const ReferenceAnswer&) const = default;
};

[[nodiscard]] std::string toString(const ReferenceAnswer& answer);

/// `bits` choose among the weights.
[[nodiscard]] ReferenceAnswer referenceAnswer(const model::World& world,
                                              const simulator::Options& options,
                                              const simulator::Request& request,
                                              std::uint64_t bits);

}  // namespace gatesight::test
