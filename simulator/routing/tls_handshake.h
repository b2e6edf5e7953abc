// The TLS handshake with a Gateway: listener by SNI, certificate, trust of both sides (RULES 3.5
// and 3.6).
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Sets `exchange.listener` and Decision::tls. Returns false when the handshake fails, or when it
/// is not known how it goes. A listener that passes TLS through takes part in no handshake: it only
/// reads the SNI.
[[nodiscard]] bool shakeHands(Exchange& exchange);

/// The name that the client asks for, in lower case; empty when it sends none. Addresses are never
/// sent (RFC 6066).
[[nodiscard]] std::string sniOf(const Request& request);

/// Whether the client goes on with a server that presents the certificates of this Secret; false:
/// Decision is final. Without `trust` any server will do.
[[nodiscard]] bool clientAccepts(Exchange& exchange, model::ObjectId certificate,
                                 const std::string& sni);

}  // namespace gatesight::simulator
