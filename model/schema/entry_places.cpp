#include "model/schema/entry_places.h"

#include <algorithm>

namespace gatesight::model {

namespace {

constexpr auto kNowhere = std::string_view::npos;

bool isGap(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// One past the quoted scalar that begins at `from`.
std::size_t quotedEnd(std::string_view text, std::size_t from) {
    const char quote = text[from];
    for (std::size_t at = from + 1; at < text.size(); ++at) {
        if (text[at] == '\\' && quote == '"')
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return text.size();
}

}  // namespace

EntryPlaces::EntryPlaces(std::string_view text) : m_text(text), m_starts{0} {
    for (std::size_t at = text.find('\n'); at != kNowhere; at = text.find('\n', at + 1))
        m_starts.push_back(at + 1);
    if (m_starts.size() > 1 && m_starts.back() == text.size())
        m_starts.pop_back();
}

std::string_view EntryPlaces::line(std::uint32_t number) const {
    const std::size_t start = startOf(number);
    std::string_view rest = m_text.substr(start);
    rest = rest.substr(0, std::min(rest.find('\n'), rest.size()));
    if (rest.ends_with('\r'))
        rest.remove_suffix(1);
    return rest;
}

std::size_t EntryPlaces::offsetOf(Position position) const {
    if (!position.known() || position.line > lineCount())
        return m_text.size();
    return std::min(startOf(position.line) + position.column - 1, m_text.size());
}

std::uint32_t EntryPlaces::lineOf(std::size_t offset) const {
    return static_cast<std::uint32_t>(std::ranges::upper_bound(m_starts, offset) -
                                      m_starts.begin());
}

/// An anchor and a tag may stand before the bracket.
std::size_t EntryPlaces::flowStart(Node node) const {
    std::size_t at = offsetOf(node.position());
    while (at < m_text.size() && (m_text[at] == '&' || m_text[at] == '!')) {
        while (at < m_text.size() && !isGap(m_text[at]))
            ++at;
        while (at < m_text.size() && isGap(m_text[at]))
            ++at;
    }
    return at < m_text.size() && (m_text[at] == '{' || m_text[at] == '[') ? at : kNowhere;
}

/// The lines that are indented more than the key belong to it; of a list, its dashes may stand
/// right below the key.
std::uint32_t EntryPlaces::lastLine(Position key, bool isList) const {
    std::uint32_t last = key.line;
    const std::size_t indent = key.column - 1;
    for (std::uint32_t number = key.line + 1; number <= lineCount(); ++number) {
        const std::string_view words = line(number);
        const std::size_t first = words.find_first_not_of(" \t");
        if (first == kNowhere)
            continue;
        const bool dash = isList && first == indent && words[first] == '-' &&
                          (first + 1 == words.size() || isGap(words[first + 1]));
        if (first <= indent && !dash)
            break;
        last = number;
    }
    return last;
}

EntryPlaces::FlowEnd EntryPlaces::scanFlow(std::size_t from, bool toComma) const {
    std::size_t content = from;
    int depth = 0;
    bool scalarMayBegin = true;
    for (std::size_t at = from; at < m_text.size();) {
        const char c = m_text[at];
        if (isGap(c)) {
            ++at;
            continue;
        }
        if (c == '#' && at > 0 && isGap(m_text[at - 1])) {
            at = std::min(m_text.find('\n', at), m_text.size());
            continue;
        }
        if (depth == 0 && (c == '}' || c == ']' || (toComma && c == ',')))
            return {content, at};
        if (scalarMayBegin && (c == '"' || c == '\'')) {
            at = quotedEnd(m_text, at);
            scalarMayBegin = false;
        } else {
            if (c == '{' || c == '[')
                ++depth;
            else if (c == '}' || c == ']')
                --depth;
            scalarMayBegin = c == '{' || c == '[' || c == ',' || c == ':';
            ++at;
        }
        content = at;
    }
    return {content, m_text.size()};
}

EntryPlaces::FlowEnd EntryPlaces::flowEnd(std::size_t start) const {
    return scanFlow(start + 1, false);
}

bool EntryPlaces::isQuoted(std::size_t start) const {
    const std::size_t key = m_text.find_first_not_of(" \t\r\n", start + 1);
    return key != kNowhere && m_text[key] == '"';
}

std::size_t EntryPlaces::flowEntryEnd(std::size_t start) const {
    return scanFlow(start, true).content;
}

}  // namespace gatesight::model
