#include "simulator/accesslog/har_reader.h"

#include "simulator/accesslog/line_formats.h"
#include "simulator/routing/header_name.h"

#include <nlohmann/json.hpp>

#include <array>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

using HarJson = nlohmann::json;

/// The bytes of a document, of long texts only the beginning: bodies are among them.
class HarBytes {
public:
    static constexpr std::size_t kKept = std::size_t{64} << 10;
    static constexpr std::size_t kLongest = std::size_t{16} << 20;  // of a text that cannot be cut

    explicit HarBytes(LogStream& stream) : m_stream(stream) { advance(); }

    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] std::uint64_t line() const { return m_stream.lineNumber(); }
    [[nodiscard]] std::size_t column() const { return m_stream.column(); }
    [[nodiscard]] bool gaveUp() const { return m_gaveUp; }

    void advance() {
        do
            m_current = m_stream.next();
        while (m_current >= 0 && follows(static_cast<char>(m_current)));
    }

private:
    /// Notes where in a text `c` stands; true when it is left out.
    bool follows(char c) {
        if (!m_inText) {
            m_inText = c == '"';
            m_length = m_sinceEscape = 0;
            m_escaped = m_cut = false;
            return false;
        }
        if (m_escaped) {
            m_escaped = false;
        } else if (c == '\\') {
            m_escaped = true;
            m_sinceEscape = 0;
        } else if (c == '"') {
            m_inText = false;
            return false;
        }
        ++m_sinceEscape;
        // Never inside of an escape (two of six bytes make one character), nor of UTF-8.
        constexpr std::size_t kEscape = 12;
        const bool mayCut = m_sinceEscape > kEscape && static_cast<unsigned char>(c) < 0x80;
        m_cut = m_cut || (++m_length > kKept && mayCut);
        if (m_length > kLongest && !m_cut) {
            m_gaveUp = true;
            m_current = -1;
        }
        return m_cut;
    }

    LogStream& m_stream;
    int m_current = -1;
    std::size_t m_length = 0, m_sinceEscape = 0;
    bool m_inText = false, m_escaped = false, m_cut = false, m_gaveUp = false;
};

/// As the parser wants it: the end has no bytes.
class HarIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    explicit HarIterator(HarBytes* bytes) : m_bytes(bytes) {}
    char operator*() const { return static_cast<char>(m_bytes->current()); }
    HarIterator& operator++() {
        m_bytes->advance();
        return *this;
    }
    HarIterator operator++(int) {
        HarIterator before = *this;
        m_bytes->advance();
        return before;
    }
    bool operator==(const HarIterator& other) const { return ended() == other.ended(); }

private:
    [[nodiscard]] bool ended() const { return !m_bytes || m_bytes->current() < 0; }
    HarBytes* m_bytes;
};

/// Follows the keys down to log.entries[].request and .response.
class HarSax {
public:
    HarSax(HarBytes& bytes, const RoutedValues& values, const TakeHarEntry& take)
        : m_bytes(bytes), m_values(values), m_take(take) {}

    bool stopped = false, sawEntries = false;

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(std::int64_t value) { return number(value); }
    bool number_unsigned(std::uint64_t value) {
        return number(static_cast<std::int64_t>(std::min<std::uint64_t>(value, INT64_MAX)));
    }
    bool number_float(double, const std::string&) { return true; }
    bool binary(const HarJson::binary_t&) { return true; }

    bool string(const std::string& text) {
        if (at({"log", "entries", "", "request", "method"}))
            m_record.method = text;
        else if (at({"log", "entries", "", "request", "url"}))
            m_record.target = text;
        else if (at({"log", "entries", "", "request", "headers", "", "name"}))
            m_header.first = text;
        else if (at({"log", "entries", "", "request", "headers", "", "value"}))
            m_header.second = text;
        return true;
    }
    bool start_object(std::size_t) {
        if (at({"log", "entries", ""})) {
            m_record.clear();
            m_problem.reset();
            m_line = m_bytes.line();
        } else if (at({"log", "entries", "", "request", "headers", ""})) {
            m_header = {};
        }
        return down("");
    }
    bool start_array(std::size_t) {
        sawEntries = sawEntries || at({"log", "entries"});
        return down("");
    }
    bool key(const std::string& key) {
        m_keys.back() = key;
        return true;
    }
    bool end_object() {
        m_keys.pop_back();
        if (at({"log", "entries", ""}))
            return takeEntry();
        if (at({"log", "entries", "", "request", "headers", ""}))
            takeHarHeader();
        return true;
    }
    bool end_array() {
        m_keys.pop_back();
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const HarJson::exception&) { return false; }

private:
    static constexpr std::size_t kDeepestHar = 64;

    /// Items of arrays have no name.
    [[nodiscard]] bool at(std::initializer_list<std::string_view> keys) const {
        return std::ranges::equal(m_keys, keys);
    }
    bool down(std::string_view key) {
        m_keys.emplace_back(key);
        return m_keys.size() <= kDeepestHar;
    }
    bool number(std::int64_t value) {
        if (!at({"log", "entries", "", "response", "status"}))
            return true;
        const auto status = readStatus(fmt::to_string(value), 1);
        if (status)
            m_record.status = *status;
        else
            m_problem = status.error();
        return true;
    }
    void takeHarHeader() {
        auto& [name, value] = m_header;
        constexpr std::size_t kMostHeaders = 100;
        if (sameName(name, "Host"))
            m_record.authority = value;
        else if (m_values.header(name) && m_record.headers.size() < kMostHeaders)
            m_record.headers.push_back(m_header);
        if (sameName(name, "Content-Type") && value.starts_with("application/grpc"))
            m_record.grpc = true;
    }
    bool takeEntry() {
        LineRead read;
        if (m_problem)
            read = std::unexpected(*m_problem);
        else if (m_record.method.empty())
            read = unusable(Unusable::NoMethod, 1, "the entry has no request.method");
        else if (m_record.target.empty())
            read = unusable(Unusable::NoPath, 1, "the entry has no request.url");
        stopped = !m_take(m_line, read, m_record);
        return !stopped;
    }

    HarBytes& m_bytes;
    const RoutedValues& m_values;
    const TakeHarEntry& m_take;
    std::vector<std::string> m_keys;
    LogRecord m_record;
    std::optional<LineProblem> m_problem;
    std::pair<std::string, std::string> m_header;
    std::uint64_t m_line = 0;
};

}  // namespace

LineRead readHar(LogStream& stream, const RoutedValues& values, const TakeHarEntry& take) {
    if (stream.ahead(3) == "\xEF\xBB\xBF") {
        for (int i = 0; i < 3; ++i)
            stream.next();
    }
    HarBytes bytes(stream);
    HarSax sax(bytes, values, take);
    const bool whole = HarJson::sax_parse(HarIterator(&bytes), HarIterator(nullptr), &sax);
    if (whole && !sax.sawEntries)
        return unusable(Unusable::NotThisFormat, 1, "a HAR file is an object with log.entries");
    if (whole || sax.stopped)
        return {};
    if (bytes.gaveUp())
        return unusable(Unusable::TooLong, bytes.column(), "a text of it does not end");
    return bytes.current() < 0
               ? unusable(Unusable::CutShort, bytes.column(), "the document ends too early")
               : unusable(Unusable::NotThisFormat, bytes.column(), "this is no JSON");
}

}  // namespace gatesight::simulator
