#include "app/cli/findings_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace gatesight::cli {

namespace {

using model::Finding;
using model::Severity;

Tone toneOf(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return Tone::Bad;
        case Severity::Warning:
            return Tone::Caution;
        case Severity::Info:
            return Tone::Accent;
    }
    return Tone::Plain;
}

std::string placeOf(const model::SourceLocation& source, const Style& style) {
    return source.known() ? style.paint(style.clean(toString(source)) + ":", Tone::Bold) + " " : "";
}

// "HTTPRoute shop/cart, spec.rules[0].matches[1]"
std::string subjectOf(const Finding& finding) {
    std::string subject = finding.object.empty() ? "" : toString(finding.object);
    if (!finding.field.empty())
        subject += (subject.empty() ? "" : ", ") + finding.field;
    return subject;
}

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string headlineOf(const Finding& finding, const Style& style) {
    const std::string rule =
        finding.rule.empty()
            ? ""
            : style.paint(fmt::format(" [{}]", style.clean(finding.rule)), Tone::Dim);
    return fmt::format(
        "{}{} {}{}", placeOf(finding.source, style),
        style.paint(fmt::format("{}:", toString(finding.severity)), toneOf(finding.severity)),
        style.clean(finding.message), rule);
}

std::string toText(const Finding& finding, const SourceLines& sources, const Style& style) {
    constexpr std::size_t kIndent = 4, kColumns = 120;
    std::string text = headlineOf(finding, style) + "\n";
    if (const std::string subject = subjectOf(finding); !subject.empty())
        text += fmt::format("    {} {}\n", style.paint("in", Tone::Dim), style.clean(subject));
    if (const std::string_view from = sources.templateOf(finding.source); !from.empty())
        text += fmt::format("    {} {}\n", style.paint("from", Tone::Dim), style.clean(from));
    text += sources.excerpt(finding.source, style, kIndent, kColumns,
                            finding.source.position.column != 0);
    for (const model::RelatedPlace& related : finding.related) {
        text += fmt::format("    {} {}{}\n", style.paint("see", Tone::Dim),
                            placeOf(related.source, style), style.clean(related.message));
        text += sources.excerpt(related.source, style, kIndent, kColumns, false);
    }
    if (finding.edit)
        text += fmt::format("    {} {}\n", style.paint("fix", Tone::Good),
                            style.clean(finding.edit->description));
    return text;
}

std::string summaryOf(const model::Findings& findings) {
    std::array<std::size_t, 3> counts{};
    for (const Finding& finding : findings)
        ++counts[static_cast<std::size_t>(finding.severity)];
    std::string summary;
    const std::array<std::string_view, 3> nouns{"error", "warning", "info"};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] != 0)
            summary += (summary.empty() ? "" : ", ") +
                       (i == 2 ? fmt::format("{} info", counts[i]) : plural(counts[i], nouns[i]));
    }
    return summary.empty() ? "no findings" : summary;
}

void tellFailures(const Invocation& invocation, const CommonOptions& options,
                  const model::Findings& findings) {
    constexpr std::ptrdiff_t kShown = 5;
    const Style style(options.color == "always" ||
                          (options.color == "auto" && invocation.environment.errorIsTerminal &&
                           invocation.environment.colors),
                      invocation.environment.utf8);
    std::ptrdiff_t count = 0;
    for (const Finding& finding : findings) {
        if (options.fails(finding.severity) && ++count <= kShown)
            invocation.err << headlineOf(finding, style) << '\n';
    }
    if (count > kShown)
        invocation.err << fmt::format("and {} more like these; `gatesight lint` shows them all\n",
                                      count - kShown);
}

}  // namespace gatesight::cli
