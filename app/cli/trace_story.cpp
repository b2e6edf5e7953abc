#include "app/cli/trace_story.h"

#include "app/cli/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::cli {

namespace {

using simulator::Compared;
using simulator::Stage;
using simulator::Step;
using simulator::Verdict;

std::string_view headingOf(Stage stage) {
    switch (stage) {
        case Stage::Resolve:
            return "Where it goes";
        case Stage::Policy:
            return "Network policy";
        case Stage::Listener:
            return "Listener";
        case Stage::Tls:
            return "TLS";
        case Stage::Attach:
            return "Attached routes";
        case Stage::Match:
            return "Match";
        case Stage::Precedence:
            return "Precedence";
        case Stage::Filter:
            return "Filters";
        case Stage::Backend:
            return "Backend";
        case Stage::Endpoint:
            return "Endpoint";
        case Stage::Response:
            return "Response";
    }
    return "";
}

struct Look {
    Mark mark;
    Tone tone;
};

Look lookOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::Chosen:
            return {Mark::Yes, Tone::Good};
        case Verdict::Passed:
            return {Mark::Yes, Tone::Plain};
        case Verdict::Rejected:
            return {Mark::No, Tone::Bad};
        case Verdict::Applied:
            return {Mark::Applied, Tone::Accent};
        case Verdict::Info:
            return {Mark::Note, Tone::Plain};
    }
    return {Mark::Note, Tone::Plain};
}

bool isDecisive(const Compared& compared) {
    return compared.decisive;
}

// Steps whose line of YAML is worth quoting: what won, and what would have won but for one thing.
bool isWorthQuoting(const Step& step) {
    if (!step.source.known() || step.source.position.line == 0)
        return false;
    return step.verdict == Verdict::Chosen || step.verdict == Verdict::Applied ||
           !step.near.empty();
}

class Writer {
public:
    Writer(const SourceLines& sources, const Style& style, const StoryOptions& options)
        : m_sources(sources), m_style(style), m_options(options) {}

    void stage(std::span<const Step> steps) {
        m_text += "\n" + m_style.paint(headingOf(steps.front().stage), Tone::Bold) + "\n";
        std::size_t losers = 0, hidden = 0;
        for (const Step& one : steps) {
            const bool loser = one.verdict == Verdict::Rejected && one.near.empty();
            if (loser && ++losers > kShownLosers && !m_options.allLosers)
                ++hidden;
            else
                step(one);
        }
        if (hidden != 0)
            m_text += m_style.paint(fmt::format("  {} {} more; --all shows them\n",
                                                m_style.mark(Mark::Ellipsis), hidden),
                                    Tone::Dim);
    }

    std::string take() { return std::move(m_text); }

private:
    static constexpr std::size_t kShownLosers = 4;
    static constexpr std::size_t kIndent = 4;

    void step(const Step& step) {
        const Look look = lookOf(step.verdict);
        headline(step, look);
        compared(step);
        if (!step.near.empty())
            paragraph(fmt::format("would match {} {}", m_style.mark(Mark::Arrow),
                                  m_style.clean(step.near)),
                      kIndent, Tone::Caution);
        if (isWorthQuoting(step)) {
            m_text += fmt::format("{:{}}{}\n", "", kIndent,
                                  m_style.paint(m_style.clean(toString(step.source)), Tone::Dim));
            m_text += m_sources.excerpt(step.source, m_style, kIndent, m_options.columns, false);
        }
    }

    // "  ✓ HTTPRoute shop/cart rules[0]  message  rule.id": the name once, then the sentence,
    // wrapped below itself.
    void headline(const Step& step, const Look& look) {
        const std::string name = m_style.clean(nameOf(step.subject));
        std::string sentence = m_style.clean(step.message);
        const std::string mark = m_style.paint(m_style.mark(look.mark), look.tone);
        const std::string rule =
            step.rule.empty() ? "" : m_style.paint("  " + m_style.clean(step.rule), Tone::Dim);
        const std::size_t room = m_options.columns - std::min(m_options.columns - 20, kIndent);
        if (name.empty() || sentence.find(name) != std::string::npos) {
            lines(mark, wrapped(sentence, room),
                  step.verdict == Verdict::Chosen ? Tone::Bold : Tone::Plain, rule,
                  displayWidth(step.rule) + 2);
            return;
        }
        m_text += fmt::format(
            "  {} {}\n", mark,
            m_style.paint(name, step.verdict == Verdict::Rejected ? Tone::Plain : Tone::Bold));
        lines({}, wrapped(sentence, room), Tone::Plain, rule, displayWidth(step.rule) + 2);
    }

    void lines(const std::string& mark, const std::vector<std::string>& parts, Tone tone,
               const std::string& tail, std::size_t tailWidth) {
        for (std::size_t i = 0; i < parts.size(); ++i)
            m_text += (i == 0 && !mark.empty() ? "  " + mark + " " : std::string(kIndent, ' ')) +
                      m_style.paint(parts[i], tone) + (i + 1 < parts.size() ? "\n" : "");
        const bool fits = kIndent + displayWidth(parts.back()) + tailWidth <= m_options.columns;
        m_text += fits ? tail + "\n" : "\n" + std::string(kIndent - 2, ' ') + tail + "\n";
    }

    void paragraph(const std::string& text, std::size_t indent, Tone tone) {
        for (const std::string& line :
             wrapped(text, m_options.columns - std::min(m_options.columns - 20, indent)))
            m_text += std::string(indent, ' ') + m_style.paint(line, tone) + "\n";
    }

    void compared(const Step& step) {
        Table table({});
        for (const Compared& one : step.compared) {
            const Tone tone = !isDecisive(one)                    ? Tone::Dim
                              : step.verdict == Verdict::Rejected ? Tone::Bad
                                                                  : Tone::Good;
            const std::string decides =
                isDecisive(one) ? fmt::format("{} decides", m_style.mark(Mark::Pointer)) : "";
            table.add({{m_style.clean(one.what), tone},
                       {m_style.clean(one.actual), tone},
                       {m_style.clean(one.expected), tone},
                       {decides, tone}});
        }
        if (!table.empty())
            m_text += table.render(m_style, m_options.columns, kIndent + 2);
    }

    const SourceLines& m_sources;
    const Style& m_style;
    StoryOptions m_options;
    std::string m_text;
};

}  // namespace

std::string nameOf(const simulator::Subject& subject) {
    std::string name = subject.kind;
    if (!subject.name.empty())
        name += fmt::format("{}{}{}{}", name.empty() ? "" : " ", subject.namespace_,
                            subject.namespace_.empty() ? "" : "/", subject.name);
    std::string_view field = subject.field;
    if (field.starts_with("spec."))
        field.remove_prefix(5);
    if (!field.empty())
        name += fmt::format("{}{}", name.empty() ? "" : " ", field);
    return name;
}

const Step* nearestMiss(const simulator::Trace& trace) {
    const auto found =
        std::ranges::find_if(trace, [](const Step& step) { return !step.near.empty(); });
    return found == trace.end() ? nullptr : &*found;
}

std::string storyOf(const simulator::Trace& trace, const SourceLines& sources, const Style& style,
                    const StoryOptions& options) {
    Writer writer(sources, style, options);
    for (std::size_t first = 0; first < trace.size();) {
        std::size_t last = first;
        while (last < trace.size() && trace[last].stage == trace[first].stage)
            ++last;
        writer.stage(std::span(trace).subspan(first, last - first));
        first = last;
    }
    return writer.take();
}

}  // namespace gatesight::cli
