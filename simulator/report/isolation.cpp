#include "simulator/report/isolation.h"

#include "simulator/control/reference_grants.h"
#include "simulator/control/selection.h"
#include "simulator/report/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace gatesight::simulator {

namespace {

using GrantUsers = std::map<std::uint32_t, std::set<std::string>>;

std::string_view fromName(model::NamespacesFrom::From from) {
    switch (from) {
        case model::NamespacesFrom::From::Same:
            return "Same";
        case model::NamespacesFrom::From::All:
            return "All";
        case model::NamespacesFrom::From::Selector:
            return "Selector";
        case model::NamespacesFrom::From::None:
            return "None";
    }
    return {};
}

Admission admissionOf(const model::World& world, const model::NamespacesFrom& who,
                      const std::string& home) {
    Admission admission{
        std::string(fromName(who.from)), who.selector ? describe(*who.selector) : "", {}};
    if (who.from == model::NamespacesFrom::From::All)
        return admission;
    admission.namespaces.emplace();
    for (const std::string& name : world.namespaces())
        if (admitsNamespace(who, home, name, world))
            admission.namespaces->push_back(name);
    return admission;
}

ListenerAccess accessOf(const model::World& world, const ListenerState& state) {
    const model::Object& owner = world.object(state.owner);
    ListenerAccess access;
    access.gateway = world.object(state.gateway).fullName();
    access.listener = state.spec->name;
    if (state.owner != state.gateway)
        access.listenerSet = owner.fullName();
    access.port = state.spec->port;
    access.protocol = state.spec->protocol;
    access.hostname = state.spec->hostname;
    for (const model::ObjectId certificate : state.certificates)
        access.certificates.push_back(world.object(certificate).fullName());
    for (const model::RouteGroupKind& kind : state.supportedKinds)
        access.kinds.push_back(kind.kind);
    access.routes =
        admissionOf(world, state.spec->allowedRoutes.namespaces, owner.metadata.namespace_);
    std::set<std::string> attached;
    for (const Attachment& attachment : state.attachments)
        attached.insert(world.object(attachment.route).metadata.namespace_);
    access.attached.assign(attached.begin(), attached.end());
    return access;
}

GatewayAccess accessOf(const model::World& world, const ControlPlane& control,
                       const GatewayState& state) {
    const model::Object& object = world.object(state.gateway);
    const auto& gateway = std::get<model::Gateway>(object.resource);
    GatewayAccess access{object.fullName(),
                         admissionOf(world, gateway.allowedListeners, object.metadata.namespace_),
                         {}};
    std::set<std::string> sets;
    for (const ListenerId id : state.listeners)
        if (const ListenerState& listener = control.listener(id); listener.owner != state.gateway)
            sets.insert(world.object(listener.owner).fullName());
    access.attached.assign(sets.begin(), sets.end());
    return access;
}

/// Routes by the grants that their references rest on.
GrantUsers usersOf(const ReportFacts& facts) {
    GrantUsers users;
    const auto note = [&users](const BackendState& backend, const std::string& route) {
        if (backend.grant.valid())
            users[backend.grant.value].insert(route);
    };
    for (const RouteState& state : facts.control().routes) {
        const model::Object& object = facts.world().object(state.route);
        const std::string route = fmt::format("{} {}", object.kind, object.fullName());
        for (const RuleState& rule : state.rules) {
            for (const BackendState& backend : rule.backends)
                note(backend, route);
            for (const FilterBackendState& filter : rule.filters)
                note(filter.backend, route);
            for (const auto& filters : rule.backendFilters)
                for (const FilterBackendState& filter : filters)
                    note(filter.backend, route);
        }
    }
    return users;
}

/// Grants of which the control plane says that no reference needs them (refgrant.match).
std::set<model::ObjectReference> unusedGrants(const ControlPlane& control) {
    std::set<model::ObjectReference> unused;
    for (const model::Finding& finding : control.findings)
        if (finding.rule == "refgrant.match" && finding.object.kind == "ReferenceGrant")
            unused.insert(finding.object);
    return unused;
}

GrantUse grantUse(const model::Ref<model::ReferenceGrant>& grant, const GrantUsers& users,
                  const std::set<model::ObjectReference>& unused) {
    GrantUse use{grant.metadata().namespace_, grant.metadata().name, {}, {}, {}, {}};
    for (const auto& from : grant->from)
        use.from.push_back(fmt::format("{} in {}", from.kind, from.namespace_));
    for (const auto& to : grant->to)
        use.to.push_back(to.name ? fmt::format("{} {}", to.kind, *to.name) : "every " + to.kind);
    if (const auto routes = users.find(grant.id().value); routes != users.end())
        use.usedBy.assign(routes->second.begin(), routes->second.end());
    if (unused.contains(grant.object().reference()))
        use.use = GrantUse::Use::Unused;
    else if (!use.usedBy.empty() || std::ranges::all_of(grant->from, followsReferences))
        use.use = GrantUse::Use::Used;
    return use;
}

RichText whoWords(const Admission& admission) {
    if (admission.from == "All")
        return {"every namespace", TextTone::Caution};
    RichText text;
    if (admission.from == "Selector")
        text.add(admission.selector.empty() ? "no selector" : admission.selector, TextTone::Code)
            .add(": ");
    if (!admission.namespaces || admission.namespaces->empty())
        return text.add("nobody", TextTone::Muted);
    constexpr std::size_t kNamed = 8;
    const auto& names = *admission.namespaces;
    for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i)
        text.add(i == 0 ? "" : ", ").add(names[i], TextTone::Code);
    return names.size() > kNamed ? text.add(fmt::format(" and {} more", names.size() - kNamed))
                                 : text;
}

RichText nameList(const std::vector<std::string>& names) {
    if (names.empty())
        return {"nobody", TextTone::Muted};
    constexpr std::size_t kNamed = 8;
    RichText text;
    for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i)
        text.add(i == 0 ? "" : ", ").add(names[i], TextTone::Code);
    return names.size() > kNamed ? text.add(fmt::format(" and {} more", names.size() - kNamed))
                                 : text;
}

RichText takesWords(const ListenerAccess& each) {
    RichText text(fmt::format("{} :{} ", each.protocol, each.port));
    if (each.hostname.empty())
        text.add("any host");
    else
        text.add(each.hostname, TextTone::Code);
    if (!each.certificates.empty())
        text.add(fmt::format(", certificate {}", fmt::join(each.certificates, ", ")),
                 TextTone::Muted);
    return text;
}

Block listenerTable(const std::vector<ListenerAccess>& listeners) {
    DataTable table{{{"Listener", 1.5},
                     {"Takes", 1.5},
                     {"Kinds", 1.1},
                     {"Who may attach routes", 2},
                     {"Who does", 1.4}},
                    {},
                    "-o json has them all"};
    for (const ListenerAccess& each : listeners)
        table.rows.push_back({code(fmt::format("{}/{}", each.gateway, each.listener)),
                              takesWords(each),
                              RichText(fmt::format("{}", fmt::join(each.kinds, ", "))),
                              whoWords(each.routes), nameList(each.attached)});
    return {Fold{fmt::format("Routes on listeners ({})", listeners.size()),
                 {{std::move(table)}},
                 listeners.size() <= 40}};
}

Block gatewayTable(const std::vector<GatewayAccess>& gateways) {
    DataTable table{{{"Gateway", 1.2}, {"Who may add listeners", 2}, {"Who does", 1.5}},
                    {},
                    "-o json has them all"};
    for (const GatewayAccess& each : gateways)
        table.rows.push_back(
            {code(each.gateway), whoWords(each.listenerSets), nameList(each.attached)});
    return {Fold{fmt::format("Listeners on Gateways ({})", gateways.size()),
                 {{std::move(table)}},
                 gateways.size() <= 20}};
}

RichText useWords(const GrantUse& grant) {
    switch (grant.use) {
        case GrantUse::Use::Used:
            return grant.usedBy.empty()
                       ? RichText("used by a Gateway", TextTone::Good)
                       : RichText("used by ", TextTone::Good).append(nameList(grant.usedBy));
        case GrantUse::Use::Unused:
            return {"unused", TextTone::Caution};
        case GrantUse::Use::Unknown:
            return {"not known: not all references of these kinds are followed", TextTone::Muted};
    }
    return {};
}

Block grantTable(const std::vector<GrantUse>& grants) {
    DataTable table{{{"ReferenceGrant", 1.4}, {"Lets", 1.5}, {"Refer to", 1.5}, {"Use", 1.8}},
                    {},
                    "-o json has them all"};
    for (const GrantUse& grant : grants)
        table.rows.push_back(
            {code(fmt::format("{}/{}", grant.namespace_, grant.name)),
             RichText(fmt::format("{}", fmt::join(grant.from, ", "))),
             RichText(fmt::format("{} in {}", fmt::join(grant.to, ", "), grant.namespace_)),
             useWords(grant)});
    return {Fold{fmt::format("References across namespaces ({})", grants.size()),
                 {{std::move(table)}},
                 grants.size() <= 40}};
}

}  // namespace

std::string_view toString(GrantUse::Use use) {
    switch (use) {
        case GrantUse::Use::Used:
            return "used";
        case GrantUse::Use::Unused:
            return "unused";
        case GrantUse::Use::Unknown:
            return "unknown";
    }
    return {};
}

Isolation isolationOf(const ReportFacts& facts) {
    Isolation isolation;
    for (const ListenerState& state : facts.control().listeners)
        isolation.listeners.push_back(accessOf(facts.world(), state));
    for (const GatewayState& state : facts.control().gateways)
        isolation.gateways.push_back(accessOf(facts.world(), facts.control(), state));
    const GrantUsers users = usersOf(facts);
    const auto unused = unusedGrants(facts.control());
    for (const auto& grant : facts.world().all<model::ReferenceGrant>())
        isolation.grants.push_back(grantUse(grant, users, unused));
    return isolation;
}

Chapter isolationChapter(const Isolation& isolation) {
    Chapter chapter{"isolation", "Isolation", {}};
    chapter.blocks.push_back(
        {Paragraph{"Who may attach routes to which listeners, who may add listeners to Gateways, "
                   "and what ReferenceGrants open. Inside of a namespace nothing needs a grant."}});
    if (!isolation.listeners.empty())
        chapter.blocks.push_back(listenerTable(isolation.listeners));
    if (!isolation.gateways.empty())
        chapter.blocks.push_back(gatewayTable(isolation.gateways));
    chapter.blocks.push_back(
        isolation.grants.empty()
            ? Block{Paragraph{"There is no ReferenceGrant: no reference leaves its namespace."}}
            : grantTable(isolation.grants));
    return chapter;
}

}  // namespace gatesight::simulator
