// A line of text logs as the things that stand between its blanks: words, [times] and "texts".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

struct LineToken {
    enum class Kind { Word, Bracketed, Quoted };
    Kind kind = Kind::Word;
    std::string_view text;   ///< without what encloses it
    std::size_t column = 1;  ///< of its first byte
    bool closed = true;      ///< false: the line ends before it does
};

/// A quote ends a text only before a blank or the end: Envoy writes quotes of clients as they are.
/// At most `most` tokens.
[[nodiscard]] std::vector<LineToken> lineTokens(std::string_view line, std::size_t most = 64);

/// The parts of "GET /cart HTTP/1.1"; HTTP/0.9 has no version.
struct RequestLine {
    std::string_view method, target, version;
};
[[nodiscard]] RequestLine requestLine(std::string_view text);

/// "\x22" and "\"" as what they stand for.
[[nodiscard]] std::string unescaped(std::string_view text);

}  // namespace gatesight::simulator
