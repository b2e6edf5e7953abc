#include "simulator/accesslog/line_formats.h"
#include "simulator/accesslog/line_tokens.h"

#include <span>

namespace gatesight::simulator {

namespace {

constexpr const char* kCombinedBegin =
    "a line begins with: address - user [time] \"GET /path HTTP/1.1\" 200 size";

/// Index of the time, which has the request behind it.
std::size_t combinedTime(const std::vector<LineToken>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == LineToken::Kind::Bracketed)
            return i;
    }
    return tokens.size();
}

LineRead combinedRequest(const LineToken& token, LogRecord& record) {
    const std::string text = unescaped(token.text);
    const RequestLine request = requestLine(text);
    if (isNothing(request.method))
        return unusable(Unusable::Connection, token.column, "nothing was asked for");
    if (isNothing(request.target))
        return unusable(Unusable::NoPath, token.column, "a request line is \"GET /path HTTP/1.1\"");
    record.method = request.method;
    record.target = request.target;
    record.http2 = request.version.starts_with("HTTP/2");
    return {};
}

}  // namespace

LineRead readNginxLine(std::string_view line, const RoutedValues& values, LogRecord& record) {
    const std::vector<LineToken> tokens = lineTokens(line);
    const std::size_t time = combinedTime(tokens);
    const bool fits = (time == 3 || time == 4) && time < tokens.size() &&
                      tokens[time].text.find('/') != std::string_view::npos;
    if (!fits)
        return unusable(Unusable::NotThisFormat, 1, kCombinedBegin);
    if (!tokens.back().closed || time + 2 >= tokens.size())
        return unusable(
            Unusable::CutShort, tokens.back().column,
            tokens.back().closed ? "request and status are missing" : "a quoted text does not end");
    const LineToken& request = tokens[time + 1];
    if (request.kind != LineToken::Kind::Quoted)
        return unusable(Unusable::NotThisFormat, request.column, kCombinedBegin);
    if (const LineRead read = combinedRequest(request, record); !read)
        return read;
    const LineToken& status = tokens[time + 2];
    const auto number = readStatus(status.text, status.column);
    if (!number)
        return std::unexpected(number.error());
    record.status = *number;
    record.client = tokens[time - 3].text;
    if (time == 4)
        record.authority = tokens[0].text;
    const std::size_t agent = time + 5;
    if (values.header("user-agent") && agent < tokens.size() &&
        tokens[agent].kind == LineToken::Kind::Quoted && !isNothing(tokens[agent].text))
        record.headers.emplace_back("user-agent", unescaped(tokens[agent].text));
    return {};
}

}  // namespace gatesight::simulator
