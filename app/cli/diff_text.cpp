#include "app/cli/diff_text.h"

#include "model/text/text.h"
#include "simulator/report/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::cli {

namespace {

using simulator::counted;
using simulator::MoveEffect;
using simulator::PartChange;

constexpr std::size_t kMostFieldsShown = 12, kLongestValue = 100;

class DiffWriter {
public:
    DiffWriter(const Style& style, std::size_t columns, std::size_t most)
        : m_style(style), m_columns(columns), m_most(most == 0 ? SIZE_MAX : most) {}

    std::string run(const simulator::Changes& changes) {
        m_text = fmt::format("{} {} {}\n", m_style.clean(changes.before), m_style.mark(Mark::Arrow),
                             m_style.clean(changes.after));
        addMoves(changes.requests);
        addSaved(changes.saved);
        if (changes.logged)
            addLogged(*changes.logged);
        addFindings(changes.findings);
        addStatus(changes.status);
        addObjects(changes.objects);
        if (!changes.any())
            m_text += "\nNothing differs.\n";
        return std::move(m_text);
    }

private:
    void heading(std::string_view what, const std::string& rest) {
        m_text += fmt::format("\n{}{}\n", m_style.paint(what, Tone::Bold), rest);
    }

    /// Whether entry `index` is shown; in place of the first that is not, how many there are.
    bool shows(std::size_t index, std::size_t count) {
        if (index < m_most)
            return true;
        m_text +=
            m_style.paint(fmt::format("  {} more (--all shows them)\n", count - index), Tone::Dim);
        return false;
    }

    /// Text behind a label, wrapped below itself.
    void labelled(std::size_t indent, std::string_view label, const std::string& text, Tone tone) {
        const std::size_t left = indent + label.size() + 2;
        const std::size_t width = m_columns > left + 20 ? m_columns - left : 20;
        bool first = true;
        for (const std::string& line : wrapped(m_style.clean(text), width)) {
            m_text += fmt::format(
                "{:{}}{}  {}\n", "", indent,
                m_style.paint(first ? std::string(label) : std::string(label.size(), ' '),
                              Tone::Dim),
                m_style.paint(line, tone));
            first = false;
        }
    }

    // ---- requests ----

    void addMoves(const simulator::RequestMoves& requests) {
        const simulator::ClassCoverage& coverage = requests.coverage;
        heading("Requests", ": " + summaryOf(requests));
        const std::size_t same = coverage.hosts - coverage.touched;
        if (coverage.touched > 0)
            labelled(0, "",
                     fmt::format("{} compared at {}; the inputs of {} are the same as before",
                                 counted(coverage.classes, "kind of requests", "kinds of requests"),
                                 counted(coverage.touched, "host"), counted(same, "other host")),
                     Tone::Dim);
        else if (same > 0)
            labelled(0, "",
                     fmt::format("what answers at {} rest on is the same as before",
                                 counted(same, "host")),
                     Tone::Dim);
        for (std::size_t i = 0; i < requests.moves.size(); ++i) {
            if (!shows(i, requests.moves.size()))
                break;
            addMove(requests.moves[i]);
        }
        for (const std::string& note : requests.notes)
            labelled(2, m_style.mark(Mark::Note), note + ".", Tone::Caution);
    }

    [[nodiscard]] std::string markOf(MoveEffect effect) const {
        switch (effect) {
            case MoveEffect::Breaks:
                return m_style.paint(m_style.mark(Mark::No), Tone::Bad);
            case MoveEffect::Changes:
                return m_style.paint(m_style.mark(Mark::Applied), Tone::Caution);
            case MoveEffect::Repairs:
                return m_style.paint(m_style.mark(Mark::Yes), Tone::Good);
        }
        return {};
    }

    void addMove(const simulator::RequestMove& move) {
        m_text += fmt::format("  {} {}\n", markOf(move.effect),
                              m_style.paint(m_style.clean(inWords(move.witness)), Tone::Bold));
        addParts(move.parts, move.effect);
        addRules(move.before, move.after);
        std::string where = move.place;
        if (move.classes > 1)
            where += fmt::format(
                ", with {} like this",
                counted(move.classes - 1, "more kind of requests", "more kinds of requests"));
        if (move.origins.size() > 1)
            where += " at " + originsOf(move);
        labelled(6, "at  ", where, Tone::Dim);
    }

    /// "http://a.example.com, http://b.example.com and 3 more"
    static std::string originsOf(const simulator::RequestMove& move) {
        constexpr std::size_t kShown = 3;
        std::string text;
        std::size_t shown = 0;
        for (const std::string& origin : move.origins) {
            if (shown == kShown)
                return text + fmt::format(" and {} more", move.origins.size() - shown);
            text += (shown++ == 0 ? "" : ", ") + origin;
        }
        return text;
    }

    /// The answer on two lines, every other part on one, after its name.
    void addParts(const std::vector<PartChange>& parts, MoveEffect effect) {
        for (const PartChange& part : parts) {
            const std::string before = shown(part.before, part.name);
            const std::string after = shown(part.after, part.name);
            if (part.name == "answer") {
                labelled(6, "from", before, Tone::Plain);
                labelled(6, "to  ", after, effect == MoveEffect::Breaks ? Tone::Bad : Tone::Plain);
            } else {
                labelled(6, "    ",
                         fmt::format("{}: {} {} {}", part.name, before, m_style.mark(Mark::Arrow),
                                     after),
                         Tone::Plain);
            }
        }
    }

    static std::string shown(const std::string& text, const std::string& name) {
        if (!text.empty())
            return text;
        return name == "path" || name == "host" || name == "method" ? "as sent" : "none";
    }

    void addRules(const std::optional<simulator::DecidedRoute>& before,
                  const std::optional<simulator::DecidedRoute>& after) {
        const std::string rules = ruleMove(before, after, m_style.mark(Mark::Arrow));
        if (!rules.empty())
            labelled(6, "by  ", rules, Tone::Dim);
    }

    void addSaved(const simulator::SavedRequests& saved) {
        if (saved.asked == 0)
            return;
        heading("Saved requests",
                fmt::format(": {} of {} differ", saved.changes.size(), saved.asked));
        for (std::size_t i = 0; i < saved.changes.size(); ++i) {
            if (!shows(i, saved.changes.size()))
                break;
            const simulator::SavedRequestChange& change = saved.changes[i];
            m_text +=
                fmt::format("  {} {}: {}\n", markOf(change.effect), m_style.clean(change.scenario),
                            m_style.paint(m_style.clean(change.name), Tone::Bold));
            addParts(change.parts, change.effect);
            addRules(change.before, change.after);
            for (const std::string& line : change.unmet)
                labelled(6, "unmet", line, Tone::Bad);
        }
    }

    void addLogged(const simulator::LoggedRequests& logged) {
        heading("Requests of the log",
                fmt::format(": {} of {} differ", logged.moved, logged.asked));
        for (std::size_t i = 0; i < logged.moves.size(); ++i) {
            if (!shows(i, logged.moves.size()))
                break;
            const simulator::LoggedMove& move = logged.moves[i];
            m_text += fmt::format("  {} {}  {}\n", markOf(move.effect), move.requests,
                                  m_style.paint(m_style.clean(inWords(move.witness)), Tone::Bold));
            addParts(move.parts, move.effect);
            addRules(move.before, move.after);
            labelled(6, "line", logged.contents.placeText(move.place), Tone::Dim);
        }
        if (const auto lines = logged.contents.unusableLines(); lines > 0)
            labelled(2, m_style.mark(Mark::Note),
                     fmt::format("{} of no use; gatesight replay --log says why.",
                                 counted(lines, "line")),
                     Tone::Caution);
        if (logged.contents.beyond > 0)
            labelled(2, m_style.mark(Mark::Note),
                     fmt::format("{} were not asked: there are too many different ones.",
                                 counted(logged.contents.beyond, "request")),
                     Tone::Caution);
        for (const std::string& note : logged.contents.notes)
            labelled(2, m_style.mark(Mark::Note), note + ".", Tone::Caution);
    }

    // ---- manifests ----

    void addFindings(const simulator::FindingChanges& findings) {
        const std::size_t count = findings.appeared.size() + findings.gone.size();
        if (count == 0)
            return;
        heading("Findings",
                fmt::format(": {} new, {} gone", findings.appeared.size(), findings.gone.size()));
        std::size_t index = 0;
        for (const bool isNew : {true, false}) {
            for (const model::Finding& finding : isNew ? findings.appeared : findings.gone) {
                if (!shows(index++, count))
                    return;
                addFinding(finding, isNew);
            }
        }
    }

    void addFinding(const model::Finding& finding, bool isNew) {
        std::string text = fmt::format("{}: ", model::toString(finding.severity));
        if (!finding.object.empty())
            text += fmt::format("{}: ", model::toString(finding.object));
        text += fmt::format("{} [{}]", finding.message, finding.rule);
        labelled(2, isNew ? "+" : "-", text,
                 isNew && finding.severity == model::Severity::Error ? Tone::Bad : Tone::Plain);
        if (isNew && finding.source.known())
            labelled(5, "", model::toString(finding.source), Tone::Dim);
    }

    static std::string conditionOf(const std::optional<simulator::ConditionValue>& value) {
        return value ? fmt::format("{} ({})", value->status, value->reason) : "not written";
    }

    void addStatus(const std::vector<simulator::StatusChange>& status) {
        if (status.empty())
            return;
        heading("Conditions", fmt::format(": {} changed", status.size()));
        for (std::size_t i = 0; i < status.size(); ++i) {
            if (!shows(i, status.size()))
                break;
            addCondition(status[i]);
        }
    }

    void addCondition(const simulator::StatusChange& change) {
        std::string text = model::toString(change.object);
        if (!change.part.empty())
            text += ", " + change.part;
        if (change.condition.empty())
            text += ": nobody writes its status: " + change.why;
        else
            text += fmt::format(": {} {} {} {}", change.condition, conditionOf(change.before),
                                m_style.mark(Mark::Arrow), conditionOf(change.after));
        const bool bad = change.after ? !change.after->good : !change.why.empty();
        labelled(2, "~", text, Tone::Plain);
        if (bad && change.after && !change.after->message.empty())
            labelled(5, "", change.after->message, Tone::Dim);
    }

    void addObjects(const std::vector<simulator::ObjectChange>& objects) {
        if (objects.empty())
            return;
        const auto count = [&](simulator::ObjectChange::Kind kind) {
            return std::ranges::count(objects, kind, &simulator::ObjectChange::kind);
        };
        using Kind = simulator::ObjectChange::Kind;
        heading("Objects", fmt::format(": {} added, {} removed, {} changed", count(Kind::Added),
                                       count(Kind::Removed), count(Kind::Changed)));
        for (std::size_t i = 0; i < objects.size(); ++i) {
            if (!shows(i, objects.size()))
                break;
            addObject(objects[i]);
        }
    }

    [[nodiscard]] std::string value(const std::optional<std::string>& text) const {
        return text ? model::shortened(*text, m_most == SIZE_MAX ? SIZE_MAX : kLongestValue)
                    : "nothing";
    }

    void addObject(const simulator::ObjectChange& change) {
        using Kind = simulator::ObjectChange::Kind;
        const std::string_view mark = change.kind == Kind::Added     ? "+"
                                      : change.kind == Kind::Removed ? "-"
                                                                     : "~";
        labelled(2, mark, model::toString(change.object), Tone::Plain);
        for (std::size_t i = 0; i < change.fields.size(); ++i) {
            if (i == kMostFieldsShown && m_most != SIZE_MAX) {
                labelled(5, "", fmt::format("{} more fields", change.fields.size() - i), Tone::Dim);
                break;
            }
            const simulator::FieldChange& field = change.fields[i];
            labelled(5, "",
                     fmt::format("{}: {} {} {}", field.path, value(field.before),
                                 m_style.mark(Mark::Arrow), value(field.after)),
                     Tone::Dim);
        }
    }

    const Style& m_style;
    const std::size_t m_columns, m_most;
    std::string m_text;
};

}  // namespace

std::string diffText(const simulator::Changes& changes, const Style& style, std::size_t columns,
                     std::size_t most) {
    return DiffWriter(style, columns, most).run(changes);
}

}  // namespace gatesight::cli
