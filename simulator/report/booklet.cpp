#include "simulator/report/booklet.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::simulator {

namespace {

void dropEmptyColumns(DataTable& table) {
    for (std::size_t i = table.columns.size(); i-- > 0;) {
        if (!std::ranges::all_of(table.rows, [i](const auto& row) { return row[i].empty(); }))
            continue;
        const auto at = static_cast<std::ptrdiff_t>(i);
        table.columns.erase(table.columns.begin() + at);
        for (auto& row : table.rows)
            row.erase(row.begin() + at);
    }
}

}  // namespace

void dropEmptyColumns(std::vector<Block>& blocks) {
    for (Block& block : blocks) {
        if (auto* table = std::get_if<DataTable>(&block.content); table && !table->rows.empty())
            dropEmptyColumns(*table);
        else if (auto* fold = std::get_if<Fold>(&block.content))
            dropEmptyColumns(fold->blocks);
    }
}

std::string partWords(const BarChart::Part& part) {
    const std::string value = fmt::format("{}", part.value);
    const bool counts =
        part.label.find('/') != std::string::npos || part.label.starts_with(value + " ");
    return counts ? part.label : fmt::format("{} {}", value, part.label);
}

}  // namespace gatesight::simulator
