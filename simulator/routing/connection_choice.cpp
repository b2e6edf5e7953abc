#include "simulator/routing/connection_choice.h"

#include "simulator/control/hostname.h"
#include "simulator/routing/scheme.h"
#include "simulator/routing/tls_handshake.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Routes that do not take the connection are listed up to this many.
constexpr std::size_t kRivalsShown = 50;

std::string shownName(std::string_view name, std::string_view otherwise) {
    return std::string(name.empty() ? otherwise : name);
}

bool byName(const Exchange& exchange, const ConnectionEntry& entry) {
    return std::holds_alternative<model::TLSRoute>(exchange.world().object(entry.route).resource);
}

Step entryStep(const Exchange& exchange, const ConnectionEntry& entry, Verdict verdict,
               std::string_view rule, std::string message) {
    return stepAbout(exchange.world().object(entry.route), Stage::Match, verdict, rule,
                     std::move(message),
                     byName(exchange, entry) ? "spec.hostnames"
                                             : fmt::format("spec.parentRefs[{}]", entry.parentRef),
                     entry.node);
}

Step winnerStep(const Exchange& exchange, const ConnectionEntry& entry, const std::string& sni) {
    const bool named = byName(exchange, entry);
    Step step = entryStep(
        exchange, entry, Verdict::Chosen, named ? "tlsroute.sni.match" : "tcproute.no-match-fields",
        named ? fmt::format("hostname {} fits SNI {}", shownName(entry.hostname, "(any)"),
                            shownName(sni, "(none)"))
              : std::string("takes every connection of the listener"));
    if (named)
        step.compared.push_back(
            {"SNI", shownName(sni, "(none)"), shownName(entry.hostname, "(any)"), true});
    return step;
}

Step rivalStep(const Exchange& exchange, const ConnectionEntry& entry,
               const ConnectionEntry* winner, const std::string& sni) {
    if (!byName(exchange, entry)) {
        if (winner && byName(exchange, *winner))
            return entryStep(exchange, entry, Verdict::Rejected, "tlsroute.sni.match",
                             "a TLSRoute names this SNI");
        return entryStep(exchange, entry, Verdict::Rejected,
                         exchange.world().object(entry.route).kind == "UDPRoute"
                             ? "udproute.several"
                             : "tcproute.several",
                         "an older route takes all connections of this listener");
    }
    const bool fits = admits(entry.hostname, sni);
    const bool same = fits && winner && lowerCase(winner->hostname) == lowerCase(entry.hostname);
    Step step =
        entryStep(exchange, entry, Verdict::Rejected, same ? "tlsroute.ties" : "tlsroute.sni.match",
                  same   ? std::string("an older route has the same hostname")
                  : fits ? fmt::format("hostname {} fits too, but is less specific",
                                       shownName(entry.hostname, "(any)"))
                         : fmt::format("hostname {} does not fit SNI {}", entry.hostname,
                                       shownName(sni, "(none)")));
    step.compared.push_back(
        {"SNI", shownName(sni, "(none)"), shownName(entry.hostname, "(any)"), !same});
    if (!fits)
        step.near = fmt::format(
            "would match if the SNI were {}",
            isWildcard(entry.hostname) ? "any" + entry.hostname.substr(1) : entry.hostname);
    return step;
}

void tellRivals(Exchange& exchange, const ConnectionEntry* winner, const std::string& sni) {
    if (!exchange.say.listens())
        return;
    const auto entries = exchange.table().connections().entriesOf(exchange.listener);
    std::size_t told = 0;
    for (const ConnectionEntry& entry : entries) {
        if (&entry == winner || told == kRivalsShown)
            continue;
        ++told;
        exchange.say.step([&] { return rivalStep(exchange, entry, winner, sni); });
    }
    if (entries.size() > told + (winner ? 1 : 0))
        exchange.say.step([&] {
            return plainStep(Stage::Match, Verdict::Info, "tlsroute.sni.match",
                             fmt::format("{} more routes wait on this listener",
                                         entries.size() - told - (winner ? 1 : 0)));
        });
}

/// Asked for this listener, among others or alone, and not taken.
bool refusedHere(AttachVerdict verdict) {
    return verdict == AttachVerdict::NamespaceNotAllowed ||
           verdict == AttachVerdict::NoHostnameInCommon;
}

/// Routes that could have taken connections here, if the listener had taken them.
void tellRefusedRoutes(Exchange& exchange) {
    if (!exchange.say.listens())
        return;
    std::size_t told = 0;
    for (const RouteState& route : exchange.control().routes) {
        const model::Object& object = exchange.world().object(route.route);
        if (!model::connectionRoute(object) || told == kRivalsShown)
            continue;
        for (const RouteParentState& parent : route.parents) {
            const auto verdict =
                std::ranges::find(parent.verdicts, exchange.listener, &ListenerVerdict::listener);
            if (verdict == parent.verdicts.end() || !refusedHere(verdict->verdict))
                continue;
            ++told;
            exchange.say.step([&] {
                return stepAbout(object, Stage::Attach, Verdict::Rejected, verdict->rule,
                                 fmt::format("not attached here: {}", verdict->message),
                                 fmt::format("spec.parentRefs[{}]", parent.parentRef));
            });
        }
    }
}

}  // namespace

void nameConnection(Exchange& exchange, const ConnectionEntry& entry) {
    const model::Object& object = exchange.world().object(entry.route);
    const model::ConnectionRoute& route = *model::connectionRoute(object);
    DecidedRoute& named = exchange.decision.route.emplace();
    named.kind = object.kind;
    named.namespace_ = object.metadata.namespace_;
    named.name = object.metadata.name;
    named.ruleName = route.rules.empty() ? std::string() : route.rules.front().name;
    named.parentRef = entry.parentRef;
}

const ConnectionEntry* chooseConnection(Exchange& exchange) {
    const std::string sni =
        infoOf(exchange.request.scheme).encrypted ? sniOf(exchange.request) : std::string();
    tellRefusedRoutes(exchange);
    const ConnectionEntry* const entry =
        exchange.table().connections().find(exchange.listener, sni);
    if (entry) {
        nameConnection(exchange, *entry);
        exchange.say.step([&] { return winnerStep(exchange, *entry, sni); });
        tellRivals(exchange, entry, sni);
        return entry;
    }
    tellRivals(exchange, nullptr, sni);
    exchange.say.step([&] {
        const bool any = !exchange.table().connections().entriesOf(exchange.listener).empty();
        return listenerStep(
            exchange, exchange.listener, Stage::Match, Verdict::Rejected,
            any ? "tlsroute.sni.none" : "listener.no-routes-accepted",
            any ? fmt::format("no route on listener {} has a hostname that fits SNI {}",
                              exchange.listenerState().spec->name, shownName(sni, "(none)"))
                : fmt::format("no route is attached to listener {}",
                              exchange.listenerState().spec->name));
    });
    exchange.closeConnection("NoRouteMatched");
    return nullptr;
}

}  // namespace gatesight::simulator
