#include "app/cli/replay_report.h"

#include "app/cli/answer_line.h"
#include "app/cli/log_text.h"
#include "app/cli/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace gatesight::cli {

namespace {

using simulator::Tally;

std::string bar(std::uint64_t count, std::uint64_t total, const Style& style) {
    constexpr std::uint64_t kLongest = 24;
    const std::uint64_t length = total == 0 ? 0 : (count * kLongest + total / 2) / total;
    std::string result;
    for (std::uint64_t i = 0; i < length; ++i)
        result += style.utf8() ? "█" : "#";
    return result.empty() && count != 0 ? (style.utf8() ? "▏" : "#") : result;
}

std::string endings(const NamedReplay& replay, const Style& style, std::size_t columns) {
    Table table({});
    for (const simulator::Ending& ending : replay.result.endings) {
        if (!ending.succeeded()) {
            table.add({{fmt::format("{}", ending.count)},
                       {style.clean(replay.plan.requests[ending.request].name)},
                       {answerLine(ending.decision, Style(false, style.utf8())), Tone::Bad}});
        }
    }
    return table.empty()
               ? ""
               : "\n" + style.paint("Failed", Tone::Bold) + "\n" + table.render(style, columns, 2);
}

std::uint64_t failuresOf(const simulator::ReplayResult& result) {
    std::uint64_t failures = 0;
    for (const simulator::Ending& ending : result.endings)
        failures += ending.succeeded() ? 0 : ending.count;
    return failures;
}

std::string csvCell(std::string_view text) {
    std::string result = "\"";
    for (const char c : printable(text))
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

}  // namespace

std::string talliesText(std::string_view title, const std::vector<Tally>& list, std::uint64_t total,
                        const Style& style, std::size_t columns) {
    if (list.empty())
        return {};
    std::vector<Tally> sorted = list;
    std::ranges::stable_sort(sorted, std::ranges::greater(), &Tally::count);
    constexpr std::size_t kShown = 20;
    Table table({});
    table.alignRight(1);
    table.alignRight(2);
    for (const Tally& tally : std::span(sorted).first(std::min(kShown, sorted.size()))) {
        const std::string failed =
            tally.failures == 0 ? "" : fmt::format("{} failed", tally.failures);
        table.add(
            {{style.clean(tally.name)},
             {fmt::format("{}", tally.count)},
             {percent(static_cast<std::int64_t>(tally.count), static_cast<std::int64_t>(total))},
             {bar(tally.count, total, style), tally.failures == 0 ? Tone::Good : Tone::Bad},
             {failed, Tone::Bad}});
    }
    std::string text =
        "\n" + style.paint(title, Tone::Bold) + "\n" + table.render(style, columns, 2);
    if (sorted.size() > kShown)
        text += fmt::format("  {} {} more; -o csv has them all\n", style.mark(Mark::Ellipsis),
                            sorted.size() - kShown);
    return text;
}

std::string replayText(const std::vector<NamedReplay>& replays, const Style& style,
                       std::size_t columns) {
    std::string text;
    for (const NamedReplay& replay : replays) {
        const simulator::ReplayResult& result = replay.result;
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n",
                            style.paint(style.clean(replay.name), Tone::Bold));
        text += fmt::format("{} requests in {:.1f} simulated seconds, {} failed, seed {}\n",
                            result.total, result.seconds, failuresOf(result), replay.plan.seed);
        text += talliesText("By backend", result.byBackend, result.total, style, columns);
        text += talliesText("By status", result.byStatus, result.total, style, columns);
        text += talliesText("By route", result.byRoute, result.total, style, columns);
        text += talliesText("By Pod", result.byPod, result.total, style, columns);
        text += endings(replay, style, columns);
    }
    return text;
}

Json replayJson(const std::vector<NamedReplay>& replays) {
    Json json = {{"apiVersion", "gatesight.dev/v1alpha1"}, {"replays", Json::array()}};
    for (const NamedReplay& replay : replays) {
        Json entry = {{"name", replay.name}};
        entry.update(toJson(replay.plan, replay.result));
        json["replays"].push_back(std::move(entry));
    }
    return json;
}

Json replayJson(const simulator::LogReplay& log) {
    Json json = {{"apiVersion", "gatesight.dev/v1alpha1"}, {"replays", Json::array()}};
    Json entry = {{"name", nameOf(log)}};
    entry.update(toJson(log));
    json["replays"].push_back(std::move(entry));
    return json;
}

namespace {

void addNamedRows(std::string& text, const std::string& name, const std::string& csv) {
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);  // the headings
    while (std::getline(lines, line))
        text += csvCell(name) + "," + line + "\n";
}

constexpr const char* kRowHeadings = "mix,dimension,name,count,failures,share\n";

}  // namespace

std::string replayCsv(const std::vector<NamedReplay>& replays) {
    std::string text = kRowHeadings;
    for (const NamedReplay& replay : replays)
        addNamedRows(text, replay.name, simulator::toCsv(replay.result));
    return text;
}

std::string replayCsv(const simulator::LogReplay& log) {
    std::string text = kRowHeadings;
    addNamedRows(text, nameOf(log), simulator::toCsv(log));
    return text;
}

}  // namespace gatesight::cli
