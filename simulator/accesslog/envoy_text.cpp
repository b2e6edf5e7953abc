#include "simulator/accesslog/line_formats.h"
#include "simulator/accesslog/line_tokens.h"

#include <algorithm>
#include <charconv>

namespace gatesight::simulator {

namespace {

using Kind = LineToken::Kind;
constexpr std::string_view kEnvoyBegin = "[time] \"GET /path HTTP/1.1\" 200 -";

/// Where "[time] "request"" begins; collectors write words of their own in front.
std::size_t envoyStart(const std::vector<LineToken>& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i].kind == Kind::Bracketed && tokens[i + 1].kind == Kind::Quoted)
            return i;
    }
    return tokens.size();
}

LineRead envoyRequest(const LineToken& token, LogRecord& record) {
    const RequestLine request = requestLine(token.text);
    if (isNothing(request.method))
        return unusable(Unusable::Connection, token.column, "it tells of a connection");
    if (isNothing(request.target))
        return unusable(Unusable::NoPath, token.column, "a request line is \"GET /path HTTP/1.1\"");
    record.method = request.method;
    record.target = request.target;
    record.http2 = request.version == "HTTP/2";
    return {};
}

/// What stands behind the last of the quoted texts, in Istio's format.
void istioRest(std::span<const LineToken> rest, LogRecord& record) {
    constexpr std::size_t kClient = 3, kServerName = 4;  // behind cluster and two addresses
    if (rest.size() <= kServerName)
        return;
    record.client = rest[kClient].text;
    record.tls = !isNothing(rest[kServerName].text);
}

}  // namespace

std::expected<std::optional<int>, LineProblem> readStatus(std::string_view text,
                                                          std::size_t column) {
    int status = 0;
    if (isNothing(text) || text == "0")
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    if (error != std::errc() || end != text.data() + text.size() || status < 100 || status > 999)
        return unusable(Unusable::BadNumber, column, "a status is a number from 100 to 599, or -");
    return status;
}

bool saysNoRoute(std::string_view flags) {
    for (std::size_t at = flags.find("NR"); at != std::string_view::npos;
         at = flags.find("NR", at + 1)) {
        const bool begins = at == 0 || flags[at - 1] == ',';
        if (begins && (at + 2 == flags.size() || flags[at + 2] == ','))
            return true;
    }
    return false;
}

LineRead readEnvoyText(std::string_view line, const RoutedValues& values, LogRecord& record) {
    const std::vector<LineToken> all = lineTokens(line);
    const std::span<const LineToken> tokens = std::span(all).subspan(envoyStart(all));
    if (tokens.empty() || std::string_view(tokens[0].text).find(':') == std::string_view::npos)
        return unusable(Unusable::NotThisFormat, 1,
                        "a line of Envoy begins with " + std::string(kEnvoyBegin));
    if (!tokens.back().closed)
        return unusable(Unusable::CutShort, tokens.back().column, "a quoted text does not end");
    if (const LineRead request = envoyRequest(tokens[1], record); !request)
        return request;
    if (tokens.size() < 4)
        return unusable(Unusable::CutShort, line.size() + 1,
                        "status and response flags are missing");
    const auto status = readStatus(tokens[2].text, tokens[2].column);
    if (!status)
        return std::unexpected(status.error());
    record.status = *status;
    record.noRoute = saysNoRoute(tokens[3].text);

    // The last two quoted texts are the authority and the host behind; those before them may hold
    // quotes of the client.
    std::vector<std::size_t> quoted;
    for (std::size_t i = 4; i < tokens.size(); ++i) {
        if (tokens[i].kind == Kind::Quoted)
            quoted.push_back(i);
    }
    constexpr std::size_t kTexts = 5;  // forwarded for, agent, id, authority, host behind
    if (quoted.size() < kTexts)
        return unusable(Unusable::CutShort, line.size() + 1,
                        "the authority is missing: it is the last but one of the quoted texts");
    const std::size_t last = quoted.back();
    if (const auto& authority = tokens[quoted[quoted.size() - 2]].text; !isNothing(authority))
        record.authority = authority;
    const auto agent = tokens[quoted[quoted.size() - 4]].text;
    if (values.header("user-agent") && !isNothing(agent))
        record.headers.emplace_back("user-agent", agent);
    istioRest(tokens.subspan(last + 1), record);
    const auto forwarded = tokens[quoted[quoted.size() - 5]].text;
    if (!isNothing(forwarded))
        record.client = forwarded.substr(0, forwarded.find(','));
    return {};
}

}  // namespace gatesight::simulator
