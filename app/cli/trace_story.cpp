#include "app/cli/trace_story.h"

#include "app/cli/answer_line.h"
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
            return {Mark::Note, Tone::Good};
        case Verdict::Rejected:
            return {Mark::No, Tone::Bad};
        case Verdict::Applied:
            return {Mark::Applied, Tone::Accent};
        case Verdict::Info:
            return {Mark::Note, Tone::Plain};
    }
    return {Mark::Note, Tone::Plain};
}

// A value that was made rather than compared: the rule that made it says most.
bool isByRule(const Compared& compared) {
    return compared.expected.empty() && !compared.rule.empty();
}

// What stands between the two values of a comparison.
std::string_view relationOf(Stage stage, const Compared& compared) {
    if (stage == Stage::Precedence)
        return "against";
    if (stage != Stage::Filter)
        return "needs";
    if (compared.what == "share")
        return "";
    return isByRule(compared) ? "by" : "was";
}

// The shares have a table of their own.
bool isToldBelow(const Step& step, const simulator::Decision& decision) {
    return step.stage == Stage::Backend && step.verdict == Verdict::Info &&
           decision.shares.size() > 1;
}

bool isPolicy(const simulator::Subject& subject) {
    return subject.kind.ends_with("NetworkPolicy");
}

class Writer {
public:
    Writer(const simulator::Decision& decision, const SourceLines& sources, const Style& style,
           const StoryOptions& options)
        : m_decision(decision),
          m_nearest(nearestMiss(decision)),
          m_sources(sources),
          m_style(style),
          m_options(options) {}

    void stage(std::span<const Step* const> steps) {
        m_text += "\n" + m_style.paint(headingOf(steps.front()->stage), Tone::Bold) + "\n";
        std::size_t losers = 0, hidden = 0;
        for (const Step* one : steps) {
            const bool loser = one->verdict == Verdict::Rejected && one != m_nearest;
            if (m_options.all || !loser || ++losers <= kShownLosers)
                step(*one);
            else
                ++hidden;
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
        headline(step);
        if (isComparedInFull(step))
            compared(step);
        if (!step.near.empty() && (&step == m_nearest || m_options.all))
            hint(step.near);
        if (step.verdict == Verdict::Chosen || step.verdict == Verdict::Applied ||
            isPolicy(step.subject) || &step == m_nearest || m_options.all)
            cite(step);
    }

    // The sentence of a candidate that did not fit says already what decided, and those that fit as
    // well meet again under Precedence.
    [[nodiscard]] bool isComparedInFull(const Step& step) const {
        if (m_options.all || &step == m_nearest)
            return true;
        return step.stage != Stage::Backend &&
               (step.stage != Stage::Match || step.verdict == Verdict::Chosen);
    }

    // An object is named where the story comes to it, and then only the field of it.
    std::string nameHere(const simulator::Subject& subject) {
        simulator::Subject object = subject;
        object.field.clear();
        const bool again = !subject.field.empty() && object == m_last && !m_options.all;
        m_last = object;
        // "listeners" alone says nothing.
        if (again && subject.field.find('[') == std::string::npos)
            return {};
        return nameOf(again ? simulator::Subject{.kind = {},
                                                 .namespace_ = {},
                                                 .name = {},
                                                 .field = subject.field}
                            : subject);
    }

    // "  ✓ HTTPRoute shop/cart rules[0]: message  rule.id", wrapped below itself.
    void headline(const Step& step) {
        const Look look = lookOf(step.verdict);
        const std::string name = m_style.clean(nameHere(step.subject)),
                          message = m_style.clean(step.message);
        const bool named = name.empty() || message.find(name) != std::string::npos;
        const std::vector<std::string> lines =
            wrapped(named ? message : name + ": " + message, room());
        const Tone tone = step.verdict == Verdict::Chosen ? Tone::Bold : Tone::Plain;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            m_text += i == 0
                          ? fmt::format("  {} ", m_style.paint(m_style.mark(look.mark), look.tone))
                          : "\n" + std::string(kIndent, ' ');
            m_text += m_style.paint(lines[i], tone);
        }
        if (!step.rule.empty()) {
            const bool fits =
                kIndent + displayWidth(lines.back()) + 2 + step.rule.size() <= m_options.columns;
            m_text += (fits ? "  " : "\n" + std::string(kIndent, ' ')) +
                      m_style.paint(m_style.clean(step.rule), Tone::Dim);
        }
        m_text += "\n";
    }

    void compared(const Step& step) {
        Table table({});
        for (const Compared& one : step.compared) {
            // Such as a header that would be removed if it were there.
            if (step.stage == Stage::Filter && one.actual == one.expected && !m_options.all)
                continue;
            const Tone tone = !one.decisive                       ? Tone::Dim
                              : step.verdict == Verdict::Rejected ? Tone::Bad
                                                                  : Tone::Good;
            const std::string decides =
                one.decisive ? fmt::format("{} decides", m_style.mark(Mark::Pointer)) : "";
            table.add({{m_style.clean(one.what), tone},
                       {m_style.clean(one.actual), tone},
                       {std::string(relationOf(step.stage, one)), Tone::Dim},
                       {m_style.clean(isByRule(one) ? one.rule : one.expected), tone},
                       {decides, tone}});
        }
        if (!table.empty())
            m_text += table.render(m_style, m_options.columns, kIndent + 2);
    }

    void hint(const std::string& near) {
        for (const std::string& line :
             wrapped(fmt::format("{} {}", m_style.mark(Mark::Arrow), m_style.clean(near)), room()))
            m_text += std::string(kIndent, ' ') + m_style.paint(line, Tone::Caution) + "\n";
    }

    // The line of a field; that of a whole object only says apiVersion. Policies as a whole stand
    // where they say which Pods they select.
    void cite(const Step& step) {
        const bool whole = step.subject.field.empty() && !isPolicy(step.subject);
        const auto line = whole ? std::nullopt : m_sources.line(step.source);
        if (!line)
            return;
        const std::string place =
            m_style.clean(fmt::format("{}:{}", step.source.file, step.source.position.line));
        std::string quoted =
            m_style.clean(line->substr(std::min(line->find_first_not_of(" \t"), line->size())));
        const std::size_t taken = kIndent + displayWidth(place) + 3;
        quoted = shortened(quoted, m_options.columns > taken + 20 ? m_options.columns - taken : 20,
                           m_style);
        m_text += fmt::format(
            "{:{}}{} {}\n", "", kIndent,
            m_style.paint(fmt::format("{} {}", place, m_style.mark(Mark::Bar)), Tone::Dim),
            m_style.paint(quoted, Tone::Accent));
    }

    [[nodiscard]] std::size_t room() const {
        return std::max<std::size_t>(m_options.columns, 30) - kIndent;
    }

    const simulator::Decision& m_decision;
    const Step* m_nearest;
    const SourceLines& m_sources;
    const Style& m_style;
    StoryOptions m_options;
    simulator::Subject m_last;
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

const Step* nearestMiss(const simulator::Decision& decision) {
    if (isGoodNews(decision) || decision.route)
        return nullptr;
    const auto found = std::find_if(decision.trace.rbegin(), decision.trace.rend(),
                                    [](const Step& step) { return !step.near.empty(); });
    return found == decision.trace.rend() ? nullptr : &*found;
}

const Step* causeOf(const simulator::Decision& decision) {
    if (isGoodNews(decision) || nearestMiss(decision))
        return nullptr;
    // The latest stage in which something failed, though not beyond the backend: what happens
    // behind it only tells how. Of its failures that of the backend which was drawn, else the
    // first.
    const Step* cause = nullptr;
    bool drawn = false;
    for (const Step& step : decision.trace) {
        if (step.verdict != Verdict::Rejected ||
            (cause && cause->stage == Stage::Backend && step.stage == Stage::Endpoint))
            continue;
        const bool fits = decision.backend && step.stage == Stage::Backend &&
                          step.message.find(decision.backend->namespace_ + "/" +
                                            decision.backend->name) != std::string::npos;
        if (!cause || cause->stage != step.stage || (fits && !drawn)) {
            cause = &step;
            drawn = fits;
        }
    }
    return cause;
}

std::string storyOf(const simulator::Decision& decision, const SourceLines& sources,
                    const Style& style, const StoryOptions& options) {
    std::vector<const Step*> told;
    for (const Step& step : decision.trace) {
        if (options.all || !isToldBelow(step, decision))
            told.push_back(&step);
    }
    Writer writer(decision, sources, style, options);
    for (std::size_t first = 0; first < told.size();) {
        std::size_t last = first;
        while (last < told.size() && told[last]->stage == told[first]->stage)
            ++last;
        writer.stage(std::span(told).subspan(first, last - first));
        first = last;
    }
    return writer.take();
}

}  // namespace gatesight::cli
