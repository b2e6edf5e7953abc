#include "app/cli/lines.h"

#include <istream>
#include <streambuf>

namespace gatesight::cli {

bool LineReader::next(std::string& line) {
    using Traits = std::char_traits<char>;
    line.clear();
    m_tooLong = false;
    std::streambuf& buffer = *m_in.rdbuf();
    bool any = false;
    for (auto byte = buffer.sbumpc(); byte != Traits::eof(); byte = buffer.sbumpc()) {
        any = true;
        const char character = Traits::to_char_type(byte);
        if (character == '\n')
            break;
        if (line.size() < kLongest)
            line += character;
        else
            m_tooLong = true;
    }
    if (line.ends_with('\r'))
        line.pop_back();
    m_number += any ? 1 : 0;
    return any;
}

bool LineReader::mayWait() const {
    return m_in.rdbuf()->in_avail() <= 0;
}

}  // namespace gatesight::cli
