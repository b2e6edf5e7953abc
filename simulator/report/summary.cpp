#include "simulator/report/summary.h"

#include "simulator/report/words.h"
#include "simulator/topology/svg_style.h"

#include <fmt/format.h>

#include <map>
#include <variant>

namespace gatesight::simulator {

namespace {

std::size_t& countOf(RoleCount& count, NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return count.getsTraffic;
        case NodeState::Idle:
            return count.idle;
        case NodeState::Refused:
            return count.refused;
        case NodeState::Missing:
            return count.missing;
        case NodeState::Unknown:
            return count.unknown;
    }
    return count.unknown;
}

/// Listeners and rules have names only together with what holds them: "Rule/shop/cart/2" is rule 2
/// of cart, whatever its words are.
std::string silentName(const GraphNode& node) {
    if (node.state == NodeState::Missing || node.key.empty())
        return node.title;
    if (node.role != NodeRole::Listener && node.role != NodeRole::Rule)
        return node.title;
    const std::size_t kind = node.key.find('/');
    const std::size_t space = node.key.find('/', kind + 1);
    return space == std::string::npos ? node.title : node.key.substr(space + 1);
}

bool isListed(NodeRole role) {
    return role != NodeRole::Client && role != NodeRole::Pod && role != NodeRole::Exit;
}

TextTone toneOf(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return TextTone::Good;
        case NodeState::Idle:
            return TextTone::Caution;
        case NodeState::Refused:
        case NodeState::Missing:
            return TextTone::Bad;
        case NodeState::Unknown:
            return TextTone::Info;
    }
    return TextTone::Plain;
}

/// "12 with traffic"
std::string_view afterCount(NodeState state) {
    switch (state) {
        case NodeState::GetsTraffic:
            return "with traffic";
        case NodeState::Idle:
            return "without";
        case NodeState::Refused:
        case NodeState::Missing:
        case NodeState::Unknown:
            break;
    }
    return stateWords(state);
}

/// What belongs together in a narrow cell.
std::string unbroken(std::string_view words) {
    std::string result;
    for (const char c : words)
        result += c == ' ' ? std::string("\u00a0") : std::string(1, c);
    return result;
}

Block figures(const Summary& summary) {
    KeyFigures figures;
    for (const RoleCount& count : summary.counts) {
        if (count.role == NodeRole::Pod || count.role == NodeRole::Exit)
            continue;
        const std::size_t there = count.all() - count.missing;
        const bool all = count.getsTraffic == count.all();
        std::string note =
            all ? "all get traffic" : fmt::format("{} with traffic", count.getsTraffic);
        if (count.missing > 0)
            note += fmt::format(", {} missing", count.missing);
        figures.figures.push_back({std::string(columnTitle(count.role)), fmt::format("{}", there),
                                   std::move(note), all ? TextTone::Good : TextTone::Caution});
    }
    const auto add = [&figures](std::string label, std::size_t value, TextTone tone) {
        figures.figures.push_back(
            {std::move(label), fmt::format("{}", value), "", value == 0 ? TextTone::Muted : tone});
    };
    add("Errors", summary.errors, TextTone::Bad);
    add("Warnings", summary.warnings, TextTone::Caution);
    return {std::move(figures)};
}

Block traffic(const Summary& summary) {
    BarChart chart{"What gets traffic", {}};
    for (const RoleCount& count : summary.counts) {
        BarChart::Bar bar{std::string(columnTitle(count.role)), {}};
        const auto part = [&bar](std::size_t value, NodeState state) {
            if (value > 0)
                bar.parts.push_back({static_cast<std::int64_t>(value),
                                     std::string(afterCount(state)), toneOf(state)});
        };
        part(count.getsTraffic, NodeState::GetsTraffic);
        part(count.idle, NodeState::Idle);
        part(count.refused, NodeState::Refused);
        part(count.missing, NodeState::Missing);
        part(count.unknown, NodeState::Unknown);
        chart.bars.push_back(std::move(bar));
    }
    return {std::move(chart)};
}

Block silentTable(const std::vector<SilentPart>& silent) {
    DataTable table{{{"What", 0.8}, {"Namespace", 1}, {"Name", 1.6}, {"State", 0.9}, {"Why", 3}},
                    {},
                    "-o html and -o json have them all"};
    for (const SilentPart& part : silent) {
        RichText why(part.why);
        if (!part.nearest.empty())
            why.add("; the nearest name is ").add(part.nearest, TextTone::Code);
        table.rows.push_back({part.kind, code(part.namespace_), code(part.name),
                              RichText(unbroken(stateWords(part.state)), toneOf(part.state)),
                              std::move(why)});
    }
    Fold fold{fmt::format("What gets no traffic, and why ({})", silent.size()),
              {{std::move(table)}},
              silent.size() <= 40};
    return {std::move(fold)};
}

RichText leadOf(const Summary& summary) {
    const RoleCount* rules = nullptr;
    for (const RoleCount& count : summary.counts)
        if (count.role == NodeRole::Rule)
            rules = &count;
    RichText text(fmt::format("{} of {} get traffic, in {}.", rules ? rules->getsTraffic : 0,
                              counted(rules ? rules->all() : 0, "rule"),
                              counted(summary.namespaces, "namespace")));
    const std::size_t found = summary.errors + summary.warnings;
    text.add(found == 0 ? " Nothing was found that breaks or surprises."
                        : fmt::format(" {} and {} were found.", counted(summary.errors, "error"),
                                      counted(summary.warnings, "warning")));
    if (!summary.notModelled.empty())
        text.add(fmt::format(" Read, but not judged: {}.", summary.notModelled), TextTone::Caution);
    return text;
}

}  // namespace

Summary summarize(const model::World& world, const Topology& topology,
                  const model::Findings& findings) {
    Summary summary;
    std::map<NodeRole, RoleCount> counts;
    for (const GraphNode& node : topology.nodes()) {
        if (node.role == NodeRole::Client)
            continue;
        RoleCount& count = counts[node.role];
        count.role = node.role;
        ++countOf(count, node.state);
        if (isListed(node.role) && node.state != NodeState::GetsTraffic)
            summary.silent.push_back({node.role, node.state, node.kind, node.namespace_,
                                      silentName(node), node.why, node.nearest});
    }
    for (const auto& [role, count] : counts)
        summary.counts.push_back(count);
    for (const model::Finding& finding : findings)
        ++(finding.severity == model::Severity::Error     ? summary.errors
           : finding.severity == model::Severity::Warning ? summary.warnings
                                                          : summary.infos);
    summary.notModelled = notModelledKinds(world);
    return summary;
}

std::string notModelledKinds(const model::World& world) {
    std::map<std::string_view, std::size_t> counts;
    for (const model::ObjectPtr& object : world.objects())
        if (std::holds_alternative<model::Opaque>(object->resource))
            ++counts[object->kind];
    std::string text;
    for (const auto& [kind, count] : counts)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
    return text;
}

Chapter summaryChapter(const Summary& summary) {
    Chapter chapter{"summary", "Summary", {}};
    chapter.blocks.push_back({Paragraph{leadOf(summary)}});
    chapter.blocks.push_back(figures(summary));
    if (!summary.counts.empty())
        chapter.blocks.push_back(traffic(summary));
    if (!summary.silent.empty())
        chapter.blocks.push_back(silentTable(summary.silent));
    return chapter;
}

}  // namespace gatesight::simulator
