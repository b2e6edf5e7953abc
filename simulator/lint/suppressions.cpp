#include "simulator/lint/suppressions.h"

#include "model/kinds/timestamp.h"
#include "simulator/lint/suppression_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

constexpr model::Timestamp kSecondsOfDay = 24 * 60 * 60;

bool fitsOrEmpty(const std::string& pattern, std::string_view text) {
    return pattern.empty() || fitsPattern(pattern, text);
}

bool holdsFor(const Suppression& suppression, const model::Finding& finding) {
    if (!fitsPattern(suppression.rule, finding.rule) ||
        finding.rule.starts_with("lint.suppression."))
        return false;
    if (suppression.inComment)
        return finding.source.file == suppression.source.file &&
               finding.source.position.line >= suppression.firstLine &&
               finding.source.position.line <= suppression.lastLine;
    const std::string name = toString(finding.object);
    const std::size_t blank = name.find(' ');
    return (fitsOrEmpty(suppression.object, name) ||
            fitsPattern(suppression.object, std::string_view(name).substr(
                                                blank == std::string::npos ? 0 : blank + 1))) &&
           fitsOrEmpty(suppression.namespace_, finding.object.namespace_) &&
           fitsOrEmpty(suppression.file, finding.source.file);
}

model::Finding tell(const Suppression& suppression, model::Severity severity, const char* rule,
                    std::string message) {
    model::Finding finding;
    finding.severity = severity;
    finding.rule = rule;
    finding.message = std::move(message);
    finding.source = suppression.source;
    return finding;
}

}  // namespace

bool fitsPattern(std::string_view pattern, std::string_view text) {
    std::size_t at = 0, in = 0, star = std::string_view::npos, retry = 0;
    while (in < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            retry = in;
        } else if (at < pattern.size() && pattern[at] == text[in]) {
            ++at;
            ++in;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            in = ++retry;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == '*')
        ++at;
    return at == pattern.size();
}

SortedOut sortOut(model::Findings findings, Suppressions suppressions,
                  std::optional<model::Timestamp> at) {
    SortedOut result;
    result.open = std::move(suppressions.problems);
    const auto isOver = [at](const Suppression& each) {
        return at && each.until && *at >= *each.until + kSecondsOfDay;
    };
    std::vector<std::size_t> uses(suppressions.entries.size());
    for (model::Finding& finding : findings) {
        std::size_t by = 0;
        while (by < uses.size() &&
               (isOver(suppressions.entries[by]) || !holdsFor(suppressions.entries[by], finding)))
            ++by;
        if (by == uses.size()) {
            result.open.push_back(std::move(finding));
        } else {
            ++uses[by];
            result.suppressed.push_back({std::move(finding), suppressions.entries[by]});
        }
    }
    for (std::size_t i = 0; i < uses.size(); ++i) {
        const Suppression& each = suppressions.entries[i];
        if (isOver(each))
            result.open.push_back(tell(
                each, model::Severity::Warning, "lint.suppression.expired",
                fmt::format("this suppression of {} ended with {}; its reason was: {}", each.rule,
                            model::formatTimestamp(*each.until).substr(0, 10), each.reason)));
        else if (uses[i] == 0)
            // A file may be shared by folders that are looked at one by one.
            result.open.push_back(tell(
                each, each.inComment ? model::Severity::Warning : model::Severity::Info,
                "lint.suppression.unused",
                fmt::format("there is no finding of {} here that this could suppress", each.rule)));
    }
    return result;
}

std::optional<model::Timestamp> dayFrom(std::string_view text) {
    constexpr std::size_t kLength = std::string_view("2027-01-31").size();
    return text.size() == kLength ? model::parseTimestamp(std::string(text) + "T00:00:00Z")
                                  : std::nullopt;
}

}  // namespace gatesight::simulator
