// A connection as network policies see it: two parties, a transport, and the port of the Pod.
#pragma once

#include "model/text/address.h"
#include "model/world/world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

enum class Transport : std::uint8_t { TCP, UDP, SCTP };  // np.icmp: no others are defined
enum class Direction : std::uint8_t { Ingress, Egress };

[[nodiscard]] std::string_view toString(Transport transport);
[[nodiscard]] std::string_view toString(Direction direction);
/// Nothing for a protocol that policies do not know.
[[nodiscard]] std::optional<Transport> transportNamed(std::string_view name);

/// One end of a connection. Of a Pod that is loaded nothing but `pod` is needed. Pods that are not
/// loaded have what is known of them here.
struct PolicyParty {
    enum class Kind : std::uint8_t { Pod, Host, Outside };
    /// How much of a Pod's labels `labels` holds. With AtLeast a peer may carry others, too, and
    /// policies whose subject wants others are taken not to select it.
    enum class Labels : std::uint8_t { All, AtLeast, Unknown };

    Kind kind = Kind::Outside;
    model::ObjectId pod;
    std::optional<std::string> namespace_;  ///< of a Pod; absent: not known
    model::Labels labels;
    Labels known = Labels::All;
    std::vector<model::IPAddress> addresses;  ///< it has one of these; empty: not known
    std::string node;      ///< of a host, or where the Pod runs; empty: not known
    std::string hostname;  ///< that an outside party was asked for by; empty: by address
    std::string text;      ///< as sentences call it: "Pod shop/cart", "203.0.113.9"
};

struct PolicyFlow {
    PolicyParty source, destination;
    /// Of the destination's Pod (np.port.pod-port); absent: not known.
    std::optional<std::uint16_t> port = {};
    Transport transport = Transport::TCP;
    bool v6 = false;              ///< the family of the addresses on the wire
    bool throughService = false;  ///< a Service's address was dialled, not the Pod's
};

}  // namespace gatesight::simulator
