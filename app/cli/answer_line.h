// The answer of a Decision in one line for people.
#pragma once

#include "app/cli/style.h"
#include "simulator/routing/decision_words.h"

#include <string>

namespace gatesight::cli {

/// "200 from shop/cart-v2 (Pod cart-v2-…-1, 1/10 of this rule)", "404 from Gateway infra/public
/// itself", "connection refused".
[[nodiscard]] std::string answerLine(const simulator::Decision& decision, const Style& style);

using simulator::isGoodNews;
using simulator::nameOf;
using simulator::percent;

}  // namespace gatesight::cli
