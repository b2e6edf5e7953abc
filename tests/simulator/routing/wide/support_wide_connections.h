// Connections that are passed on as they are.
#pragma once

#include "support_wide_answer.h"

namespace gatesight::test::wide {

/// By this route; ends the answer.
void connect(WideAnswer& answer, const WideAttached& attached);
/// By the route of the listener that fits the name of the handshake best, if any.
void connectBySni(WideAnswer& answer);

}  // namespace gatesight::test::wide
