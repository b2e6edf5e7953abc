// A status condition, as a controller would write it, with the rule that made it so.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct Condition {
    enum class Status { True, False, Unknown };
    std::string type;
    Status status = Status::Unknown;
    std::string reason;
    std::string message;
    std::int64_t observedGeneration = 0;  ///< of the object whose status this is; 0: not written (pending defaults)
    std::string_view rule;                ///< id of spec/RULES.md
};

[[nodiscard]] std::string_view toString(Condition::Status status);

/// Whether a condition of this type is good news when it is False ("Conflicted"); all others are
/// when they are True.
[[nodiscard]] bool isGoodWhenFalse(std::string_view type);

/// Whether the condition is as one wishes it.
[[nodiscard]] inline bool isGood(const Condition& condition) {
    return condition.status == (isGoodWhenFalse(condition.type) ? Condition::Status::False
                                                                : Condition::Status::True);
}

using Conditions = std::vector<Condition>;

/// The condition of a type, or null.
[[nodiscard]] inline const Condition* find(const Conditions& conditions, std::string_view type) {
    const auto found = std::ranges::find(conditions, type, &Condition::type);
    return found == conditions.end() ? nullptr : &*found;
}
[[nodiscard]] inline bool isTrue(const Conditions& conditions, std::string_view type) {
    const Condition* condition = find(conditions, type);
    return condition && condition->status == Condition::Status::True;
}

}  // namespace gatesight::simulator
