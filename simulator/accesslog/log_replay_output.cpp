// A replayed log as JSON and as CSV.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "simulator/accesslog/log_replay.h"
#include "simulator/traffic/tally_output.h"

namespace gatesight::simulator {

namespace {

using LogJson = nlohmann::ordered_json;

constexpr std::size_t kMostPlaces = 1000;  // that no rule takes, in JSON

std::string fileOf(const LogReplay& replay, const LogPlace& place) {
    return place.file < replay.logs.size() ? replay.logs[place.file].name : "";
}

LogJson logsJson(const LogReplay& replay) {
    LogJson list = LogJson::array();
    for (const ReplayedLog& log : replay.logs) {
        list.push_back({{"file", log.name}});
        if (log.format != LogFormat::Auto)
            list.back()["format"] = toString(log.format);
        list.back()["detected"] = log.detected && log.format != LogFormat::Auto;
        list.back()["lines"] = log.lines;
        list.back()["requests"] = log.requests;
        if (!log.notes.empty())
            list.back()["notes"] = log.notes;
    }
    return list;
}

LogJson unusableJson(const LogReplay& replay) {
    LogJson list = LogJson::array();
    for (const UnusableLines& lines : replay.unusable) {
        LogJson examples = LogJson::array();
        for (const UnusableLines::Example& example : lines.examples)
            examples.push_back({{"file", fileOf(replay, example.place)},
                                {"line", example.place.line},
                                {"column", example.column},
                                {"message", example.message}});
        list.push_back({{"reason", toString(lines.reason)},
                        {"lines", lines.count},
                        {"examples", std::move(examples)}});
    }
    return list;
}

LogJson comparisonJson(const LogReplay& replay) {
    LogJson list = LogJson::array();
    for (const ComparedStatus& compared : replay.comparison)
        list.push_back({{"match", toString(compared.match)},
                        {"count", compared.count},
                        {"example",
                         {{"file", fileOf(replay, compared.place)},
                          {"line", compared.place.line},
                          {"request", compared.call},
                          {"logged", compared.logged},
                          {"answer", compared.answer}}}});
    return list;
}

LogJson untakenJson(const LogReplay& replay) {
    LogJson list = LogJson::array();
    for (const UntakenRequests& untaken :
         std::span(replay.untaken).first(std::min(kMostPlaces, replay.untaken.size())))
        list.push_back({{"host", untaken.host},
                        {"path", untaken.path},
                        {"reason", untaken.reason},
                        {"count", untaken.count}});
    return list;
}

std::uint64_t unlisted(const LogReplay& replay) {
    std::uint64_t more = replay.untakenMore;
    for (std::size_t i = kMostPlaces; i < replay.untaken.size(); ++i)
        more += replay.untaken[i].count;
    return more;
}

LogJson coverageJson(const LogReplay& replay) {
    LogJson list = LogJson::array();
    for (const RuleCoverage& rule : replay.coverage) {
        LogJson entry{{"kind", rule.kind},
                      {"namespace", rule.namespace_},
                      {"route", rule.route},
                      {"rule", rule.rule},
                      {"requests", rule.requests}};
        if (!rule.words.empty())
            entry["words"] = rule.words;
        if (!rule.never.empty())
            entry["never"] = rule.never;
        list.push_back(std::move(entry));
    }
    return list;
}

void addCountRow(std::string& csv, std::string_view dimension, const std::string& name,
                 std::uint64_t count) {
    csv += fmt::format("{},{},{},,\n", dimension, csvField(name), count);
}

}  // namespace

nlohmann::ordered_json toJson(const LogReplay& replay) {
    LogJson json;
    json["apiVersion"] = "gatesight.dev/v1alpha1";
    json["kind"] = "LogReplay";
    json["seed"] = replay.seed;
    json["total"] = replay.total;
    json["different"] = replay.different;
    if (replay.beyond > 0)
        json["beyond"] = replay.beyond;
    json["logs"] = logsJson(replay);
    json["unusable"] = unusableJson(replay);
    json["byOutcome"] = talliesJson(replay.byOutcome, replay.total, false);
    json["byBackend"] = talliesJson(replay.byBackend, replay.total, false);
    json["byPod"] = talliesJson(replay.byPod, replay.total, false);
    json["byStatus"] = talliesJson(replay.byStatus, replay.total, false);
    json["byRoute"] = talliesJson(replay.byRoute, replay.total, false);
    json["comparison"] = comparisonJson(replay);
    json["untaken"] = untakenJson(replay);
    json["untakenMore"] = unlisted(replay);
    json["coverage"] = coverageJson(replay);
    json["notes"] = replay.notes;
    return json;
}

std::string toCsv(const LogReplay& replay) {
    std::string csv = "dimension,name,count,failures,share\n";
    addTallyRows(csv, "outcome", replay.byOutcome, replay.total);
    addTallyRows(csv, "backend", replay.byBackend, replay.total);
    addTallyRows(csv, "pod", replay.byPod, replay.total);
    addTallyRows(csv, "status", replay.byStatus, replay.total);
    addTallyRows(csv, "route", replay.byRoute, replay.total);
    for (const ComparedStatus& compared : replay.comparison)
        addCountRow(csv, "comparison", std::string(toString(compared.match)), compared.count);
    for (const UntakenRequests& untaken : replay.untaken)
        addCountRow(csv, "untaken", untaken.host + untaken.path, untaken.count);
    for (const RuleCoverage& rule : replay.coverage)
        addCountRow(csv, "coverage",
                    fmt::format("{} {}/{}[{}]", rule.kind, rule.namespace_, rule.route, rule.rule),
                    rule.requests);
    for (const UnusableLines& lines : replay.unusable)
        addCountRow(csv, "unusable", std::string(toString(lines.reason)), lines.count);
    return csv;
}

}  // namespace gatesight::simulator
