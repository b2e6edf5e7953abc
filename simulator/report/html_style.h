// Style sheet and script of HTML reports.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::simulator {

[[nodiscard]] std::string reportStyle();
/// Filters tables, lists and folds by what is typed; opens folds for print.
[[nodiscard]] std::string_view reportScript();

}  // namespace gatesight::simulator
