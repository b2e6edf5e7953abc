#include "app/cli/github_annotations.h"

#include "app/cli/answer_line.h"
#include "app/cli/style.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gatesight::cli {

namespace {

// Where a value ends is told by ',' and ':' in properties, and by the end of the line anywhere.
// What printable() made of line breaks needs no escape any more.
std::string annotationText(std::string_view text, bool isProperty) {
    std::string result;
    for (const char c : printable(text)) {
        const bool ends = isProperty && (c == ',' || c == ':');
        result += c == '%' || ends ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                   : std::string(1, c);
    }
    return result;
}

std::string annotation(std::string_view level, const model::SourceLocation& source,
                       std::string_view title, std::string_view message) {
    std::vector<std::string> properties;
    if (source.known())
        properties.push_back("file=" + annotationText(source.file, true));
    if (source.position.line != 0)
        properties.push_back(fmt::format("line={}", source.position.line));
    if (source.position.column != 0)
        properties.push_back(fmt::format("col={}", source.position.column));
    properties.push_back("title=" + annotationText(title, true));
    return fmt::format("::{} {}::{}\n", level, fmt::join(properties, ","),
                       annotationText(message, false));
}

std::string_view annotationLevel(model::Severity severity) {
    switch (severity) {
        case model::Severity::Error:
            return "error";
        case model::Severity::Warning:
            return "warning";
        case model::Severity::Info:
            return "notice";
    }
    return "error";
}

}  // namespace

std::string findingsGithub(const model::Findings& findings, const SourceLines& sources) {
    std::string text;
    for (const model::Finding& finding : findings) {
        const std::string about =
            finding.object.empty() ? "" : fmt::format("{}: ", toString(finding.object));
        const std::string_view from = sources.templateOf(finding.source);
        text += annotation(annotationLevel(finding.severity), finding.source, finding.rule,
                           about + finding.message +
                               (from.empty() ? "" : fmt::format(" (from {})", from)));
    }
    return text;
}

std::string testGithub(const std::vector<TestResult>& results) {
    std::string text;
    for (const TestResult& result : results) {
        if (!result.passed())
            text += annotation("error", result.request.source,
                               fmt::format("{}: {}", result.scenario, result.request.name),
                               fmt::format("{}{}", fmt::join(result.unmet, "; "),
                                           result.asked ? "; the answer is " +
                                                              answerLine(result.decision,
                                                                         Style(false, true))
                                                        : ""));
    }
    return text;
}

}  // namespace gatesight::cli
