// A Decision in words for people.
#pragma once

#include "simulator/routing/decision.h"

#include <cstdint>
#include <string>

namespace gatesight::simulator {

/// "200 from shop/cart-v2:8080  (Pod cart-v2-…-1, 10 % of this rule)", "404 from Gateway
/// infra/public itself", "connection refused: nobody listens".
[[nodiscard]] std::string inOneLine(const Decision& decision);

/// Whether the client got what it came for: an answer below 400, a redirect, a way out.
[[nodiscard]] bool isGoodNews(const Decision& decision);

/// "10 %", "33.3 %", "0.01 %": a share for reading; the exact one stands beside it.
[[nodiscard]] std::string percent(std::int64_t numerator, std::int64_t denominator);

/// "shop/cart-v2:8080", with its kind in front when it is no Service.
[[nodiscard]] std::string nameOf(const DecidedBackend& backend);

}  // namespace gatesight::simulator
