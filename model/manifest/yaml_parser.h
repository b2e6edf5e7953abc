// libyaml behind a small wall: pulls events out of one document's bytes, with positions in bytes,
// and stops it where it would run on. Only the .cpp files beside this header include <yaml.h>
// through it.
#pragma once

#include "model/manifest/source.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include <yaml.h>

namespace gatesight::model {

/// Turns libyaml's marks (which count characters) into positions (which count bytes). Marks should
/// mostly go forward: going back starts over.
class MarkCursor {
public:
    MarkCursor(std::string_view text, std::uint32_t firstLine, bool ascii)
        : m_text(text), m_firstLine(firstLine), m_line(firstLine), m_ascii(ascii) {}

    struct Place {
        Position position;
        std::size_t offset;  ///< in bytes from the begin of the text
    };
    [[nodiscard]] Place at(const yaml_mark_t& mark);

private:
    [[nodiscard]] Place atAscii(const yaml_mark_t& mark) const;

    std::string_view m_text;
    std::uint32_t m_firstLine;
    std::size_t m_offset = 0;
    std::size_t m_index = 0;
    std::size_t m_lineBegin = 0;
    std::uint32_t m_line;
    bool m_ascii;
};

/// What libyaml had to say against the text.
struct YamlProblem {
    std::string_view problem;  ///< libyaml's words
    std::string_view context;  ///< "while parsing a block mapping"; may be empty
    yaml_mark_t problemMark;
    yaml_mark_t contextMark;
};

class YamlParser {
public:
    /// Asked each time that libyaml wants more input, about every 16 kB; "false" stops it. The
    /// argument is the number of bytes that it has been given since its last event.
    using MayGoOn = std::function<bool(std::size_t)>;

    YamlParser(std::string_view text, MayGoOn mayGoOn);
    ~YamlParser();
    YamlParser(const YamlParser&) = delete;
    YamlParser& operator=(const YamlParser&) = delete;

    /// Fetches the next event; false on an error, after which there are no more.
    bool next();
    /// The event that next() fetched; valid until the next call.
    [[nodiscard]] const yaml_event_t& event() const { return m_event; }
    /// After next() was false: was it stopped by `mayGoOn`?
    [[nodiscard]] bool stopped() const { return m_stopped; }
    /// After next() was false and not stopped.
    [[nodiscard]] YamlProblem problem() const;

private:
    static int read(void* self, unsigned char* buffer, std::size_t size, std::size_t* count);

    yaml_parser_t m_parser;
    yaml_event_t m_event;
    std::string_view m_rest;
    MayGoOn m_mayGoOn;
    std::size_t m_givenSinceEvent = 0;
    bool m_stopped = false;
};

}  // namespace gatesight::model
