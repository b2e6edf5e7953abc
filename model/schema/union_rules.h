// Predicates of tagged unions, such as filters: the member named by `type`, and no other.
#pragma once

#include "model/schema/value.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// A text as a template argument, so that each predicate stays a plain function.
template <std::size_t Size>
struct Literal {
    char text[Size];
    constexpr Literal(const char (&from)[Size]) {  // NOLINT: converts on purpose
        std::copy_n(from, Size, text);
    }
    [[nodiscard]] constexpr std::string_view view() const { return {text, Size - 1}; }
};

/// A member stands only beside its type.
template <Literal Member, Literal Type>
[[nodiscard]] Verdict onlyForItsType(const Value& self) {
    return !self[Member.view()] || self["type"].text() == Type.view();
}

/// A type has its member.
template <Literal Member, Literal Type>
[[nodiscard]] Verdict thereForItsType(const Value& self) {
    return self[Member.view()].valid() || self["type"].text() != Type.view();
}

/// At most one of a list has this type (api.filter.repeat).
template <Literal Type>
[[nodiscard]] Verdict onlyOnce(const Value& self) {
    const std::vector<Value> items = self.items();
    return std::ranges::count_if(
               items, [](const Value& each) { return each["type"].text() == Type.view(); }) <= 1;
}

}  // namespace gatesight::model
