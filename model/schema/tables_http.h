// Filters of HTTPRoute, of which GRPCRoute takes a part.
#pragma once

#include "model/schema/schema.h"

namespace gatesight::model {

extern const Schema kHeaderModifier;
extern const Schema kRequestMirror;
/// `filters` of a rule or backendRef.
extern const Schema kHTTPFilters;

}  // namespace gatesight::model
