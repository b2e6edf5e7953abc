// Only the newest job publishes; destroying one that runs is clean.
#include "tests/house/test_program.h"
#include "ui/jobs/latest_job.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <atomic>
#include <latch>
#include <memory>

namespace tst_latest_job {

using gatesight::ui::LatestJob;

namespace {

/// Runs until it is stopped.
int untilStopped(const std::stop_token& stop) {
    std::atomic<bool> stopped = false;
    const std::stop_callback callback(stop, [&stopped] {
        stopped = true;
        stopped.notify_all();
    });
    stopped.wait(false);
    return -1;
}

}  // namespace

class tst_latest_job : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishes() {
        LatestJob<int> job;
        int result = 0;
        job.start([](const auto&, const auto&) { return 42; }, [&](int value) { result = value; });
        QVERIFY(job.isRunning());
        QTRY_COMPARE(result, 42);
        QVERIFY(!job.isRunning());
    }

    void newestWins() {
        LatestJob<int> job;
        QList<int> results;
        job.start([](const auto& stop, const auto&) { return untilStopped(stop); },
                  [&](int value) { results << value; });
        for (int i = 1; i <= 100; ++i)
            job.start([i](const auto&, const auto&) { return i; },
                      [&](int value) { results << value; });
        QTRY_VERIFY(!job.isRunning());
        QCOMPARE(results, QList<int>{100});
    }

    void lateResultIsDropped() {
        LatestJob<int> job;
        std::latch finished(1);
        bool published = false;
        // Ignores the token: its result is ready when the job is cancelled, but not delivered yet.
        job.start(
            [&](const auto&, const auto&) {
                finished.count_down();
                return 1;
            },
            [&](int) { published = true; });
        finished.wait();
        job.cancel();
        int second = 0;
        job.start([](const auto&, const auto&) { return 2; }, [&](int value) { second = value; });
        QTRY_COMPARE(second, 2);
        QVERIFY(!published);
    }

    void cancelStops() {
        LatestJob<int> job;
        bool published = false;
        job.start([](const auto& stop, const auto&) { return untilStopped(stop); },
                  [&](int) { published = true; });
        job.cancel();
        QVERIFY(!job.isRunning());
        int next = 0;
        job.start([](const auto&, const auto&) { return 7; }, [&](int value) { next = value; });
        QTRY_COMPARE(next, 7);
        QVERIFY(!published);
    }

    void reportsProgressOnTheOwnersThread() {
        LatestJob<int> job;
        QList<int> progress;
        bool sameThread = true;
        int result = 0;
        job.start(
            [](const auto&, const auto& report) {
                report(1);
                report(2);
                return 3;
            },
            [&](int value) { result = value; },
            [&](int value) {
                progress << value;
                sameThread = sameThread && QThread::currentThread() == thread();
            });
        QTRY_COMPARE(result, 3);
        QCOMPARE(progress, (QList<int>{1, 2}));
        QVERIFY(sameThread);
    }

    void destroyWhileRunning() {
        for (int i = 0; i < 50; ++i) {
            auto job = std::make_unique<LatestJob<int>>();
            job->start([](const auto& stop, const auto&) { return untilStopped(stop); },
                       [](int) { QFAIL("published"); });
            if (i % 2 == 0)
                job->start([](const auto&, const auto&) { return 1; },
                           [](int) { QFAIL("published after the end"); });
            job.reset();
        }
        QCoreApplication::processEvents();
    }
};

GATESIGHT_TEST(tst_latest_job, QCoreApplication)

}  // namespace tst_latest_job

#include "tst_latest_job.moc"
