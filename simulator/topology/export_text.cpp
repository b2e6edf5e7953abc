#include "simulator/topology/export_text.h"

#include <algorithm>

#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

/// The next character of `text`, which is consumed; kReplacement for a byte that starts nothing
/// valid.
std::uint32_t takeCharacter(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80             ? 1
                               : (first & 0xE0) == 0xC0 ? 2
                               : (first & 0xF0) == 0xE0 ? 3
                               : (first & 0xF8) == 0xF0 ? 4
                                                        : 0;
    static constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    std::uint32_t value = length == 1 ? first : first & (0x7Fu >> length);
    bool good = length > 0 && length <= text.size();
    for (std::size_t i = 1; good && i < length; ++i) {
        good = (byte(i) & 0xC0) == 0x80;
        value = value << 6 | (byte(i) & 0x3Fu);
    }
    good =
        good && value >= kLeast[length] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    text.remove_prefix(good ? length : 1);
    return good ? value : kReplacement;
}

void append(std::string& text, std::uint32_t c) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | c >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | c >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::uint32_t shown(std::uint32_t c) {
    if (c < 0x20)
        return 0x2400 + c;
    if (c == 0x7F)
        return 0x2421;
    const bool control = c < 0xA0 && c >= 0x80;
    const bool direction = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                           (c >= 0x2060 && c <= 0x206F) || c == 0x61C || c == 0xFEFF;
    const bool none = (c & 0xFFFE) == 0xFFFE;
    return control || direction || none ? kReplacement : c;
}

std::vector<std::uint32_t> characters(std::string_view text) {
    std::vector<std::uint32_t> result;
    while (!text.empty())
        result.push_back(shown(takeCharacter(text)));
    return result;
}

/// Part of the font size that a character is wide.
double widthOf(std::uint32_t c) {
    constexpr std::string_view kNarrow = "iIjl.,:;'|!";
    constexpr std::string_view kSlim = "frt()[]{}-/\\ \"`";
    if (c >= 0x1100)
        return c == 0x2026 ? 0.9 : 1;
    const char byte = c < 0x80 ? static_cast<char>(c) : 'n';
    if (kNarrow.contains(byte))
        return 0.33;
    if (kSlim.contains(byte))
        return 0.42;
    if (byte == 'm' || byte == 'w' || byte == 'M' || byte == 'W' || byte == '@' || byte == '%')
        return 0.95;
    return byte >= 'A' && byte <= 'Z' ? 0.72 : 0.63;
}

template <class Escape>
std::string escaped(std::string_view text, Escape&& escape) {
    std::string result;
    for (const char c : visible(text)) {
        if (const std::string_view other = escape(c); !other.empty())
            result += other;
        else
            result += c;
    }
    return result;
}

}  // namespace

std::string visible(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const std::uint32_t c : characters(text))
        append(result, c);
    return result;
}

std::string xmlEscaped(std::string_view text) {
    return escaped(text, [](char c) -> std::string_view {
        switch (c) {
            case '&':
                return "&amp;";
            case '<':
                return "&lt;";
            case '>':
                return "&gt;";
            case '"':
                return "&quot;";
            case '\'':
                return "&#39;";
            default:
                return {};
        }
    });
}

std::string dotEscaped(std::string_view text) {
    return escaped(text, [](char c) -> std::string_view {
        return c == '"' ? "\\\"" : c == '\\' ? "\\\\" : std::string_view();
    });
}

std::string mermaidEscaped(std::string_view text) {
    std::string result;
    for (const char c : visible(text)) {
        // Mermaid writes entities as #code; and reads Markdown, HTML and quotes inside labels.
        if (std::string_view("\"#&<>`*_~[]{}()|\\$%").contains(c))
            result += fmt::format("#{};", static_cast<int>(c));
        else
            result += c;
    }
    return result;
}

std::string markdownEscaped(std::string_view text) {
    std::string result;
    for (const char c : visible(text)) {
        if (c == '<' || c == '>' || c == '&')
            result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
        else if (c == '@' || c == '#')  // GitHub looks for "@name" and "#1" in what was rendered
            result += std::string(1, c) + "<!-- -->";
        else if (std::string_view("\\`*_[]|~$").contains(c))
            result += std::string("\\") + c;
        else
            result += c;
    }
    return result;
}

std::string markdownCode(std::string_view text, bool cell) {
    std::string content;
    std::size_t longest = 0, run = 0;
    for (const char c : visible(text)) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
        content += cell && c == '|' ? std::string("\\|") : std::string(1, c);
    }
    if (content.empty())
        return {};
    const std::string fence(longest + 1, '`');
    // A blank keeps backticks apart from the fence; one on each side is not shown.
    const bool apart = longest > 0 || content.front() == ' ' || content.back() == ' ';
    return fence + (apart ? " " : "") + content + (apart ? " " : "") + fence;
}

double textWidth(std::string_view text, double size) {
    double width = 0;
    for (const std::uint32_t c : characters(text))
        width += widthOf(c);
    return width * size;
}

std::string elided(std::string_view text, double size, double width, bool middle) {
    const std::vector<std::uint32_t> all = characters(text);
    double total = 0;
    for (const std::uint32_t c : all)
        total += widthOf(c) * size;
    if (total <= width)
        return visible(text);
    constexpr std::uint32_t kEllipsis = 0x2026;
    double room = width - widthOf(kEllipsis) * size;
    std::size_t head = 0, tail = 0;
    // The end of a name tells Pods of one workload apart, so the middle gives way.
    while (head + tail < all.size()) {
        const bool atEnd = middle && tail <= head;
        const double next = widthOf(all[atEnd ? all.size() - 1 - tail : head]) * size;
        if (next > room)
            break;
        room -= next;
        ++(atEnd ? tail : head);
    }
    std::string result;
    for (std::size_t i = 0; i < head; ++i)
        append(result, all[i]);
    append(result, kEllipsis);
    for (std::size_t i = all.size() - tail; i < all.size(); ++i)
        append(result, all[i]);
    return result;
}

}  // namespace gatesight::simulator
