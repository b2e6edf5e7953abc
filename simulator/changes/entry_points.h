// Where requests may come in, on either side: ports of Gateways with the hosts that their rules
// tell apart, and Services of a mesh.
#pragma once

#include "simulator/routing/request.h"
#include "simulator/simulation.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct EntryPoint {
    enum class Way { Plain, Encrypted, Tcp, Udp };
    std::string gateway;  ///< "ns/name"
    std::uint16_t port = 0;
    Way way = Way::Plain;
    auto operator<=>(const EntryPoint&) const = default;
};

struct EntryHosts {
    EntryPoint entry;
    /// One for each set of hostnames that some host fits, and one that none admits; in lower case.
    std::vector<std::string> hosts;
};

/// Every port that serves on one side at least, in order.
[[nodiscard]] std::vector<EntryHosts> entryPoints(const Simulation& before,
                                                  const Simulation& after);

/// A port of a Service that routes stand before on one side at least, for clients of a namespace.
struct MeshEntryPoint {
    std::string namespace_, name;
    std::uint16_t port = 0;
    std::string clients;
    bool requests = false;            ///< HTTPRoutes or GRPCRoutes
    std::vector<Scheme> connections;  ///< what routes of other kinds take, sorted
};
[[nodiscard]] std::vector<MeshEntryPoint> meshEntryPoints(const Simulation& before,
                                                          const Simulation& after);

/// A plain request that comes in there.
[[nodiscard]] Request requestAt(const EntryPoint& entry, const std::string& host);
[[nodiscard]] Request requestAt(const MeshEntryPoint& entry);

}  // namespace gatesight::simulator
