// gatesight explain: what a rule of the catalogue says, and where it comes from.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/explained_rules.h"
#include "app/cli/object_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

namespace gatesight::cli {

namespace {

using model::SpecRule;

// What breaks the rule, indented; a tab in it is what it is about.
std::string exampleText(std::string_view example, const Style& style) {
    std::string text = "\nExample:\n";
    while (!example.empty()) {
        const std::size_t end = std::min(example.find('\n'), example.size());
        const std::string_view line = example.substr(0, end);
        const std::size_t tabs = std::min(line.find_first_not_of('\t'), line.size());
        text += "    ";
        for (std::size_t i = 0; i < tabs; ++i)
            text += style.utf8() ? "→   " : "\\t  ";
        text += style.clean(line.substr(tabs)) + "\n";
        example.remove_prefix(std::min(end + 1, example.size()));
    }
    return text;
}

std::string ruleText(const ExplainedRule& explained, const Style& style, std::size_t columns) {
    const SpecRule& rule = explained.rule;
    std::string text =
        style.paint(rule.id, Tone::Bold) + "\n" + style.paint(rule.section, Tone::Dim) + "\n\n";
    const auto paragraph = [&](std::string_view words) {
        for (const std::string& line : wrapped(words, columns))
            text += line + "\n";
    };
    paragraph(rule.text);
    if (!rule.outcome.empty()) {
        text += "\n";
        paragraph(fmt::format("Seen as: {}", rule.outcome));
    }
    text += fmt::format("\nSupport: {}{}{}\n", toString(rule.support),
                        rule.feature.empty() ? "" : fmt::format(", feature {}", rule.feature),
                        rule.experimental ? ", experimental channel only" : "");
    if (!rule.source.empty())
        paragraph(fmt::format("Sources: {}", fmt::join(spelledOut(rule), "; ")));
    if (!explained.example.empty())
        text += exampleText(explained.example, style);
    return text;
}

Json ruleJson(const ExplainedRule& explained) {
    const SpecRule& rule = explained.rule;
    Json json = {{"id", rule.id}, {"section", rule.section}, {"text", rule.text}};
    if (!rule.outcome.empty())
        json["outcome"] = rule.outcome;
    json["support"] = toString(rule.support);
    if (!rule.feature.empty())
        json["feature"] = rule.feature;
    json["experimental"] = rule.experimental;
    json["sources"] = rule.source.empty() ? std::vector<std::string>() : spelledOut(rule);
    if (!explained.example.empty())
        json["example"] = explained.example;
    return json;
}

class Explain final : public Command {
public:
    void define(CLI::App& app) override {
        addChoice(app, "-o,--output", m_output, "text|json", "form of the answer (default: text)");
        app.add_option("rule", m_rules,
                       "ids as in traces and findings, or the beginning of some; none: all")
            ->type_name("RULE");
    }

    ExitCode run(const Invocation& invocation) override {
        std::vector<const ExplainedRule*> chosen;
        for (const std::string& id : m_rules) {
            const auto found = matching(id);
            if (found.empty())
                return unknown(invocation, id);
            chosen.insert(chosen.end(), found.begin(), found.end());
        }
        if (m_rules.empty())
            chosen = matching("");
        write(invocation, chosen);
        return ExitCode::Success;
    }

private:
    // The rule with this id, or all whose id begins with it at a dot.
    static std::vector<const ExplainedRule*> matching(std::string_view id) {
        if (const ExplainedRule* rule = findExplained(id))
            return {rule};
        std::vector<const ExplainedRule*> found;
        for (const ExplainedRule& each : explainedRules()) {
            const std::string_view known = each.rule.id;
            const bool begins = known.starts_with(id) && (id.empty() || id.ends_with('.') ||
                                                          known.substr(id.size()).starts_with('.'));
            if (begins)
                found.push_back(&each);
        }
        return found;
    }

    static ExitCode unknown(const Invocation& invocation, const std::string& id) {
        const auto similar = model::similarRules(id, 3);
        return invocation.unusable(fmt::format(
            "there is no rule '{}'{}", id,
            similar.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(similar, ", "))));
    }

    void write(const Invocation& invocation,
               const std::vector<const ExplainedRule*>& chosen) const {
        if (m_output == "json") {
            Json json = {{"apiVersion", "gatesight.dev/v1alpha1"}, {"rules", Json::array()}};
            for (const ExplainedRule* rule : chosen)
                json["rules"].push_back(ruleJson(*rule));
            invocation.out << indentedJson(json) << '\n';
            return;
        }
        const Style style(invocation.environment.colors, invocation.environment.utf8);
        const auto columns =
            static_cast<std::size_t>(std::min(invocation.environment.columns, 110));
        for (const ExplainedRule* rule : chosen) {
            if (m_rules.empty())
                invocation.out << rule->rule.id << '\n';
            else
                invocation.out << (rule == chosen.front() ? "" : "\n")
                               << ruleText(*rule, style, columns);
        }
    }

    std::vector<std::string> m_rules;
    std::string m_output = "text";
};

}  // namespace

std::unique_ptr<Command> makeExplain() {
    return std::make_unique<Explain>();
}

}  // namespace gatesight::cli
