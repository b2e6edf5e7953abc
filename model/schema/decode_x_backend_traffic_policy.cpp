#include "model/schema/decoders.h"

namespace gatesight::model {

namespace {

using TrafficPolicy = XBackendTrafficPolicy;

TrafficPolicy::Target trafficTargetOf(Node node) {
    return {.group = textOf(field(node, "group")),
            .kind = textOf(field(node, "kind")),
            .name = textOf(field(node, "name")),
            .node = node.id()};
}

/// api.default.retry-constraint: a budget is filled up field by field, a rate only as a whole.
TrafficPolicy::RetryConstraint retryConstraintOf(Node node) {
    TrafficPolicy::RetryConstraint result;
    const Node budget = field(node, "budget");
    result.percent = int32Of(field(budget, "percent")).value_or(result.percent);
    result.interval = durationOf(field(budget, "interval")).value_or(result.interval);
    if (const Node rate = field(node, "minRetryRate"); rate.isMap())
        result.minRetryRate = {.count = int32Of(field(rate, "count")),
                               .interval = durationOf(field(rate, "interval"))};
    result.node = node.id();
    return result;
}

}  // namespace

void decodeInto(TrafficPolicy& policy, Node root, const DecodeContext& /*context*/) {
    const Node spec = field(root, "spec");
    policy.targets = listOf(field(spec, "targetRefs"), trafficTargetOf);
    policy.retryConstraint = optionalOf(field(spec, "retryConstraint"), retryConstraintOf);
    policy.sessionPersistence = sessionPersistenceOf(field(spec, "sessionPersistence"));
}

}  // namespace gatesight::model
