// The rule catalogue: what every cited rule id says, and where it comes from. One data file,
// catalogue.tsv, built into the programs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

/// How far a rule binds implementations.
enum class Support {
    Core,            ///< every implementation that supports the resource
    Extended,        ///< a feature of its own
    Implementation,  ///< left open: a choice of the simulation
    Kubernetes,      ///< of Kubernetes itself, not of the Gateway API
    Gatesight        ///< our own: what a simulator has to add
};

[[nodiscard]] std::string_view toString(Support support);

/// Not to be mixed up with the schema's own rules, whose type has to have another name.
struct SpecRule {
    std::string_view id;       ///< "httproute.match.path.prefix"
    std::string_view section;  ///< "HTTPRoute: matching and precedence: Predicates"
    std::string_view text;     ///< what must hold, in our words
    std::string_view outcome;  ///< what is seen when it does or does not; may be empty
    Support support = Support::Core;
    std::string_view feature;   ///< of an Extended rule, when it has a name: "HTTPRouteCORS"
    bool experimental = false;  ///< only in the experimental channel
    std::string_view
        source;  ///< abbreviated, as in the catalogue: "HR Matches, CT:httproute-matching"
};

/// All rules, sorted by id.
[[nodiscard]] std::span<const SpecRule> rules();

/// The rule with this id, or null. Ids that begin with "manifest." are not of the Gateway API and
/// not in here.
[[nodiscard]] const SpecRule* findRule(std::string_view id);

/// The sources of a rule spelled out, one each: "HTTPRoute type, Matches", "conformance test
/// httproute-matching", "GEP-1911".
[[nodiscard]] std::vector<std::string> spelledOut(const SpecRule& rule);

/// Ids that are nearest to a mistyped one, best first; at most `count`.
[[nodiscard]] std::vector<std::string_view> similarRules(std::string_view id,
                                                         std::size_t count = 5);

}  // namespace gatesight::model
