// Names in requests, in the choices of a simulation, and in what an answer names.
#pragma once

#include "simulator/capsule/object_names.h"
#include "simulator/options.h"
#include "simulator/routing/request.h"

namespace gatesight::simulator {

/// The request with its names rewritten, without its id.
[[nodiscard]] Request renamedRequest(const Request& request, PartNames& names,
                                     const KeptTexts& kept);

/// The choices with the names of GatewayClasses rewritten.
[[nodiscard]] Options renamedOptions(const Options& options, PartNames& names,
                                     const KeptTexts& kept);

/// One text of an answer: "shop/cart" of a backend, a listener, a certificate.
[[nodiscard]] std::string renamedText(TextKind kind, std::string_view text, PartNames& names,
                                      const KeptTexts& kept);

}  // namespace gatesight::simulator
