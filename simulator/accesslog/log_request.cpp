#include "simulator/accesslog/log_request.h"

#include "model/text/address.h"
#include "simulator/routing/header_name.h"
#include "simulator/routing/scheme.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

// A key is lines: method, scheme, authority, path, query with its '?', address; then headers.
constexpr char kKeyBreak = '\n';
constexpr std::size_t kLongestPath = std::size_t{8} << 10;
constexpr std::size_t kLongestAuthority = 300;
constexpr std::size_t kLongestMethod = 32;

struct LogTarget {
    std::string_view scheme, authority, path, query;
    bool hasQuery = false;
};

bool hasControls(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f;
    });
}

bool isMethod(std::string_view text) {
    return !text.empty() && text.size() <= kLongestMethod && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool isPort(std::string_view text) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port > 0 && port < 65'536;
}

/// "shop.example.com", "shop.example.com:8443", "[2001:db8::1]:80"
bool isAuthority(std::string_view text) {
    if (text.size() > kLongestAuthority)
        return false;
    const bool bracketed = text.starts_with('[');
    const std::size_t close = bracketed ? text.find(']') : text.find(':');
    if (bracketed && close == std::string_view::npos)
        return false;
    const std::string_view host = bracketed ? text.substr(1, close - 1) : text.substr(0, close);
    const std::string_view rest =
        close == std::string_view::npos ? "" : text.substr(close + (bracketed ? 1 : 0));
    if (!rest.empty() && (rest.front() != ':' || !isPort(rest.substr(1))))
        return false;
    if (bracketed)
        return host.find(':') != std::string_view::npos && model::addressOf(host).has_value();
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

/// User and password go before anything else is looked at.
std::string_view withoutUser(std::string_view authority) {
    const std::size_t at = authority.rfind('@');
    return at == std::string_view::npos ? authority : authority.substr(at + 1);
}

std::expected<LogTarget, LineProblem> splitTarget(std::string_view text) {
    LogTarget target;
    const std::size_t scheme = text.find("://");
    if (!text.starts_with('/') && scheme != std::string_view::npos) {
        target.scheme = text.substr(0, scheme);
        text.remove_prefix(scheme + 3);
        const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
        target.authority = text.substr(0, end);
        text.remove_prefix(end);
    } else if (!text.starts_with('/')) {
        return unusable(Unusable::BadTarget, 1,
                        "a target begins with '/' or with a scheme and \"://\"");
    }
    text = text.substr(0, text.find('#'));
    const std::size_t question = text.find('?');
    target.path = text.substr(0, question);
    target.hasQuery = question != std::string_view::npos;
    if (target.hasQuery)
        target.query = text.substr(question + 1);
    if (target.path.empty())
        target.path = "/";
    if (target.path.size() > kLongestPath)
        return unusable(Unusable::TooLong, 1,
                        fmt::format("a path has at most {} bytes", kLongestPath));
    return target;
}

/// A call goes over HTTP/2 to "/package.Service/Method"; logs rarely say more.
bool looksLikeCall(const LogRecord& record, std::string_view path) {
    if (record.grpc || !record.http2 || record.method != "POST" || path.size() < 4)
        return record.grpc;
    const std::size_t slash = path.find('/', 1);
    return slash != std::string_view::npos && slash + 1 < path.size() &&
           path.find('/', slash + 1) == std::string_view::npos &&
           path.substr(0, slash).find('.') != std::string_view::npos;
}

/// What the client used; of calls and web sockets the scheme that says so.
std::expected<std::string_view, LineProblem> schemeFor(const LogRecord& record,
                                                       const LogTarget& target,
                                                       const LogOptions& options, bool& assumed) {
    const std::string_view told =
        !target.scheme.empty() ? target.scheme : std::string_view(record.scheme);
    assumed = told.empty() && !record.tls && !options.schemeGiven;
    const std::string_view scheme = !told.empty() ? told
                                    : record.tls  ? std::string_view("https")
                                                  : std::string_view(options.scheme);
    const bool plain = sameName(scheme, "http") || sameName(scheme, "ws");
    if (!plain && !sameName(scheme, "https") && !sameName(scheme, "wss"))
        return unusable(Unusable::BadTarget, 1, "a scheme is http, https, ws or wss");
    constexpr int kSwitchingProtocols = 101;
    if (looksLikeCall(record, target.path))
        return plain ? "grpc" : "grpcs";
    if (record.status == kSwitchingProtocols || sameName(scheme, "ws") || sameName(scheme, "wss"))
        return plain ? "ws" : "wss";
    return plain ? "http" : "https";
}

bool anyControls(const LogRecord& record) {
    return hasControls(record.method) || hasControls(record.authority) ||
           hasControls(record.target) ||
           std::ranges::any_of(record.headers, [](const auto& header) {
               return hasControls(header.first) || hasControls(header.second);
           });
}

std::vector<std::string_view> keyLines(std::string_view key) {
    std::vector<std::string_view> lines;
    for (;;) {
        const std::size_t end = key.find(kKeyBreak);
        lines.push_back(key.substr(0, end));
        if (end == std::string_view::npos)
            return lines;
        key.remove_prefix(end + 1);
    }
}

}  // namespace

LineRead makeLogKey(const LogRecord& record, const LogOptions& options, const ValueMask& mask,
                    LogKey& key) {
    key.text.clear();
    if (anyControls(record))
        return unusable(Unusable::ControlCharacter, 1, "a field of it holds control characters");
    if (sameName(record.method, "CONNECT"))
        return unusable(Unusable::Connection, 1, "CONNECT opens a tunnel");
    if (!isMethod(record.method))
        return unusable(Unusable::NoMethod, 1, "a method is one word, such as GET");
    const auto target = splitTarget(record.target);
    if (!target)
        return std::unexpected(target.error());

    std::string authority(withoutUser(!record.authority.empty()    ? record.authority
                                      : !target->authority.empty() ? target->authority
                                                                   : options.host));
    std::ranges::transform(authority, authority.begin(), asciiLower);
    if (authority.empty())
        return unusable(Unusable::NoHost, 1, "no host; --log-host HOST gives one");
    if (!isAuthority(authority))
        return unusable(Unusable::BadHost, 1, "a host is a name or an address, and maybe a port");
    const auto scheme = schemeFor(record, *target, options, key.schemeAssumed);
    if (!scheme)
        return std::unexpected(scheme.error());

    const auto line = [&key](std::string_view text) { (key.text += text) += kKeyBreak; };
    line(record.method);
    line(*scheme);
    line(authority);
    bool same = mask.addPath(target->path, key.text);
    key.text += kKeyBreak;
    if (target->hasQuery) {
        key.text += '?';
        same = mask.addQuery(target->query, key.text) && same;
    }
    key.text += kKeyBreak;
    key.text += clientAddress(record.client, options.addresses);
    for (const auto& [name, value] : record.headers) {
        ((key.text += kKeyBreak) += name) += ": ";
        same = mask.addHeader(name, value, key.text) && same;
    }
    key.maskedForPattern = !same;
    return {};
}

std::expected<Request, std::string> requestOf(std::string_view key) {
    constexpr std::size_t kHead = 6;
    const std::vector<std::string_view> lines = keyLines(key);
    Request request;
    const auto read = setUrl(request, fmt::format("{}://{}/", lines[1], lines[2]));
    if (!read)
        return std::unexpected(read.error());
    request.method = lines[0];
    request.path = lines[3];
    if (!lines[4].empty())
        request.query = std::string(lines[4].substr(1));
    request.sourceIp = lines[5];
    for (const std::string_view header : std::span(lines).subspan(kHead)) {
        const std::size_t colon = header.find(": ");
        request.headers.emplace_back(header.substr(0, colon), header.substr(colon + 2));
    }
    return request;
}

std::string callOf(const Request& request) {
    std::string call = fmt::format("{} {}", request.method, request.url());
    for (const auto& [name, value] : request.headers)
        call += fmt::format(" {}: {}", name, value);
    return call;
}

}  // namespace gatesight::simulator
