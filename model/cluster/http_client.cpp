// How it works. Jobs wait in a queue, each with the time before which it must not start. As long as
// fewer than `parallel` are on their way and the bucket holds a token, the first one that may start
// does. What ends badly in a way that passes goes back into the queue with a longer wait.
#include "model/cluster/http_client.h"

#include "model/cluster/http_failure.h"
#include "model/cluster/http_transfer.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <vector>

namespace gatesight::model {

namespace {

using Clock = HttpTransfer::Clock;
constexpr std::chrono::milliseconds kLookForStop{50};

/// Lets through `perSecond` requests a second, and a burst of as many.
class TokenBucket {
public:
    explicit TokenBucket(double perSecond) : m_perSecond(perSecond), m_tokens(perSecond) {}

    bool take() {
        const auto now = Clock::now();
        const double passed = std::chrono::duration<double>(now - m_last).count();
        m_tokens = std::min(m_perSecond, m_tokens + passed * m_perSecond);
        m_last = now;
        if (m_tokens < 1)
            return false;
        m_tokens -= 1;
        return true;
    }

private:
    double m_perSecond, m_tokens;
    Clock::time_point m_last = Clock::now();
};

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

/// Runs one set of jobs.
class JobRunner {
public:
    JobRunner(CURLM* multi, const Connection& connection, const HttpLimits& limits,
              TokenBucket& bucket, bool& answeredOnce, std::size_t& bytes)
        : m_multi(multi),
          m_connection(connection),
          m_limits(limits),
          m_bucket(bucket),
          m_answeredOnce(answeredOnce),
          m_bytes(bytes) {}
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    ~JobRunner() {
        for (const Running& each : m_running)
            curl_multi_remove_handle(m_multi, each.transfer->handle());
    }

    void run(std::span<HttpJob* const> jobs, const std::stop_token& stop,
             const std::function<void()>& tick) {
        for (HttpJob* job : jobs)
            m_waiting.push_back({.job = job, .notBefore = Clock::now()});
        while (!m_waiting.empty() || !m_running.empty()) {
            if (stop.stop_requested())
                return cancelAll();
            startWhatMay(stop);
            int active = 0;
            curl_multi_perform(m_multi, &active);
            collectEnded();
            endLate();
            if (tick)
                tick();
            if (!m_waiting.empty() || !m_running.empty())
                curl_multi_poll(m_multi, nullptr, 0, pollTime(), nullptr);
        }
    }

private:
    [[nodiscard]] int pollTime() const {
        const auto limit = m_limits.idle / 4;
        return static_cast<int>(std::clamp<long>(limit.count(), 1, kLookForStop.count()));
    }

    void cancelAll() {
        const ClusterError cancelled{ClusterErrorCode::Cancelled, "cancelled"};
        for (Running& each : m_running) {
            curl_multi_remove_handle(m_multi, each.transfer->handle());
            m_waiting.push_back(each.what);
        }
        m_running.clear();
        for (const Waiting& each : m_waiting)
            (void)each.job->answered(std::unexpected(cancelled));
        m_waiting.clear();
    }

    void startWhatMay(const std::stop_token& stop) {
        while (!full()) {
            const auto ready = std::ranges::find_if(
                m_waiting, [](const Waiting& each) { return each.notBefore <= Clock::now(); });
            if (ready == m_waiting.end() || !m_bucket.take())
                return;
            const Waiting next = *ready;
            m_waiting.erase(ready);
            start(next, stop);
        }
    }

    void start(Waiting next, const std::stop_token& stop) {
        const auto credential = m_connection.credentials->current(stop);
        if (!credential)
            return finish(next, std::unexpected(credential.error()));
        HttpRequest request = next.job->request();
        std::string path = request.path;
        auto transfer =
            std::make_unique<HttpTransfer>(m_connection, m_limits, std::move(request), *credential);
        curl_multi_add_handle(m_multi, transfer->handle());
        ++next.tries;
        m_running.push_back(
            {.what = next, .path = std::move(path), .transfer = std::move(transfer)});
    }

    /// The end of one request of a job: it may have more.
    void finish(const Waiting& done, std::expected<HttpAnswer, ClusterError> answer) {
        if (done.job->answered(std::move(answer)))
            m_waiting.push_back({.job = done.job, .notBefore = Clock::now() + done.job->pause()});
    }

    [[nodiscard]] bool full() const {
        const auto counted = std::ranges::count_if(
            m_running, [](const Running& each) { return !each.transfer->streams(); });
        return counted >= m_limits.parallel;
    }

    void collectEnded() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            const CURLcode code = message->data.result;
            const auto found = std::ranges::find_if(m_running, [&](const Running& each) {
                return each.transfer->handle() == message->easy_handle;
            });
            if (found != m_running.end())
                ended(take(found), code);
        }
    }

    Running take(std::vector<Running>::iterator place) {
        Running running = std::move(*place);
        m_running.erase(place);
        curl_multi_remove_handle(m_multi, running.transfer->handle());
        m_bytes += running.transfer->bytes();
        return running;
    }

    void ended(Running running, CURLcode code) {
        HttpTransfer& transfer = *running.transfer;
        if (code != CURLE_OK)
            return failed(running, transfer.failure(code));
        const long status = transfer.status();
        m_answeredOnce = true;
        if (status == 200)
            return finish(running.what, transfer.takeAnswer());
        if (status == 401 && !running.what.renewed && m_connection.credentials->renew()) {
            running.what.renewed = true;
            m_waiting.push_back(running.what);
            return;
        }
        failed(running,
               statusFailure(status, running.path, m_connection, transfer.clockDifference()));
    }

    void endLate() {
        const auto now = Clock::now();
        for (std::size_t i = m_running.size(); i-- > 0;)
            if (m_running[i].transfer->late(now)) {
                Running running = take(m_running.begin() + static_cast<std::ptrdiff_t>(i));
                failed(running, running.transfer->lateness());
            }
    }

    [[nodiscard]] bool passes(const ClusterError& error) const {
        switch (error.code) {
            case ClusterErrorCode::Throttled:
            case ClusterErrorCode::ServerFailed:
            case ClusterErrorCode::Cut:
                return true;
            case ClusterErrorCode::Unreachable:
                return m_answeredOnce;  // it was there: it restarts
            default:
                return false;
        }
    }

    void failed(Running& running, const ClusterError& error) {
        if (running.transfer->streams() || !passes(error) || running.what.tries >= m_limits.tries)
            return finish(running.what, std::unexpected(error));
        const auto doubled = m_limits.firstWait * (1 << std::min(running.what.tries - 1, 10));
        // Those that failed together come back one after the other.
        const auto spread = doubled / 8 * static_cast<int>(m_waiting.size() % 4);
        const auto wait = std::max(running.transfer->retryAfter().value_or(doubled), doubled);
        running.what.notBefore = Clock::now() + std::min(wait + spread, m_limits.longestWait);
        m_waiting.push_back(running.what);
    }

    CURLM* m_multi;
    const Connection& m_connection;
    const HttpLimits& m_limits;
    TokenBucket& m_bucket;
    bool& m_answeredOnce;
    std::size_t& m_bytes;
    std::deque<Waiting> m_waiting;
    std::vector<Running> m_running;
};

/// A job of one request.
class SingleJob final : public HttpJob {
public:
    explicit SingleJob(HttpRequest request) : m_request(std::move(request)) {}
    HttpRequest request() const override { return m_request; }
    bool answered(std::expected<HttpAnswer, ClusterError> answer) override {
        result = std::move(answer);
        return false;
    }
    std::expected<HttpAnswer, ClusterError> result =
        std::unexpected(ClusterError{ClusterErrorCode::Cancelled, "cancelled"});

private:
    HttpRequest m_request;
};

}  // namespace

struct HttpClient::State {
    State(Connection given, HttpLimits bounds)
        : connection(std::move(given)), limits(bounds), bucket(bounds.perSecond) {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        multi = curl_multi_init();
        curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { curl_multi_cleanup(multi); }

    Connection connection;
    HttpLimits limits;
    TokenBucket bucket;
    CURLM* multi = nullptr;
    bool answeredOnce = false;
    std::size_t bytes = 0;
};

HttpClient::HttpClient(Connection connection, HttpLimits limits)
    : m_state(std::make_unique<State>(std::move(connection), limits)) {}

HttpClient::~HttpClient() = default;

void HttpClient::run(std::span<HttpJob* const> jobs, const std::stop_token& stop,
                     const std::function<void()>& tick) {
    State& state = *m_state;
    JobRunner(state.multi, state.connection, state.limits, state.bucket, state.answeredOnce,
              state.bytes)
        .run(jobs, stop, tick);
}

std::expected<HttpAnswer, ClusterError> HttpClient::get(HttpRequest request,
                                                        const std::stop_token& stop) {
    SingleJob job(std::move(request));
    HttpJob* jobs[] = {&job};
    run(jobs, stop);
    return std::move(job.result);
}

std::size_t HttpClient::bytes() const {
    return m_state->bytes;
}

const Connection& HttpClient::connection() const {
    return m_state->connection;
}

}  // namespace gatesight::model
