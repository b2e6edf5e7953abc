// Tables on paper.
#pragma once

#include "simulator/report/booklet.h"
#include "simulator/report/paper.h"

namespace gatesight::simulator {

/// Columns get the width that their texts need, weighed where there is too little; rows are not
/// divided between pages, and the headings are repeated on each.
void drawTable(Paper& paper, const DataTable& table);

/// Of its headings and its first row; what stands above them belongs on the same page.
[[nodiscard]] double openingOf(Paper& paper, const DataTable& table);

/// That no text of it would be broken in.
[[nodiscard]] double widthOf(const DataTable& table);

}  // namespace gatesight::simulator
