#include "simulator/changes/status_changes.h"

#include "simulator/report/facts.h"
#include "simulator/report/status_board.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gatesight::simulator {

namespace {

using StatusOwner = std::tuple<std::string, std::string, std::string>;  // kind, namespace, name
using StatusKey = std::tuple<StatusOwner, std::string, std::string>;    // part, condition

struct WrittenCondition {
    std::optional<ConditionValue> value;
    std::string why;
};

struct ConditionBoard {
    std::map<StatusKey, WrittenCondition> written;
    std::set<StatusOwner> objects;
};

ConditionValue conditionValue(const Condition& condition) {
    return {std::string(toString(condition.status)), condition.reason, condition.message,
            isGood(condition)};
}

ConditionBoard conditionBoard(const Simulation& simulation) {
    ConditionBoard board;
    // The board looks at the control plane alone; nothing of the other facts is needed.
    for (const BoardEntry& entry : statusBoard({simulation, {}, {}})) {
        const StatusOwner object{entry.kind, entry.namespace_, entry.name};
        board.objects.insert(object);
        if (!entry.unwritten.empty())
            board.written[{object, entry.part, ""}] = {std::nullopt, entry.unwritten};
        for (const Condition& condition : entry.conditions)
            board.written[{object, entry.part, condition.type}] = {conditionValue(condition), {}};
    }
    return board;
}

bool sameCondition(const WrittenCondition* was, const WrittenCondition* is) {
    if (!was || !is)
        return was == is;
    if (!was->value || !is->value)
        return was->value.has_value() == is->value.has_value();
    return was->value->status == is->value->status && was->value->reason == is->value->reason;
}

class StatusComparer {
public:
    StatusComparer(const Simulation& before, const Simulation& after)
        : m_before(conditionBoard(before)), m_after(conditionBoard(after)) {}

    std::vector<StatusChange> run() {
        std::set<StatusKey> keys;
        for (const auto& [key, written] : m_before.written)
            keys.insert(key);
        for (const auto& [key, written] : m_after.written)
            keys.insert(key);
        for (const StatusKey& key : keys)
            compare(key);
        return std::move(m_changes);
    }

private:
    static const WrittenCondition* find(const ConditionBoard& board, const StatusKey& key) {
        const auto found = board.written.find(key);
        return found == board.written.end() ? nullptr : &found->second;
    }

    void compare(const StatusKey& key) {
        const auto& object = std::get<0>(key);
        const WrittenCondition* was = find(m_before, key);
        const WrittenCondition* is = find(m_after, key);
        if (sameCondition(was, is) || !m_after.objects.contains(object))
            return;
        // That nobody wrote it needs no telling where conditions are told, or the part is gone.
        if (!is && std::get<2>(key).empty())
            return;
        const bool isNew = !m_before.objects.contains(object);
        if (isNew && is->value && is->value->good)
            return;
        StatusChange change;
        std::tie(change.object.kind, change.object.namespace_, change.object.name) = object;
        change.part = std::get<1>(key);
        change.condition = std::get<2>(key);
        if (was)
            change.before = was->value;
        if (is) {
            change.after = is->value;
            change.why = is->why;
        }
        m_changes.push_back(std::move(change));
    }

    const ConditionBoard m_before, m_after;
    std::vector<StatusChange> m_changes;
};

}  // namespace

std::vector<StatusChange> compareStatus(const Simulation& before, const Simulation& after) {
    return StatusComparer(before, after).run();
}

}  // namespace gatesight::simulator
