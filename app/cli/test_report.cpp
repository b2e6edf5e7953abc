#include "app/cli/test_report.h"

#include "app/cli/answer_line.h"
#include "app/cli/trace_story.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace gatesight::cli {

namespace {

const Style kPlain(false, true);

// Runs of results of the same scenario.
template <class Each>
void forEachScenario(const std::vector<TestResult>& results, const Each& each) {
    for (std::size_t first = 0; first < results.size();) {
        std::size_t last = first;
        while (last < results.size() && results[last].scenario == results[first].scenario)
            ++last;
        each(std::span(results).subspan(first, last - first));
        first = last;
    }
}

bool expectsNothing(const TestResult& result) {
    return result.asked && result.request.expect.empty();
}

std::size_t withoutExpectation(std::span<const TestResult> results) {
    return static_cast<std::size_t>(std::ranges::count_if(results, expectsNothing));
}

std::string counts(const std::vector<TestResult>& results) {
    const std::size_t failed = failuresIn(results), free = withoutExpectation(results);
    return fmt::format("{} passed, {} failed{}", results.size() - failed - free, failed,
                       free == 0 ? "" : fmt::format(", {} without an expectation", free));
}

std::string answerOf(const TestResult& result, const Style& style) {
    return result.asked ? answerLine(result.decision, style) : "not asked: it is not understood";
}

std::string resultText(const TestResult& result, const Style& style) {
    const std::string name = style.clean(result.request.name);
    if (result.passed()) {
        const bool asked = !result.request.expect.empty();
        const std::string mark = asked ? style.paint(style.mark(Mark::Yes), Tone::Good)
                                       : std::string(style.mark(Mark::Note));
        return fmt::format("  {} {}{}\n", mark, name,
                           asked ? "" : "  " + answerLine(result.decision, style));
    }
    std::string text =
        fmt::format("  {} {}  {}\n", style.paint(style.mark(Mark::No), Tone::Bad),
                    style.paint(name, Tone::Bold),
                    style.paint(style.clean(toString(result.request.source)), Tone::Dim));
    for (const std::string& line : result.unmet)
        text += fmt::format("      {}\n", style.paint(style.clean(line), Tone::Bad));
    text += fmt::format("      {} {}\n", style.mark(Mark::Arrow), answerOf(result, style));
    if (const simulator::Step* miss = nearestMiss(result.decision))
        text +=
            style.paint(fmt::format("      nearest: {}\n", style.clean(miss->near)), Tone::Caution);
    return text;
}

// XML 1.0 has no way to write most control characters, so that text is cleaned before it is
// escaped.
std::string xml(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string markdownCell(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        if (std::string_view("|\\`*_<>[]").find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

}  // namespace

std::size_t failuresIn(const std::vector<TestResult>& results) {
    return static_cast<std::size_t>(
        std::ranges::count_if(results, [](const TestResult& r) { return !r.passed(); }));
}

std::vector<TestResult> unreadRequests(const simulator::Scenario& scenario) {
    constexpr std::string_view kRequests = "spec.requests[";
    std::vector<TestResult> results;
    for (const model::Finding& finding : scenario.findings) {
        const std::size_t end = finding.field.find(']');
        if (!finding.field.starts_with(kRequests) || end == std::string::npos ||
            finding.severity != model::Severity::Error)
            continue;
        const std::string item = finding.field.substr(0, end + 1);
        auto known = std::ranges::find(results, item,
                                       [](const TestResult& each) { return each.request.name; });
        if (known == results.end()) {
            TestResult& unread = results.emplace_back();
            unread.scenario = scenario.name;
            unread.request.name = item;
            unread.request.source = finding.source;
            unread.asked = false;
            known = results.end() - 1;
        }
        known->unmet.push_back(finding.message);
    }
    return results;
}

std::string testText(const std::vector<TestResult>& results, const Style& style) {
    std::string text;
    forEachScenario(results, [&](std::span<const TestResult> group) {
        text += style.paint(style.clean(group.front().scenario), Tone::Bold) + "\n";
        for (const TestResult& result : group)
            text += resultText(result, style);
        text += "\n";
    });
    return text + style.paint(counts(results), failuresIn(results) == 0 ? Tone::Good : Tone::Bad) +
           "\n";
}

Json testJson(const std::vector<TestResult>& results) {
    Json json = {{"apiVersion", "gatesight.dev/v1alpha1"},
                 {"passed", results.size() - failuresIn(results)},
                 {"failed", failuresIn(results)},
                 {"tests", Json::array()}};
    for (const TestResult& result : results) {
        Json test = {{"scenario", result.scenario},
                     {"name", result.request.name},
                     {"passed", result.passed()}};
        if (!result.passed())
            test["unmet"] = result.unmet;
        const model::SourceLocation& source = result.request.source;
        if (source.known())
            test["source"] = {{"file", source.file},
                              {"line", source.position.line},
                              {"column", source.position.column}};
        if (result.asked)
            test["decision"] = toJson(result.decision);
        json["tests"].push_back(std::move(test));
    }
    return json;
}

std::string testJunit(const std::vector<TestResult>& results) {
    std::string text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\">\n",
        results.size(), failuresIn(results));
    forEachScenario(results, [&](std::span<const TestResult> group) {
        const std::vector<TestResult> suite(group.begin(), group.end());
        text += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
                            xml(suite.front().scenario), suite.size(), failuresIn(suite));
        for (const TestResult& result : suite) {
            text +=
                fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                            xml(result.scenario), xml(result.request.name),
                            xml(result.request.source.file), result.request.source.position.line);
            if (result.passed()) {
                text += expectsNothing(result)
                            ? ">\n      <skipped message=\"nothing is expected\"/>\n    </testcase>\n"
                            : "/>\n";
                continue;
            }
            text += fmt::format(">\n      <failure message=\"{}\">", xml(result.unmet.front()));
            for (const std::string& line : result.unmet)
                text += xml(line) + "\n";
            text += xml(answerOf(result, kPlain));
            if (const simulator::Step* miss = nearestMiss(result.decision))
                text += "\nnearest: " + xml(miss->near);
            text += "</failure>\n    </testcase>\n";
        }
        text += "  </testsuite>\n";
    });
    return text + "</testsuites>\n";
}

std::string testMarkdown(const std::vector<TestResult>& results) {
    std::string text = fmt::format(
        "**{}**\n\n| | scenario | request | answer | expected otherwise |\n|---|---|---|---|---|\n",
        counts(results));
    for (const TestResult& result : results) {
        text += fmt::format("| {} | {} | {} | {} | {} |\n",
                            expectsNothing(result) ? "➖"
                            : result.passed()      ? "✅"
                                                   : "❌",
                            markdownCell(result.scenario), markdownCell(result.request.name),
                            markdownCell(answerOf(result, kPlain)),
                            markdownCell(fmt::format("{}", fmt::join(result.unmet, "; "))));
    }
    return text;
}

}  // namespace gatesight::cli
