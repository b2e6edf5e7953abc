// The bytes of a log: line by line with a bound on what a line may take, or one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace gatesight::simulator {

class LogStream {
public:
    /// Proxies cut off the headers that they log far below that.
    static constexpr std::size_t kLongestLine = std::size_t{64} << 10;

    explicit LogStream(std::istream& in) : m_in(in) {}

    /// The next bytes, up to `most`, which stay to be read; fewer at the end of the stream.
    [[nodiscard]] std::string_view ahead(std::size_t most);

    /// Goes to the next line; false at the end of the stream.
    bool nextLine();
    /// Without its end; of one that is too long only the beginning.
    [[nodiscard]] std::string_view line() const { return m_line; }
    [[nodiscard]] bool tooLong() const { return m_tooLong; }

    /// The next byte; -1 at the end.
    int next();

    /// Counts from 1.
    [[nodiscard]] std::uint64_t lineNumber() const { return m_number; }
    [[nodiscard]] std::size_t column() const { return m_column; }

private:
    /// False: there is no more.
    bool fill();

    std::istream& m_in;
    std::string m_buffer;
    std::size_t m_begin = 0;
    std::string_view m_line;
    std::string m_long;  // the beginning of a line that is too long
    bool m_tooLong = false;
    std::uint64_t m_number = 0;
    std::size_t m_column = 0;
};

}  // namespace gatesight::simulator
