#include "simulator/accesslog/log_stream.h"

#include <algorithm>
#include <istream>

namespace gatesight::simulator {

bool LogStream::fill() {
    constexpr std::size_t kBlock = std::size_t{64} << 10;
    m_buffer.erase(0, m_begin);
    m_begin = 0;
    const std::size_t before = m_buffer.size();
    m_buffer.resize(before + kBlock);
    m_in.read(m_buffer.data() + before, static_cast<std::streamsize>(kBlock));
    m_buffer.resize(before + static_cast<std::size_t>(m_in.gcount()));
    return m_buffer.size() > before;
}

std::string_view LogStream::ahead(std::size_t most) {
    while (m_buffer.size() - m_begin < most && fill()) {
    }
    return std::string_view(m_buffer).substr(m_begin, most);
}

bool LogStream::nextLine() {
    m_tooLong = false;
    m_long.clear();
    std::size_t end = std::string::npos, from = m_begin;
    while ((end = m_buffer.find('\n', from)) == std::string::npos) {
        const std::size_t seen = m_buffer.size() - m_begin;
        if (seen > kLongestLine) {
            if (!m_tooLong)
                m_long = m_buffer.substr(m_begin, kLongestLine);
            m_tooLong = true;
            m_begin = m_buffer.size();
        }
        const std::size_t kept = m_buffer.size() - m_begin;
        if (!fill())
            break;
        from = kept;
    }
    if (end == std::string::npos && m_begin == m_buffer.size() && !m_tooLong)
        return false;
    const std::size_t stop = std::min(end, m_buffer.size());
    m_line = std::string_view(m_buffer).substr(m_begin, stop - m_begin);
    m_begin = end == std::string::npos ? m_buffer.size() : end + 1;
    if (m_line.size() > kLongestLine && !m_tooLong) {
        m_tooLong = true;
        m_line = m_line.substr(0, kLongestLine);
    } else if (m_tooLong) {
        m_line = m_long;
    }
    if (m_line.ends_with('\r'))
        m_line.remove_suffix(1);
    ++m_number;
    return true;
}

int LogStream::next() {
    if (m_begin == m_buffer.size() && !fill())
        return -1;
    const char c = m_buffer[m_begin++];
    if (m_number == 0)
        m_number = 1;
    ++m_column;
    if (c == '\n') {
        ++m_number;
        m_column = 0;
    }
    return static_cast<unsigned char>(c);
}

}  // namespace gatesight::simulator
