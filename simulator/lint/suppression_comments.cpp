#include "model/rules/explained_rules.h"
#include "simulator/lint/suppression_text.h"
#include "simulator/routing/header_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kName = "gatesight", kMark = "gatesight: ignore";
constexpr std::string_view kForm =
    "write it as 'gatesight: ignore RULE until 2027-01-31 because REASON'";

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
    std::string_view text;   // behind the mark
    std::size_t column = 0;  // from zero
    bool alone = false;
    bool misspelt = false;  // meant as one, but not written as one
};

bool beginsWith(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::ranges::equal(text.substr(0, word.size()), word, {}, asciiLower);
}

/// Whether a comment that begins with the program's name was meant to be a suppression: "ignore
/// lint.tie.age", ": Ignores", but not "ignores other files".
bool meansIgnore(std::string_view behindName) {
    const std::size_t at = std::min(behindName.find_first_not_of(": \t-"), behindName.size());
    const std::string_view words = behindName.substr(at);
    if (!beginsWith(words, "ignor"))
        return false;
    const std::size_t next = words.find_first_of(kBlanks);
    const std::string_view rule =
        next == std::string_view::npos ? std::string_view() : trimmed(words.substr(next));
    const std::string_view first = rule.substr(0, rule.find_first_of(" \t,"));
    const std::size_t dot = first.find('.');
    return behindName.starts_with(':') || (dot != std::string_view::npos && dot + 1 < first.size());
}

/// Where the "#" stands that this position is right behind, if there is a comment.
std::optional<std::size_t> hashBefore(std::string_view line, std::size_t at) {
    const std::size_t hash = at == 0 ? line.npos : line.find_last_not_of(kBlanks, at - 1);
    if (hash == std::string_view::npos || line[hash] != '#' ||
        (hash > 0 && kBlanks.find(line[hash - 1]) == std::string_view::npos))
        return std::nullopt;
    return hash;
}

std::optional<Comment> commentOf(std::string_view line) {
    for (std::size_t at = 1; at + kName.size() <= line.size(); ++at) {
        if (asciiLower(line[at]) != kName.front() || !beginsWith(line.substr(at), kName))
            continue;
        const std::optional<std::size_t> hash = hashBefore(line, at);
        if (!hash || !meansIgnore(line.substr(at + kName.size())))
            continue;
        const bool exact = line.substr(at).starts_with(kMark);
        const std::string_view text = exact ? line.substr(at + kMark.size()) : std::string_view();
        const bool word = text.empty() || kBlanks.find(text.front()) != std::string_view::npos;
        return Comment{text, *hash, trimmed(line.substr(0, *hash)).empty(), !exact || !word};
    }
    return std::nullopt;
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

/// Takes a word off `text`, and what is behind it, which is returned; nothing when it is not there.
std::optional<std::string_view> takeBehind(std::string_view& text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if (at == 0 || kBlanks.find(text[at - 1]) == std::string_view::npos ||
            (end < text.size() && kBlanks.find(text[end]) == std::string_view::npos))
            continue;
        const std::string_view behind = trimmed(text.substr(end));
        text = text.substr(0, at);
        return behind;
    }
    return std::nullopt;
}

/// A date at the end of the reason would hold for ever.
bool endsWithDate(std::string_view reason) {
    const std::optional<std::string_view> day = takeBehind(reason, "until");
    return day && dayFrom(*day);
}

std::string readRules(std::string_view text, std::vector<std::string>& rules) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view rule = trimmed(text.substr(begin, end - begin));
        if (rule.find_first_of(kBlanks) != std::string_view::npos)
            return fmt::format(
                "'{}' is no rule; several stand with commas between them, and what "
                "follows begins with 'until' or 'because'",
                rule);
        if (std::string problem = problemWithRule(rule); !problem.empty())
            return problem;
        rules.emplace_back(rule);
        begin = end + 1;
    }
    return {};
}

/// "RULE[,RULE...] [until DATE] because REASON"; the text that is wrong comes as a problem.
std::string readComment(std::string_view text, Suppression& suppression,
                        std::vector<std::string>& rules) {
    const std::optional<std::string_view> reason = takeBehind(text, "because");
    suppression.reason = reason.value_or("");
    if (const auto day = takeBehind(text, "until")) {
        suppression.until = dayFrom(*day);
        if (!suppression.until)
            return fmt::format("'{}' is no date; write it as 2027-01-31", *day);
    }
    if (std::string problem = readRules(text, rules); !problem.empty())
        return problem;
    if (suppression.reason.empty())
        return "a suppression has to say why: write 'because' and the reason behind it";
    return endsWithDate(suppression.reason)
               ? fmt::format("the date has to stand before 'because'; {}", kForm)
               : "";
}

/// Few texts do, so that most are not cut into lines.
bool speaksOfIt(std::string_view text) {
    return text.find(kName) != std::string_view::npos ||
           text.find("Gatesight") != std::string_view::npos;
}

void readSource(const model::Source& source, Suppressions& found) {
    if (source.name.ends_with(".json") || !speaksOfIt(source.text))
        return;
    const std::vector<std::string_view> lines = linesOfText(source.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::optional<Comment> comment = commentOf(lines[i]);
        if (!comment)
            continue;
        Suppression suppression;
        suppression.inComment = true;
        suppression.source = {source.name, model::Position::fromZeroBased(i, comment->column)};
        if (comment->misspelt) {
            found.problems.push_back(invalidSuppression(
                suppression.source, fmt::format("this suppresses nothing; {}", kForm)));
            continue;
        }
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
    if (rule.find('*') != std::string_view::npos) {
        const bool any = std::ranges::any_of(model::explainedRules(), [rule](const auto& each) {
            return fitsPattern(rule, each.rule.id);
        });
        return any ? std::string() : fmt::format("no rule fits '{}'", rule);
    }
    if (model::findExplained(rule))
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
