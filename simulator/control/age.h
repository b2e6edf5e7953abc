// Which of two objects is the older one: the order that breaks every tie of the Gateway API.
#pragma once

#include "model/kinds/resource.h"

#include <compare>
#include <string_view>

namespace gatesight::simulator {

/// Less is older: creationTimestamp, then "namespace/name" in alphabetical order
/// (route.precedence.age).
///
/// Objects without creationTimestamp would be created now, in load order: they are younger than all
/// that have one (route.precedence.age-missing).
[[nodiscard]] std::strong_ordering compareAge(const model::Object& first,
                                              const model::Object& second);

/// Why the first of two objects of one kind goes before the second, for messages: "it is older".
[[nodiscard]] std::string_view whyOlder(const model::Object& first, const model::Object& second);

/// Order of "namespace/name" texts, without making them.
[[nodiscard]] std::strong_ordering compareFullNames(const model::ObjectMeta& first,
                                                    const model::ObjectMeta& second);

}  // namespace gatesight::simulator
