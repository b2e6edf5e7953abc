#include "simulator/routing/rule_choice.h"

#include "simulator/routing/candidates.h"
#include "simulator/routing/explain_match.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

RouteHit lookUp(Exchange& exchange, ScopeId scope, const RequestFacts& facts) {
    LookUp scratch;
    if (!exchange.say.listens())
        return exchange.table().find(scope, facts, scratch);
    Candidates candidates;
    exchange.table().match(scope, facts, scratch, candidates);
    const LookUpStory story{
        exchange.simulation,
        exchange.entrance.valid() ? &exchange.table().entrance(exchange.entrance) : nullptr,
        exchange.listener,
        exchange.frontend,
        scope,
        facts,
        candidates};
    explainAttachment(story, exchange.say);
    explainMatch(story, exchange.say);
    return candidates.winner();
}

void nameRoute(Exchange& exchange, const RouteHit& hit) {
    const RouteOnHost& place = exchange.table().routeOf(hit);
    const model::Object& object = exchange.world().object(exchange.table().objectOf(place));
    const auto& route = *model::requestRoute(object);
    DecidedRoute& named = exchange.decision.route.emplace();
    named.kind = object.kind;
    named.namespace_ = object.metadata.namespace_;
    named.name = object.metadata.name;
    named.rule = hit.record->rule;
    named.ruleName = route.rules[hit.record->rule].name;
    named.match = hit.record->match;
    if (!place.listener.valid()) {  // on a Service of a mesh
        named.parentRef = place.attachment;
        return;
    }
    named.parentRef =
        exchange.control().listener(place.listener).attachments[place.attachment].parentRef;
    // Without isolation the rule may come from a less specific listener than the one the host
    // belongs to.
    if (place.listener != exchange.listener) {
        exchange.listener = place.listener;
        nameListener(exchange);
    }
}

}  // namespace

bool chooseRule(Exchange& exchange, ScopeId scope, const RequestFacts& facts, RouteHit& hit) {
    hit = lookUp(exchange, scope, facts);
    if (hit) {
        nameRoute(exchange, hit);
        return true;
    }
    if (exchange.request.protocol == Protocol::Grpc)
        exchange.say.step([&] {
            return plainStep(Stage::Response, Verdict::Rejected, "grpcroute.no-match",
                             "a call that no rule takes is answered UNIMPLEMENTED");
        });
    return exchange.respond(404, "NoRouteMatched");
}

}  // namespace gatesight::simulator
