// From a Pod to a Service: by the routes that hang on it, or to its endpoints.
#pragma once

#include "support_wide_answer.h"

namespace gatesight::test::wide {

void callService(WideAnswer& answer);

}  // namespace gatesight::test::wide
