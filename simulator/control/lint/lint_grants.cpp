#include "simulator/control/lint/lint.h"

#include <algorithm>
#include <set>
#include <string>

namespace gatesight::simulator {
namespace {

using model::Severity;

/// Referrers whose references were looked at, so that "nobody needs it" can be said of their
/// grants.
bool looksAt(const model::ReferenceGrant::From& from) {
    return from.group == model::kGatewayGroup &&
           (from.kind == "Gateway" || from.kind == "HTTPRoute");
}

}  // namespace

void lintGrants(ControlContext& context, const ControlPlane& plane) {
    // References of Gateways that nobody manages were not followed.
    std::set<std::string, std::less<>> unmanaged;
    for (const GatewayState& gateway : plane.gateways) {
        if (gateway.controllerName.empty())
            unmanaged.insert(context.world.object(gateway.gateway).metadata.namespace_);
    }
    for (const model::ObjectId id : context.grants.unused()) {
        const auto& grant = std::get<model::ReferenceGrant>(context.world.object(id).resource);
        const bool judged = std::ranges::all_of(grant.from, [&](const auto& from) {
            return looksAt(from) &&
                   !(from.kind == "Gateway" && unmanaged.contains(from.namespace_));
        });
        if (judged)
            context.findings.add(Severity::Info, "refgrant.match", id, model::kNoNode,
                                 "no loaded reference needs this ReferenceGrant");
    }
}

}  // namespace gatesight::simulator
