#include "model/rules/explained_rules.h"
#include "simulator/lint/suppression_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kMark = "gatesight: ignore";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> linesOfText(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// The part behind the "#" of a line that is such a comment, and where the "#" stands.
struct Comment {
    std::string_view text;
    std::size_t column = 0;  // from zero
    bool alone = false;
};
std::optional<Comment> commentOf(std::string_view line) {
    const std::size_t mark = line.find(kMark);
    if (mark == std::string_view::npos || mark == 0)
        return std::nullopt;
    const std::size_t hash = line.find_last_not_of(kBlanks, mark - 1);
    if (hash == std::string_view::npos || line[hash] != '#' ||
        (hash > 0 && kBlanks.find(line[hash - 1]) == std::string_view::npos))
        return std::nullopt;
    return Comment{line.substr(mark + kMark.size()), hash, trimmed(line.substr(0, hash)).empty()};
}

bool isContent(std::string_view line) {
    const std::string_view text = trimmed(line);
    return !text.empty() && text.front() != '#';
}

bool isMarker(std::string_view line) {
    return line.starts_with("---");
}

std::size_t indentOf(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

/// Nothing but comments and blank lines between the begin of a document and this line.
bool beginsDocument(const std::vector<std::string_view>& lines, std::size_t line) {
    if (indentOf(lines[line]) != 0)
        return false;
    while (line > 0 && !isContent(lines[line - 1]))
        --line;
    return line == 0 || isMarker(lines[line - 1]);
}

/// The lines for which a comment on a line of its own holds, from zero.
std::pair<std::size_t, std::size_t> blockBelow(const std::vector<std::string_view>& lines,
                                               std::size_t comment) {
    std::size_t first = comment + 1;
    while (first < lines.size() && (!isContent(lines[first]) || isMarker(lines[first])))
        ++first;
    if (first == lines.size())
        return {comment, comment};
    const bool document = beginsDocument(lines, first);
    std::size_t last = first;
    for (std::size_t i = first + 1; i < lines.size() && !isMarker(lines[i]); ++i) {
        if (!document && isContent(lines[i]) && indentOf(lines[i]) <= indentOf(lines[first]))
            break;
        last = i;
    }
    return {first, last};
}

/// "RULE[,RULE...] [until DATE] because REASON"; the text that is wrong comes as a problem.
std::string readComment(std::string_view text, Suppression& suppression,
                        std::vector<std::string>& rules) {
    constexpr std::string_view kBecause = " because ", kUntil = " until ";
    const std::size_t because = text.find(kBecause);
    if (because != std::string_view::npos)
        suppression.reason = trimmed(text.substr(because + kBecause.size()));
    std::string_view head = text.substr(0, because);
    if (const std::size_t until = head.find(kUntil); until != std::string_view::npos) {
        const std::string_view day = trimmed(head.substr(until + kUntil.size()));
        suppression.until = dayFrom(day);
        if (!suppression.until)
            return fmt::format("'{}' is no date; write it as 2027-01-31", day);
        head = head.substr(0, until);
    }
    for (std::size_t begin = 0; begin <= head.size();) {
        const std::size_t end = std::min(head.find(',', begin), head.size());
        rules.emplace_back(trimmed(head.substr(begin, end - begin)));
        if (std::string problem = problemWithRule(rules.back()); !problem.empty())
            return problem;
        begin = end + 1;
    }
    return suppression.reason.empty()
               ? "a suppression has to say why: write 'because' and the reason behind it"
               : "";
}

void readSource(const model::Source& source, Suppressions& found) {
    if (source.text.find(kMark) == std::string::npos || source.name.ends_with(".json"))
        return;
    const std::vector<std::string_view> lines = linesOfText(source.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::optional<Comment> comment = commentOf(lines[i]);
        if (!comment)
            continue;
        Suppression suppression;
        suppression.inComment = true;
        suppression.source = {source.name, model::Position::fromZeroBased(i, comment->column)};
        const auto [first, last] = comment->alone ? blockBelow(lines, i) : std::pair(i, i);
        suppression.firstLine = static_cast<std::uint32_t>(first + 1);
        suppression.lastLine = static_cast<std::uint32_t>(last + 1);
        std::vector<std::string> rules;
        if (std::string problem = readComment(comment->text, suppression, rules);
            !problem.empty()) {
            found.problems.push_back(invalidSuppression(suppression.source, std::move(problem)));
            continue;
        }
        for (std::string& rule : rules) {
            found.entries.push_back(suppression);
            found.entries.back().rule = std::move(rule);
        }
    }
}

}  // namespace

model::Finding invalidSuppression(const model::SourceLocation& source, std::string message) {
    model::Finding finding;
    finding.severity = model::Severity::Error;
    finding.rule = "lint.suppression.invalid";
    finding.message = std::move(message);
    finding.source = source;
    return finding;
}

std::string problemWithRule(std::string_view rule) {
    if (rule.empty())
        return "a suppression has to name a rule, such as lint.tie.age";
    if (rule.find('*') != std::string_view::npos || model::findExplained(rule))
        return {};
    const auto similar = model::similarRules(rule, 1);
    return fmt::format(
        "there is no rule '{}'{}", rule,
        similar.empty() ? std::string() : fmt::format(" (did you mean '{}'?)", similar.front()));
}

Suppressions suppressionsInComments(std::span<const model::SourcePtr> sources) {
    Suppressions found;
    for (const model::SourcePtr& source : sources)
        readSource(*source, found);
    return found;
}

}  // namespace gatesight::simulator
