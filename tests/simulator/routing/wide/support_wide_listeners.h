// Who listens: listeners of Gateways and of their ListenerSets, which of them conflict, and which
// have their certificates.
#pragma once

#include "support_wide_objects.h"

#include <string>
#include <vector>

namespace gatesight::test {

/// A route where traffic meets it.
struct WideAttached {
    const Json* route;
    std::size_t parentRef;
    std::vector<std::string> hostnames;  ///< in common with the listener; "": any
};

struct WideListener {
    const Json* spec;
    const Json* owner;  ///< Gateway or ListenerSet
    const Json* gateway;
    bool accepted = true;  ///< supported, and distinct
    bool serves = true;
    std::string certificate;             ///< "ns/name"
    std::vector<WideAttached> attached;  ///< the oldest first

    [[nodiscard]] std::string protocol() const { return textAt(*spec, "protocol"); }
    [[nodiscard]] std::string hostname() const { return textAt(*spec, "hostname"); }
    [[nodiscard]] int port() const { return at(*spec, "port").get<int>(); }
    [[nodiscard]] bool passthrough() const { return textAt(*spec, "tls/mode") == "Passthrough"; }
};

/// Of all Gateways: its own listeners first, then those of its ListenerSets, the oldest first.
/// Nothing is attached yet.
[[nodiscard]] std::vector<WideListener> listenersOf(const WideObjects& objects);

}  // namespace gatesight::test
