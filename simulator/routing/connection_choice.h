// From the listener, or the Service of a mesh, to the route that takes a whole connection (RULES
// sections 10 to 12).
#pragma once

#include "simulator/routing/exchange.h"

namespace gatesight::simulator {

/// Fills Decision::route. Null when no route takes the connection; it is then closed.
[[nodiscard]] const ConnectionEntry* chooseConnection(Exchange& exchange);

/// Names the route of an entry that was found elsewhere.
void nameConnection(Exchange& exchange, const ConnectionEntry& entry);

}  // namespace gatesight::simulator
