#include "app/cli/interrupt.h"

#include "app/cli/exit_code.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

namespace gatesight::cli {

namespace {

// SIGUSR1 is our own: it wakes the watcher when the work is done.
sigset_t watchedSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1})
        sigaddset(&set, signal);
    return set;
}

void watch(const std::stop_token& end, std::stop_source work) {
    const sigset_t signals = watchedSignals();
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && !end.stop_requested()) {
        if (signal == SIGUSR1)
            continue;
        work.request_stop();
        constexpr timespec kMoment{.tv_sec = 0, .tv_nsec = 500'000'000};
        sigtimedwait(&signals, nullptr, &kMoment);
        // The signal of the end may have been taken right here: there is no other to wait for.
        if (end.stop_requested())
            return;
        _exit(static_cast<int>(ExitCode::Interrupted));
    }
}

}  // namespace

Interrupt::Interrupt() {
    // Blocked in every thread that is started from now on; only the watcher takes them.
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_watcher = std::jthread(watch, m_work);
}

Interrupt::~Interrupt() {
    m_watcher.request_stop();
    pthread_kill(m_watcher.native_handle(), SIGUSR1);
}

}  // namespace gatesight::cli
