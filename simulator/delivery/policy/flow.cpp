#include "simulator/delivery/policy/flow.h"

namespace gatesight::simulator {

std::string_view toString(Transport transport) {
    switch (transport) {
        case Transport::TCP:
            return "TCP";
        case Transport::UDP:
            return "UDP";
        case Transport::SCTP:
            return "SCTP";
    }
    return {};
}

std::string_view toString(Direction direction) {
    return direction == Direction::Ingress ? "ingress" : "egress";
}

std::optional<Transport> transportNamed(std::string_view name) {
    for (const Transport transport : {Transport::TCP, Transport::UDP, Transport::SCTP})
        if (toString(transport) == name)
            return transport;
    return std::nullopt;
}

}  // namespace gatesight::simulator
