#include "app/cli/lint_parts.h"
#include "app/cli/object_json.h"
#include "model/rules/catalogue.h"
#include "simulator/lint/checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

namespace gatesight::cli {

namespace {

Json checkJson(const simulator::LintCheck& check) {
    const model::SpecRule* rule = model::findRule(check.rule);
    return {{"group", check.group},  {"rule", check.rule}, {"level", check.levels},
            {"meaning", rule->text}, {"fix", check.fix},   {"sources", model::spelledOut(*rule)}};
}

void listAsText(std::ostream& out) {
    std::string_view group;
    for (const simulator::LintCheck& check : simulator::lintChecks()) {
        if (check.group != group) {
            out << (group.empty() ? "" : "\n") << check.group << '\n';
            group = check.group;
        }
        const model::SpecRule* rule = model::findRule(check.rule);
        out << fmt::format("  {} ({})\n      {}\n      fix: {}\n", check.rule, check.levels,
                           rule->text, check.fix);
        if (const auto sources = model::spelledOut(*rule); !sources.empty())
            out << fmt::format("      source: {}\n", fmt::join(sources, ", "));
    }
    out << "\nBeside these every rule of the API server (api.*) and of texts (manifest.*) is "
           "checked.\n";
}

}  // namespace

ExitCode listChecks(const Invocation& invocation, const std::string& output) {
    if (output == "json") {
        Json json = {{"apiVersion", "gatesight.dev/v1alpha1"}, {"checks", Json::array()}};
        for (const simulator::LintCheck& check : simulator::lintChecks())
            json["checks"].push_back(checkJson(check));
        invocation.out << indentedJson(json) << '\n';
    } else if (output == "markdown") {
        invocation.out << simulator::lintChecksPage();
    } else if (output == "text") {
        listAsText(invocation.out);
    } else {
        return invocation.unusable("--list is shown as text, json or markdown");
    }
    return ExitCode::Success;
}

}  // namespace gatesight::cli
