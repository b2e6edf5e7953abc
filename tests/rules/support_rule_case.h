// One case of a rule as data: a cluster, what is asked of it, and what the answers must hold. The files lie in tests/rules/cases;
// their form is told in README.md there.
#pragma once

#include "model/manifest/finding.h"
#include "simulator/options.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gatesight::test {

using Json = nlohmann::ordered_json;

struct RuleCase {
    std::string place;               ///< "httproute_filters.yaml:12", where the case begins
    std::vector<std::string> rules;  ///< ids that the case shows to hold
    std::string title;               ///< one sentence; with the rules unique
    std::string manifests;           ///< YAML; the cluster, besides what all cases share
    bool bare = false;               ///< nothing is shared: the manifests are the whole cluster
    std::string edit;                ///< YAML laid over the cluster afterwards, as a second `kubectl apply`
    Json remove;                     ///< list of objects deleted afterwards, "Kind namespace/name"
    simulator::Options options;
    Json requests;  ///< list of {request, seed, expect, expectNot, cites}
    Json status;    ///< by object: lines, or a part of the JSON
    Json stored;    ///< by object: a part of the JSON
    Json generated;  ///< by object: a part of the JSON of what `gatesight status --generated` prints, null: there is none
    Json findings;  ///< list of beginnings of lines
};

struct RuleCases {
    std::vector<RuleCase> cases;
    std::vector<std::string> problems;  ///< what is wrong with the files themselves
};

/// All cases of the files *.yaml of a folder, in name order.
[[nodiscard]] RuleCases readRuleCases(const std::string& folder);

/// What the engine answers otherwise than the case says, a line each; empty when all holds.
[[nodiscard]] std::vector<std::string> violations(const RuleCase& ruleCase);

/// What lint finds in the cluster of the case.
[[nodiscard]] model::Findings findingsIn(const RuleCase& ruleCase);

/// Whether `actual` holds all of `expected`: of maps the named keys (null: absent), of lists the items in that order, others between
/// them. A text that begins with "~" stands for any text that contains the rest.
[[nodiscard]] bool holds(const Json& actual, const Json& expected);

}  // namespace gatesight::test
