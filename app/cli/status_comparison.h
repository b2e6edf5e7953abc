// What controllers reported beside what is predicted, as a table for people: what differs first.
#pragma once

#include "app/cli/style.h"
#include "simulator/reported/comparison.h"

#include <string>

namespace gatesight::cli {

/// Rows that agree are counted only, unless `all`.
[[nodiscard]] std::string comparisonTable(const model::World& world, const simulator::StatusComparison& comparison,
                                          const Style& style, std::size_t columns, bool all);

}  // namespace gatesight::cli
