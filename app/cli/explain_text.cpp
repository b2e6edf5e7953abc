#include "app/cli/explain_document.h"
#include "app/cli/table.h"
#include "simulator/lint/checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::cli {

namespace {

using model::RuleExample;
using model::SpecRule;
using simulator::Citation;

/// More places than this are counted, not listed; JSON has all of them.
constexpr std::size_t kMostCitations = 40;

// What breaks the rule, indented; a tab in it is what it is about.
std::string breakingText(std::string_view example, const Style& style) {
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

void addWrapped(std::string& text, std::string_view words, std::size_t indent,
                std::size_t columns) {
    for (const std::string& line : wrapped(words, columns - indent))
        text += std::string(indent, ' ') + line + "\n";
}

/// The manifests, each request to them, and below it what comes of it.
std::string exampleText(const RuleExample& example, const Style& style, std::size_t columns) {
    std::string text = "\n";
    addWrapped(text, fmt::format("Example: {}", style.clean(example.title)), 0, columns);
    text += "\n";
    for (const std::string_view line : example.manifests)
        text += "    " + style.paint(style.clean(line),
                                     line.starts_with('#') ? Tone::Dim : Tone::Plain) +
                "\n";
    text += "\n";
    for (const RuleExample::Outcome& outcome : example.outcomes) {
        if (!outcome.request.empty())
            text += "    " + style.paint(style.clean(outcome.request), Tone::Bold) + "\n";
        for (const std::string_view said : outcome.says)
            addWrapped(text, fmt::format("{} {}", style.mark(Mark::Arrow), style.clean(said)),
                       outcome.request.empty() ? 4 : 6, columns);
    }
    return text;
}

std::string citedBy(const Citation& citation) {
    return citation.by == Citation::By::TraceStep ? fmt::format("trace {}", citation.request)
                                              : std::string(toString(citation.by));
}

std::string citedAt(const Citation& citation) {
    return citation.source.known() ? toString(citation.source) : "derived";
}

/// "spec.rules[0]: rejected: the path …"
std::string saidOf(const Citation& citation) {
    std::string text;
    for (const std::string* part : {&citation.part, &citation.verdict, &citation.message})
        if (!part->empty())
            text += (text.empty() ? "" : ": ") + *part;
    return text;
}

}  // namespace

std::string ruleText(const model::ExplainedRule& explained, const Style& style,
                     std::size_t columns) {
    const SpecRule& rule = explained.rule;
    std::string text =
        style.paint(rule.id, Tone::Bold) + "\n" + style.paint(rule.section, Tone::Dim) + "\n\n";
    addWrapped(text, rule.text, 0, columns);
    if (!rule.outcome.empty()) {
        text += "\n";
        addWrapped(text, fmt::format("Seen as: {}", rule.outcome), 0, columns);
    }
    text += fmt::format("\nSupport: {}{}{}\n", toString(rule.support),
                        rule.feature.empty() ? "" : fmt::format(", feature {}", rule.feature),
                        rule.experimental ? ", experimental channel only" : "");
    if (!rule.source.empty())
        addWrapped(text, fmt::format("Sources: {}", fmt::join(spelledOut(rule), "; ")), 0,
                   columns);
    if (const simulator::LintCheck* check = simulator::findLintCheck(rule.id))
        addWrapped(text, fmt::format("In lint: {}. {}", check->levels, check->fix), 0, columns);
    if (!explained.breaking.empty())
        text += breakingText(explained.breaking, style);
    if (explained.example)
        text += exampleText(*explained.example, style, columns);
    return text;
}

std::string citationsText(std::span<const Citation> citations, const Style& style,
                          std::size_t columns) {
    if (citations.empty())
        return "\nNothing here cites it.\n";
    Table table({"CITED BY", "OBJECT", "WHERE"});
    for (const Citation& citation : citations.first(std::min(citations.size(), kMostCitations))) {
        table.add({{style.clean(citedBy(citation))},
                   {style.clean(citation.object.empty() ? "" : toString(citation.object))},
                   {style.clean(citedAt(citation)), Tone::Accent}});
        table.addNote({style.clean(saidOf(citation)), Tone::Dim}, 4);
    }
    std::string text = "\n" + table.render(style, columns);
    if (citations.size() > kMostCitations)
        text += fmt::format("and {} more; -o json has all\n", citations.size() - kMostCitations);
    return text;
}

}  // namespace gatesight::cli
