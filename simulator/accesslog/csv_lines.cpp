#include "simulator/accesslog/csv_lines.h"

#include "model/schema/decode.h"
#include "model/text/text.h"
#include "simulator/accesslog/line_formats.h"
#include "simulator/routing/header_name.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kMostColumns = 200;
constexpr std::array<std::string_view, 10> kColumnNames{
    "method", "url", "scheme", "host", "path", "query", "status", "count", "client", "header:NAME"};

}  // namespace

CsvLines::Column CsvLines::columnNamed(std::string_view name) {
    const auto found = std::ranges::find(kColumnNames, name);
    if (name == "authority")
        return Column::Host;
    if (name == "response_code")
        return Column::Status;
    if (name.starts_with("header:"))
        return Column::Header;
    return found == kColumnNames.end() ? Column::Unused
                                       : static_cast<Column>(found - kColumnNames.begin() + 1);
}

LineRead CsvLines::readColumns(std::string_view line) {
    // A byte order mark, as spreadsheets write it.
    if (line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);
    for (const char separator : {',', ';', '\t'}) {
        if (line.find(separator) != std::string_view::npos) {
            m_separator = separator;
            break;
        }
    }
    const auto names = cells(line);
    if (!names)
        return std::unexpected(names.error());
    for (const Cell& cell : *names)
        m_columns.push_back(columnOf(cell.text));
    const auto has = [this](Column column) {
        return std::ranges::find(m_columns, column, &Named::column) != m_columns.end();
    };
    if (!has(Column::Url) && !has(Column::Path)) {
        m_columns.clear();
        return unusable(Unusable::NoPath, 1,
                        "the first row names no column 'url' or 'path'; columns are method, url, "
                        "scheme, host, path, query, status, count, client, header:NAME");
    }
    return {};
}

CsvLines::Named CsvLines::columnOf(std::string_view name) {
    std::string lower(model::trimmed(name));
    std::ranges::transform(lower, lower.begin(), asciiLower);
    Named named{columnNamed(lower), {}};
    if (named.column == Column::Header) {
        named.header = lower.substr(std::string_view("header:").size());
    } else if (named.column == Column::Unused && !lower.empty()) {
        const std::string_view near = model::nearest(lower, kColumnNames);
        constexpr std::size_t kShown = 40;
        if (!near.empty())
            m_notes.push_back(fmt::format("the column '{}' is not used; did you mean '{}'?",
                                          model::shortened(lower, kShown), near));
    }
    return named;
}

std::expected<std::vector<CsvLines::Cell>, LineProblem> CsvLines::cells(
    std::string_view line) const {
    std::vector<Cell> result;
    std::size_t at = 0;
    do {
        Cell cell{{}, at + 1};
        if (at < line.size() && line[at] == '"') {
            bool closed = false;
            for (++at; at < line.size(); ++at) {
                if (line[at] != '"') {
                    cell.text += line[at];
                } else if (at + 1 < line.size() && line[at + 1] == '"') {
                    cell.text += line[at++];
                } else {
                    closed = true;
                    ++at;
                    break;
                }
            }
            if (!closed)
                return unusable(Unusable::CutShort, cell.column, "a quoted cell does not end");
        }
        const std::size_t end = std::min(line.find(m_separator, at), line.size());
        cell.text += line.substr(at, end - at);
        result.push_back(std::move(cell));
        at = end + 1;
    } while (at <= line.size() && result.size() < kMostColumns);
    return result;
}

LineRead CsvLines::read(std::string_view line, LogRecord& record) const {
    const auto row = cells(line);
    if (!row)
        return std::unexpected(row.error());
    if (row->size() < m_columns.size())
        return unusable(
            Unusable::CutShort, line.size() + 1,
            fmt::format("{} cells, where the first row has {}", row->size(), m_columns.size()));
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (const LineRead taken = take(m_columns[i], (*row)[i], record); !taken)
            return taken;
    }
    if (record.method.empty())
        record.method = "GET";
    if (record.target.empty())
        return unusable(Unusable::NoPath, 1, "the cell for the path is empty");
    return {};
}

LineRead CsvLines::take(const Named& named, const Cell& cell, LogRecord& record) const {
    const std::string_view text = model::trimmed(cell.text);
    if (text.empty())
        return {};
    switch (named.column) {
        case Column::Method:
            record.method = text;
            break;
        case Column::Url:
        case Column::Path:
            record.target = std::string(text) + record.target;
            break;
        case Column::Query:
            record.target += (text.starts_with('?') ? "" : "?") + std::string(text);
            break;
        case Column::Scheme:
            record.scheme = text;
            break;
        case Column::Host:
            record.authority = text;
            break;
        case Column::Status: {
            const auto status = readStatus(text, cell.column);
            if (!status)
                return std::unexpected(status.error());
            record.status = *status;
            break;
        }
        case Column::Count: {
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), record.count);
            constexpr std::uint64_t kMost = 1'000'000'000;
            if (error != std::errc() || end != text.data() + text.size() || record.count == 0 ||
                record.count > kMost)
                return unusable(Unusable::BadNumber, cell.column,
                                fmt::format("a count is a whole number from 1 to {}", kMost));
            break;
        }
        case Column::Client:
            record.client = text;
            break;
        case Column::Header:
            if (m_values.header(named.header))
                record.headers.emplace_back(named.header, text);
            record.grpc = record.grpc ||
                          (named.header == "content-type" && text.starts_with("application/grpc"));
            break;
        case Column::Unused:
            break;
    }
    return {};
}

}  // namespace gatesight::simulator
