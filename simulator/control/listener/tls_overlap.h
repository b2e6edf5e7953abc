// Which TLS listeners of a port a client may confuse by reusing a connection
// (listener.tls.overlap-condition).
#pragma once

#include "model/kinds/config.h"
#include "model/kinds/gateway.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// A listener and the certificates it presents.
struct TlsListener {
    const model::Listener* listener = nullptr;
    std::vector<const model::Secret*> certificates;
};

struct TlsOverlap {
    std::string_view
        reason;  ///< OverlappingCertificates or OverlappingHostnames; the first is preferred
    std::size_t other = 0;  ///< a listener it overlaps with
    std::string shared;     ///< the name that both cover
};

/// For each listener the overlap it is in, if any. Listeners of other protocols than HTTPS and TLS
/// overlap with nothing.
[[nodiscard]] std::vector<std::optional<TlsOverlap>> findTlsOverlaps(
    std::span<const TlsListener> listeners);

}  // namespace gatesight::simulator
