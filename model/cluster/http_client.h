// HTTPS to one API server over libcurl's multi interface: several requests at once, each within
// bounds of time and size. There is no request but GET; redirects are never followed, so that
// credentials go to the one server they belong to.
#pragma once

#include "model/cluster/cluster_error.h"
#include "model/cluster/connection.h"

#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

struct HttpLimits {
    std::chrono::milliseconds connect{10'000};  ///< name, connection, TLS
    std::chrono::milliseconds idle{30'000};     ///< without a byte, the first one included
    std::chrono::milliseconds whole{300'000};   ///< one answer from begin to end
    std::chrono::milliseconds longestWait{
        30'000};                               ///< between two tries, whatever Retry-After says
    std::chrono::milliseconds firstWait{500};  ///< doubles with every try
    std::size_t answerBytes = std::size_t{256} << 20;  ///< unpacked
    int tries = 5;
    int parallel = 4;
    /// Requests a second, once a first burst of as many is used up.
    double perSecond = 20;
};

struct HttpRequest {
    std::string path;  ///< "/api/v1/pods?limit=500", appended to the server's
    std::string accept = "application/json";
    /// Takes the body of a good answer piece by piece; false ends the request. Without one the body
    /// is collected. Such a request has no limit on its whole time, is not tried again, and does
    /// not count among those that run at once.
    std::function<bool(std::string_view)> sink = {};
    std::chrono::milliseconds idle{0};  ///< instead of the client's, when not 0
};

struct HttpAnswer {
    std::string contentType;
    std::string body;
};

/// A sequence of requests, one after the other, as of the pages of a list.
class HttpJob {
public:
    HttpJob() = default;
    HttpJob(const HttpJob&) = delete;
    HttpJob& operator=(const HttpJob&) = delete;
    virtual ~HttpJob() = default;

    [[nodiscard]] virtual HttpRequest request() const = 0;
    /// The answer (status 200), or why there is none after all tries. Whether request() gives
    /// another request.
    [[nodiscard]] virtual bool answered(std::expected<HttpAnswer, ClusterError> answer) = 0;
    /// How long to wait before the next request; asked after answered().
    [[nodiscard]] virtual std::chrono::milliseconds pause() const { return {}; }
};

/// Jobs that came up while others run; asked some times a second.
using MoreJobs = std::function<std::vector<HttpJob*>()>;

class HttpClient {
public:
    explicit HttpClient(Connection connection, HttpLimits limits = {});
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient();

    /// Runs all jobs to their end; a stop ends them within a moment with
    /// ClusterErrorCode::Cancelled. `tick` is called some times a second; may be empty.
    void run(std::span<HttpJob* const> jobs, const std::stop_token& stop,
             const std::function<void()>& tick = {}, const MoreJobs& more = {});
    /// One request alone.
    [[nodiscard]] std::expected<HttpAnswer, ClusterError> get(HttpRequest request,
                                                              const std::stop_token& stop);
    /// Bytes of bodies that came so far, unpacked.
    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] const Connection& connection() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace gatesight::model
