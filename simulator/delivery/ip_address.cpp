#include "simulator/delivery/ip_address.h"

#include "model/text/address.h"

namespace gatesight::simulator {

std::string addressBytes(std::string_view text) {
    const auto address = model::addressOf(text);
    if (!address)
        return {};
    return {reinterpret_cast<const char*>(address->bytes.data()), address->v6 ? 16u : 4u};
}

bool inRange(std::string_view address, std::string_view range) {
    const auto one = model::addressOf(address);
    const auto all = model::AddressRange::parse(range);
    return one && all && all->contains(*one);
}

}  // namespace gatesight::simulator
