// What moved, in words: of a request what it got and gets, of everything else what was and is.
#pragma once

#include "simulator/changes/changes.h"

#include <QString>

namespace gatesight::ui {

/// "breaks", "gets another answer", "is repaired"
[[nodiscard]] QString effectWords(simulator::MoveEffect effect);
/// "12 break, 1 is repaired" of the moves, or that nothing moves, with nothing else that differs.
[[nodiscard]] QString headlineOf(const simulator::Changes& changes);

/// One side of a part of an answer: "none" and "as sent" where there is nothing to show.
[[nodiscard]] QString partWords(const simulator::PartChange& part, bool after);
/// One side of all parts in a line, the answer first.
[[nodiscard]] QString sideWords(const std::vector<simulator::PartChange>& parts, bool after);

/// "Gateway demo/front, with 2 more kinds of requests like this"
[[nodiscard]] QString placeOf(const simulator::RequestMove& move);
/// What was compared, and of how many hosts the inputs are the same.
[[nodiscard]] QString coverageOf(const simulator::RequestMoves& moves);

/// "True (Accepted)", "not written"
[[nodiscard]] QString conditionWords(const std::optional<simulator::ConditionValue>& value);
/// "HTTPRoute shop/cart, parent Gateway infra/public: Accepted"
[[nodiscard]] QString titleOf(const simulator::StatusChange& change);

}  // namespace gatesight::ui
