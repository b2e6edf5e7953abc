#include "model/kinds/metadata.h"

#include <algorithm>

namespace gatesight::model {

namespace {

bool holds(const LabelSelector::Requirement& requirement, const Labels& labels) {
    const auto label = labels.find(requirement.key);
    const bool there = label != labels.end();
    const auto listed = [&] {
        return std::ranges::find(requirement.values, label->second) != requirement.values.end();
    };
    switch (requirement.operator_) {
        case LabelSelector::Operator::In:
            return there && listed();
        case LabelSelector::Operator::NotIn:
            return !there || !listed();  // also true when the key is missing (np.label-selector)
        case LabelSelector::Operator::Exists:
            return there;
        case LabelSelector::Operator::DoesNotExist:
            return !there;
    }
    return false;
}

bool containsAll(const Labels& wanted, const Labels& labels) {
    return std::ranges::all_of(wanted, [&](const auto& pair) {
        const auto found = labels.find(pair.first);
        return found != labels.end() && found->second == pair.second;
    });
}

}  // namespace

SourceLocation Origin::locate(NodeId node) const {
    if (!document)
        return {};
    return document->locate(node == kNoNode ? document->root().id() : node);
}

bool LabelSelector::matches(const Labels& labels) const {
    return containsAll(matchLabels, labels) &&
           std::ranges::all_of(matchExpressions,
                               [&](const Requirement& each) { return holds(each, labels); });
}

bool selects(const Labels& selector, const Labels& labels) {
    return !selector.empty() && containsAll(selector, labels);
}

}  // namespace gatesight::model
