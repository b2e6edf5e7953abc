#include "model/rules/explained_rules.h"

#include "model/manifest/rules.h"

#include <algorithm>
#include <array>

namespace gatesight::model {

namespace {

std::string_view seenAs(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "a finding of severity error; the rest of the input is read all the same";
        case Severity::Warning:
            return "a finding of severity warning";
        case Severity::Info:
            return "a finding of severity info";
    }
    return "";
}

SpecRule ownRule(std::string_view id, std::string_view section, std::string_view text,
                 Severity severity) {
    return {.id = id,
            .section = section,
            .text = text,
            .outcome = seenAs(severity),
            .support = Support::Gatesight,
            .feature = {},
            .experimental = false,
            .source = {}};
}

constexpr std::string_view kReading = "Reading manifests";
constexpr std::string_view kScenarios = "Scenarios";
constexpr std::string_view kKubeconfig = "Reading kubeconfigs";

struct OwnRule {
    std::string_view id, section, text;
    Severity severity;
};

constexpr std::array kOwnRules{
    OwnRule{"cluster.snapshot.partial", "Live clusters",
            "a snapshot of a cluster lacks what could not be read, or was not asked for",
            Severity::Warning},
    OwnRule{"kubeconfig.base64", kKubeconfig, "a value that should be base64 is not",
            Severity::Error},
    OwnRule{"kubeconfig.field", kKubeconfig,
            "a field that a kubeconfig does not have; kubectl ignores it", Severity::Warning},
    OwnRule{"kubeconfig.name", kKubeconfig,
            "a cluster, user or context has no name, or not the only one of its kind in its file",
            Severity::Error},
    OwnRule{"kubeconfig.type", kKubeconfig, "a value of a kubeconfig is of the wrong type",
            Severity::Error},
    OwnRule{"kubeconfig.value", kKubeconfig,
            "a value of a kubeconfig is none of those that can stand there", Severity::Error},
    OwnRule{"manifest.duplicate-object", kReading,
            "two documents are the same object; the later one is used", Severity::Warning},
    OwnRule{"manifest.identity", kReading,
            "a document has no apiVersion or no kind, so that it can be no object",
            Severity::Error},
    OwnRule{"manifest.input.empty", kReading,
            "a folder or archive holds no .yaml, .yml or .json file", Severity::Error},
    OwnRule{"scenario.field", kScenarios, "a field of a Scenario is unknown or has a wrong value",
            Severity::Error},
    OwnRule{"scenario.limit", kScenarios,
            "a Scenario has more requests, traffic or repetitions than are taken", Severity::Error},
    OwnRule{"scenario.name", kScenarios,
            "the name of a request or traffic is missing, or not the only one of its kind",
            Severity::Error},
    OwnRule{"scenario.version", kScenarios, "a Scenario has an apiVersion that is not known",
            Severity::Error},
};

std::vector<ExplainedRule> collect() {
    std::vector<ExplainedRule> all;
    for (const SpecRule& rule : rules())
        all.push_back({.rule = rule, .breaking = {}, .example = findExample(rule.id)});
    for (const ManifestRule& rule : manifestRules())
        all.push_back({ownRule(rule.id, kReading, rule.meaning, rule.severity), rule.example});
    for (const OwnRule& rule : kOwnRules)
        all.push_back({ownRule(rule.id, rule.section, rule.text, rule.severity)});
    std::ranges::sort(all, {}, [](const ExplainedRule& each) { return each.rule.id; });
    return all;
}

}  // namespace

const std::vector<ExplainedRule>& explainedRules() {
    static const std::vector<ExplainedRule> kAll = collect();
    return kAll;
}

const ExplainedRule* findExplained(std::string_view id) {
    const auto& all = explainedRules();
    const auto found = std::ranges::lower_bound(
        all, id, {}, [](const ExplainedRule& each) { return each.rule.id; });
    return found != all.end() && found->rule.id == id ? &*found : nullptr;
}

}  // namespace gatesight::model
