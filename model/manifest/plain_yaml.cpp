// Terms: a *block* is a map or list that is open, known by the column of its keys or dashes. A key
// without anything behind it makes a value *due*: a block further right, a list at the column of
// the key itself, or nothing.
//
// Steps: line by line; close the blocks further right than the line, then go through its dashes,
// its key and its value. Whatever comes unexpected ends the reading, so that no more has to be
// known of YAML than what such lines mean. Limits and doubled keys are watched by the assembler;
// when it has anything to say, libyaml's reading says it.
#include "model/manifest/plain_yaml.h"

#include "model/manifest/document_collector.h"
#include "model/manifest/scalar.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gatesight::model {
namespace {

/// Larger documents are stopped in the middle when somebody cancels, or when they take too long.
constexpr std::size_t kLargestPlain = std::size_t{1} << 16U;
/// libyaml looks for the colon of a key among so many characters.
constexpr std::size_t kLongestKey = 1000;

struct PlainCharacters {
    std::array<bool, 256> keyBegin{}, key{}, valueBegin{};
};

/// All that may begin something else in YAML is left out.
constexpr auto kPlainCharacters = [] {
    PlainCharacters plain;
    for (std::size_t c = 0; c < 128; ++c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool isWord = isLetter || (c >= '0' && c <= '9') || c == '_';
        plain.keyBegin[c] = isWord;
        plain.key[c] = isWord || c == '.' || c == '/' || c == '-';
        plain.valueBegin[c] = isWord || c == '/' || c == '.' || c == '+' || c == '~' ||
                                c == '^' || c == '(' || c == '$';
    }
    return plain;
}();

bool isIn(const std::array<bool, 256>& characters, char c) {
    return characters[static_cast<unsigned char>(c)];
}

/// Blank, or the end of the line.
bool isBlankAt(std::string_view line, std::size_t at) {
    return at >= line.size() || line[at] == ' ';
}

/// Nothing, or a comment that is set apart.
bool isNothingFrom(std::string_view line, std::size_t at) {
    const auto next = line.find_first_not_of(' ', at);
    return next == std::string_view::npos || (line[next] == '#' && next > at);
}

/// The colon of a key that stands at `at`; npos when none does.
std::size_t colonOfKey(std::string_view line, std::size_t at) {
    if (!isIn(kPlainCharacters.keyBegin, line[at])) {
        return std::string_view::npos;
    }
    auto end = at + 1;
    while (end < line.size() && isIn(kPlainCharacters.key, line[end])) {
        ++end;
    }
    const bool isKey = end < line.size() && line[end] == ':' && isBlankAt(line, end + 1) &&
                       end - at <= kLongestKey;
    return isKey ? end : std::string_view::npos;
}

/// One past a plain value on its line: blanks at its end and a comment do not belong to it. Npos
/// when a colon may make a key of it.
std::size_t endOfPlain(std::string_view line, std::size_t at) {
    auto end = at;
    for (; at < line.size(); ++at) {
        const char c = line[at];
        if (c == ' ') {
            continue;
        }
        if (c == '#' && line[at - 1] == ' ') {
            break;
        }
        if (c == ':' && isBlankAt(line, at + 1)) {
            return std::string_view::npos;
        }
        end = at + 1;
    }
    return end;
}

bool isMarkerLine(std::string_view line) {
    return line.starts_with("---") && line.find_first_not_of(' ', 3) == std::string_view::npos;
}

}  // namespace

bool PlainYamlReader::read(std::string_view text, const DocumentRange& range) {
    const auto body = text.substr(range.body, range.end - range.body);
    if (body.size() > std::min(kLargestPlain, m_session.limits().documentBytes) ||
        body.find('\t') != std::string_view::npos || body.find('\r') != std::string_view::npos) {
        return false;
    }
    m_open.clear();
    m_valueDue = false;
    const bool isPlain = readLines(body, range.bodyLine) && m_assembler.problems().empty();
    Tree tree = m_assembler.take();
    m_assembler.problems().clear();
    if (isPlain) {
        DocumentCollector::commitDocument({std::move(tree), {}, true}, range.helmSource, m_session);
    }
    return isPlain;
}

bool PlainYamlReader::readLines(std::string_view body, std::uint32_t firstLine) {
    auto number = firstLine;
    for (std::size_t begin = 0; begin < body.size(); ++number) {
        const auto end = std::min(body.find('\n', begin), body.size());
        const Line line{body.substr(begin, end - begin), number};
        const auto at = line.text.find_first_not_of(' ');
        const bool isNothing = at == std::string_view::npos || line.text[at] == '#' ||
                               (begin == 0 && isMarkerLine(line.text));
        if (!isNothing && !readLine(line, at)) {
            return false;
        }
        begin = end + 1;
    }
    while (!m_open.empty()) {
        if (!closeBlock()) {
            return false;
        }
    }
    return !m_assembler.soFar().empty();
}

bool PlainYamlReader::readLine(const Line& line, std::size_t at) {
    const auto isDashAt = [&](std::size_t dash) {
        return line.text[dash] == '-' && isBlankAt(line.text, dash + 1);
    };
    bool isDash = isDashAt(at);
    if (!placeBlock(line, at, isDash)) {
        return false;
    }
    while (isDash) {
        at = line.text.find_first_not_of(' ', at + 1);
        if (at == std::string_view::npos) {
            return false;
        }
        isDash = isDashAt(at);
        if (isDash && !openBlock(line, at, false)) {
            return false;
        }
        if (!isDash) {
            const auto colon = colonOfKey(line.text, at);
            if (colon == std::string_view::npos) {
                return readValue(line, at);
            }
            return openBlock(line, at, true) && readKey(line, at, colon);
        }
    }
    const auto colon = colonOfKey(line.text, at);
    return colon != std::string_view::npos && readKey(line, at, colon);
}

/// Closes and opens blocks until the innermost one is what a line that begins at `at` goes on with.
bool PlainYamlReader::placeBlock(const Line& line, std::size_t at, bool isDash) {
    const bool isFirst = m_assembler.soFar().empty();
    while (!m_open.empty() && m_open.back().column > at) {
        if (!closeBlock()) {
            return false;
        }
    }
    if (m_open.empty()) {
        return isFirst && openBlock(line, at, !isDash);
    }
    if (m_open.back().column < at) {
        return m_valueDue && openBlock(line, at, !isDash);
    }
    if (isDash) {
        // A list may stand at the column of its key.
        return !m_open.back().isMap || (m_valueDue && openBlock(line, at, false));
    }
    if (!m_open.back().isMap && !closeBlock()) {
        return false;
    }
    return !m_open.empty() && m_open.back().column == at && m_open.back().isMap && endValue();
}

bool PlainYamlReader::openBlock(const Line& line, std::size_t at, bool isMap) {
    m_valueDue = false;
    const auto column = static_cast<std::uint32_t>(at);
    m_open.push_back({column, isMap});
    return m_assembler.open(isMap ? NodeKind::Map : NodeKind::List, {line.number, column + 1});
}

bool PlainYamlReader::readKey(const Line& line, std::size_t at, std::size_t colon) {
    const auto key = line.text.substr(at, colon - at);
    // The items of a List are documents of their own.
    if (m_open.size() == 1 && key == "items") {
        return false;
    }
    if (!scalar(line, at, resolvePlain(key), key)) {
        return false;
    }
    if (isNothingFrom(line.text, colon + 1)) {
        m_valueDue = true;
        m_duePosition = {line.number, static_cast<std::uint32_t>(colon + 2)};
        return true;
    }
    return readValue(line, line.text.find_first_not_of(' ', colon + 1));
}

bool PlainYamlReader::readValue(const Line& line, std::size_t at) {
    const char first = line.text[at];
    if (first == '"' || first == '\'') {
        return readQuoted(line, at);
    }
    if (first == '{' || first == '[') {
        return readEmptyFlow(line, at);
    }
    const bool isPlain =
        isIn(kPlainCharacters.valueBegin, first) || (first == '-' && !isBlankAt(line.text, at + 1));
    const auto end = isPlain ? endOfPlain(line.text, at) : std::string_view::npos;
    if (end == std::string_view::npos) {
        return false;
    }
    const auto text = line.text.substr(at, end - at);
    return scalar(line, at, resolvePlain(text), text);
}

/// Without escapes, and closed on its line.
bool PlainYamlReader::readQuoted(const Line& line, std::size_t at) {
    const char quote = line.text[at];
    const auto end = line.text.find(quote, at + 1);
    if (end == std::string_view::npos || !isNothingFrom(line.text, end + 1)) {
        return false;  // two apostrophes stand for one: the first of them ends nothing
    }
    const auto text = line.text.substr(at + 1, end - at - 1);
    return (quote == '\'' || text.find('\\') == std::string_view::npos) &&
           scalar(line, at, NodeKind::String, text);
}

/// {} or []
bool PlainYamlReader::readEmptyFlow(const Line& line, std::size_t at) {
    const bool isMap = line.text[at] == '{';
    if (line.text.substr(at, 2) != (isMap ? "{}" : "[]") || !isNothingFrom(line.text, at + 2)) {
        return false;
    }
    const Position position{line.number, static_cast<std::uint32_t>(at + 1)};
    return m_assembler.open(isMap ? NodeKind::Map : NodeKind::List, position) &&
           m_assembler.close();
}

bool PlainYamlReader::scalar(const Line& line, std::size_t at, NodeKind kind,
                             std::string_view text) {
    return m_assembler.scalar(kind, text, {line.number, static_cast<std::uint32_t>(at + 1)});
}

bool PlainYamlReader::closeBlock() {
    m_open.pop_back();
    return endValue() && m_assembler.close();
}

/// A value that is still due is nothing.
bool PlainYamlReader::endValue() {
    return !std::exchange(m_valueDue, false) ||
           m_assembler.scalar(NodeKind::Null, {}, m_duePosition);
}

}  // namespace gatesight::model
