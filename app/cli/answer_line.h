// The answer of a Decision in one line for people.
#pragma once

#include "app/cli/style.h"
#include "simulator/routing/decision.h"

#include <string>

namespace gatesight::cli {

/// "200 from shop/cart-v2 (Pod cart-v2-…-1, 1/10 of this rule)", "404 from Gateway infra/public
/// itself", "connection refused".
[[nodiscard]] std::string answerLine(const simulator::Decision& decision, const Style& style);

/// Whether the client got what it came for: an answer below 400, a redirect, a way out.
[[nodiscard]] bool isGoodNews(const simulator::Decision& decision);

/// "10 %", "33.3 %", "0.01 %": a share for reading; the exact one stands beside it.
[[nodiscard]] std::string percent(std::int64_t numerator, std::int64_t denominator);

/// "shop/cart-v2:8080", with its kind in front when it is no Service.
[[nodiscard]] std::string nameOf(const simulator::DecidedBackend& backend);

}  // namespace gatesight::cli
