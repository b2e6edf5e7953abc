// Routes for whole connections, compiled: which of them takes a connection that came to a listener,
// or to a Service of a mesh.
//
// TLSRoutes are found by SNI; of those with the same name, and of TCPRoutes and UDPRoutes, the
// oldest takes all (tlsroute.ties, tcproute.several).
#pragma once

#include "simulator/control/control_plane.h"
#include "simulator/routing/host_index.h"

#include <compare>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// A route that waits for connections. Its one rule has index 0.
struct ConnectionEntry {
    model::ObjectId route;
    std::uint32_t parentRef = 0;
    std::string hostname;                 ///< that the SNI has to fit; empty: any, or none
    model::NodeId node = model::kNoNode;  ///< of the hostname in the route
};

/// Clients of a Service port in a mesh: of every namespace (empty), or of one (mesh.producer,
/// mesh.consumer).
struct MeshFrontend {
    model::ObjectId service;
    std::uint32_t port = 0;  ///< index in Service.ports
    std::string clients;
    auto operator<=>(const MeshFrontend&) const = default;
};

class ConnectionTable {
public:
    /// Looks at the attachments of all listeners, and at routes with a Service as parent; those
    /// come oldest first.
    ConnectionTable(const model::World& world, const ControlPlane& control,
                    std::span<const RouteState* const> byAge);

    /// The route that takes a connection; null when none does. `sni` is empty where there is none.
    [[nodiscard]] const ConnectionEntry* find(ListenerId listener, std::string_view sni) const;
    /// All that wait on a listener, in order: the first with a fitting name is not always the one
    /// that takes it.
    [[nodiscard]] std::span<const ConnectionEntry> entriesOf(ListenerId listener) const;
    [[nodiscard]] const ConnectionEntry* find(const MeshFrontend& frontend) const;

private:
    struct Place {
        std::vector<ConnectionEntry> entries;  // oldest route first
        HostIndex byName;                      // -> entries, of TLSRoutes
        std::uint32_t catchAll = HostIndex::kNone;
    };
    static void add(Place& place, ConnectionEntry entry, bool byName);

    std::map<ListenerId, Place> m_places;
    std::map<MeshFrontend, ConnectionEntry> m_mesh;
};

}  // namespace gatesight::simulator
