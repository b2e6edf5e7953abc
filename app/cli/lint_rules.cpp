// What `lint --rules` adds: every rule, with a request that it takes, or why it takes none.
#include "app/cli/lint_parts.h"
#include "app/cli/object_json.h"
#include "app/cli/table.h"
#include "simulator/changes/request_moves.h"
#include "simulator/routing/request.h"

#include <fmt/format.h>

namespace gatesight::cli {

namespace {

using simulator::ListedRule;
using RuleState = ListedRule::State;

std::string ruleName(const model::World& world, const ListedRule& rule) {
    const model::Object& route = world.object(rule.route);
    return fmt::format("{} {} rules[{}]{}", route.kind, route.fullName(), rule.rule,
                       rule.name.empty() ? "" : fmt::format(" \"{}\"", rule.name));
}

Cell stateCell(RuleState state) {
    switch (state) {
        case RuleState::Live:
            return {"live", Tone::Good};
        case RuleState::NeverMatches:
            return {"never matches", Tone::Caution};
        case RuleState::Unreached:
            return {"unreached", Tone::Caution};
        case RuleState::NotAttached:
            return {"not attached", Tone::Bad};
        case RuleState::NotKnown:
            break;
    }
    return {"not known", Tone::Dim};
}

std::string whyOf(const ListedRule& rule) {
    switch (rule.state) {
        case RuleState::Live:
            return inWords(*rule.witness);
        case RuleState::NeverMatches: {
            std::string why;
            for (const simulator::CoveringRule& each : rule.covering)
                why += fmt::format("{}{} goes first at {}: {}", why.empty() ? "" : "; ", each.name,
                                   each.host, each.why);
            return why.empty() ? "its own matches take all first" : why;
        }
        case RuleState::Unreached:
            return "the listeners that have its route get no request for its names";
        case RuleState::NotAttached:
            return "no listener and no Service serves its route";
        case RuleState::NotKnown:
            break;
    }
    return "no request was found that it takes, which proves nothing where there are expressions";
}

}  // namespace

std::string rulesText(const model::World& world, const std::vector<ListedRule>& rules,
                      const Style& style, std::size_t columns) {
    Table table({"RULE", "STATE", "A REQUEST THAT IT TAKES, OR WHY IT TAKES NONE"});
    for (const ListedRule& rule : rules)
        table.add({{style.clean(ruleName(world, rule))},
                   stateCell(rule.state),
                   {style.clean(whyOf(rule))}});
    return rules.empty() ? "no HTTPRoute or GRPCRoute has a rule\n" : table.render(style, columns);
}

Json rulesJson(const model::World& world, const std::vector<ListedRule>& rules) {
    Json list = Json::array();
    for (const ListedRule& rule : rules) {
        Json& json = list.emplace_back(Json{{"route", referenceJson(world.object(rule.route).reference())},
                                            {"rule", rule.rule}});
        simulator::addText(json, "ruleName", rule.name);
        json["state"] = toString(rule.state);
        if (rule.witness)
            json["request"] = toJson(*rule.witness);
        for (const simulator::CoveringRule& each : rule.covering)
            json["coveredBy"].push_back(
                {{"route", referenceJson(world.object(each.route).reference())},
                 {"rule", each.rule},
                 {"host", each.host},
                 {"why", each.why}});
    }
    return list;
}

}  // namespace gatesight::cli
