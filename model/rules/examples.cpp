#include "model/rules/examples.h"

#include <algorithm>

namespace gatesight::model {

/// The text of examples.txt; made from that file by the build.
extern const std::string_view kExamplesText;

namespace {

/// Takes one line of the file, which says by its first character what it is.
void readLine(std::vector<RuleExample>& all, char mark, std::string_view words) {
    if (mark == '@') {
        all.push_back({.rule = words, .title = {}, .manifests = {}, .outcomes = {}});
        return;
    }
    if (all.empty())
        return;
    RuleExample& example = all.back();
    if (mark == '=') {
        example.title = words;
    } else if (mark == '|') {
        example.manifests.push_back(words);
    } else if (mark == '?') {
        example.outcomes.push_back({.request = words, .says = {}});
    } else if (mark == '>') {
        if (example.outcomes.empty())
            example.outcomes.emplace_back();
        example.outcomes.back().says.push_back(words);
    } else if (mark == '<') {
        example.outcomes.emplace_back();
    }
}

std::vector<RuleExample> readExamples() {
    std::vector<RuleExample> all;
    for (std::string_view rest = kExamplesText; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (const std::string_view line = rest.substr(0, end); !line.empty())
            readLine(all, line.front(), line.substr(1));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::ranges::sort(all, {}, &RuleExample::rule);
    return all;
}

}  // namespace

const RuleExample* findExample(std::string_view rule) {
    static const std::vector<RuleExample> all = readExamples();
    const auto found = std::ranges::lower_bound(all, rule, {}, &RuleExample::rule);
    return found != all.end() && found->rule == rule ? &*found : nullptr;
}

std::string manifestText(const RuleExample& example) {
    std::string text;
    for (const std::string_view line : example.manifests)
        text.append(line).append("\n");
    return text;
}

}  // namespace gatesight::model
