// gatesight explain: what a rule of the catalogue says, and where it comes from.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/object_json.h"
#include "model/rules/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

namespace gatesight::cli {

namespace {

using model::Rule;

std::string ruleText(const Rule& rule, const Style& style, std::size_t columns) {
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
    paragraph(fmt::format("Sources: {}", fmt::join(spelledOut(rule), "; ")));
    return text;
}

Json ruleJson(const Rule& rule) {
    Json json = {{"id", rule.id}, {"section", rule.section}, {"text", rule.text}};
    if (!rule.outcome.empty())
        json["outcome"] = rule.outcome;
    json["support"] = toString(rule.support);
    if (!rule.feature.empty())
        json["feature"] = rule.feature;
    json["experimental"] = rule.experimental;
    json["sources"] = spelledOut(rule);
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
        std::vector<const Rule*> chosen;
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
    static std::vector<const Rule*> matching(std::string_view id) {
        if (const Rule* rule = model::findRule(id))
            return {rule};
        std::vector<const Rule*> found;
        for (const Rule& rule : model::rules()) {
            const bool begins =
                rule.id.starts_with(id) &&
                (id.empty() || id.ends_with('.') || rule.id.substr(id.size()).starts_with('.'));
            if (begins)
                found.push_back(&rule);
        }
        return found;
    }

    static ExitCode unknown(const Invocation& invocation, const std::string& id) {
        const auto similar = model::similarRules(id, 3);
        return invocation.unusable(fmt::format(
            "there is no rule '{}'{}", id,
            similar.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(similar, ", "))));
    }

    void write(const Invocation& invocation, const std::vector<const Rule*>& chosen) const {
        if (m_output == "json") {
            Json json = {{"apiVersion", "gatesight.dev/v1alpha1"}, {"rules", Json::array()}};
            for (const Rule* rule : chosen)
                json["rules"].push_back(ruleJson(*rule));
            invocation.out << indentedJson(json) << '\n';
            return;
        }
        const Style style(invocation.environment.colors, invocation.environment.utf8);
        const auto columns =
            static_cast<std::size_t>(std::min(invocation.environment.columns, 110));
        for (const Rule* rule : chosen) {
            if (m_rules.empty())
                invocation.out << rule->id << '\n';
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
