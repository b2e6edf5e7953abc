// From a rule on: the shares of its backends, the one that is drawn, and how that ends.
#pragma once

#include "support_wide_answer.h"

namespace gatesight::test::wide {

/// A connection is closed where a request gets an answer.
enum class Carried { Request, Connection };

/// backendref.weight.share
void splitByWeight(WideAnswer& answer, const Json& route, const Json& rule, Carried carried);

}  // namespace gatesight::test::wide
