// The route book: for each team (namespace) its routes in plain language.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/facts.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gatesight::simulator {

/// Where a part of the requests goes.
struct BookTarget {
    std::string backend;  ///< "cart-v1" in the route's own namespace, else "catalog/ratings"
    std::int64_t numerator = 1, denominator = 1;
    std::string trouble;  ///< why nothing answers there; empty: something does
};

/// What happens to requests that meet `conditions` beyond the path.
struct BookVariant {
    std::uint32_t rule = 0;
    std::string ruleName;
    std::vector<std::string> conditions;  ///< "method POST", "header x-canary: true"
    std::vector<BookTarget> targets;
    std::string answer;                ///< instead of targets: "are redirected: 301 to https"
    std::vector<std::string> changes;  ///< on the way: "sets request header x-team: shop"
    std::string never;                 ///< why no request comes here; empty: some do
};

/// One sentence: some paths and all that happens to requests to them.
struct BookEntry {
    std::vector<RichText> requests;  ///< "/cart and below"
    std::vector<BookVariant> variants;
};

struct BookRoute {
    std::string kind, name;
    std::vector<std::string> origins;    ///< "https://shop.example.com"
    std::vector<std::string> entrances;  ///< "infra/public/https", "Service shop/cart"
    std::string trouble;                 ///< why it gets no traffic; empty: it does
    std::vector<BookEntry> entries;
};

struct TeamRoutes {
    std::string namespace_;
    std::vector<BookRoute> routes;  ///< by kind and name
};

/// Sorted by namespace.
[[nodiscard]] std::vector<TeamRoutes> routeBook(const ReportFacts& facts);

/// "Requests to https://shop.example.com/cart and below go to cart-v1 (9 of 10) and cart-v2 (1 of
/// 10); with header x-canary: true always to cart-v2."
[[nodiscard]] RichText sentenceOf(const BookRoute& route, const BookEntry& entry);

[[nodiscard]] Chapter routeBookChapter(const std::vector<TeamRoutes>& teams);

}  // namespace gatesight::simulator
