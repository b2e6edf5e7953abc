// Runs jobs over libcurl's multi interface to their end.
#pragma once

#include "model/cluster/http_transfer.h"
#include "model/cluster/token_bucket.h"

#include <cstddef>
#include <deque>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::model {

/// What lasts from one set of jobs to the next.
struct HttpSession {
    Connection connection;
    HttpLimits limits;
    TokenBucket bucket;
    CURLM* multi = nullptr;
    bool answeredOnce = false;  ///< the server was there
    std::size_t bytes = 0;      ///< of bodies, unpacked
};

/// Runs one set of jobs.
class JobRunner {
public:
    explicit JobRunner(HttpSession& session) : m_session(session) {}
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    ~JobRunner();

    /// Until all jobs have ended, or a stop. `tick` and `more` may be empty.
    void run(std::span<HttpJob* const> jobs, const std::stop_token& stop,
             const std::function<void()>& tick, const MoreJobs& more);

private:
    using Clock = HttpTransfer::Clock;

    struct Waiting {
        HttpJob* job = nullptr;
        Clock::time_point notBefore;
        int tries = 0;
        bool renewed = false;  // the credential was, for this request
    };

    struct Running {
        Waiting what;
        std::string path;
        std::unique_ptr<HttpTransfer> transfer;
    };

    void add(std::span<HttpJob* const> jobs);
    [[nodiscard]] int pollTime() const;
    void cancelAll();
    void startWhatMay(const std::stop_token& stop);
    void start(Waiting next, const std::stop_token& stop);
    void finish(const Waiting& done, std::expected<HttpAnswer, ClusterError> answer);
    [[nodiscard]] bool full() const;
    void collectEnded();
    [[nodiscard]] Running take(std::vector<Running>::iterator place);
    void ended(Running running, CURLcode code);
    void endLate();
    [[nodiscard]] bool passes(const ClusterError& error) const;
    void failed(Running& running, const ClusterError& error);

    HttpSession& m_session;
    std::deque<Waiting> m_waiting;
    std::vector<Running> m_running;
};

}  // namespace gatesight::model
