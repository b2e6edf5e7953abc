#include "simulator/report/contradictions_chapter.h"

#include "simulator/named_json.h"
#include "simulator/report/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

using Kind = Contradiction::Kind;

constexpr std::array kContradictionKinds{Kind::Dropped, Kind::ReachablePastGateway,
                                         Kind::ExposedWithoutRoute};

TextTone contradictionTone(const Contradiction& row) {
    return row.severity == model::Severity::Info ? TextTone::Info : TextTone::Caution;
}

std::vector<RichText> contradictionCells(const Contradiction& row) {
    RichText decides(row.decider.text);
    if (row.decider.source.known())
        decides.add(" (").add(toString(row.decider.source), TextTone::Code).add(")");
    if (!row.assumed.empty())
        decides.add("; ").add(row.assumed, TextTone::Muted);
    return {RichText(row.promised),
            RichText(row.happens, contradictionTone(row)),
            std::move(decides),
            RichText(row.remedy),
            code(std::string(row.rule)),
            row.source.known() ? code(toString(row.source)) : RichText()};
}

/// Bars by kind: how many are warnings, how many notes.
Block contradictionBars(const std::vector<Contradiction>& rows) {
    BarChart chart{"Contradictions by kind", {}, true};
    for (const Kind kind : kContradictionKinds) {
        BarChart::Bar bar{std::string(titleOf(kind)), {}};
        for (const auto severity : {model::Severity::Warning, model::Severity::Info}) {
            const auto count = std::ranges::count_if(rows, [&](const Contradiction& row) {
                return row.kind == kind && row.severity == severity;
            });
            if (count == 0)
                continue;
            const bool note = severity == model::Severity::Info;
            bar.parts.push_back(
                {count, counted(static_cast<std::size_t>(count), note ? "note" : "warning"),
                 note ? TextTone::Info : TextTone::Caution});
        }
        if (!bar.parts.empty())
            chart.bars.push_back(std::move(bar));
    }
    return {std::move(chart)};
}

}  // namespace

Chapter contradictionsChapter(const std::vector<Contradiction>& rows) {
    Chapter chapter{"contradictions", "Contradictions", {}};
    if (rows.empty()) {
        chapter.blocks.push_back(
            {Paragraph{"No network policy keeps a Gateway from what its routes promise, and no way "
                       "past a Gateway was found that matters."}});
        return chapter;
    }
    chapter.blocks.push_back(
        {Paragraph{"What routes promise, beside what network policies and the ways into Services "
                   "let through: backends that are accepted, programmed and dropped; backends that "
                   "answer without the route's filters; Services that the outside reaches and no "
                   "route means."}});
    chapter.blocks.push_back(contradictionBars(rows));
    for (const Kind kind : kContradictionKinds) {
        DataTable table{{{"What was promised", 2.2},
                         {"What happens", 2.2},
                         {"Who decides", 2.4},
                         {"What to do", 2},
                         {"Rule", 1},
                         {"Where", 1.2}},
                        {},
                        "gatesight lint has them all"};
        bool warns = false;
        for (const Contradiction& row : rows) {
            if (row.kind != kind)
                continue;
            table.rows.push_back(contradictionCells(row));
            warns = warns || row.severity != model::Severity::Info;
        }
        if (table.rows.empty())
            continue;
        RichText title(std::string(titleOf(kind)), warns ? TextTone::Caution : TextTone::Info);
        title.add(fmt::format(" ({})", table.rows.size()));
        const bool open = warns && table.rows.size() <= 60;
        chapter.blocks.push_back({Fold{std::move(title), {{std::move(table)}}, open}});
    }
    return chapter;
}

nlohmann::ordered_json toJson(const Contradiction& row) {
    const auto callers = [](const Callers& some) {
        return nlohmann::ordered_json{
            {"pods", some.pods}, {"namespaces", some.namespaces}, {"example", some.example}};
    };
    nlohmann::ordered_json json = {
        {"kind", toString(row.kind)},         {"extent", toString(row.extent)},
        {"severity", toString(row.severity)}, {"rule", row.rule},
        {"promised", row.promised},           {"happens", row.happens}};
    const auto put = [&json](const char* key, const auto& value) {
        if (!value.empty())
            json[key] = value;
    };
    put("route", row.names.route);
    put("rules", row.rules);
    put("otherRoutes", row.names.otherRoutes);
    put("role", row.role);
    put("gateway", row.names.gateway);
    json["service"] = row.names.service;
    json["port"] = row.port;
    json["readyEndpoints"] = row.endpoints;
    if (row.kind == Kind::Dropped) {
        json["dropped"] = row.dropped;
        json["unknown"] = row.unknown;
    }
    put("safeguards", row.safeguards);
    put("fronts", row.fronts);
    put("maybeFronts", row.maybeFronts);
    if (row.callers.pods > 0)
        json["callers"] = callers(row.callers);
    if (row.maybeCallers.pods > 0)
        json["maybeCallers"] = callers(row.maybeCallers);
    nlohmann::ordered_json decider = {{"why", row.decider.why}, {"text", row.decider.text}};
    if (row.decider.policy.valid()) {
        decider["policy"] = row.names.policy;
        decider["direction"] = row.decider.direction;
        if (row.decider.rule != DecidingPolicy::kNoRule)
            decider["rule"] = row.decider.rule;
    }
    if (!row.decider.hint.empty())
        decider["hint"] = row.decider.hint;
    if (row.decider.source.known())
        decider["source"] = placeJson(row.decider.source);
    json["decider"] = std::move(decider);
    put("assumed", row.assumed);
    put("remedy", row.remedy);
    if (row.source.known())
        json["source"] = placeJson(row.source);
    return json;
}

}  // namespace gatesight::simulator
