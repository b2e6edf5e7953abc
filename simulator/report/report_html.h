// A report as one file of HTML: no network, nothing to install, light and dark, fit for print.
#pragma once

#include "simulator/report/booklet.h"

#include <string>

namespace gatesight::simulator {

/// Everything is in the file; its content security policy admits nothing else, and no script but
/// the one that filters. All texts are escaped.
[[nodiscard]] std::string toHtml(const Booklet& booklet);

}  // namespace gatesight::simulator
