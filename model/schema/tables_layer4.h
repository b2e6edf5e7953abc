// Rules of TLSRoute, TCPRoute and UDPRoute: backends, and nothing that looks into the bytes.
#pragma once

#include "model/schema/schema.h"

namespace gatesight::model {

/// `rules` of v1: exactly one.
extern const Schema kOneLayer4Rule;
/// `rules` of v1alpha2: up to 16, with names that differ.
extern const Schema kLayer4Rules;

}  // namespace gatesight::model
