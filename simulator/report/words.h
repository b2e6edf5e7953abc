// Matches, filters and numbers in plain language.
#pragma once

#include "model/kinds/http_route.h"
#include "simulator/report/rich_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// "Exact", "PathPrefix", "RegularExpression"
[[nodiscard]] std::string_view pathTypeName(model::HTTPPathMatch::Type type);

/// "/cart and below", "exactly /cart", "any path", "paths like /v[0-9]+" after `origin`
/// ("https://shop.example.com", or empty); of a gRPC match "calls of games.Matchmaker/Find".
[[nodiscard]] RichText pathWords(const model::HTTPRouteMatch& match,
                                 const std::string& origin = {});

/// What a match asks for besides path and method: "header x-canary: true", "query q like .+". Only
/// what counts: of equal names the first.
[[nodiscard]] std::vector<std::string> conditionsOf(const model::HTTPRouteMatch& match);

/// What a filter does on the way: "sets request header x-team: shop". Empty for redirects, which
/// answer instead.
[[nodiscard]] std::vector<std::string> filterWords(const model::HTTPRouteFilter& filter);

/// "301 to https, same path"
[[nodiscard]] std::string redirectWords(const model::RequestRedirect& redirect);

/// "1 route", "2 routes"
[[nodiscard]] std::string counted(std::size_t count, std::string_view one,
                                  std::string_view many = {});

}  // namespace gatesight::simulator
