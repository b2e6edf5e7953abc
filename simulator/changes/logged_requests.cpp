#include "simulator/changes/logged_requests.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// What equal moves have in common. Texts of paths and the like differ from request to request.
std::string loggedMoveKey(const GivenAnswer& was, const GivenAnswer& is) {
    std::string key =
        (was.rule ? nameOf(*was.rule) : "") + "\n" + (is.rule ? nameOf(*is.rule) : "");
    for (const std::size_t index : differingParts(was, is)) {
        const AnswerPart& part = was.parts[index];
        key += "\n" + part.name;
        if (!part.ofRequest)
            key += "\n" + part.key + "\n" + is.parts[index].key;
    }
    return key;
}

LogPlace firstOf(std::span<const LoggedAnswer> answers) {
    LogPlace first = answers.front().first;
    for (const LoggedAnswer& answer : answers)
        first = std::min(first, answer.first);
    return first;
}

std::uint64_t timesOf(std::span<const LoggedAnswer> answers) {
    std::uint64_t times = 0;
    for (const LoggedAnswer& answer : answers)
        times += answer.count;
    return times;
}

class LoggedComparer {
public:
    LoggedComparer(const Simulation& before, const Simulation& after)
        : m_before(before), m_after(after) {}

    void compare(const Request& request, std::span<const LoggedAnswer> answers) {
        const std::uint64_t times = timesOf(answers);
        m_result.asked += times;
        const GivenAnswer was = answerTo(m_before, request);
        const GivenAnswer is = answerTo(m_after, request);
        if (differingParts(was, is).empty())
            return;
        m_result.moved += times;
        const LogPlace place = firstOf(answers);
        LoggedMove& move = m_moves[loggedMoveKey(was, is)];
        move.requests += times;
        if (++move.different == 1 || place < move.place)
            tell(move, request, place, was, is);
    }

    LoggedRequests finish() {
        for (auto& [key, move] : m_moves)
            m_result.moves.push_back(std::move(move));
        std::ranges::stable_sort(m_result.moves, {}, [](const LoggedMove& move) {
            return std::tuple(move.effect, UINT64_MAX - move.requests, move.place);
        });
        return std::move(m_result);
    }

private:
    static void tell(LoggedMove& move, const Request& request, const LogPlace& place,
                     const GivenAnswer& was, const GivenAnswer& is) {
        move.effect = effectOf(was, is);
        move.witness = request;
        move.place = place;
        move.before = was.rule;
        move.after = is.rule;
        move.parts = partChanges(was, is);
    }

    const Simulation& m_before;
    const Simulation& m_after;
    std::map<std::string, LoggedMove> m_moves;
    LoggedRequests m_result;
};

}  // namespace

LoggedRequests compareLoggedRequests(const Simulation& before, const Simulation& after,
                                     LogCounter& log) {
    LoggedComparer comparer(before, after);
    log.eachRequest(
        [&comparer](const Request& request, std::uint64_t, std::span<const LoggedAnswer> answers) {
            comparer.compare(request, answers);
        });
    LoggedRequests result = comparer.finish();
    result.contents = log.contents();
    result.cancelled = result.contents.cancelled;
    return result;
}

}  // namespace gatesight::simulator
