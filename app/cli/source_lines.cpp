#include "app/cli/source_lines.h"

#include "model/text/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatesight::cli {

namespace {

std::vector<std::size_t> lineStartsOf(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1))
        starts.push_back(at + 1);
    return starts;
}

// The part of a long line around `column` (from 0), and where that column is in it.
struct Window {
    std::string_view text;
    std::size_t column;
    bool cutBefore, cutAfter;
};

Window windowAround(std::string_view line, std::size_t column, std::size_t width) {
    if (line.size() <= width)
        return {line, column, false, false};
    std::size_t first = column > width / 2 ? column - width / 2 : 0;
    first = std::min(first, line.size() - width);
    // Never start or end inside of a UTF-8 sequence.
    const auto inside = [&](std::size_t at) {
        return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xc0) == 0x80;
    };
    while (first > 0 && inside(first))
        --first;
    std::size_t last = first + width;
    while (last < line.size() && inside(last))
        ++last;
    return {line.substr(first, last - first), column - std::min(column, first), first > 0,
            last < line.size()};
}

}  // namespace

SourceLines::SourceLines(std::span<const model::SourcePtr> sources) {
    for (const model::SourcePtr& source : sources)
        m_byName.emplace(source->name, Indexed{source, {}});
}

std::optional<std::string_view> SourceLines::line(const model::SourceLocation& location) const {
    const auto found = m_byName.find(location.file);
    if (found == m_byName.end() || !location.position.known())
        return std::nullopt;
    const Indexed& indexed = found->second;
    const std::string_view text = indexed.source->text;
    if (indexed.lineStarts.empty())
        indexed.lineStarts = lineStartsOf(text);
    const std::size_t number = location.position.line - 1;
    if (number >= indexed.lineStarts.size())
        return std::nullopt;
    std::string_view line = text.substr(indexed.lineStarts[number]);
    line = line.substr(0, line.find('\n'));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string_view SourceLines::templateOf(const model::SourceLocation& location) const {
    constexpr std::string_view kMark = "# Source: ";
    model::SourceLocation at = location;
    for (auto text = line(at); text && !text->starts_with("---"); text = line(at)) {
        if (text->starts_with(kMark))
            return model::trimmed(text->substr(kMark.size()));
        if (--at.position.line == 0)
            break;
    }
    return originBelow({at.file, {at.position.line + 1, 1}});
}

/// An annotation of several lines, of which one says the path.
std::string_view SourceLines::originBelow(model::SourceLocation at) const {
    constexpr std::string_view kMark = "config.kubernetes.io/origin:", kPath = "path: ";
    bool marked = false;
    for (auto text = line(at); text && !text->starts_with("---"); text = line(at)) {
        const std::string_view content = model::trimmed(*text);
        if (marked && content.starts_with(kPath))
            return content.substr(kPath.size());
        marked = marked || content.starts_with(kMark);
        ++at.position.line;
    }
    return {};
}

std::uint32_t SourceLines::characterColumn(const model::SourceLocation& location) const {
    const auto text = line(location);
    if (!text || location.position.column == 0)
        return location.position.column;
    const std::string_view before = text->substr(0, location.position.column - 1);
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<std::uint32_t>(std::ranges::count_if(before, begins)) + 1;
}

model::SourceLocation SourceLines::advanced(model::SourceLocation location,
                                            std::size_t bytes) const {
    for (auto text = line(location); text; text = line(location)) {
        const std::size_t column = location.position.column == 0 ? 0 : location.position.column - 1;
        const std::size_t rest = text->size() - std::min(column, text->size());
        if (bytes <= rest) {
            location.position.column = static_cast<std::uint32_t>(column + bytes) + 1;
            return location;
        }
        bytes -= rest + 1;
        location.position = {location.position.line + 1, 1};
    }
    return location;
}

std::string SourceLines::excerpt(const model::SourceLocation& location, const Style& style,
                                 std::size_t indent, std::size_t columns, bool caret) const {
    const auto quoted = line(location);
    if (!quoted)
        return {};
    const std::string number = fmt::format("{}", location.position.line);
    const std::size_t taken = indent + number.size() + 5;
    const std::size_t width = columns > taken + 20 ? columns - taken : 20;
    const std::size_t column = location.position.column == 0 ? 0 : location.position.column - 1;
    const Window window = windowAround(*quoted, std::min(column, quoted->size()), width);

    const std::string_view ellipsis = style.mark(Mark::Ellipsis);
    const std::string before = window.cutBefore ? std::string(ellipsis) : "";
    const std::string text =
        before + style.clean(window.text) + (window.cutAfter ? std::string(ellipsis) : "");
    const std::string bar(style.mark(Mark::Bar));
    std::string result =
        fmt::format("{:{}}{} {}\n", "", indent, style.paint(number + " " + bar, Tone::Dim), text);
    if (caret) {
        const std::size_t offset =
            displayWidth(before + style.clean(window.text.substr(0, window.column)));
        result += fmt::format("{:{}}{} {:{}}{}\n", "", indent + number.size() + 1,
                              style.paint(bar, Tone::Dim), "", offset,
                              style.paint(style.mark(Mark::Caret), Tone::Bad));
    }
    return result;
}

}  // namespace gatesight::cli
