#include "app/cli/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace gatesight::cli {

namespace {

constexpr std::size_t kAround = 3;

using LineList = std::vector<std::string_view>;

/// With their ends, so that a last line without one is another line.
LineList linesWithEnds(std::string_view text) {
    LineList lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

/// One line of a comparison: ' ' of both, '-' of the first alone, '+' of the second alone.
struct DiffLine {
    char sign;
    std::string_view text;
};

/// Myers' shortest edit script: the furthest point on each diagonal for a growing number of edits.
class ShortestEdit {
public:
    ShortestEdit(const LineList& before, const LineList& after)
        : m_before(before),
          m_after(after),
          m_rows(static_cast<std::ptrdiff_t>(before.size())),
          m_columns(static_cast<std::ptrdiff_t>(after.size())) {}

    std::vector<DiffLine> run() {
        const std::ptrdiff_t most = m_rows + m_columns;
        std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
        std::vector<std::vector<std::ptrdiff_t>> history;
        const auto at = [&](std::vector<std::ptrdiff_t>& all, std::ptrdiff_t k) -> std::ptrdiff_t& {
            return all[static_cast<std::size_t>(k + most + 1)];
        };
        for (std::ptrdiff_t edits = 0; edits <= most; ++edits) {
            history.push_back(furthest);
            for (std::ptrdiff_t k = -edits; k <= edits; k += 2) {
                const bool down =
                    k == -edits || (k != edits && at(furthest, k - 1) < at(furthest, k + 1));
                std::ptrdiff_t row = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
                while (row < m_rows && row - k < m_columns && same(row, row - k))
                    ++row;
                at(furthest, k) = row;
                if (row >= m_rows && row - k >= m_columns)
                    return walkedBack(history, edits, most);
            }
        }
        return {};
    }

private:
    [[nodiscard]] bool same(std::ptrdiff_t row, std::ptrdiff_t column) const {
        return m_before[static_cast<std::size_t>(row)] == m_after[static_cast<std::size_t>(column)];
    }

    std::vector<DiffLine> walkedBack(const std::vector<std::vector<std::ptrdiff_t>>& history,
                                     std::ptrdiff_t edits, std::ptrdiff_t most) const {
        std::vector<DiffLine> lines;
        std::ptrdiff_t row = m_rows, column = m_columns;
        for (; edits >= 0; --edits) {
            const auto& furthest = history[static_cast<std::size_t>(edits)];
            const auto at = [&](std::ptrdiff_t k) {
                return furthest[static_cast<std::size_t>(k + most + 1)];
            };
            const std::ptrdiff_t k = row - column;
            const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
            const std::ptrdiff_t fromRow = edits == 0 ? 0 : at(down ? k + 1 : k - 1);
            const std::ptrdiff_t fromColumn = edits == 0 ? 0 : fromRow - (down ? k + 1 : k - 1);
            while (row > fromRow && column > fromColumn) {
                lines.push_back({' ', m_before[static_cast<std::size_t>(--row)]});
                --column;
            }
            if (edits == 0)
                break;
            if (down)
                lines.push_back({'+', m_after[static_cast<std::size_t>(--column)]});
            else
                lines.push_back({'-', m_before[static_cast<std::size_t>(--row)]});
        }
        std::ranges::reverse(lines);
        return lines;
    }

    const LineList &m_before, &m_after;
    std::ptrdiff_t m_rows, m_columns;
};

std::string rangeText(std::size_t first, std::size_t count) {
    // An empty range is named by the line before it.
    return count == 1 ? fmt::format("{}", first + 1)
                      : fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::string hunkOf(const std::vector<DiffLine>& lines, std::size_t begin, std::size_t end,
                   std::size_t firstBefore, std::size_t firstAfter) {
    std::size_t ofBefore = 0, ofAfter = 0;
    std::string body;
    for (std::size_t i = begin; i < end; ++i) {
        ofBefore += lines[i].sign != '+';
        ofAfter += lines[i].sign != '-';
        body += lines[i].sign;
        body += lines[i].text;
        if (!lines[i].text.ends_with('\n'))
            body += "\n\\ No newline at end of file\n";
    }
    return fmt::format("@@ -{} +{} @@\n{}", rangeText(firstBefore, ofBefore),
                       rangeText(firstAfter, ofAfter), body);
}

}  // namespace

std::string unifiedDiff(std::string_view name, std::string_view before, std::string_view after) {
    if (before == after)
        return {};
    while (name.starts_with('/') || name.starts_with("./"))
        name.remove_prefix(name.starts_with('/') ? 1 : 2);
    const LineList was = linesWithEnds(before), is = linesWithEnds(after);
    const std::vector<DiffLine> lines = ShortestEdit(was, is).run();
    std::string patch = fmt::format("--- a/{0}\n+++ b/{0}\n", name);
    std::size_t row = 0, column = 0;  // lines of both texts before lines[i]
    for (std::size_t i = 0; i < lines.size();) {
        if (lines[i].sign == ' ') {
            ++row, ++column, ++i;
            continue;
        }
        const std::size_t begin = i - std::min({kAround, i, row, column});
        std::size_t last = i;  // the last change of this hunk
        for (std::size_t j = i; j < lines.size() && j <= last + 2 * kAround; ++j)
            if (lines[j].sign != ' ')
                last = j;
        const std::size_t end = std::min(lines.size(), last + 1 + kAround);
        patch += hunkOf(lines, begin, end, row - (i - begin), column - (i - begin));
        for (; i < end; ++i) {
            row += lines[i].sign != '+';
            column += lines[i].sign != '-';
        }
    }
    return patch;
}

}  // namespace gatesight::cli
