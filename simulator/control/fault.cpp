#include "simulator/control/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gatesight::simulator {
namespace {

/// Messages that a condition quotes; it says how many more there are.
constexpr std::size_t kQuoted = 3;

}  // namespace

Condition trueCondition(std::string_view type, std::string_view reason, std::string_view rule,
                        std::string message) {
    return {.type = std::string(type),
            .status = Condition::Status::True,
            .reason = std::string(reason),
            .message = std::move(message),
            .rule = rule};
}

Condition falseCondition(std::string_view type, std::span<const Fault> faults) {
    Condition result{.type = std::string(type),
                     .status = Condition::Status::False,
                     .reason = std::string(faults.front().reason),
                     .message = {},
                     .rule = faults.front().rule};
    for (const Fault& fault : faults.first(std::min(faults.size(), kQuoted))) {
        result.message += result.message.empty() ? "" : "; ";
        result.message += fault.message;
    }
    if (faults.size() > kQuoted)
        result.message += fmt::format("; and {} more", faults.size() - kQuoted);
    return result;
}

Condition falseCondition(std::string_view type, const Fault& fault) {
    return falseCondition(type, std::span(&fault, 1));
}

void observe(Conditions& conditions, std::int64_t generation) {
    for (Condition& condition : conditions)
        condition.observedGeneration = generation;
}

}  // namespace gatesight::simulator
