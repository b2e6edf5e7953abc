// Lines of a stream with a bound on their length, for input that may be hostile.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

namespace gatesight::cli {

class LineReader {
public:
    static constexpr std::size_t kLongest = std::size_t{4} << 20;

    explicit LineReader(std::istream& in) : m_in(in) {}

    /// The next line without its end; false at the end of the stream. Of a line longer than
    /// kLongest only the beginning is kept, and tooLong() is true.
    bool next(std::string& line);
    [[nodiscard]] bool tooLong() const { return m_tooLong; }
    /// Counts from 1.
    [[nodiscard]] std::size_t number() const { return m_number; }
    /// Whether reading on may have to wait, so that what is written so far should be seen.
    [[nodiscard]] bool mayWait() const;

private:
    std::istream& m_in;
    std::size_t m_number = 0;
    bool m_tooLong = false;
};

}  // namespace gatesight::cli
