// How it works. Jobs wait in a queue, each with the time before which it must not start. As long as
// fewer than `parallel` are on their way and the bucket holds a token, the first one that may start
// does. What ends badly in a way that passes goes back into the queue with a longer wait.
#include "model/cluster/job_runner.h"

#include "model/cluster/http_failure.h"

#include <algorithm>

namespace gatesight::model {

namespace {

constexpr std::chrono::milliseconds kLookForStop{50};

}  // namespace

JobRunner::~JobRunner() {
    for (const Running& each : m_running)
        curl_multi_remove_handle(m_session.multi, each.transfer->handle());
}

void JobRunner::add(std::span<HttpJob* const> jobs) {
    for (HttpJob* job : jobs)
        m_waiting.push_back({.job = job, .notBefore = Clock::now()});
}

void JobRunner::run(std::span<HttpJob* const> jobs, const std::stop_token& stop,
                    const std::function<void()>& tick, const MoreJobs& more) {
    add(jobs);
    while (!m_waiting.empty() || !m_running.empty()) {
        if (stop.stop_requested())
            return cancelAll();
        startWhatMay(stop);
        int active = 0;
        curl_multi_perform(m_session.multi, &active);
        collectEnded();
        endLate();
        if (tick)
            tick();
        if (more)
            add(more());
        if (!m_waiting.empty() || !m_running.empty())
            curl_multi_poll(m_session.multi, nullptr, 0, pollTime(), nullptr);
    }
}

int JobRunner::pollTime() const {
    const auto limit = m_session.limits.idle / 4;
    return static_cast<int>(std::clamp<long>(limit.count(), 1, kLookForStop.count()));
}

void JobRunner::cancelAll() {
    const ClusterError cancelled{ClusterErrorCode::Cancelled, "cancelled"};
    for (Running& each : m_running) {
        curl_multi_remove_handle(m_session.multi, each.transfer->handle());
        m_waiting.push_back(each.what);
    }
    m_running.clear();
    for (const Waiting& each : m_waiting)
        (void)each.job->answered(std::unexpected(cancelled));
    m_waiting.clear();
}

void JobRunner::startWhatMay(const std::stop_token& stop) {
    while (!full()) {
        const auto ready = std::ranges::find_if(
            m_waiting, [](const Waiting& each) { return each.notBefore <= Clock::now(); });
        if (ready == m_waiting.end() || !m_session.bucket.take())
            return;
        const Waiting next = *ready;
        m_waiting.erase(ready);
        start(next, stop);
    }
}

void JobRunner::start(Waiting next, const std::stop_token& stop) {
    const auto credential = m_session.connection.credentials->current(stop);
    if (!credential)
        return finish(next, std::unexpected(credential.error()));
    HttpRequest request = next.job->request();
    std::string path = request.path;
    auto transfer = std::make_unique<HttpTransfer>(m_session.connection, m_session.limits,
                                                   std::move(request), *credential);
    curl_multi_add_handle(m_session.multi, transfer->handle());
    ++next.tries;
    m_running.push_back({.what = next, .path = std::move(path), .transfer = std::move(transfer)});
}

/// The end of one request of a job: it may have more.
void JobRunner::finish(const Waiting& done, std::expected<HttpAnswer, ClusterError> answer) {
    if (done.job->answered(std::move(answer)))
        m_waiting.push_back({.job = done.job, .notBefore = Clock::now() + done.job->pause()});
}

bool JobRunner::full() const {
    const auto counted = std::ranges::count_if(
        m_running, [](const Running& each) { return !each.transfer->streams(); });
    return counted >= m_session.limits.parallel;
}

void JobRunner::collectEnded() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_session.multi, &left)) {
        const CURLcode code = message->data.result;
        const auto found = std::ranges::find_if(m_running, [&](const Running& each) {
            return each.transfer->handle() == message->easy_handle;
        });
        if (found != m_running.end())
            ended(take(found), code);
    }
}

JobRunner::Running JobRunner::take(std::vector<Running>::iterator place) {
    Running running = std::move(*place);
    m_running.erase(place);
    curl_multi_remove_handle(m_session.multi, running.transfer->handle());
    m_session.bytes += running.transfer->bytes();
    return running;
}

void JobRunner::ended(Running running, CURLcode code) {
    HttpTransfer& transfer = *running.transfer;
    if (code != CURLE_OK)
        return failed(running, transfer.failure(code));
    const long status = transfer.status();
    m_session.answeredOnce = true;
    if (status == 200)
        return finish(running.what, transfer.takeAnswer());
    if (status == 401 && !running.what.renewed && m_session.connection.credentials->renew()) {
        running.what.renewed = true;
        m_waiting.push_back(running.what);
        return;
    }
    failed(running,
           statusFailure(status, running.path, m_session.connection, transfer.clockDifference()));
}

void JobRunner::endLate() {
    const auto now = Clock::now();
    for (std::size_t i = m_running.size(); i-- > 0;)
        if (m_running[i].transfer->late(now)) {
            Running running = take(m_running.begin() + static_cast<std::ptrdiff_t>(i));
            failed(running, running.transfer->lateness());
        }
}

bool JobRunner::passes(const ClusterError& error) const {
    switch (error.code) {
        case ClusterErrorCode::Throttled:
        case ClusterErrorCode::ServerFailed:
        case ClusterErrorCode::Cut:
            return true;
        case ClusterErrorCode::Unreachable:
            return m_session.answeredOnce;  // it was there: it restarts
        default:
            return false;
    }
}

void JobRunner::failed(Running& running, const ClusterError& error) {
    if (running.transfer->streams() || !passes(error) ||
        running.what.tries >= m_session.limits.tries)
        return finish(running.what, std::unexpected(error));
    const auto doubled = m_session.limits.firstWait * (1 << std::min(running.what.tries - 1, 10));
    // Those that failed together come back one after the other.
    const auto spread = doubled / 8 * static_cast<int>(m_waiting.size() % 4);
    const auto wait = std::max(running.transfer->retryAfter().value_or(doubled), doubled);
    running.what.notBefore = Clock::now() + std::min(wait + spread, m_session.limits.longestWait);
    m_waiting.push_back(running.what);
}

}  // namespace gatesight::model
