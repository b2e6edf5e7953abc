#include "app/cli/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace gatesight::cli {

namespace {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

// Strict UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF.
CodePoint decodeAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {first, 1, true};
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + size > text.size())
        return {};
    char32_t value = first & (0x7fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {};
        value = (value << 6) | (byte(i) & 0x3fu);
    }
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    if (value < kSmallest[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return {};
    return {value, size, true};
}

using Ranges = std::pair<char32_t, char32_t>;

template <std::size_t N>
bool within(const std::array<Ranges, N>& ranges, char32_t value) {
    return std::ranges::any_of(
        ranges, [value](const Ranges& r) { return r.first <= value && value <= r.second; });
}

// What would act on the terminal or hide from the reader instead of being shown.
bool isHostile(char32_t value) {
    static constexpr std::array<Ranges, 9> kHostile{{{0x00, 0x1f},
                                                     {0x7f, 0x9f},
                                                     {0xad, 0xad},
                                                     {0x61c, 0x61c},
                                                     {0x200b, 0x200f},
                                                     {0x2028, 0x202e},
                                                     {0x2060, 0x206f},
                                                     {0xfeff, 0xfeff},
                                                     {0xe0000, 0xe0fff}}};
    return within(kHostile, value);
}

std::size_t columnsOf(char32_t value) {
    static constexpr std::array<Ranges, 5> kCombining{
        {{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe00, 0xfe2f}}};
    static constexpr std::array<Ranges, 7> kWide{{{0x1100, 0x115f},
                                                  {0x2e80, 0xa4cf},
                                                  {0xac00, 0xd7a3},
                                                  {0xf900, 0xfaff},
                                                  {0xfe30, 0xfe6f},
                                                  {0xff00, 0xff60},
                                                  {0x1f300, 0x3fffd}}};
    if (within(kCombining, value))
        return 0;
    return within(kWide, value) ? 2 : 1;
}

std::string_view escapeOf(Tone tone) {
    switch (tone) {
        case Tone::Plain:
            return "";
        case Tone::Bold:
            return "\x1b[1m";
        case Tone::Dim:
            return "\x1b[2m";
        case Tone::Good:
            return "\x1b[32m";
        case Tone::Bad:
            return "\x1b[31m";
        case Tone::Caution:
            return "\x1b[33m";
        case Tone::Accent:
            return "\x1b[36m";
    }
    return "";
}

}  // namespace

std::string printable(std::string_view text, bool ascii) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decodeAt(text, at);
        if (!point.valid)
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
        else if (point.value == '\t')
            result += ' ';
        else if (point.value == '\n')
            result += "\\n";
        else if (point.value == '\r')
            result += "\\r";
        else if (isHostile(point.value) && point.value < 0x80)
            result += fmt::format("\\x{:02x}", static_cast<std::uint32_t>(point.value));
        else if (isHostile(point.value) || (ascii && point.value >= 0x80))
            result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point.value));
        else
            result += text.substr(at, point.bytes);
        at += point.bytes;
    }
    return result;
}

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decodeAt(text, at);
        width += point.valid ? columnsOf(point.value) : 1;
        at += point.bytes;
    }
    return width;
}

std::string padded(std::string_view text, std::size_t width) {
    std::string result(text);
    const std::size_t taken = displayWidth(text);
    if (taken < width)
        result.append(width - taken, ' ');
    return result;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        const std::string_view word = text.substr(0, blank);
        text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
        if (word.empty())
            continue;
        if (!lines.back().empty() && displayWidth(lines.back()) + 1 + displayWidth(word) > width)
            lines.emplace_back();
        if (!lines.back().empty())
            lines.back() += ' ';
        lines.back() += word;
    }
    return lines;
}

std::string shortened(std::string_view text, std::size_t width, const Style& style) {
    if (displayWidth(text) <= width)
        return std::string(text);
    const std::string_view ellipsis = style.mark(Mark::Ellipsis);
    std::size_t taken = displayWidth(ellipsis), end = 0;
    while (end < text.size()) {
        const CodePoint point = decodeAt(text, end);
        taken += point.valid ? columnsOf(point.value) : 1;
        if (taken > width)
            break;
        end += point.bytes;
    }
    return std::string(text.substr(0, end)) + std::string(ellipsis);
}

std::string Style::paint(std::string_view text, Tone tone) const {
    if (!m_colors || tone == Tone::Plain || text.empty())
        return std::string(text);
    return fmt::format("{}{}\x1b[0m", escapeOf(tone), text);
}

std::string_view Style::mark(Mark mark) const {
    switch (mark) {
        case Mark::Yes:
            return m_utf8 ? "✓" : "+";
        case Mark::No:
            return m_utf8 ? "✗" : "x";
        case Mark::Note:
            return m_utf8 ? "•" : "*";
        case Mark::Applied:
            return m_utf8 ? "↳" : ">";
        case Mark::Pointer:
            return m_utf8 ? "◀" : "<";
        case Mark::Arrow:
            return m_utf8 ? "→" : "->";
        case Mark::Ellipsis:
            return m_utf8 ? "…" : "...";
        case Mark::Bar:
            return m_utf8 ? "│" : "|";
        case Mark::Caret:
            return "^";
    }
    return "";
}

}  // namespace gatesight::cli
