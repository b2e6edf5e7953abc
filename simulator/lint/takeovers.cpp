#include "simulator/lint/takeovers.h"

#include "simulator/control/hostname.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

/// Routes of one host that a wider one is held against; more of them make no other answer.
constexpr std::size_t kMostTakers = 32;

const AttachedHostname* nameOn(const ControlPlane& control, const RouteOnHost& on) {
    return on.listener.valid()
               ? &control.listener(on.listener).attachments[on.attachment].hostnames[on.hostname]
               : nullptr;
}

bool takesFrom(const ListenerState& narrow, const ListenerState& wide) {
    return narrow.gateway == wide.gateway && narrow.spec->port == wide.spec->port &&
           narrow.spec->protocol == wide.spec->protocol && wide.serves &&
           narrow.spec->hostname != wide.spec->hostname &&
           covers(wide.spec->hostname, narrow.spec->hostname);
}

}  // namespace

void TakeoverMap::look(const HostOfScope& host) {
    for (std::size_t i = 1; i < host.chain.size(); ++i)
        noteTakers(host.chain.front(), host.chain[i]);
}

void TakeoverMap::noteTakers(HostId narrow, HostId wide) {
    const RouteTable& table = *m_simulation.routes;
    const model::World& world = *m_simulation.world;
    const auto namespaceOf = [&](const RouteOnHost& on) -> const std::string& {
        return world.object(table.objectOf(on)).metadata.namespace_;
    };
    const auto takers = table.routesOf(narrow);
    const auto known = takers.first(std::min(takers.size(), kMostTakers));
    for (const RouteOnHost& loser : table.routesOf(wide)) {
        const AttachedHostname* name = nameOn(*m_simulation.control, loser);
        // Who has no hostname, or just what the listener leaves, claims no host.
        if (!name || name->routeHostname.empty())
            continue;
        // Where its namespace has a route for the closer name as well, the name is shared.
        const auto ours = [&](const RouteOnHost& on) {
            return namespaceOf(on) == namespaceOf(loser);
        };
        if (std::ranges::any_of(known, ours))
            continue;
        for (const RouteOnHost& taker : known) {
            const AttachedHostname* taken = nameOn(*m_simulation.control, taker);
            if (!taken)
                continue;
            Takeover& takeover = m_takeovers[table.objectOf(loser)];
            if (takeover.takers.empty()) {
                takeover.node = name->node;
                takeover.hostname = name->routeHostname;
            }
            takeover.takers.emplace(taken->hostname, table.objectOf(taker));
        }
    }
}

void TakeoverMap::report(FindingList& findings) const {
    constexpr std::size_t kMostShown = 4;
    const model::World& world = *m_simulation.world;
    for (const auto& [loser, takeover] : m_takeovers) {
        std::string text;
        std::vector<model::RelatedPlace> related;
        for (const auto& [hostname, taker] : takeover.takers) {
            if (related.size() == kMostShown)
                break;
            const model::Object& route = world.object(taker);
            text += fmt::format("{}'{}' ({} {})", text.empty() ? "" : ", ", hostname, route.kind,
                                route.fullName());
            related.push_back(
                {fmt::format("{} {}", route.kind, route.fullName()), route.origin.locate()});
        }
        const std::size_t more = takeover.takers.size() - related.size();
        auto& finding = findings.add(
            model::Severity::Info, "lint.host.taken-over", loser, takeover.node,
            fmt::format("of the hosts of '{}' routes of other namespaces are asked first for {}{}",
                        takeover.hostname, text,
                        more == 0 ? "" : fmt::format(" and {} more", more)));
        finding.related = std::move(related);
    }
}

void reportListenerTakeovers(FindingList& findings, const Simulation& simulation) {
    const model::World& world = *simulation.world;
    for (const ListenerState& narrow : simulation.control->listeners) {
        if (!narrow.serves || narrow.owner == narrow.gateway || narrow.spec->hostname.empty())
            continue;
        for (const ListenerId id : simulation.control->gateway(narrow.gateway)->listeners) {
            const ListenerState& wide = simulation.control->listener(id);
            if (!takesFrom(narrow, wide) || world.object(wide.owner).metadata.namespace_ ==
                                                world.object(narrow.owner).metadata.namespace_)
                continue;
            const auto loser = std::ranges::find_if(wide.attachments, [&](const Attachment& each) {
                return std::ranges::any_of(each.hostnames, [&](const AttachedHostname& name) {
                    return intersection(name.hostname, narrow.spec->hostname).has_value();
                });
            });
            if (loser == wide.attachments.end())
                continue;
            const model::Object &owner = world.object(wide.owner),
                                &route = world.object(loser->route);
            auto& finding = findings.add(
                model::Severity::Info, "lint.host.taken-over", narrow.owner, narrow.spec->node,
                fmt::format("listener '{}' takes requests for '{}' from listener '{}' of {} {}, "
                            "and so from {} {}",
                            narrow.spec->name, narrow.spec->hostname, wide.spec->name, owner.kind,
                            owner.fullName(), route.kind, route.fullName()));
            finding.related.push_back({fmt::format("listener '{}'", wide.spec->name),
                                       owner.origin.locate(wide.spec->node)});
            break;
        }
    }
}

}  // namespace gatesight::simulator
