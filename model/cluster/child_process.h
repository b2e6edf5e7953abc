// Runs a program without a shell, within bounds of time and output.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::model {

struct ChildCommand {
    std::string program;                                          ///< absolute path
    std::vector<std::string> args;                                ///< without the program itself
    std::map<std::string, std::string, std::less<>> environment;  ///< all of it
    /// The program may ask and tell on the terminal; else its standard input is empty and what it
    /// writes to standard error goes nowhere, since it may hold secrets.
    bool onTerminal = false;
    std::chrono::milliseconds timeLimit{60'000};
    std::size_t outputLimit = std::size_t{1} << 20;
};

enum class ChildTrouble { NotStarted, TimedOut, TooMuchOutput, Failed, Cancelled };

/// What the program wrote to standard output, when it ended with 0. It runs in a process group of
/// its own without any other open file; when a bound is exceeded the whole group is killed.
[[nodiscard]] std::expected<std::string, ChildTrouble> runChild(const ChildCommand& command,
                                                                const std::stop_token& stop);

}  // namespace gatesight::model
