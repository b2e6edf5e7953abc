#include "model/text/text.h"
#include "simulator/changes/changes.h"
#include "simulator/report/words.h"
#include "simulator/topology/export_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// What a comment on GitHub takes is 65,536 characters.
constexpr std::size_t kLongestComment = 60'000;
/// Rows of a table; what breaks is never folded away.
constexpr std::size_t kMostMoves = 60, kMostRows = 100, kMostFields = 8;
constexpr std::size_t kLongestValue = 120;

std::string cellText(std::string_view text) {
    return markdownEscaped(text);
}

std::string cellCode(std::string_view text) {
    return markdownCode(text, true);
}

std::string_view markOf(MoveEffect effect) {
    switch (effect) {
        case MoveEffect::Breaks:
            return "❌ breaks";
        case MoveEffect::Changes:
            return "🔀 changes";
        case MoveEffect::Repairs:
            return "✅ repaired";
    }
    return {};
}

std::string shownPart(std::string_view text, std::string_view name) {
    if (!text.empty())
        return cellCode(text);
    return name == "path" || name == "host" || name == "method" ? "as sent" : "none";
}

std::string ruleCell(const std::optional<DecidedRoute>& rule) {
    return rule ? cellCode(nameOf(*rule)) : "no rule";
}

/// One side of a move: the answer by itself, every other part with its name.
std::string sideCell(const std::vector<PartChange>& parts, bool after,
                     const std::optional<DecidedRoute>& rule, bool tellRule) {
    std::string cell;
    for (const PartChange& part : parts) {
        const std::string shown = shownPart(after ? part.after : part.before, part.name);
        cell += fmt::format("{}{}{}", cell.empty() ? "" : "<br>",
                            part.name == "answer" ? "" : part.name + ": ", shown);
    }
    return tellRule ? fmt::format("{}<br><sub>by {}</sub>", cell, ruleCell(rule)) : cell;
}

bool sameRule(const std::optional<DecidedRoute>& one, const std::optional<DecidedRoute>& other) {
    return one.has_value() == other.has_value() && (!one || nameOf(*one) == nameOf(*other));
}

std::string alsoCell(const RequestMove& move) {
    if (move.classes == 1)
        return "";
    std::string text =
        fmt::format("<br><sub>and {} like it",
                    counted(move.classes - 1, "more kind of requests", "more kinds of requests"));
    if (move.origins.size() > 1)
        text += fmt::format(", at {} hosts and ports", move.origins.size());
    return text + "</sub>";
}

class ChangesMarkdown {
public:
    std::string run(const Changes& changes) {
        m_text = fmt::format("### Gatesight: {}\n\n{} → {}\n\n", headline(changes),
                             markdownCode(changes.before), markdownCode(changes.after));
        if (!changes.any())
            return m_text + "No object, condition, finding or answer differs.\n";
        addMoves(changes.requests);
        addSaved(changes.saved);
        if (changes.logged)
            addLogged(*changes.logged);
        addFindings(changes.findings);
        addStatus(changes.status);
        addObjects(changes.objects);
        return std::move(m_text);
    }

private:
    static std::string headline(const Changes& changes) {
        if (!changes.any())
            return "nothing changes";
        return changes.requests.moves.empty()
                   ? "no request moves"
                   : fmt::format("requests: {}", summaryOf(changes.requests));
    }

    /// Appends a part as long as a comment has room for it.
    bool append(const std::string& text) {
        if (m_full)
            return false;
        if (m_text.size() + text.size() > kLongestComment) {
            m_text += "\n*Cut here: a comment takes no more. `-o json` has everything.*\n";
            m_full = true;
            return false;
        }
        m_text += text;
        return true;
    }

    void addMoves(const RequestMoves& requests) {
        const ClassCoverage& coverage = requests.coverage;
        append(
            fmt::format("{} compared at {} whose rules or backends differ; the inputs of "
                        "{} are the same as before.\n\n",
                        counted(coverage.classes, "kind of requests", "kinds of requests"),
                        counted(coverage.touched, "host"),
                        counted(coverage.hosts - coverage.touched, "other host")));
        m_onePlace = std::ranges::all_of(requests.moves, [&](const RequestMove& move) {
            return move.place == requests.moves.front().place;
        });
        if (!requests.moves.empty())
            append(fmt::format("| | requests{} like | before | after |\n|---|---|---|---|\n",
                               m_onePlace ? " at " + cellText(requests.moves.front().place) : ""));
        std::size_t shown = 0;
        for (const RequestMove& move : requests.moves) {
            if (++shown > kMostMoves || !append(moveRow(move))) {
                append(fmt::format("\n*{} more; `-o json` has them all.*\n",
                                   requests.moves.size() - shown + 1));
                break;
            }
        }
        append("\n");
        for (const std::string& note : requests.notes)
            append(fmt::format("> {}.\n\n", markdownEscaped(note)));
    }

    [[nodiscard]] std::string moveRow(const RequestMove& move) const {
        const bool tellRules = !sameRule(move.before, move.after);
        std::string like = cellCode(inWords(move.witness)) + alsoCell(move);
        if (!tellRules && move.before)
            like += fmt::format("<br><sub>{}</sub>", ruleCell(move.before));
        if (!m_onePlace)
            like += fmt::format("<br><sub>at {}</sub>", cellText(move.place));
        return fmt::format("| {} | {} | {} | {} |\n", markOf(move.effect), like,
                           sideCell(move.parts, false, move.before, tellRules),
                           sideCell(move.parts, true, move.after, tellRules));
    }

    void addSaved(const SavedRequests& saved) {
        if (saved.changes.empty())
            return;
        append(
            fmt::format("**{} of {} saved requests get another answer**\n\n"
                        "| | request | before | after |\n|---|---|---|---|\n",
                        saved.changes.size(), saved.asked));
        for (const SavedRequestChange& change : saved.changes) {
            std::string name =
                fmt::format("{}: {}", cellText(change.scenario), cellText(change.name));
            for (const std::string& unmet : change.unmet)
                name += "<br><sub>no longer as expected: " + cellText(unmet) + "</sub>";
            const bool tellRules = !sameRule(change.before, change.after);
            append(fmt::format("| {} | {} | {} | {} |\n", markOf(change.effect), name,
                               sideCell(change.parts, false, change.before, tellRules),
                               sideCell(change.parts, true, change.after, tellRules)));
        }
        append("\n");
    }

    void addLogged(const LoggedRequests& logged) {
        if (logged.moves.empty())
            return;
        append(
            fmt::format("**{} of {} requests of the log get another answer**\n\n"
                        "| | requests | for example | before | after |\n|---|---|---|---|---|\n",
                        logged.moved, logged.asked));
        for (const LoggedMove& move : logged.moves) {
            const bool tellRules = !sameRule(move.before, move.after);
            append(fmt::format("| {} | {} | {} | {} | {} |\n", markOf(move.effect), move.requests,
                               cellText(inWords(move.witness)),
                               sideCell(move.parts, false, move.before, tellRules),
                               sideCell(move.parts, true, move.after, tellRules)));
        }
        append("\n");
    }

    void fold(const std::string& title, const std::vector<std::string>& lines) {
        if (lines.empty())
            return;
        if (!append(fmt::format("<details><summary>{}</summary>\n\n", title)))
            return;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i == kMostRows) {
                append(fmt::format("- *{} more; `-o json` has them all*\n", lines.size() - i));
                break;
            }
            if (!append(lines[i]))
                break;
        }
        m_text += "\n</details>\n\n";  // also where the comment is full: what is open is closed
    }

    void addFindings(const FindingChanges& findings) {
        std::vector<std::string> lines;
        const auto add = [&lines](const model::Findings& list, std::string_view what) {
            for (const model::Finding& finding : list)
                lines.push_back(fmt::format(
                    "- {} {}: {}{} ({})\n", what, model::toString(finding.severity),
                    finding.object.empty() ? ""
                                           : markdownCode(model::toString(finding.object)) + ": ",
                    markdownEscaped(finding.message), markdownCode(finding.rule)));
        };
        add(findings.appeared, "**new**");
        add(findings.gone, "gone");
        fold(fmt::format("Findings: {} new, {} gone", findings.appeared.size(),
                         findings.gone.size()),
             lines);
    }

    static std::string conditionText(const std::optional<ConditionValue>& value) {
        return value ? fmt::format("{} ({})", value->status, markdownEscaped(value->reason))
                     : "not written";
    }

    void addStatus(const std::vector<StatusChange>& status) {
        std::vector<std::string> lines;
        for (const StatusChange& change : status) {
            std::string line = fmt::format("- {}", markdownCode(model::toString(change.object)));
            if (!change.part.empty())
                line += ", " + markdownEscaped(change.part);
            if (change.condition.empty())
                line += ": nobody writes its status: " + markdownEscaped(change.why);
            else
                line += fmt::format(": {} {} → {}", change.condition, conditionText(change.before),
                                    conditionText(change.after));
            if (change.after && !change.after->good)
                line += ": " + markdownEscaped(change.after->message);
            lines.push_back(line + "\n");
        }
        fold(fmt::format("Conditions: {} changed", status.size()), lines);
    }

    static std::string shortValue(const std::optional<std::string>& value) {
        return value ? markdownCode(model::shortened(*value, kLongestValue)) : "nothing";
    }

    void addObjects(const std::vector<ObjectChange>& objects) {
        std::vector<std::string> lines;
        for (const ObjectChange& change : objects) {
            std::string line = fmt::format("- {} {}\n", toString(change.kind),
                                           markdownCode(model::toString(change.object)));
            for (std::size_t i = 0; i < change.fields.size(); ++i) {
                if (i == kMostFields) {
                    line += fmt::format("  - {} more fields\n", change.fields.size() - i);
                    break;
                }
                const FieldChange& field = change.fields[i];
                line += fmt::format("  - {}: {} → {}\n", markdownCode(field.path),
                                    shortValue(field.before), shortValue(field.after));
            }
            lines.push_back(std::move(line));
        }
        fold(fmt::format("Objects: {}", counted(objects.size(), "difference")), lines);
    }

    std::string m_text;
    bool m_full = false, m_onePlace = false;
};

}  // namespace

std::string toMarkdown(const Changes& changes) {
    return ChangesMarkdown().run(changes);
}

}  // namespace gatesight::simulator
