// Hostnames on listeners that routes of one kind hold against those of the other
// (route.conflict.http-grpc).
#pragma once

#include "simulator/control/control_plane.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace gatesight::simulator {

/// Remembers who was accepted first. Only HTTPRoute and GRPCRoute are in each other's way.
class HostnameClaims {
public:
    /// A route of the other kind that holds a hostname in common with these; invalid: none does.
    [[nodiscard]] model::ObjectId rivalOf(std::string_view kind, ListenerId listener,
                                          const std::vector<AttachedHostname>& hostnames) const;
    void claim(std::string_view kind, model::ObjectId route, ListenerId listener,
               const std::vector<AttachedHostname>& hostnames);

private:
    /// Patterns, and every wider pattern that covers one of them, each with who brought it: two
    /// look-ups tell whether anything overlaps.
    struct Names {
        std::map<std::string, model::ObjectId> patterns, covering;
    };
    std::map<std::pair<ListenerId, std::string_view>, Names>
        m_names;  // by kind: a literal of the route kinds
};

}  // namespace gatesight::simulator
