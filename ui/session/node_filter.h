// The language of the find box: words, and comparisons joined by "and", "or", "not".
//
//     cart                              anything with "cart" in its texts
//     ns = shop and not state = idle    fields: ns, kind, name, state, role; "=" compares whole,
//     "~" in part, "!=" negates refused                           a state by its word (ns = shop or
//     ns = infra) and kind = Service
#pragma once

#include "simulator/topology/topology.h"

#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace gatesight::ui {

/// What a filter looks at; upper and lower case do not matter.
struct FilterFacts {
    std::string_view namespace_, kind, name, state, role, text;
};

[[nodiscard]] FilterFacts factsOf(const simulator::GraphNode& node);

class NodeFilter {
public:
    struct Term;  ///< node of the syntax tree; public for the parser only

    /// Admits everything.
    NodeFilter() = default;
    /// The error is one sentence that names the place. Empty text admits everything.
    [[nodiscard]] static std::expected<NodeFilter, std::string> parse(std::string_view text);

    [[nodiscard]] bool empty() const { return !m_root; }
    [[nodiscard]] bool matches(const FilterFacts& facts) const;

private:
    std::shared_ptr<const Term> m_root;
};

}  // namespace gatesight::ui
