#include "simulator/report/reported_chapter.h"

#include "simulator/report/words.h"
#include "simulator/reported/comparison_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatesight::simulator {

namespace {

struct VerdictLook {
    std::string_view title;
    TextTone tone;
};

const VerdictLook& lookOf(ReportVerdict verdict) {
    static constexpr std::array<VerdictLook, kReportVerdicts> kLooks{{
        {"Controllers say something else", TextTone::Bad},
        {"Controllers are behind", TextTone::Caution},
        {"Written by another controller", TextTone::Caution},
        {"Nobody writes these", TextTone::Muted},
        {"Controllers agree", TextTone::Good},
    }};
    return kLooks[static_cast<std::size_t>(verdict)];
}

RichText valueCell(const std::optional<StatusValue>& value) {
    if (!value)
        return RichText("nothing", TextTone::Muted);
    return RichText(value->reason.empty() ? value->status : fmt::format("{} {}", value->status, value->reason));
}

Block verdictBars(const StatusComparison& comparison) {
    BarChart chart{"Conditions and counts of routes", {}, false};
    BarChart::Bar bar{RichText("all"), {}};
    for (std::size_t i = 0; i < kReportVerdicts; ++i)
        if (const auto count = static_cast<std::int64_t>(comparison.counts[i]); count > 0) {
            const auto verdict = static_cast<ReportVerdict>(i);
            bar.parts.push_back({count, fmt::format("{} {}", count, toString(verdict)), lookOf(verdict).tone});
        }
    chart.bars.push_back(std::move(bar));
    return {std::move(chart)};
}

DataTable tableOf(const ReportedStatus& reported, ReportVerdict verdict) {
    DataTable table{{{"Object", 1.5}, {"Part of its status", 1.3}, {"Condition", 1}, {"Reported", 1.3}, {"Predicted", 1.3}, {"Why", 2}},
                    {},
                    "gatesight status --compare has them all"};
    for (const ReportedStatus::Row& each : reported.rows)
        if (each.row.verdict == verdict)
            table.rows.push_back({code(each.object), each.row.part, each.row.type, valueCell(each.row.reported),
                                  valueCell(each.row.predicted), each.row.why});
    return table;
}

}  // namespace

ReportedStatus reportedStatus(const ReportFacts& facts) {
    const model::World& world = facts.world();
    ReportedStatus result;
    if (!carriesReports(world))
        return result;
    result.comparison = compareStatus(world, facts.control());
    result.json = std::make_shared<const nlohmann::ordered_json>(toJson(world, result.comparison));
    for (ReportRow& row : result.comparison.rows) {
        if (row.verdict == ReportVerdict::Agree)
            continue;
        const model::Object& object = world.object(row.object);
        result.rows.push_back({fmt::format("{} {}", object.kind, object.fullName()), std::move(row)});
    }
    result.comparison.rows.clear();
    std::ranges::stable_sort(result.rows, {}, [](const ReportedStatus::Row& each) { return each.row.verdict; });
    return result;
}

Chapter reportedChapter(const ReportedStatus& reported) {
    Chapter chapter{"reported", "What controllers reported", {}};
    chapter.blocks.push_back({Paragraph{RichText(fmt::format(
        "The statuses that {} came with, beside those that a conformant controller would write.",
        counted(reported.comparison.objectsWithReport, "object", "objects")))}});
    chapter.blocks.push_back(verdictBars(reported.comparison));
    for (std::size_t i = 0; i + 1 < kReportVerdicts; ++i) {
        const auto verdict = static_cast<ReportVerdict>(i);
        DataTable table = tableOf(reported, verdict);
        if (table.rows.empty())
            continue;
        RichText title(std::string(lookOf(verdict).title), lookOf(verdict).tone);
        title.add(fmt::format(" ({})", table.rows.size()));
        chapter.blocks.push_back({Fold{std::move(title), {{std::move(table)}}, verdict == ReportVerdict::Disagree}});
    }
    return chapter;
}

}  // namespace gatesight::simulator
