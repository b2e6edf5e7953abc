#include "model/cluster/server_url.h"

#include <curl/curl.h>

#include <memory>

namespace gatesight::model {

namespace {

struct UrlCleanup {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string partOf(CURLU* url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK || !text)
        return {};
    std::string result(text);
    curl_free(text);
    return result;
}

}  // namespace

bool ServerUrl::loopback() const {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::optional<ServerUrl> parseServerUrl(const std::string& text) {
    const std::unique_ptr<CURLU, UrlCleanup> url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return std::nullopt;
    ServerUrl result{.scheme = partOf(url.get(), CURLUPART_SCHEME),
                     .host = partOf(url.get(), CURLUPART_HOST),
                     .port = partOf(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT),
                     .path = partOf(url.get(), CURLUPART_PATH)};
    while (result.path.ends_with('/'))
        result.path.pop_back();
    const bool known = result.scheme == "https" || result.scheme == "http";
    const bool extra = !partOf(url.get(), CURLUPART_USER).empty() ||
                       !partOf(url.get(), CURLUPART_PASSWORD).empty() ||
                       !partOf(url.get(), CURLUPART_QUERY).empty() ||
                       !partOf(url.get(), CURLUPART_FRAGMENT).empty();
    if (!known || extra || result.host.empty())
        return std::nullopt;
    return result;
}

}  // namespace gatesight::model
