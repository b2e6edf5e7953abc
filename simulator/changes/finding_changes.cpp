#include "simulator/changes/finding_changes.h"

#include <map>
#include <string_view>
#include <tuple>

namespace gatesight::simulator {

namespace {

// Fields hold indexes, which move when a rule is put in front.
using FindingKey =
    std::tuple<model::Severity, std::string_view, model::ObjectReference, std::string_view>;

FindingKey findingKey(const model::Finding& finding) {
    model::ObjectReference object = finding.object;
    object.apiVersion.clear();
    return {finding.severity, finding.rule, std::move(object), finding.message};
}

model::Findings withoutThoseOf(const model::Findings& other, const model::Findings& findings) {
    std::map<FindingKey, std::size_t> there;
    for (const model::Finding& finding : other)
        ++there[findingKey(finding)];
    model::Findings result;
    for (const model::Finding& finding : findings) {
        const auto found = there.find(findingKey(finding));
        if (found != there.end() && found->second > 0)
            --found->second;
        else
            result.push_back(finding);
    }
    return result;
}

}  // namespace

FindingChanges compareFindings(const model::Findings& before, const model::Findings& after) {
    return {withoutThoseOf(before, after), withoutThoseOf(after, before)};
}

}  // namespace gatesight::simulator
