#include "app/cli/log_text.h"

#include "app/cli/replay_report.h"
#include "app/cli/table.h"
#include "simulator/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace gatesight::cli {

namespace {

using simulator::LogReplay;

constexpr std::size_t kMostListed = 20;

std::string logSection(std::string_view title, const Table& table, const Style& style,
                       std::size_t columns) {
    return table.empty()
               ? ""
               : "\n" + style.paint(title, Tone::Bold) + "\n" + table.render(style, columns, 2);
}

std::string moreLine(std::size_t all, const Style& style) {
    return all <= kMostListed ? ""
                              : fmt::format("  {} {} more; -o json has them\n",
                                            style.mark(Mark::Ellipsis), all - kMostListed);
}

std::string headText(const LogReplay& replay, const Style& style) {
    std::string text;
    for (const simulator::ReplayedLog& log : replay.logs) {
        const bool known = log.format != simulator::LogFormat::Auto;
        text += style.paint(style.clean(log.name), Tone::Bold) + "\n";
        if (!known) {
            text += style.paint(
                "not recognised as any kind of log, so nothing of it was read; "
                "--format says what it is\n",
                Tone::Caution);
            continue;
        }
        text += fmt::format("{} in {}, {}{}\n", simulator::counted(log.requests, "request"),
                            simulator::counted(log.lines, "line"), toString(log.format),
                            log.detected ? " (recognised)" : "");
        for (const std::string& note : log.notes)
            text += style.paint(style.clean(note), Tone::Caution) + "\n";
    }
    text += fmt::format("{}, {} different, seed {}", simulator::counted(replay.total, "request"),
                        replay.different, replay.seed);
    if (const auto unusable = replay.unusableLines(); unusable > 0)
        text += fmt::format("; {} of no use", simulator::counted(unusable, "line"));
    return text + "\n";
}

std::string comparisonText(const LogReplay& replay, const Style& style, std::size_t columns) {
    using simulator::StatusMatch;
    Table table({});
    table.alignRight(0);
    for (const simulator::ComparedStatus& compared : replay.comparison) {
        const bool good = compared.match == StatusMatch::Agrees;
        table.add({{fmt::format("{}", compared.count)},
                   {std::string(wordsFor(compared.match)), good ? Tone::Good : Tone::Caution}});
        if (!good)
            table.addNote(
                {fmt::format("{}: {} was {}, is {}", style.clean(replay.placeText(compared.place)),
                             style.clean(compared.call), compared.logged,
                             style.clean(compared.answer)),
                 Tone::Dim},
                6);
    }
    return logSection("Beside the status in the log", table, style, columns);
}

std::string untakenText(const LogReplay& replay, const Style& style, std::size_t columns) {
    Table table({});
    table.alignRight(0);
    for (const simulator::UntakenRequests& untaken :
         std::span(replay.untaken).first(std::min(kMostListed, replay.untaken.size())))
        table.add({{fmt::format("{}", untaken.count)},
                   {style.clean(untaken.host + untaken.path), Tone::Bad},
                   {style.clean(untaken.reason), Tone::Dim}});
    return logSection("Taken by no rule", table, style, columns) +
           moreLine(replay.untaken.size(), style) +
           (replay.untakenMore == 0
                ? ""
                : fmt::format("  {} to places beyond those that were told apart\n",
                              simulator::counted(replay.untakenMore, "request")));
}

std::string coverageText(const LogReplay& replay, const Style& style, std::size_t columns) {
    Table table({});
    std::size_t missing = 0;
    for (const simulator::RuleCoverage& rule : replay.coverage) {
        if (rule.requests > 0 || ++missing > kMostListed)
            continue;
        table.add({{style.clean(fmt::format("{} {}/{}[{}]", rule.kind, rule.namespace_, rule.route,
                                            rule.rule))},
                   {style.clean(rule.words)},
                   {rule.never.empty() ? "no request of the log goes there"
                                       : style.clean("none can: " + rule.never),
                    rule.never.empty() ? Tone::Caution : Tone::Dim}});
    }
    const std::string title =
        fmt::format("Rules without a request ({} of {} that requests can reach were reached)",
                    reachedRules(replay.coverage), reachableRules(replay.coverage));
    return logSection(title, table, style, columns) + moreLine(missing, style);
}

std::string unusableText(const LogReplay& replay, const Style& style, std::size_t columns) {
    Table table({});
    table.alignRight(0);
    for (const simulator::UnusableLines& lines : replay.unusable) {
        table.add({{fmt::format("{}", lines.count)},
                   {fmt::format("{}: the line {}", toString(lines.reason), wordsFor(lines.reason)),
                    Tone::Caution}});
        for (const simulator::UnusableLines::Example& example : lines.examples)
            table.addNote({style.clean(fmt::format(
                               "{}:{}{}{}", replay.placeText(example.place), example.column,
                               example.message.empty() ? "" : ": ", example.message)),
                           Tone::Dim},
                          6);
    }
    return logSection("Lines of no use", table, style, columns);
}

}  // namespace

std::string nameOf(const LogReplay& replay) {
    if (replay.logs.empty())
        return "log";
    return replay.logs.size() == 1
               ? replay.logs.front().name
               : fmt::format("{} and {} more", replay.logs.front().name, replay.logs.size() - 1);
}

std::string logText(const LogReplay& replay, const Style& style, std::size_t columns) {
    std::string text = headText(replay, style);
    for (const std::string& note : replay.notes) {
        for (const std::string& line : wrapped(style.clean(note), columns))
            text += style.paint(line, Tone::Caution) + "\n";
    }
    text += talliesText("By outcome", replay.byOutcome, replay.total, style, columns);
    text += talliesText("By backend", replay.byBackend, replay.total, style, columns);
    text += talliesText("By status", replay.byStatus, replay.total, style, columns);
    text += talliesText("By route", replay.byRoute, replay.total, style, columns);
    text += talliesText("By Pod", replay.byPod, replay.total, style, columns);
    text += comparisonText(replay, style, columns);
    text += untakenText(replay, style, columns);
    text += coverageText(replay, style, columns);
    return text + unusableText(replay, style, columns);
}

}  // namespace gatesight::cli
