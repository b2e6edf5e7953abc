// Steps: parties into groups; then, a few ports at a time, parties of one group, class and way set
// into atoms, and pairs of atoms into cells. Atoms are as many as groups times the classes in them,
// whatever the number of Pods.
#include "simulator/who/talk_groups.h"
#include "simulator/who/talk_verdicts.h"
#include "simulator/who/talk_ways.h"

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// So many ports are asked at once: the verdicts of thousands would not fit into memory.
constexpr std::size_t kPortsAtOnce = 8;

struct SourceAtom {
    std::uint32_t group = 0, class_ = 0;
    TalkWays::Set ways = 0;
    auto operator<=>(const SourceAtom&) const = default;
};

struct DestinationAtom {
    std::uint32_t port = 0;  // index among those at hand
    SourceAtom who;          // the same parties as sources
    std::uint32_t reach = 0;
    auto operator<=>(const DestinationAtom&) const = default;
};

struct Members {
    std::uint64_t count = 0;
    std::uint32_t first = 0, second = 0;

    void add(std::uint32_t party) {
        if (count == 0)
            first = party;
        else if (count == 1)
            second = party;
        ++count;
    }
};

TalkOutcome outcomeOf(PolicyVerdict::Result result, bool way) {
    switch (result) {
        case PolicyVerdict::Result::Denied:
            return TalkOutcome::Denied;
        case PolicyVerdict::Result::Unknown:
            return TalkOutcome::Unknown;
        case PolicyVerdict::Result::Allowed:
            break;
    }
    return way ? TalkOutcome::Allowed : TalkOutcome::NoRoute;
}

class WhoTalksMaker {
public:
    WhoTalksMaker(const Simulation& simulation, const WhoTalksOptions& options,
                  std::stop_token stop)
        : m_simulation(simulation),
          m_stop(std::move(stop)),
          m_result(std::make_shared<WhoTalks>()),
          m_parties(m_result->parties = talkParties(simulation)),
          m_ways(simulation, m_parties),
          m_verdicts(simulation, m_parties),
          m_groups(groupParties(*simulation.world, m_parties, options)) {}

    WhoTalksPtr run() {
        frame();
        const std::vector<TalkPort> ports = allPorts();
        for (std::size_t begin = 0; begin < ports.size(); begin += kPortsAtOnce) {
            const std::span some =
                std::span(ports).subspan(begin, std::min(kPortsAtOnce, ports.size() - begin));
            if (!m_verdicts.prepare(some, m_stop))
                return nullptr;
            gather(some);
            for (const auto& [destination, members] : m_destinations) {
                if (m_stop.stop_requested())
                    return nullptr;
                for (const auto& [source, others] : m_sources)
                    judge(source, others, destination, members, some);
                judgeInternet(destination, members, some);
            }
            if (begin == 0)
                judgeOutside();
        }
        return m_result;
    }

private:
    void frame() {
        m_result->policies = m_simulation.policies != nullptr;
        m_result->groupOf = m_groups.groupOf;
        m_result->unexpanded = m_groups.unexpanded;
        TalkGroup internet, outside;
        internet.kind = TalkGroup::Kind::Internet;
        outside.kind = TalkGroup::Kind::Outside;
        m_result->rows.push_back(internet);
        for (const TalkGroup& group : m_groups.groups) {
            m_result->rows.push_back(group);
            m_result->columns.push_back(group);
        }
        m_result->columns.push_back(outside);
        m_result->cells.resize(m_result->rows.size() * m_result->columns.size());
        for (std::uint32_t i = 0; i < m_parties.size(); ++i)
            if (m_parties[i].gateway != TalkParty::kNoGateway)
                m_proxyOf.emplace(m_parties[i].gateway, i);
    }

    [[nodiscard]] std::vector<TalkPort> allPorts() const {
        std::set<TalkPort> ports;
        for (const TalkParty& party : m_parties)
            ports.insert(party.ports.begin(), party.ports.end());
        return {ports.begin(), ports.end()};
    }

    void gather(std::span<const TalkPort> ports) {
        m_sources.clear();
        m_destinations.clear();
        for (std::uint32_t party = 0; party < m_parties.size(); ++party) {
            const SourceAtom who{m_groups.groupOf[party], m_verdicts.classOf(party),
                                 m_ways.setOf(m_parties[party])};
            m_sources[who].add(party);
            for (std::uint32_t port = 0; port < ports.size(); ++port)
                if (std::ranges::binary_search(m_parties[party].ports, ports[port]))
                    m_destinations[{port, who, m_ways.reachOf(party, ports[port])}].add(party);
        }
    }

    TalkCell& cellAt(std::size_t row, std::size_t column) {
        return m_result->cells[row * m_result->columns.size() + column];
    }

    static void add(TalkCell& cell, TalkOutcome outcome, std::uint64_t tries, const TalkTry& one) {
        const auto index = static_cast<std::size_t>(outcome);
        cell.tally.tries[index] += tries;
        if (!cell.witness[index].valid())
            cell.witness[index] = one;
        // Ports come in order.
        if (cell.ports.empty() || cell.ports.back().port != one.port) {
            if (cell.ports.size() == TalkCell::kMaxPorts) {
                cell.morePorts += cell.lastPort == one.port ? 0 : 1;
                cell.lastPort = one.port;
                return;
            }
            cell.ports.push_back({one.port, {}});
        }
        cell.lastPort = one.port;
        cell.ports.back().tally.tries[index] += tries;
    }

    void judge(const SourceAtom& source, const Members& sources, const DestinationAtom& destination,
               const Members& members, std::span<const TalkPort> ports) {
        // Nobody talks to itself here.
        const std::uint64_t selves = source == destination.who ? members.count : 0;
        const std::uint64_t tries = sources.count * members.count - selves;
        if (tries == 0)
            return;
        const std::uint32_t from = sources.first == members.first ? sources.second : sources.first;
        const auto result = m_verdicts.between(from, members.first, destination.port);
        add(cellAt(source.group + 1, destination.who.group),
            outcomeOf(result, m_ways.leads(source.ways, destination.reach)), tries,
            {from, members.first, ports[destination.port], TalkParty::kNoGateway});
    }

    // ---- outside ----

    /// By every way that leads in; the best of them counts.
    void judgeInternet(const DestinationAtom& destination, const Members& members,
                       std::span<const TalkPort> ports) {
        TalkTry one{TalkTry::kInternet, members.first, ports[destination.port],
                    TalkParty::kNoGateway};
        TalkOutcome best = TalkOutcome::Denied;
        bool way = false;
        const auto consider = [&](PolicyVerdict::Result result, std::uint32_t gateway) {
            const TalkOutcome outcome = outcomeOf(result, true);
            const bool better = best == TalkOutcome::Denied && outcome != TalkOutcome::Denied;
            if (!way || better ||
                (best == TalkOutcome::Unknown && outcome == TalkOutcome::Allowed)) {
                best = outcome;
                one.gateway = gateway;
            }
            way = true;
        };
        if (m_ways.leads(TalkWays::kInternet, destination.reach))
            consider(m_verdicts.fromInternet(members.first, destination.port),
                     TalkParty::kNoGateway);
        for (const auto& [gateway, proxy] : m_proxyOf)
            if (m_ways.leads(m_ways.setOfGateway(gateway), destination.reach))
                consider(throughGateway(proxy, members.first, destination.port), gateway);
        if (!way)
            best = outcomeOf(m_verdicts.fromInternet(members.first, destination.port), false);
        add(cellAt(0, destination.who.group), best, members.count, one);
    }

    PolicyVerdict::Result throughGateway(std::uint32_t proxy, std::uint32_t destination,
                                         std::uint32_t port) {
        using enum PolicyVerdict::Result;
        const auto in = m_verdicts.enteringGateway(proxy);
        const auto on = m_verdicts.between(proxy, destination, port);
        if (in == Denied || on == Denied)
            return Denied;
        return in == Unknown || on == Unknown ? Unknown : Allowed;
    }

    void judgeOutside() {
        for (const auto& [source, members] : m_sources) {
            constexpr std::array kByReach{TalkOutcome::Denied, TalkOutcome::Some,
                                           TalkOutcome::Allowed, TalkOutcome::Unknown};
            const auto reach = static_cast<std::size_t>(m_verdicts.toOutside(members.first));
            TalkCell& cell = cellAt(source.group + 1, m_result->columns.size() - 1);
            const auto index = static_cast<std::size_t>(kByReach[reach]);
            cell.tally.tries[index] += members.count;
            if (!cell.witness[index].valid())
                cell.witness[index] = {members.first, TalkTry::kOutside, {}, TalkParty::kNoGateway};
        }
    }

    const Simulation& m_simulation;
    std::stop_token m_stop;
    std::shared_ptr<WhoTalks> m_result;
    const std::vector<TalkParty>& m_parties;
    TalkWays m_ways;
    TalkVerdicts m_verdicts;
    TalkGroups m_groups;
    std::map<std::uint32_t, std::uint32_t> m_proxyOf;  // by Gateway: a party of it
    std::map<SourceAtom, Members> m_sources;
    std::map<DestinationAtom, Members> m_destinations;
};

}  // namespace

WhoTalksPtr computeWhoTalks(const Simulation& simulation, const WhoTalksOptions& options,
                            std::stop_token stop) {
    return WhoTalksMaker(simulation, options, std::move(stop)).run();
}

// ---- what is in it ----

std::string_view toString(TalkOutcome outcome) {
    switch (outcome) {
        case TalkOutcome::Allowed:
            return "allowed";
        case TalkOutcome::NoRoute:
            return "noRoute";
        case TalkOutcome::Denied:
            return "denied";
        case TalkOutcome::Unknown:
            return "unknown";
        case TalkOutcome::Some:
            return "some";
    }
    return {};
}

std::string_view toString(TalkState state) {
    switch (state) {
        case TalkState::Nothing:
            return "nothing";
        case TalkState::Allowed:
            return "allowed";
        case TalkState::Partly:
            return "partly";
        case TalkState::NoRoute:
            return "noRoute";
        case TalkState::Denied:
            return "denied";
        case TalkState::Unknown:
            return "unknown";
    }
    return {};
}

std::uint64_t TalkTally::total() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t each : tries)
        sum += each;
    return sum;
}

TalkState TalkTally::state() const {
    const bool denied = of(TalkOutcome::Denied) != 0, unknown = of(TalkOutcome::Unknown) != 0;
    if (of(TalkOutcome::Some) != 0)
        return TalkState::Partly;
    if (of(TalkOutcome::Allowed) != 0)
        return denied || unknown ? TalkState::Partly : TalkState::Allowed;
    if (unknown)
        return TalkState::Unknown;
    if (of(TalkOutcome::NoRoute) != 0)
        return TalkState::NoRoute;
    return denied ? TalkState::Denied : TalkState::Nothing;
}

double TalkTally::share() const {
    const double all = static_cast<double>(total());
    return all == 0 ? 0
                    : (static_cast<double>(of(TalkOutcome::Allowed)) +
                       static_cast<double>(of(TalkOutcome::Some)) / 2) /
                          all;
}

TalkOutcome TalkCell::leading() const {
    for (const TalkOutcome outcome : {TalkOutcome::Some, TalkOutcome::Allowed, TalkOutcome::Unknown,
                                      TalkOutcome::NoRoute, TalkOutcome::Denied})
        if (tally.of(outcome) != 0)
            return outcome;
    return TalkOutcome::Denied;
}

std::size_t WhoTalks::count(TalkState state) const {
    return static_cast<std::size_t>(std::ranges::count(cells, state, &TalkCell::state));
}

}  // namespace gatesight::simulator
