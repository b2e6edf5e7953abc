#include "simulator/control/age.h"

namespace gatesight::simulator {

std::strong_ordering compareFullNames(const model::ObjectMeta& first,
                                      const model::ObjectMeta& second) {
    if (first.namespace_ == second.namespace_)
        return first.name <=> second.name;
    // The slash takes part: "a-b/x" comes before "a/x", as '-' comes before '/'.
    return first.namespace_ + '/' <=> second.namespace_ + '/';
}

std::strong_ordering compareAge(const model::Object& first, const model::Object& second) {
    const auto& older = first.metadata.creationTimestamp;
    const auto& younger = second.metadata.creationTimestamp;
    if (older.has_value() != younger.has_value())
        return older.has_value() ? std::strong_ordering::less : std::strong_ordering::greater;
    const auto byTime = older ? *older <=> *younger : first.origin.order <=> second.origin.order;
    return byTime != 0 ? byTime : compareFullNames(first.metadata, second.metadata);
}

std::string_view whyOlder(const model::Object& first, const model::Object& second) {
    const auto& ours = first.metadata.creationTimestamp;
    const auto& theirs = second.metadata.creationTimestamp;
    if (ours && theirs)
        return *ours == *theirs ? "it is as old, and its name comes first" : "it is older";
    if (ours)
        return "it has a creationTimestamp, and one without counts as made now";
    return "it was loaded first, and neither has a creationTimestamp";
}

}  // namespace gatesight::simulator
