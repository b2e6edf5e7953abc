// Who may talk to whom: groups of Pods against groups of Pods, from manifests alone.
//
// A *try* is a source, a destination that is somebody else, and a port of the destination. What
// becomes of it:
//
//   Allowed   the policies of both ends let it through, and a way leads there (see talk_ways.h)
//   NoRoute   they let it through, but nothing leads there: no Service selects the destination's
//             Pods at that port, none of its endpoints there is ready, or the mesh routes before it
//             send everything elsewhere; from the internet: no route of a Gateway, no node port, no
//             load balancer
//   Denied    a policy of one end drops it
//   Unknown   the manifests do not say enough to judge
//   Some      to the outside alone: by address and port, some get through
//
// The internet comes in by the Gateways whose routes lead to a destination, and by Services that
// are open to it; a try from there gets through if one of these ways does. Pods are counted, not
// compared one by one: what a cell holds is added up over classes of equal ones.
#pragma once

#include "simulator/who/talk_parties.h"

#include <array>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

enum class TalkOutcome : std::uint8_t { Allowed, NoRoute, Denied, Unknown, Some };
inline constexpr std::size_t kTalkOutcomes = 5;

/// What a cell shows.
enum class TalkState : std::uint8_t {
    Nothing,  ///< there is nobody to talk to
    Allowed,  ///< policies let everything through, and there is a way
    Partly,   ///< some of it
    NoRoute,  ///< what policies let through has no way
    Denied,
    Unknown
};

[[nodiscard]] std::string_view toString(TalkOutcome outcome);
[[nodiscard]] std::string_view toString(TalkState state);

/// A row or a column.
struct TalkGroup {
    enum class Kind : std::uint8_t { Namespace, Workload, Gateway, More, Internet, Outside };
    Kind kind = Kind::Namespace;
    std::string namespace_;  ///< empty: the internet, the outside, and more namespaces
    std::string name;        ///< of a workload or Gateway
    std::size_t namespaces = 0, workloads = 0, gateways = 0, pods = 0;

    /// Stable over worlds: "namespace/shop", "workload/shop/cart", "more/shop", "internet".
    [[nodiscard]] std::string key() const;
    /// "shop", "cart", "and 12 more namespaces", "Internet"
    [[nodiscard]] std::string title() const;
    /// "3 workloads, 9 Pods"
    [[nodiscard]] std::string members() const;
};

/// Tries by what becomes of them.
struct TalkTally {
    std::array<std::uint64_t, kTalkOutcomes> tries{};

    [[nodiscard]] std::uint64_t of(TalkOutcome outcome) const {
        return tries[static_cast<std::size_t>(outcome)];
    }
    [[nodiscard]] std::uint64_t total() const;
    [[nodiscard]] TalkState state() const;
    /// How much of it is allowed, 0 to 1; a half where only some addresses are.
    [[nodiscard]] double share() const;
    bool operator==(const TalkTally&) const = default;
};

/// A try that stands for others; parties by their place in WhoTalks::parties.
struct TalkTry {
    static constexpr std::uint32_t kNobody = UINT32_MAX, kInternet = UINT32_MAX - 1,
                                   kOutside = UINT32_MAX - 2;
    std::uint32_t source = kNobody, destination = kNobody;
    TalkPort port;
    /// From the internet: the Gateway it comes in by, as in ControlPlane::gateways.
    std::uint32_t gateway = TalkParty::kNoGateway;
    [[nodiscard]] bool valid() const { return source != kNobody; }
};

struct TalkCell {
    static constexpr std::size_t kMaxPorts = 6;
    struct Port {
        TalkPort port;
        TalkTally tally;
    };

    TalkTally tally;
    std::array<TalkTry, kTalkOutcomes> witness;  ///< by outcome
    std::vector<Port> ports;                     ///< the lowest
    std::size_t morePorts = 0;
    TalkPort lastPort;  ///< that was added

    [[nodiscard]] TalkState state() const { return tally.state(); }
    [[nodiscard]] const TalkTry& witnessOf(TalkOutcome outcome) const {
        return witness[static_cast<std::size_t>(outcome)];
    }
    /// The outcome that the state is about.
    [[nodiscard]] TalkOutcome leading() const;
};

struct WhoTalksOptions {
    /// Only these as rows and columns of their own; empty: all. The others are one more group.
    std::vector<std::string> namespaces;
    /// Shown workload by workload; "*": all.
    std::set<std::string, std::less<>> expanded;
    std::size_t maxNamespaces = 60, maxWorkloads = 40, maxGroups = 120;
};

/// Immutable.
struct WhoTalks {
    std::vector<TalkParty> parties;
    std::vector<std::uint32_t> groupOf;  ///< by party: its column, which is its row less one
    std::vector<TalkGroup> rows;         ///< the internet, then groups in order of names
    std::vector<TalkGroup> columns;      ///< the same groups, then the outside
    std::vector<TalkCell> cells;         ///< by row, then column
    bool policies = false;               ///< there are some, and they are enforced
    /// Namespaces that were to be shown workload by workload, for which there is no room.
    std::size_t unexpanded = 0;

    [[nodiscard]] const TalkCell& cell(std::size_t row, std::size_t column) const {
        return cells[row * columns.size() + column];
    }
    [[nodiscard]] bool empty() const { return parties.empty(); }
    /// How many cells show a state.
    [[nodiscard]] std::size_t count(TalkState state) const;
};
using WhoTalksPtr = std::shared_ptr<const WhoTalks>;

/// Null when stopped.
[[nodiscard]] WhoTalksPtr computeWhoTalks(const Simulation& simulation,
                                          const WhoTalksOptions& options = {},
                                          std::stop_token stop = {});

}  // namespace gatesight::simulator
