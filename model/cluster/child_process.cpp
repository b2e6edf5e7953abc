#include "model/cluster/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace gatesight::model {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{50};  // how often a cancel is looked for

std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> result;
    for (std::string& word : words)
        result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

/// File actions and attributes of posix_spawn.
class SpawnSettings {
public:
    SpawnSettings(int output, bool onTerminal) {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        if (!onTerminal) {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        // A program that talks to the terminal must stay in the foreground group of it.
        posix_spawnattr_setflags(&attributes,
                                 static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                    (onTerminal ? 0 : POSIX_SPAWN_SETPGROUP)));
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

/// A running program and the reading end of its output.
class Child {
public:
    Child(pid_t process, int output, bool ownGroup)
        : m_process(process), m_output(output), m_ownGroup(ownGroup) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        close(m_output);
        if (m_process > 0)
            end();
    }

    /// Reads until the output ends; then the trouble, if there was one.
    [[nodiscard]] std::expected<std::string, ChildTrouble> readAll(const ChildCommand& command,
                                                                   const std::stop_token& stop) {
        const auto deadline = Clock::now() + command.timeLimit;
        std::string text;
        for (;;) {
            if (stop.stop_requested())
                return std::unexpected(ChildTrouble::Cancelled);
            if (Clock::now() >= deadline)
                return std::unexpected(ChildTrouble::TimedOut);
            pollfd ready{.fd = m_output, .events = POLLIN, .revents = 0};
            if (poll(&ready, 1, static_cast<int>(kLook.count())) <= 0)
                continue;
            char buffer[16384];
            const ssize_t got = read(m_output, buffer, sizeof buffer);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                return wait(deadline, stop) ? std::expected<std::string, ChildTrouble>(text)
                                            : std::unexpected(m_trouble);
            text.append(buffer, static_cast<std::size_t>(got));
            if (text.size() > command.outputLimit)
                return std::unexpected(ChildTrouble::TooMuchOutput);
        }
    }

private:
    /// Waits for the end of a program that closed its output already.
    bool wait(Clock::time_point deadline, const std::stop_token& stop) {
        int status = 0;
        for (;;) {
            const pid_t ended = waitpid(m_process, &status, WNOHANG);
            if (ended == m_process)
                break;
            if (stop.stop_requested() || Clock::now() >= deadline) {
                m_trouble =
                    stop.stop_requested() ? ChildTrouble::Cancelled : ChildTrouble::TimedOut;
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        // What it started and left behind goes too.
        if (m_ownGroup)
            kill(-m_process, SIGKILL);
        m_process = 0;
        m_trouble = ChildTrouble::Failed;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

    void end() {
        kill(m_ownGroup ? -m_process : m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }

    pid_t m_process;
    int m_output;
    bool m_ownGroup;
    ChildTrouble m_trouble = ChildTrouble::Failed;
};

}  // namespace

std::expected<std::string, ChildTrouble> runChild(const ChildCommand& command,
                                                  const std::stop_token& stop) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return std::unexpected(ChildTrouble::NotStarted);
    std::vector<std::string> words{command.program};
    words.insert(words.end(), command.args.begin(), command.args.end());
    std::vector<std::string> variables;
    for (const auto& [name, value] : command.environment)
        variables.push_back(name + "=" + value);
    const SpawnSettings settings(ends[1], command.onTerminal);
    pid_t process = 0;
    const int failed =
        posix_spawn(&process, command.program.c_str(), &settings.actions, &settings.attributes,
                    pointersTo(words).data(), pointersTo(variables).data());
    close(ends[1]);
    if (failed != 0) {
        close(ends[0]);
        return std::unexpected(ChildTrouble::NotStarted);
    }
    return Child(process, ends[0], !command.onTerminal).readAll(command, stop);
}

}  // namespace gatesight::model
