#include "simulator/routing/connection_table.h"

#include <variant>

namespace gatesight::simulator {

ConnectionTable::ConnectionTable(const model::World& world, const ControlPlane& control,
                                 std::span<const RouteState* const> byAge) {
    for (std::uint32_t i = 0; i < control.listeners.size(); ++i) {
        for (const Attachment& attachment : control.listeners[i].attachments) {
            const model::Object& route = world.object(attachment.route);
            if (!model::connectionRoute(route))
                continue;
            const bool byName = std::holds_alternative<model::TLSRoute>(route.resource);
            for (const AttachedHostname& hostname : attachment.hostnames)
                add(m_places[{i}],
                    {attachment.route, attachment.parentRef, hostname.hostname, hostname.node},
                    byName);
        }
    }
    for (const RouteState* route : byAge) {
        const model::Object& object = world.object(route->route);
        if (!model::connectionRoute(object))
            continue;
        for (const RouteParentState& parent : route->parents) {
            for (const std::uint32_t port :
                 parent.accepted() ? parent.servicePorts : std::vector<std::uint32_t>()) {
                const std::string& own = object.metadata.namespace_;
                const bool producer = own == world.object(parent.parent).metadata.namespace_;
                m_mesh.try_emplace({parent.parent, port, producer ? std::string() : own},
                                   ConnectionEntry{route->route, parent.parentRef, {}, {}});
            }
        }
    }
}

void ConnectionTable::add(Place& place, ConnectionEntry entry, bool byName) {
    const auto index = static_cast<std::uint32_t>(place.entries.size());
    if (byName)
        place.byName.add(entry.hostname, index);
    else if (place.catchAll == HostIndex::kNone)
        place.catchAll = index;
    place.entries.push_back(std::move(entry));
}

const ConnectionEntry* ConnectionTable::find(ListenerId listener, std::string_view sni) const {
    const auto found = m_places.find(listener);
    if (found == m_places.end())
        return nullptr;
    const Place& place = found->second;
    const std::uint32_t named = place.byName.empty() ? HostIndex::kNone : place.byName.best(sni);
    const std::uint32_t index = named != HostIndex::kNone ? named : place.catchAll;
    return index == HostIndex::kNone ? nullptr : &place.entries[index];
}

std::span<const ConnectionEntry> ConnectionTable::entriesOf(ListenerId listener) const {
    const auto found = m_places.find(listener);
    return found == m_places.end() ? std::span<const ConnectionEntry>() : found->second.entries;
}

const ConnectionEntry* ConnectionTable::find(const MeshFrontend& frontend) const {
    const auto found = m_mesh.find(frontend);
    return found == m_mesh.end() ? nullptr : &found->second;
}

}  // namespace gatesight::simulator
