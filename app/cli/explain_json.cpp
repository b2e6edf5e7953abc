#include "app/cli/explain_document.h"
#include "simulator/lint/checks.h"

namespace gatesight::cli {

namespace {

using simulator::Citation;

Json outcomesJson(const model::RuleExample& example) {
    Json json = Json::array();
    for (const model::RuleExample::Outcome& outcome : example.outcomes) {
        Json each = Json::object();
        if (!outcome.request.empty())
            each["request"] = outcome.request;
        each["says"] = outcome.says;
        json.push_back(std::move(each));
    }
    return json;
}

Json citationJson(const Citation& citation) {
    Json json = {{"by", toString(citation.by)}};
    if (!citation.request.empty())
        json["request"] = citation.request;
    if (Json object = referenceJson(citation.object); !object.empty())
        json["object"] = std::move(object);
    if (!citation.part.empty())
        json["part"] = citation.part;
    json["verdict"] = citation.verdict;
    json["message"] = citation.message;
    if (citation.source.known())
        json["source"] = placeJson(citation.source);
    return json;
}

}  // namespace

Json ruleJson(const model::ExplainedRule& explained) {
    const model::SpecRule& rule = explained.rule;
    Json json = {{"id", rule.id}, {"section", rule.section}, {"text", rule.text}};
    if (!rule.outcome.empty())
        json["outcome"] = rule.outcome;
    json["support"] = toString(rule.support);
    if (!rule.feature.empty())
        json["feature"] = rule.feature;
    json["experimental"] = rule.experimental;
    json["sources"] = rule.source.empty() ? std::vector<std::string>() : spelledOut(rule);
    if (const simulator::LintCheck* check = simulator::findLintCheck(rule.id))
        json["lint"] = {{"level", check->levels}, {"fix", check->fix}};
    if (const model::RuleExample* example = explained.example) {
        json["example"] = manifestText(*example);
        json["exampleTitle"] = example->title;
        json["exampleOutcomes"] = outcomesJson(*example);
    } else if (!explained.breaking.empty()) {
        json["example"] = explained.breaking;
    }
    return json;
}

Json citationsJson(std::span<const Citation> citations) {
    Json json = Json::array();
    for (const Citation& citation : citations)
        json.push_back(citationJson(citation));
    return json;
}

}  // namespace gatesight::cli
