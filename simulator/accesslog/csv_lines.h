// Tables of requests: the first row names the columns.
#pragma once

#include "simulator/accesslog/log_record.h"
#include "simulator/accesslog/routed_values.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

class CsvLines {
public:
    explicit CsvLines(const RoutedValues& values) : m_values(values) {}

    /// Reads the names of the columns: `url`, or `path` with `host` and `scheme`; `method`,
    /// `query`, `status`, `count`, `client`, `header:NAME`. Columns stand between commas,
    /// semicolons or tabs.
    LineRead readColumns(std::string_view line);
    [[nodiscard]] LineRead read(std::string_view line, LogRecord& record) const;

    /// One sentence for each column that stays unused.
    [[nodiscard]] const std::vector<std::string>& notes() const { return m_notes; }

private:
    enum class Column : std::uint8_t {
        Unused,
        Method,
        Url,
        Scheme,
        Host,
        Path,
        Query,
        Status,
        Count,
        Client,
        Header
    };
    struct Named {
        Column column = Column::Unused;
        std::string header;
    };
    struct Cell {
        std::string text;
        std::size_t column = 1;
    };

    [[nodiscard]] std::expected<std::vector<Cell>, LineProblem> cells(std::string_view line) const;
    [[nodiscard]] Named columnOf(std::string_view name);
    [[nodiscard]] LineRead take(const Named& named, const Cell& cell, LogRecord& record) const;
    [[nodiscard]] static Column columnNamed(std::string_view name);

    const RoutedValues& m_values;
    char m_separator = ',';
    std::vector<Named> m_columns;
    std::vector<std::string> m_notes;
};

}  // namespace gatesight::simulator
