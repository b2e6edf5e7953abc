// The border to libcurl's URL parser: nothing else in the engine reads URLs.
#include "simulator/routing/request.h"
#include "simulator/routing/scheme.h"

#include <curl/urlapi.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace gatesight::simulator {

namespace {

using UrlHandle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::optional<std::string> part(const UrlHandle& url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    const CURLUcode code = curl_url_get(url.get(), which, &text, flags);
    // Also after a failure: libcurl 7.88 hands out a name outside ASCII that it cannot convert.
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    if (code != CURLUE_OK)
        return std::nullopt;
    return std::string(text);
}

std::string schemeNames() {
    std::string names;
    for (const SchemeInfo& info : schemes())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", info.name);
    return names;
}

std::expected<SchemeInfo, std::string> schemeOf(std::string_view url) {
    const std::size_t end = url.find("://");
    if (end == std::string_view::npos)
        return std::unexpected(
            fmt::format("'{}' names no scheme; write for example http://{}", url, url));
    std::string name(url.substr(0, end));
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto info = std::ranges::find(schemes(), name, &SchemeInfo::name);
    if (info == schemes().end())
        return std::unexpected(
            fmt::format("scheme '{}' is not one of {}", url.substr(0, end), schemeNames()));
    return *info;
}

std::string withoutBrackets(std::string host) {
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

/// Names outside ASCII as DNS has them; unchanged where libcurl cannot convert.
std::string hostOf(const UrlHandle& url) {
    return withoutBrackets(
        part(url, CURLUPART_HOST, CURLU_PUNYCODE).value_or(part(url, CURLUPART_HOST).value_or("")));
}

std::expected<std::uint16_t, std::string> portOf(const std::string& text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port == 0)
        return std::unexpected(fmt::format("port '{}' is not a number from 1 to 65535", text));
    return port;
}

}  // namespace

std::expected<void, std::string> setUrl(Request& request, std::string_view url) {
    const auto scheme = schemeOf(url);
    if (!scheme)
        return std::unexpected(scheme.error());
    const UrlHandle handle(curl_url(), &curl_url_cleanup);
    if (!handle)
        return std::unexpected("out of memory");
    const CURLUcode error = curl_url_set(handle.get(), CURLUPART_URL, std::string(url).c_str(),
                                         CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS);
    if (error != CURLUE_OK)
        return std::unexpected(fmt::format("'{}' is not a URL: {}", url, curl_url_strerror(error)));
    if (part(handle, CURLUPART_USER))
        return std::unexpected(
            fmt::format("'{}' holds a user name; send an Authorization header instead", url));

    std::uint16_t port = scheme->port;
    const auto portText = part(handle, CURLUPART_PORT);
    if (portText) {
        const auto given = portOf(*portText);
        if (!given)
            return std::unexpected(given.error());
        port = *given;
    }
    if (port == 0)
        return std::unexpected(
            fmt::format("'{}' needs a port, as {} has none of its own", url, scheme->name));

    request.scheme = scheme->scheme;
    request.protocol = scheme->protocol;
    request.method = usualMethod(scheme->protocol);
    request.urlHost = hostOf(handle);
    request.urlPort = port;
    request.portGiven = portText.has_value();
    request.path = part(handle, CURLUPART_PATH).value_or("/");
    request.query = part(handle, CURLUPART_QUERY);
    return {};
}

}  // namespace gatesight::simulator
