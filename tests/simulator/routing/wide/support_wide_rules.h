// The rule for a request among all that fit it.
#pragma once

#include "support_wide_answer.h"

#include <string>
#include <vector>

namespace gatesight::test::wide {

/// Asks one route after the other, then chooses. Lives no longer than the answer.
class RuleSearch {
public:
    explicit RuleSearch(WideAnswer& answer) : m_answer(answer) {}

    /// Every match of the route that fits; `hostname` is what the route is asked for by.
    void collect(const WideAttached& attached, const std::string& hostname);
    /// Ends the answer. `serving`: among which to look for the listener of the rule.
    void choose(const std::vector<const WideListener*>& serving);

private:
    struct Fitting {
        const WideAttached* attached;
        std::string hostname;
        std::size_t rule, index;
        const Json* match;
    };
    [[nodiscard]] bool goesFirst(const Fitting& a, const Fitting& b) const;

    WideAnswer& m_answer;
    std::vector<Fitting> m_fitting;
};

}  // namespace gatesight::test::wide
