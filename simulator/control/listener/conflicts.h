// Which listeners cannot be told apart (RULES 3.2).
#pragma once

#include "model/kinds/gateway.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// A listener that wants its port.
struct PortContender {
    const model::Listener* listener = nullptr;
    std::uint32_t owner = 0;  ///< rank of the object it is written in; the Gateway is 0
    bool contends = true;     ///< false: not served for another reason, in nobody's way
};

struct ListenerConflict {
    std::string_view reason;  ///< ProtocolConflict or HostnameConflict
    std::string_view rule;
    std::size_t other = 0;  ///< a listener it conflicts with
};

/// For each contender the conflict it is in, if any. Contenders come in order of precedence, those
/// of an owner together.
///
/// Inside one owner nobody wins (listener.conflict.no-winner). Between owners the earlier one keeps
/// the place and has no conflict (listener.conflict.across-listenersets-has-winner).
/// `ownersApart`: else all are taken as of one owner. `mixedTlsModes`: Terminate and Passthrough may share a port (listener.tls-mixed-modes).
[[nodiscard]] std::vector<std::optional<ListenerConflict>> findConflicts(
    std::span<const PortContender> contenders, bool mixedTlsModes, bool ownersApart = true);

}  // namespace gatesight::simulator
