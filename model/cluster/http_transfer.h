// One GET on its way: an easy handle of libcurl, set up for a connection, and what came of it.
#pragma once

#include "model/cluster/http_client.h"

#include <curl/curl.h>

#include <chrono>
#include <memory>

namespace gatesight::model {

class HttpTransfer {
public:
    using Clock = std::chrono::steady_clock;

    HttpTransfer(const Connection& connection, const HttpLimits& limits, HttpRequest request,
                 const Credential& credential);
    HttpTransfer(const HttpTransfer&) = delete;
    HttpTransfer& operator=(const HttpTransfer&) = delete;
    ~HttpTransfer();

    [[nodiscard]] CURL* handle() const { return m_handle; }
    /// Whether a limit of time has passed.
    [[nodiscard]] bool late(Clock::time_point now) const;
    /// The status, once the transfer ended well; 0 before.
    [[nodiscard]] long status() const;
    [[nodiscard]] bool streams() const { return static_cast<bool>(m_request.sink); }
    /// What Retry-After said; nothing when it was not there.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter() const;
    /// By how much the server's clock is ahead, by the Date of its answer.
    [[nodiscard]] std::optional<std::chrono::seconds> clockDifference() const;
    /// Why there is no answer, by what libcurl says of the transfer.
    [[nodiscard]] ClusterError failure(CURLcode code) const;
    [[nodiscard]] ClusterError lateness() const;
    [[nodiscard]] HttpAnswer takeAnswer();
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    void setTls(const Credential& credential);
    void setProxy();
    void setHeaders(const Credential& credential);
    void addHeader(const std::string& line);
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    [[nodiscard]] std::size_t take(std::string_view data);

    const Connection& m_connection;
    const HttpLimits& m_limits;
    HttpRequest m_request;
    CURL* m_handle = nullptr;
    curl_slist* m_headers = nullptr;
    curl_slist* m_connectTo = nullptr;
    std::string m_body, m_contentType, m_retryAfter, m_date;
    std::size_t m_bytes = 0;
    bool m_tooLarge = false;
    bool m_sinkEnded = false;
    char m_trouble[CURL_ERROR_SIZE] = {};
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_lastByte = m_begin;
};

}  // namespace gatesight::model
