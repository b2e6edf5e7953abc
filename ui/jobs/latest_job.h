// One kind of work on a thread of its own, of which only the newest start may publish.
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <utility>

namespace gatesight::ui {

/// Runs `Work` off the GUI thread. A new start() stops the running one, and results of all but the
/// newest are dropped. Done and progress are called on the thread that made the LatestJob. The
/// destructor stops the work and waits for it.
template <class Result, class Progress = int>
class LatestJob {
public:
    using Report = std::function<void(const Progress&)>;
    /// Must not throw, must look at the token often, and must not touch QObjects, models or items.
    using Work = std::function<Result(const std::stop_token&, const Report&)>;
    using Done = std::function<void(const Result&)>;

    LatestJob() {
        // One thread: a stopped job gives way to its successor, so answers can not overtake each
        // other.
        m_pool.setMaxThreadCount(1);
    }
    ~LatestJob() {
        cancel();
        m_pool.waitForDone();
    }
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;

    void start(Work work, Done done, Report progress = {}) {
        cancel();
        m_stop = std::stop_source();
        m_running = true;
        const std::uint64_t mine = m_newest;
        m_pool.start([this, mine, stop = m_stop.get_token(), work = std::move(work),
                      done = std::move(done),
                      progress = std::move(progress)] { run(mine, stop, work, done, progress); });
    }

    /// The running job, if any, will not publish.
    void cancel() {
        m_stop.request_stop();
        ++m_newest;
        m_running = false;
    }

    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    void run(std::uint64_t mine, const std::stop_token& stop, const Work& work, const Done& done,
             const Report& progress) {
        if (stop.stop_requested())
            return;
        const Report report = [this, mine, progress](const Progress& value) {
            if (progress)
                post([this, mine, progress, value] {
                    if (mine == m_newest)
                        progress(value);
                });
        };
        Result result = work(stop, report);
        if (stop.stop_requested())
            return;
        post([this, mine, done, result = std::move(result)] {
            if (mine != m_newest)
                return;
            m_running = false;
            done(result);
        });
    }

    template <class Function>
    void post(Function function) {
        QMetaObject::invokeMethod(&m_receiver, std::move(function), Qt::QueuedConnection);
    }

    QThreadPool m_pool;
    QObject m_receiver;  ///< dies with the job, and with it what is still on its way
    std::stop_source m_stop;
    std::uint64_t m_newest = 0;  ///< touched on the owner's thread only
    bool m_running = false;
};

}  // namespace gatesight::ui
