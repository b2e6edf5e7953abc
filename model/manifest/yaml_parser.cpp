#include "model/manifest/yaml_parser.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace gatesight::model {

MarkCursor::Place MarkCursor::at(const yaml_mark_t& mark) {
    if (m_ascii) {
        return atAscii(mark);
    }
    // libyaml also ends lines at NEL, LS and PS, as nothing else does that shows line numbers; so
    // lines are counted here anew.
    if (mark.index < m_index) {
        m_offset = m_index = m_lineBegin = 0;
        m_line = m_firstLine;
    }
    while (m_index < mark.index && m_offset < m_text.size()) {
        const char c = m_text[m_offset++];
        while (m_offset < m_text.size() &&
               (static_cast<unsigned char>(m_text[m_offset]) & 0xC0U) == 0x80U) {
            ++m_offset;
        }
        ++m_index;
        const bool isReturnOfPair =
            c == '\r' && m_offset < m_text.size() && m_text[m_offset] == '\n';
        if (c == '\n' || (c == '\r' && !isReturnOfPair)) {
            ++m_line;
            m_lineBegin = m_offset;
        }
    }
    return {{m_line, static_cast<std::uint32_t>(m_offset - m_lineBegin + 1)}, m_offset};
}

MarkCursor::Place MarkCursor::atAscii(const yaml_mark_t& mark) const {
    auto line = m_firstLine + static_cast<std::uint32_t>(mark.line);
    auto column = static_cast<std::uint32_t>(mark.column + 1);
    if (mark.index >= m_text.size() && mark.column == 0 && !m_text.empty() &&
        m_text.back() != '\n' && m_text.back() != '\r') {
        // At the end libyaml thinks of one more line where the last one has no line break.
        const auto lastBreak =
            m_text.find_last_of("\r\n");  // none: npos, which is one before the text
        line -= 1;
        column = static_cast<std::uint32_t>(m_text.size() - lastBreak);
    }
    return {{line, column}, std::min(mark.index, m_text.size())};
}

YamlParser::YamlParser(std::string_view text, MayGoOn mayGoOn)
    : m_rest(text), m_mayGoOn(std::move(mayGoOn)) {
    if (yaml_parser_initialize(&m_parser) == 0) {
        throw std::bad_alloc();
    }
    std::memset(&m_event, 0, sizeof m_event);
    yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&m_parser, &YamlParser::read, this);
}

YamlParser::~YamlParser() {
    yaml_event_delete(&m_event);
    yaml_parser_delete(&m_parser);
}

bool YamlParser::next() {
    yaml_event_delete(&m_event);
    m_givenSinceEvent = 0;
    return yaml_parser_parse(&m_parser, &m_event) != 0;
}

YamlProblem YamlParser::problem() const {
    const auto words = [](const char* text) {
        return text == nullptr ? std::string_view() : std::string_view(text);
    };
    return {words(m_parser.problem), words(m_parser.context), m_parser.problem_mark,
            m_parser.context_mark};
}

int YamlParser::read(void* self, unsigned char* buffer, std::size_t size, std::size_t* count) {
    auto& parser = *static_cast<YamlParser*>(self);
    if (!parser.m_mayGoOn(parser.m_givenSinceEvent)) {
        parser.m_stopped = true;
        return 0;
    }
    *count = std::min(size, parser.m_rest.size());
    std::memcpy(buffer, parser.m_rest.data(), *count);
    parser.m_rest.remove_prefix(*count);
    parser.m_givenSinceEvent += *count;
    return 1;
}

}  // namespace gatesight::model
