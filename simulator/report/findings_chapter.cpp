#include "simulator/report/findings_chapter.h"

#include "simulator/report/words.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace gatesight::simulator {

namespace {

constexpr std::array kSeverities{model::Severity::Error, model::Severity::Warning,
                                 model::Severity::Info};

TextTone severityTone(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error:
            return TextTone::Bad;
        case model::Severity::Warning:
            return TextTone::Caution;
        case model::Severity::Info:
            return TextTone::Info;
    }
    return TextTone::Plain;
}

std::string severityTitle(model::Severity severity) {
    return severity == model::Severity::Error     ? "Errors"
           : severity == model::Severity::Warning ? "Warnings"
                                                  : "Notes";
}

std::string_view severityWord(model::Severity severity) {
    return severity == model::Severity::Error     ? "error"
           : severity == model::Severity::Warning ? "warning"
                                                  : "note";
}

/// One bar for each rule that findings cite, the most frequent first.
Block byRule(const model::Findings& findings) {
    std::map<std::string_view, std::map<model::Severity, std::int64_t>> rules;
    for (const model::Finding& finding : findings)
        ++rules[finding.rule][finding.severity];
    BarChart chart{"Findings by rule", {}, true};
    const auto total = [](const BarChart::Bar& bar) {
        std::int64_t sum = 0;
        for (const BarChart::Part& part : bar.parts)
            sum += part.value;
        return sum;
    };
    for (const auto& [rule, counts] : rules) {
        BarChart::Bar bar{code(std::string(rule)), {}};
        for (const auto& [severity, count] : counts)
            bar.parts.push_back({count,
                                 counted(static_cast<std::size_t>(count), severityWord(severity)),
                                 severityTone(severity)});
        chart.bars.push_back(std::move(bar));
    }
    std::ranges::stable_sort(chart.bars, std::ranges::greater(), total);
    constexpr std::size_t kShown = 12;
    if (chart.bars.size() > kShown) {
        chart.title += fmt::format(" (the {} most frequent of {})", kShown, chart.bars.size());
        chart.bars.resize(kShown);
    }
    return {std::move(chart)};
}

std::vector<RichText> findingRow(const model::Finding& finding) {
    RichText where = code(toString(finding.source));
    if (!finding.source.known())
        where = RichText();
    RichText message(finding.message);
    if (!finding.field.empty())
        message.add(" ").add(finding.field, TextTone::Code);
    return {toString(finding.object), std::move(message), code(finding.rule), std::move(where)};
}

}  // namespace

Chapter findingsChapter(const model::Findings& findings) {
    Chapter chapter{"findings", "Findings", {}};
    if (findings.empty()) {
        chapter.blocks.push_back({Paragraph{"Nothing was found that breaks or surprises."}});
        return chapter;
    }
    chapter.blocks.push_back(
        {Paragraph{RichText("What an API server would refuse, and what will surprise. ")
                       .add("gatesight explain RULE", TextTone::Code)
                       .add(" says what a rule means and where it comes from.")}});
    chapter.blocks.push_back(byRule(findings));
    for (const model::Severity severity : kSeverities) {
        DataTable table{{{"Object", 1.3}, {"What", 3.2}, {"Rule", 1.3}, {"Where", 1.4}},
                        {},
                        "gatesight lint has them all"};
        for (const model::Finding& finding : findings)
            if (finding.severity == severity)
                table.rows.push_back(findingRow(finding));
        if (table.rows.empty())
            continue;
        RichText title(severityTitle(severity), severityTone(severity));
        title.add(fmt::format(" ({})", table.rows.size()));
        const bool open = severity != model::Severity::Info && table.rows.size() <= 60;
        chapter.blocks.push_back({Fold{std::move(title), {{std::move(table)}}, open}});
    }
    return chapter;
}

}  // namespace gatesight::simulator
