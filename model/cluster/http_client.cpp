#include "model/cluster/http_client.h"

#include "model/cluster/freed_memory.h"
#include "model/cluster/job_runner.h"

#include <cstdlib>
#include <cstring>

namespace gatesight::model {

namespace {

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
        : session{.connection = std::move(given),
                  .limits = bounds,
                  .bucket = TokenBucket(bounds.perSecond)} {
        curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wipingFree, wipingRealloc, strdup, std::calloc);
        session.multi = curl_multi_init();
        curl_multi_setopt(session.multi, CURLMOPT_PIPELINING,
                          static_cast<long>(CURLPIPE_MULTIPLEX));
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { curl_multi_cleanup(session.multi); }

    HttpSession session;
};

HttpClient::HttpClient(Connection connection, HttpLimits limits)
    : m_state(std::make_unique<State>(std::move(connection), limits)) {}

HttpClient::~HttpClient() = default;

void HttpClient::run(std::span<HttpJob* const> jobs, const std::stop_token& stop,
                     const std::function<void()>& tick, const MoreJobs& more) {
    JobRunner(m_state->session).run(jobs, stop, tick, more);
}

std::expected<HttpAnswer, ClusterError> HttpClient::get(HttpRequest request,
                                                        const std::stop_token& stop) {
    SingleJob job(std::move(request));
    HttpJob* jobs[] = {&job};
    run(jobs, stop);
    return std::move(job.result);
}

std::size_t HttpClient::bytes() const {
    return m_state->session.bytes;
}

const Connection& HttpClient::connection() const {
    return m_state->session.connection;
}

}  // namespace gatesight::model
