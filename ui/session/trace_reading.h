// What a Decision says in short: the step that decided, and one line for people.
#pragma once

#include "simulator/routing/decision.h"

#include <string>

namespace gatesight::ui {

/// Index of the step that made the answer what it is: the rule that won, or what stopped the
/// request; -1 without a trace.
[[nodiscard]] int decidingStep(const simulator::Decision& decision);

/// The first step that names the smallest change which would have matched; -1 when there is none.
[[nodiscard]] int nearestMiss(const simulator::Decision& decision);

/// Whether the client is served: forwarded, redirected or left the cluster, and not answered with
/// an error.
[[nodiscard]] bool succeeded(const simulator::Decision& decision);

/// "200", "404", "301", "TLS alert", "refused" …
[[nodiscard]] std::string shortAnswer(const simulator::Decision& decision);

/// Where it went or why it did not: "shop/cart-v2:8080 · pod cart-v2-7f" or "NoRouteMatched".
[[nodiscard]] std::string whereTo(const simulator::Decision& decision);

/// How it got there: "HTTPRoute shop/cart rule 2 · 10 % · pod cart-v2-7f"; on a failure the
/// sentence of the deciding step.
[[nodiscard]] std::string howCome(const simulator::Decision& decision);

/// "90 %", "33.3 %"; never rounds a part to nothing or to all.
[[nodiscard]] std::string percent(std::int64_t numerator, std::int64_t denominator);

/// "shop/cart-v2:8080"
[[nodiscard]] std::string toText(const simulator::DecidedBackend& backend);

}  // namespace gatesight::ui
