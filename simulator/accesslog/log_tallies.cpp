#include "simulator/accesslog/log_tallies.h"

#include "simulator/routing/decision_words.h"
#include "simulator/routing/draw.h"
#include "simulator/routing/request_plan.h"
#include "simulator/traffic/tally_names.h"

#include <algorithm>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostUntaken = 10'000;
constexpr std::size_t kMostUntakenBytes = std::size_t{8} << 20;

void addTally(std::unordered_map<std::string, Tally>& tallies, const std::string& name,
              std::uint64_t count, bool good) {
    Tally& tally = tallies[name];
    tally.count += count;
    tally.failures += good ? 0 : count;
}

std::vector<Tally> sortedTallies(const std::unordered_map<std::string, Tally>& tallies) {
    std::vector<Tally> sorted;
    for (const auto& [name, tally] : tallies) {
        sorted.push_back(tally);
        sorted.back().name = name;
    }
    std::ranges::sort(sorted, {}, &Tally::name);
    return sorted;
}

std::string loggedWords(const LoggedAnswer& answer) {
    return fmt::format("{}{}", answer.status ? fmt::to_string(*answer.status) : "-",
                       answer.noRoute ? " NR" : "");
}

std::uint64_t countOf(std::span<const LoggedAnswer> answers) {
    std::uint64_t count = 0;
    for (const LoggedAnswer& answer : answers)
        count += answer.count;
    return count;
}

}  // namespace

void LogTallies::add(const Request& request, std::uint64_t number,
                     std::span<const LoggedAnswer> answers) {
    const std::vector<Ended> endings = decideAll(request, number, countOf(answers));
    for (const Ended& ended : endings) {
        tally(ended);
        noteUntaken(request, ended);
    }
    for (const LoggedAnswer& answer : answers)
        compare(request, endings, answer);
}

std::vector<LogTallies::Ended> LogTallies::decideAll(const Request& request, std::uint64_t number,
                                                     std::uint64_t count) const {
    Narration silent(nullptr);
    const RequestPlan plan = planRequest(m_simulation, request, silent);
    std::map<Draw, std::uint64_t> draws;
    if (plan.settled) {
        draws[drawFor(plan, m_seed, number)] = count;
    } else {
        for (std::uint64_t i = 0; i < count; ++i)
            ++draws[drawFor(plan, m_seed, number + i)];
    }
    std::vector<Ended> endings;
    for (const auto& [draw, times] : draws)
        endings.push_back({decisionFor(plan, draw, silent), times});
    return endings;
}

void LogTallies::tally(const Ended& ended) {
    const Decision& decision = ended.decision;
    const bool good = endedWell(decision);
    m_total += ended.count;
    addTally(m_outcomes, std::string(toString(decision.outcome)), ended.count, good);
    addTally(m_backends, backendTallyName(decision), ended.count, good);
    addTally(m_pods, podTallyName(decision), ended.count, good);
    addTally(m_statuses, statusTallyName(decision), ended.count, good);
    addTally(m_routes, routeTallyName(decision), ended.count, good);
    m_rules.add(decision, ended.count);
}

void LogTallies::compare(const Request& request, std::span<const Ended> endings,
                         const LoggedAnswer& answer) {
    if (endings.empty())
        return;
    StatusMatch match = compareStatus(endings.front().decision, answer);
    for (const Ended& ended : endings.subspan(1)) {
        if (compareStatus(ended.decision, answer) != match)
            match = StatusMatch::Drawn;
    }
    ComparedStatus& compared = m_compared[static_cast<std::size_t>(match)];
    const bool first = compared.count == 0 || answer.first < compared.place;
    compared.match = match;
    compared.count += answer.count;
    if (first) {
        compared.place = answer.first;
        compared.call = callOf(request);
        compared.logged = loggedWords(answer);
        compared.answer = inOneLine(endings.front().decision);
    }
}

void LogTallies::noteUntaken(const Request& request, const Ended& ended) {
    const Decision& decision = ended.decision;
    if (decision.route || decision.backend || decision.outcome == Outcome::Unknown ||
        endedWell(decision))
        return;
    std::array<std::string, 3> key{request.authority(), request.path, decision.reason};
    const auto known = m_untaken.find(key);
    if (known != m_untaken.end()) {
        known->second += ended.count;
        return;
    }
    const std::size_t bytes = key[0].size() + key[1].size() + key[2].size();
    if (m_untaken.size() >= kMostUntaken || m_untakenBytes + bytes > kMostUntakenBytes) {
        m_untakenMore += ended.count;
        return;
    }
    m_untakenBytes += bytes;
    m_untaken.emplace(std::move(key), ended.count);
}

void LogTallies::fill(LogReplay& replay) const {
    replay.total = m_total;
    replay.byOutcome = sortedTallies(m_outcomes);
    replay.byBackend = sortedTallies(m_backends);
    replay.byPod = sortedTallies(m_pods);
    replay.byStatus = sortedTallies(m_statuses);
    replay.byRoute = sortedTallies(m_routes);
    for (const ComparedStatus& compared : m_compared) {
        if (compared.count > 0)
            replay.comparison.push_back(compared);
    }
    for (const auto& [key, count] : m_untaken)
        replay.untaken.push_back({key[0], key[1], key[2], count});
    std::ranges::stable_sort(replay.untaken, std::ranges::greater(), &UntakenRequests::count);
    replay.untakenMore = m_untakenMore;
    replay.coverage = coverageOf(reportFacts(m_simulation), m_rules);
}

}  // namespace gatesight::simulator
