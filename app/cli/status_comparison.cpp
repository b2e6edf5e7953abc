#include "app/cli/status_comparison.h"

#include "app/cli/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace gatesight::cli {

namespace {

using simulator::ReportRow;
using simulator::ReportVerdict;
using simulator::StatusComparison;

struct VerdictWords {
    Mark mark;
    Tone tone;
    std::string_view one, many;  // "1 disagrees", "2 disagree"
};

const VerdictWords& wordsOf(ReportVerdict verdict) {
    static constexpr std::array<VerdictWords, simulator::kReportVerdicts> kWords{{
        {Mark::No, Tone::Bad, "disagrees", "disagree"},
        {Mark::Applied, Tone::Caution, "is behind", "are behind"},
        {Mark::Note, Tone::Caution, "is written by another controller", "are written by another controller"},
        {Mark::Note, Tone::Dim, "is written by nobody", "are written by nobody"},
        {Mark::Yes, Tone::Good, "agrees", "agree"},
    }};
    return kWords[static_cast<std::size_t>(verdict)];
}

std::string valueText(const std::optional<simulator::StatusValue>& value) {
    if (!value)
        return "nothing";
    return value->reason.empty() || value->reason == value->status ? value->status
                                                                   : fmt::format("{} {}", value->status, value->reason);
}

class ComparisonWriter {
public:
    ComparisonWriter(const model::World& world, const Style& style) : m_world(world), m_style(style), m_table({}) {}

    void add(const ReportRow& row) {
        const VerdictWords& words = wordsOf(row.verdict);
        const model::Object& object = m_world.object(row.object);
        const std::string name = fmt::format("{} {}{}{}", object.kind, object.fullName(), row.part.empty() ? "" : ", ", row.part);
        m_table.add({{std::string(m_style.mark(words.mark)), words.tone},
                     {name == m_last ? "" : m_style.clean(name), Tone::Bold},
                     {m_style.clean(row.type)},
                     {m_style.clean(sayings(row))}});
        m_last = name;
        if (!row.why.empty())
            m_table.addNote({m_style.clean(note(row)), words.tone}, 7);
        if (row.verdict == ReportVerdict::Disagree && row.reported && !row.reported->message.empty())
            m_table.addNote({m_style.clean("the controller says: " + row.reported->message), Tone::Dim}, 7);
    }

    [[nodiscard]] std::string render(std::size_t columns) const {
        return m_table.empty() ? "" : m_table.render(m_style, columns) + "\n";
    }

private:
    static std::string sayings(const ReportRow& row) {
        if (row.verdict == ReportVerdict::Unwritten)
            return "nobody writes a status";
        if (row.verdict == ReportVerdict::Agree)
            return valueText(row.reported ? row.reported : row.predicted);
        return fmt::format("reported {}, predicted {}", valueText(row.reported), valueText(row.predicted));
    }

    static std::string note(const ReportRow& row) {
        const bool foreign = row.verdict == ReportVerdict::Foreign && !row.controller.empty();
        return foreign ? fmt::format("written by {}: {}", row.controller, row.why) : row.why;
    }

    const model::World& m_world;
    Style m_style;
    Table m_table;
    std::string m_last;
};

std::string countsLine(const StatusComparison& comparison, const Style& style) {
    std::string line;
    for (std::size_t i = 0; i < simulator::kReportVerdicts; ++i) {
        const std::size_t count = comparison.counts[i];
        if (count == 0)
            continue;
        const VerdictWords& words = wordsOf(static_cast<ReportVerdict>(i));
        line += line.empty() ? "" : ", ";
        line += style.paint(fmt::format("{} {}", count, count == 1 ? words.one : words.many), words.tone);
    }
    return line.empty() ? "nothing to compare" : line;
}

}  // namespace

std::string comparisonTable(const model::World& world, const StatusComparison& comparison, const Style& style,
                            std::size_t columns, bool all) {
    if (comparison.objectsWithReport == 0)
        return "no object carries a status that a controller wrote: these manifests do not come from a cluster\n";
    std::vector<const ReportRow*> rows;
    for (const ReportRow& row : comparison.rows)
        if (all || row.verdict != ReportVerdict::Agree)
            rows.push_back(&row);
    std::ranges::stable_sort(rows, {}, [](const ReportRow* row) { return row->verdict; });
    ComparisonWriter writer(world, style);
    for (const ReportRow* row : rows)
        writer.add(*row);
    return writer.render(columns) + countsLine(comparison, style) + "\n";
}

}  // namespace gatesight::cli
