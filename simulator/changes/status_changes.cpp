#include "simulator/changes/status_changes.h"

#include "simulator/report/facts.h"
#include "simulator/report/status_board.h"

#include <algorithm>
#include <compare>
#include <string_view>
#include <tuple>

namespace gatesight::simulator {

namespace {

/// Views into the entries of a board.
using StatusOwner = std::tuple<std::string_view, std::string_view, std::string_view>;
using StatusKey = std::tuple<StatusOwner, std::string_view, std::string_view>;  // part, condition

/// A condition of the board, or that nobody writes any.
struct WrittenCondition {
    const BoardEntry* entry = nullptr;
    const Condition* condition = nullptr;  // null: unwritten
};

StatusOwner statusOwnerOf(const BoardEntry& entry) {
    return {entry.kind, entry.namespace_, entry.name};
}

StatusKey statusKeyOf(const WrittenCondition& written) {
    return {statusOwnerOf(*written.entry), written.entry->part,
            written.condition ? std::string_view(written.condition->type) : std::string_view()};
}

/// What is on the board, by key; of two with the same the later one.
class ConditionBoard {
public:
    /// The board looks at the control plane alone; nothing of the other facts is needed.
    explicit ConditionBoard(const Simulation& simulation)
        : m_entries(statusBoard({simulation, {}, {}})) {
        std::vector<WrittenCondition> all;
        for (const BoardEntry& entry : m_entries) {
            m_objects.push_back(statusOwnerOf(entry));
            if (!entry.unwritten.empty())
                all.push_back({&entry, nullptr});
            for (const Condition& condition : entry.conditions)
                all.push_back({&entry, &condition});
        }
        std::ranges::sort(m_objects);
        std::ranges::stable_sort(all, {}, statusKeyOf);
        for (const WrittenCondition& each : all) {
            if (!m_written.empty() && statusKeyOf(m_written.back()) == statusKeyOf(each))
                m_written.back() = each;
            else
                m_written.push_back(each);
        }
    }

    [[nodiscard]] const std::vector<WrittenCondition>& written() const { return m_written; }
    [[nodiscard]] bool has(const StatusOwner& object) const {
        return std::ranges::binary_search(m_objects, object);
    }

private:
    const std::vector<BoardEntry> m_entries;
    std::vector<WrittenCondition> m_written;
    std::vector<StatusOwner> m_objects;
};

std::optional<ConditionValue> conditionValue(const WrittenCondition* written) {
    if (!written || !written->condition)
        return std::nullopt;
    const Condition& condition = *written->condition;
    return ConditionValue{std::string(toString(condition.status)), condition.reason,
                          condition.message, isGood(condition)};
}

bool sameCondition(const WrittenCondition* was, const WrittenCondition* is) {
    if (!was || !is)
        return was == is;
    if (!was->condition || !is->condition)
        return was->condition == is->condition;
    return was->condition->status == is->condition->status &&
           was->condition->reason == is->condition->reason;
}

class StatusComparer {
public:
    StatusComparer(const Simulation& before, const Simulation& after)
        : m_before(before), m_after(after) {}

    std::vector<StatusChange> run() {
        auto was = m_before.written().begin(), is = m_after.written().begin();
        const auto wasEnd = m_before.written().end(), isEnd = m_after.written().end();
        while (was != wasEnd || is != isEnd) {
            const auto order = was == wasEnd  ? std::strong_ordering::greater
                               : is == isEnd ? std::strong_ordering::less
                                             : statusKeyOf(*was) <=> statusKeyOf(*is);
            compare(order <= 0 ? &*was : nullptr, order >= 0 ? &*is : nullptr);
            was += order <= 0 ? 1 : 0;
            is += order >= 0 ? 1 : 0;
        }
        return std::move(m_changes);
    }

private:
    /// Of one key; null: that side has none.
    void compare(const WrittenCondition* was, const WrittenCondition* is) {
        if (sameCondition(was, is))
            return;
        const auto& [object, part, condition] = statusKeyOf(was ? *was : *is);
        if (!m_after.has(object))
            return;
        // That nobody wrote it needs no telling where conditions are told, or the part is gone.
        if (!is && condition.empty())
            return;
        if (!m_before.has(object) && is->condition && isGood(*is->condition))
            return;
        StatusChange change;
        std::tie(change.object.kind, change.object.namespace_, change.object.name) = object;
        change.part = part;
        change.condition = condition;
        change.before = conditionValue(was);
        change.after = conditionValue(is);
        if (is && !is->condition)
            change.why = is->entry->unwritten;
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
