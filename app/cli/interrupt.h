// Turns SIGINT and SIGTERM into a stop request.
#pragma once

#include <stop_token>
#include <thread>

namespace gatesight::cli {

/// While one lives, the first signal asks the work to stop. A command that does not end within a
/// moment (it waits for input, say), or a second signal, ends the process with
/// ExitCode::Interrupted. One at a time, made before any other thread.
class Interrupt {
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();

    [[nodiscard]] std::stop_token token() const { return m_work.get_token(); }

private:
    std::stop_source m_work;
    std::jthread m_watcher;
};

}  // namespace gatesight::cli
