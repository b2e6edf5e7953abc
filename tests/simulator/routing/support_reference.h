// The rules of routing, written down a second time and as plainly as can be: every route, rule and
// match is tried, all that fit are compared, the first wins. Knows nothing of tables, hashes or
// attachments; reads only the objects.
#pragma once

#include "model/world/world.h"
#include "simulator/options.h"
#include "simulator/routing/request.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gatesight::test {

/// The criterion of precedence that was needed to tell the winner from all others that fit; in the
/// order in which they are asked.
enum class DecidedBy {
    Nothing,
    Hostname,
    PathType,
    PathLength,
    Method,
    Headers,
    QueryParams,
    Age,
    Name,
    RuleOrder
};
inline constexpr std::size_t kDecidedByCount = 10;
[[nodiscard]] std::string_view toString(DecidedBy criterion);

/// Who takes a plain HTTP request, by names.
struct ReferenceAnswer {
    std::string listener;  ///< empty: none admits the host, or nobody listens on the port
    std::string route;     ///< "namespace/name"; empty: 404
    std::optional<std::size_t> rule, match;
    std::optional<std::size_t>
        backend;  ///< index in backendRefs; nothing without a positive weight
    DecidedBy decidedBy = DecidedBy::Nothing;  ///< no part of the answer, says how it was found

    bool operator==(const ReferenceAnswer& other) const {
        return listener == other.listener && route == other.route && rule == other.rule &&
               match == other.match && backend == other.backend;
    }
};
[[nodiscard]] std::string toString(const ReferenceAnswer& answer);

/// Compiled once, as that takes longer than all the rest.
class CompiledExpressions;

/// Answers for one World, which has to outlive it. For one thread.
class Reference {
public:
    Reference(const model::World& world, simulator::Options options);
    ~Reference();

    /// `bits` choose among the weights.
    [[nodiscard]] ReferenceAnswer answer(const simulator::Request& request,
                                         std::uint64_t bits) const;

private:
    const model::World* m_world;
    const simulator::Options m_options;
    const std::unique_ptr<CompiledExpressions> m_expressions;
};

}  // namespace gatesight::test
