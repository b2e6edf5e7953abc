#include "simulator/accesslog/line_tokens.h"

#include <algorithm>
#include <charconv>

namespace gatesight::simulator {

namespace {

/// Where the token ends that begins behind `begin`; npos when it does not.
std::size_t closing(std::string_view line, std::size_t begin, char close) {
    for (std::size_t at = line.find(close, begin); at != std::string_view::npos;
         at = line.find(close, at + 1)) {
        const bool escaped = close == '"' && at > begin && line[at - 1] == '\\';
        if (!escaped && (at + 1 == line.size() || line[at + 1] == ' '))
            return at;
    }
    return std::string_view::npos;
}

}  // namespace

std::vector<LineToken> lineTokens(std::string_view line, std::size_t most) {
    std::vector<LineToken> tokens;
    std::size_t at = 0;
    while (tokens.size() < most &&
           (at = line.find_first_not_of(' ', at)) != std::string_view::npos) {
        LineToken token;
        token.column = at + 1;
        std::size_t end;
        if (line[at] == '[' || line[at] == '"') {
            token.kind = line[at] == '[' ? LineToken::Kind::Bracketed : LineToken::Kind::Quoted;
            end = closing(line, at + 1, line[at] == '[' ? ']' : '"');
            token.closed = end != std::string_view::npos;
            end = std::min(end, line.size());
            token.text = line.substr(at + 1, end - at - 1);
            ++end;
        } else {
            end = std::min(line.find(' ', at), line.size());
            token.text = line.substr(at, end - at);
        }
        tokens.push_back(token);
        at = end;
        if (at >= line.size())
            break;
    }
    return tokens;
}

RequestLine requestLine(std::string_view text) {
    RequestLine parts;
    const std::size_t first = text.find(' ');
    parts.method = text.substr(0, first);
    if (first == std::string_view::npos)
        return parts;
    text.remove_prefix(first + 1);
    const std::size_t last = text.rfind(' ');
    if (last != std::string_view::npos && text.substr(last + 1).starts_with("HTTP/")) {
        parts.version = text.substr(last + 1);
        text = text.substr(0, last);
    }
    parts.target = text;
    return parts;
}

std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const bool hex = text[i] == '\\' && i + 3 < text.size() && text[i + 1] == 'x' &&
                         std::from_chars(text.data() + i + 2, text.data() + i + 4, value, 16).ptr ==
                             text.data() + i + 4;
        if (hex) {
            result += static_cast<char>(value);
            i += 3;
        } else if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] != 'x') {
            result += text[++i];
        } else {
            result += text[i];
        }
    }
    return result;
}

}  // namespace gatesight::simulator
