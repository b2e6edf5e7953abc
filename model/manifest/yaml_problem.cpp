#include "model/manifest/yaml_problem.h"

#include "model/manifest/rules.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace gatesight::model {
namespace {

/// Where libyaml complains, and what stands there.
class Scene {
public:
    Scene(const YamlProblem& problem, std::string_view text, MarkCursor& cursor)
        : m_words(problem),
          m_text(text),
          m_context(cursor.at(problem.contextMark)),
          m_place(cursor.at(problem.problemMark)) {}

    [[nodiscard]] bool says(std::string_view words) const {
        return m_words.problem.find(words) != std::string_view::npos;
    }
    [[nodiscard]] bool isAbout(std::string_view words) const {
        return m_words.context.find(words) != std::string_view::npos;
    }
    [[nodiscard]] const YamlProblem& words() const { return m_words; }
    [[nodiscard]] Position place() const { return m_place.position; }
    [[nodiscard]] Position context() const { return m_context.position; }
    [[nodiscard]] std::size_t offset() const { return m_place.offset; }
    [[nodiscard]] bool atEnd() const {
        return m_text.find_first_not_of(" \t\r\n", m_place.offset) == std::string_view::npos;
    }
    [[nodiscard]] bool onContextLine() const {
        return m_place.position.line == m_context.position.line;
    }
    /// The character at the place, whole if it has several bytes; empty at the end.
    [[nodiscard]] std::string_view found() const { return characterAt(m_place.offset); }
    [[nodiscard]] std::string_view opening() const { return characterAt(m_context.offset); }
    [[nodiscard]] std::string_view line() const { return lineAt(m_place.offset); }
    [[nodiscard]] std::string_view contextLine() const { return lineAt(m_context.offset); }
    /// What stands on the line before the place.
    [[nodiscard]] std::string_view before() const {
        return line().substr(0, m_place.offset - lineBegin(m_place.offset));
    }
    [[nodiscard]] std::string_view from(std::size_t offset) const {
        return lineAt(offset).substr(offset - lineBegin(offset));
    }
    [[nodiscard]] std::string_view fromContext() const { return from(m_context.offset); }

private:
    [[nodiscard]] std::size_t lineBegin(std::size_t offset) const {
        const auto at =
            offset == 0 ? std::string_view::npos : m_text.find_last_of("\r\n", offset - 1);
        return at == std::string_view::npos ? 0 : at + 1;
    }
    [[nodiscard]] std::string_view lineAt(std::size_t offset) const {
        const auto begin = lineBegin(offset);
        return m_text.substr(begin,
                             std::min(m_text.find_first_of("\r\n", offset), m_text.size()) - begin);
    }
    [[nodiscard]] std::string_view characterAt(std::size_t offset) const {
        std::size_t end = std::min(offset + 1, m_text.size());
        while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xC0U) == 0x80U) {
            ++end;
        }
        return m_text.substr(std::min(offset, end), end - std::min(offset, end));
    }

    const YamlProblem& m_words;
    std::string_view m_text;
    MarkCursor::Place m_context;
    MarkCursor::Place m_place;
};

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

/// A word of the user's in a message: never longer than a line of it can bear.
std::string_view shortened(std::string_view text) {
    text = text.substr(0, text.find_first_of(" \t,"));
    constexpr std::size_t kMost = 60;
    return text.substr(0, kMost);
}

std::string quoted(std::string_view text) {
    const auto word = shortened(text);
    return word.starts_with('"') || word.starts_with('\'') ? std::string(word)
                                                           : fmt::format("\"{}\"", word);
}

/// Quotes around a value, where it is clear how far it goes.
std::optional<ProblemEdit> quotingEdit(std::string_view rest) {
    const auto value = rest.substr(0, rest.find_last_not_of(" \t") + 1);
    if (value.empty() || value.find_first_of("\"\\#,[]{}") != std::string_view::npos ||
        value.contains(": ")) {
        return std::nullopt;
    }
    return ProblemEdit{"put the value in double quotes", value.size(),
                       fmt::format("\"{}\"", value)};
}

std::optional<Problem> explainTab(const Scene& scene) {
    const auto line = scene.line();
    const auto indent = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
    const auto tab = indent.find('\t');
    Problem problem{rule::kTab, "this line is indented with a tab; YAML takes spaces only",
                    scene.place()};
    problem.edit = ProblemEdit{"put two spaces in place of the tab", 1, "  "};
    if (scene.says("found a tab character") || scene.found() == "\t") {
        problem.message = tab == std::string_view::npos
                              ? "a tab cannot stand here; YAML takes spaces only"
                              : problem.message;
        return problem;
    }
    if (tab == std::string_view::npos ||
        scene.isAbout("flow")) {  // inside brackets tabs may be used
        return std::nullopt;
    }
    problem.position.column = static_cast<std::uint32_t>(tab + 1);
    return problem;
}

std::optional<Problem> explainTemplate(const Scene& scene) {
    for (const auto& [line, position] : {std::pair(scene.line(), scene.place()),
                                         std::pair(scene.contextLine(), scene.context())}) {
        const auto column = line.find("{{");
        if (column != std::string_view::npos && position.known()) {
            return Problem{rule::kTemplate,
                           std::string(kTemplateAdvice),
                           {position.line, static_cast<std::uint32_t>(column + 1)}};
        }
    }
    return std::nullopt;
}

std::optional<Problem> explainUnclosed(const Scene& scene) {
    if (scene.isAbout("quoted scalar") &&
        (scene.says("end of stream") || scene.says("document indicator"))) {
        return Problem{
            rule::kUnclosed,
            fmt::format("the quote {} that is opened here is never closed", scene.opening()),
            scene.context(), "nothing closes it before here", scene.place()};
    }
    if (scene.isAbout("flow") && (scene.opening() == "[" || scene.opening() == "{") &&
        (scene.atEnd() || !scene.onContextLine())) {
        return Problem{
            rule::kUnclosed,
            fmt::format("the bracket {} that is opened here is not closed", scene.opening()),
            scene.context(),
            scene.atEnd() ? "nothing closes it before here" : "this cannot stand inside it",
            scene.place()};
    }
    return std::nullopt;
}

/// `*` and `&` begin aliases and anchors; wildcard hostnames are the usual victims.
std::optional<Problem> explainAlias(const Scene& scene) {
    if (!scene.isAbout("scanning an alias") && !scene.isAbout("scanning an anchor")) {
        return std::nullopt;
    }
    Problem problem{rule::kSyntax,
                    fmt::format("text that begins with {} must be quoted, as in \"{}\"; without "
                                "quotes it is read as {}",
                                scene.opening(), shortened(scene.fromContext()),
                                scene.isAbout("alias") ? "an alias" : "an anchor"),
                    scene.context()};
    problem.edit = quotingEdit(scene.fromContext());
    return problem;
}

std::optional<Problem> explainQuoted(const Scene& scene) {
    if (scene.says("unknown escape character")) {
        return Problem{rule::kEscape,
                       fmt::format("\\{} is no escape sequence inside double quotes; write \\\\ "
                                   "for a backslash, or use single quotes",
                                   scene.from(scene.offset()).substr(0, 2).starts_with('\\')
                                       ? scene.from(scene.offset()).substr(1, 1)
                                       : scene.found()),
                       scene.place(), "the quote begins here", scene.context()};
    }
    if (scene.says("hexdecimal number") || scene.says("Unicode character escape code")) {
        return Problem{rule::kEscape, "this escape sequence does not name a Unicode character",
                       scene.place(), "the quote begins here", scene.context()};
    }
    return std::nullopt;
}

/// A line that begins where neither the open map or list nor one around it goes on.
Problem explainColumn(const Scene& scene, bool isMap) {
    const auto column = scene.context().column;
    std::string message;
    if (scene.place().column != column) {
        message = fmt::format(
            "nothing can begin at column {} here: the {} in column {}", scene.place().column,
            isMap ? "keys of this map stand" : "items of this list begin", column);
    } else if (isMap) {
        message = scene.found() == ":"   ? "a key is missing before this ':'"
                  : scene.found() == "-" ? "a list item cannot stand among the keys of a map"
                                         : "a key is expected here";
    } else {
        message = "a list item with '- ' is expected here, or less indentation";
    }
    return {rule::kIndentation, std::move(message), scene.place(),
            isMap ? "the map begins here" : "the list begins here", scene.context()};
}

std::optional<Problem> explainMapping(const Scene& scene) {
    if (scene.says("mapping values are not allowed")) {
        if (isBlank(scene.before()) || scene.before() == "---") {
            return Problem{rule::kSyntax, "a key is missing before this ':'", scene.place()};
        }
        if (scene.before().find(": ") != std::string_view::npos) {
            return Problem{rule::kSyntax,
                           "a second ': ' on one line; quote the value if the ':' belongs to it",
                           scene.place()};
        }
        return Problem{rule::kIndentation,
                       "a ':' cannot follow here; this line is probably indented deeper than the "
                       "key above it, or the line above lacks its ':'",
                       scene.place()};
    }
    if (scene.says("could not find expected ':'")) {
        return Problem{rule::kSyntax,
                       fmt::format("there is no ':' after {}; a key must end with ':'",
                                   quoted(scene.fromContext())),
                       scene.context()};
    }
    if (scene.says("did not find expected key") || scene.says("did not find expected '-'")) {
        const bool isMap = scene.says("key");
        if (!isBlank(scene.before())) {
            if (scene.found() == "]" || scene.found() == "}") {
                return Problem{rule::kSyntax, fmt::format("this {} closes nothing", scene.found()),
                               scene.place()};
            }
            return Problem{
                rule::kSyntax,
                fmt::format("{} cannot follow the value that ends before it; quote the whole value",
                            quoted(scene.from(scene.offset()))),
                scene.place()};
        }
        return explainColumn(scene, isMap);
    }
    if (scene.says("block sequence entries are not allowed")) {
        return Problem{rule::kIndentation,
                       "a list item cannot begin here; put '- ' on a line of its own, indented "
                       "like the items before it",
                       scene.place()};
    }
    return std::nullopt;
}

std::optional<Problem> explainOther(const Scene& scene) {
    if (scene.says("cannot start any token")) {
        Problem problem{rule::kSyntax,
                        fmt::format("a value cannot begin with {}; quote it", scene.found()),
                        scene.place()};
        problem.edit = quotingEdit(scene.from(scene.offset()));
        return problem;
    }
    if (scene.says("undefined tag handle")) {
        return Problem{rule::kTag,
                       "the tag has a prefix that is not defined",
                       scene.context(),
                       {},
                       {},
                       kNoNode,
                       {},
                       Severity::Error};
    }
    if (scene.says("did not find expected comment or line break")) {
        return Problem{rule::kSyntax, "only a comment may follow on the line of | or >",
                       scene.place()};
    }
    if (scene.says("indentation indicator equal to 0")) {
        return Problem{rule::kSyntax, "the number behind | or > must be 1 to 9", scene.place()};
    }
    if (scene.says("<document start>")) {
        return Problem{rule::kSyntax, "the document ended above; begin another one with a line ---",
                       scene.place()};
    }
    if (scene.says("did not find expected node content")) {
        return scene.atEnd()
                   ? Problem{rule::kSyntax, "the document ends where a value is expected",
                             scene.place()}
                   : Problem{rule::kSyntax,
                             fmt::format("a value is expected before this {}", scene.found()),
                             scene.place()};
    }
    if (scene.says("did not find expected ','")) {
        return Problem{
            rule::kSyntax,
            fmt::format("a ',' or the closing bracket of {} is expected here", scene.opening()),
            scene.place(), "opened here", scene.context()};
    }
    return std::nullopt;
}

}  // namespace

bool isTemplateAt(std::string_view text, std::size_t offset) {
    return offset > 0 && offset < text.size() && text.substr(offset - 1, 2) == "{{";
}

Problem explainYamlProblem(const YamlProblem& problem, std::string_view text, MarkCursor& cursor) {
    const Scene scene(problem, text, cursor);
    for (const auto explain : {explainTab, explainTemplate, explainUnclosed, explainAlias,
                               explainQuoted, explainMapping, explainOther}) {
        if (auto explained = explain(scene)) {
            return std::move(*explained);
        }
    }
    return {rule::kSyntax,
            fmt::format("this is not YAML: {}{}{}", problem.problem,
                        problem.context.empty() ? "" : " ", problem.context),
            scene.place()};
}

}  // namespace gatesight::model
