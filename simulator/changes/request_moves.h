// Requests that get another answer, told by rule: equal moves of one rule are one line.
#pragma once

#include "simulator/changes/request_classes.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// "answer": "shop/cart-v1:8080 80 %, shop/cart-v2:8080 20 %" -> "404 NoRouteMatched"
struct PartChange {
    std::string name;
    std::string before, after;  ///< for people; empty: none, or as sent
};

enum class MoveEffect { Breaks, Changes, Repairs };
[[nodiscard]] std::string_view toString(MoveEffect effect);

/// What became of an answer. `good` is what the client came for.
[[nodiscard]] MoveEffect effectOf(const GivenAnswer& before, const GivenAnswer& after);
[[nodiscard]] std::vector<PartChange> partChanges(const GivenAnswer& before,
                                                  const GivenAnswer& after);

/// What two moved classes have in common when they are one move: the place, the rules, and the
/// difference as far as it comes from rules.
[[nodiscard]] std::string moveKey(const MovedClass& moved);

struct RequestMove {
    MoveEffect effect = MoveEffect::Changes;
    std::string place;                          ///< as of MovedClass
    std::optional<DecidedRoute> before, after;  ///< rules; absent: none took the requests
    std::vector<PartChange> parts;              ///< of the witness
    Request witness;                            ///< the plainest one
    std::size_t classes = 1;                    ///< that moved in this way
    std::set<std::string> origins;              ///< "https://shop.example.com" of all of them
};

struct RequestMoves {
    std::vector<RequestMove> moves;  ///< what breaks first; then by place and witness
    std::size_t movedClasses = 0;
    ClassCoverage coverage;
    std::vector<std::string> notes;  ///< sentences about what could only be sampled
};

[[nodiscard]] RequestMoves requestMoves(const Simulation& before, const Simulation& after,
                                        const ObjectContents& contents, const ClassBounds& bounds,
                                        const std::stop_token& stop);

/// "HTTPRoute shop/cart rules[0]", "HTTPRoute shop/cart rules[0] canary"
[[nodiscard]] std::string nameOf(const DecidedRoute& rule);

/// The rule before and after in one text: "HTTPRoute shop/cart rules[0] -> rules[1]" with `arrow`
/// between them, or one of them where both are the same; empty: no rule took them on either side.
[[nodiscard]] std::string ruleMove(const std::optional<DecidedRoute>& before,
                                   const std::optional<DecidedRoute>& after,
                                   std::string_view arrow);

/// "GET https://shop.example.com/cart?debug=1, x-canary: true"
[[nodiscard]] std::string inWords(const Request& request);

}  // namespace gatesight::simulator
