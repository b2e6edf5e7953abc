#include "model/cluster/http_transfer.h"

#include "model/cluster/http_failure.h"
#include "model/cluster/server_url.h"
#include "model/text/text.h"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <charconv>

namespace gatesight::model {

namespace {

curl_blob blobOf(const std::string& text) {
    return {.data = const_cast<char*>(text.data()), .len = text.size(), .flags = CURL_BLOB_COPY};
}

/// The value of a header line when it has this name.
std::optional<std::string_view> headerValue(std::string_view line, std::string_view name) {
    if (line.size() <= name.size() || line[name.size()] != ':' ||
        strncasecmp(line.data(), name.data(), name.size()) != 0)
        return std::nullopt;
    return trimmed(line.substr(name.size() + 1));
}

}  // namespace

HttpTransfer::HttpTransfer(const Connection& connection, const HttpLimits& limits,
                           HttpRequest request, const Credential& credential)
    : m_connection(connection),
      m_limits(limits),
      m_request(std::move(request)),
      m_handle(curl_easy_init()) {
    curl_easy_setopt(m_handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m_handle, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(m_handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(m_handle, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(m_handle, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(m_handle, CURLOPT_TCP_KEEPIDLE, 30L);
    curl_easy_setopt(m_handle, CURLOPT_TCP_KEEPINTVL, 30L);
    curl_easy_setopt(m_handle, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(limits.connect.count()));
    curl_easy_setopt(m_handle, CURLOPT_ERRORBUFFER, m_trouble);
    curl_easy_setopt(m_handle, CURLOPT_WRITEFUNCTION, &HttpTransfer::onBody);
    curl_easy_setopt(m_handle, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(m_handle, CURLOPT_HEADERFUNCTION, &HttpTransfer::onHeader);
    curl_easy_setopt(m_handle, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(m_handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(m_handle, CURLOPT_PRIVATE, this);
    // A watch is silent for minutes; packing it would hold events back.
    if (connection.compression && !streams())
        curl_easy_setopt(m_handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    setTls(credential);
    setHeaders(credential);
    setProxy();
}

HttpTransfer::~HttpTransfer() {
    curl_easy_cleanup(m_handle);
    curl_slist_free_all(m_headers);
    curl_slist_free_all(m_connectTo);
}

void HttpTransfer::setTls(const Credential& credential) {
    curl_easy_setopt(m_handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const bool verified = !m_connection.insecureSkipTlsVerify;
    curl_easy_setopt(m_handle, CURLOPT_SSL_VERIFYPEER, verified ? 1L : 0L);
    curl_easy_setopt(m_handle, CURLOPT_SSL_VERIFYHOST, verified ? 2L : 0L);
    if (!m_connection.certificateAuthority.empty()) {
        // What the system trusts must not count beside the authority of the cluster.
        curl_easy_setopt(m_handle, CURLOPT_CAINFO, nullptr);
        curl_easy_setopt(m_handle, CURLOPT_CAPATH, nullptr);
        curl_blob authority = blobOf(m_connection.certificateAuthority);
        curl_easy_setopt(m_handle, CURLOPT_CAINFO_BLOB, &authority);
    }
    const bool own = !credential.clientKey.empty();
    const std::string& certificate =
        own ? credential.clientCertificate : m_connection.clientCertificate;
    const std::string& key = own ? credential.clientKey : m_connection.clientKey;
    if (!certificate.empty()) {
        curl_blob certificateBlob = blobOf(certificate), keyBlob = blobOf(key);
        curl_easy_setopt(m_handle, CURLOPT_SSLCERT_BLOB, &certificateBlob);
        curl_easy_setopt(m_handle, CURLOPT_SSLKEY_BLOB, &keyBlob);
    }
    std::string url = m_connection.server;
    // The name asked for is that of the URL; the connection goes to the server all the same.
    if (const auto server = parseServerUrl(url);
        server && !m_connection.tlsServerName.empty() && server->scheme == "https") {
        m_connectTo =
            curl_slist_append(nullptr, fmt::format("{}:{}:{}:{}", m_connection.tlsServerName,
                                                   server->port, server->host, server->port)
                                           .c_str());
        curl_easy_setopt(m_handle, CURLOPT_CONNECT_TO, m_connectTo);
        addHeader(fmt::format("Host: {}:{}", server->host, server->port));
        url =
            fmt::format("https://{}:{}{}", m_connection.tlsServerName, server->port, server->path);
    }
    curl_easy_setopt(m_handle, CURLOPT_URL, (url + m_request.path).c_str());
}

void HttpTransfer::setProxy() {
    // A proxy is told where to connect to and nothing more.
    curl_easy_setopt(m_handle, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    if (!m_connection.proxyUrl.empty()) {
        curl_easy_setopt(m_handle, CURLOPT_PROXY, m_connection.proxyUrl.c_str());
        curl_easy_setopt(m_handle, CURLOPT_NOPROXY, "");
    } else if (const auto server = parseServerUrl(m_connection.server);
               server && server->loopback()) {
        // As kubectl does: no proxy of the environment reaches this machine's own addresses.
        curl_easy_setopt(m_handle, CURLOPT_NOPROXY, "*");
    }
}

void HttpTransfer::addHeader(const std::string& line) {
    m_headers = curl_slist_append(m_headers, line.c_str());
}

void HttpTransfer::setHeaders(const Credential& credential) {
    addHeader("Accept: " + m_request.accept);
    addHeader("User-Agent: gatesight (read-only)");
    if (!credential.authorization.empty())
        addHeader("Authorization: " + credential.authorization);
    for (const auto& [name, value] : m_connection.impersonation)
        addHeader(name + ": " + value);
    curl_easy_setopt(m_handle, CURLOPT_HTTPHEADER, m_headers);
}

std::size_t HttpTransfer::onBody(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<HttpTransfer*>(self)->take({data, size * count});
}

std::size_t HttpTransfer::take(std::string_view data) {
    m_lastByte = Clock::now();
    m_bytes += data.size();
    if (streams() && status() == 200) {
        m_sinkEnded = !m_request.sink(data);
        return m_sinkEnded ? 0 : data.size();
    }
    if (m_body.size() + data.size() > m_limits.answerBytes) {
        m_tooLarge = true;
        return 0;
    }
    m_body.append(data);
    return data.size();
}

std::size_t HttpTransfer::onHeader(char* data, std::size_t size, std::size_t count, void* self) {
    HttpTransfer& transfer = *static_cast<HttpTransfer*>(self);
    const std::string_view line(data, size * count);
    transfer.m_lastByte = Clock::now();
    for (const auto& [name, out] : {std::pair{"content-type", &transfer.m_contentType},
                                    {"retry-after", &transfer.m_retryAfter},
                                    {"date", &transfer.m_date}})
        if (const auto value = headerValue(line, name))
            *out = *value;
    return line.size();
}

bool HttpTransfer::late(Clock::time_point now) const {
    const auto idle = m_request.idle.count() != 0 ? m_request.idle : m_limits.idle;
    return now - m_lastByte > idle || (!streams() && now - m_begin > m_limits.whole);
}

long HttpTransfer::status() const {
    long status = 0;
    curl_easy_getinfo(m_handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::optional<std::chrono::milliseconds> HttpTransfer::retryAfter() const {
    int seconds = 0;
    const char* end = m_retryAfter.data() + m_retryAfter.size();
    if (std::from_chars(m_retryAfter.data(), end, seconds).ptr == end && !m_retryAfter.empty())
        return std::chrono::seconds(std::max(seconds, 0));
    const time_t until = m_retryAfter.empty() ? -1 : curl_getdate(m_retryAfter.c_str(), nullptr);
    if (until < 0)
        return std::nullopt;
    return std::chrono::seconds(std::max<time_t>(until - time(nullptr), 0));
}

std::optional<std::chrono::seconds> HttpTransfer::clockDifference() const {
    const time_t told = m_date.empty() ? -1 : curl_getdate(m_date.c_str(), nullptr);
    if (told < 0)
        return std::nullopt;
    return std::chrono::seconds(told - time(nullptr));
}

ClusterError HttpTransfer::failure(CURLcode code) const {
    if (m_tooLarge)
        return {ClusterErrorCode::TooLarge, fmt::format("an answer of {} is larger than {} bytes",
                                                        m_connection.server, m_limits.answerBytes)};
    if (m_sinkEnded)
        return {ClusterErrorCode::Cancelled, "ended by the reader"};
    return httpFailure(m_handle, code, m_trouble, m_connection);
}

ClusterError HttpTransfer::lateness() const {
    return {ClusterErrorCode::TimedOut,
            m_bytes == 0 && status() == 0
                ? fmt::format("{} did not answer within {} ms", m_connection.server,
                              m_limits.idle.count())
                : fmt::format("an answer of {} stopped coming", m_connection.server)};
}

HttpAnswer HttpTransfer::takeAnswer() {
    return {.contentType = std::move(m_contentType), .body = std::move(m_body)};
}

}  // namespace gatesight::model
