// Session persistence: the token that leads a client back to where its session began (RULES 8.3).
#pragma once

#include "simulator/routing/backend_plan.h"
#include "simulator/routing/exchange.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatesight::simulator {

/// The sessions that one rule keeps.
struct RuleSession {
    const model::SessionPersistence* persistence = nullptr;  ///< lives as long as the World
    const model::Object* route = nullptr;
    std::string field;  ///< "spec.rules[0].sessionPersistence"
    std::string name;   ///< of the cookie or header, as configured or made for the rule
    std::string scope;  ///< tells the rule apart from all others (session.scope.rule)
    bool permanent = false;  ///< the cookie outlives the browser (session.cookie.lifetime)
};

/// What a rule asks for, less what the controller lacks; nothing where no session is kept.
[[nodiscard]] std::optional<RuleSession> sessionOf(const model::Object& route, std::uint32_t rule,
                                                   const Options& options);

/// Follows the token of the request, if it carries one that still leads somewhere: the index of its
/// backend, of which only the session's endpoint is left. Nothing: the weights decide
/// (session.first-by-weight).
[[nodiscard]] std::optional<std::uint32_t> resumeSession(Exchange& exchange,
                                                         const RuleSession& session,
                                                         std::span<BackendPlan> backends);

/// Gives the client the token of a session that begins at `endpoint`.
void beginSession(Exchange& exchange, const RuleSession& session, const DecidedBackend& backend,
                  const DecidedEndpoint& endpoint);

}  // namespace gatesight::simulator
