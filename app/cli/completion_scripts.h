// Completion scripts for bash, zsh and fish.
#pragma once

#include <string>
#include <vector>

namespace gatesight::cli {

/// What can follow an option or stand as a positional.
struct CompletedValue {
    enum class Kind { Nothing, Files, Words, Free } kind = Kind::Nothing;
    std::vector<std::string> words;  ///< for Words
};

struct CompletedOption {
    std::vector<std::string> names;  ///< with dashes; empty for a positional
    std::string description;
    CompletedValue value;  ///< Nothing for switches
    bool repeatable = false;
};

struct CompletedCommand {
    std::string name, summary;
    std::vector<CompletedOption> options;
    CompletedValue positional;
};

/// What every command takes.
[[nodiscard]] std::vector<CompletedCommand> completedCommands();

[[nodiscard]] std::string bashCompletion(const std::vector<CompletedCommand>& commands);
[[nodiscard]] std::string zshCompletion(const std::vector<CompletedCommand>& commands);
[[nodiscard]] std::string fishCompletion(const std::vector<CompletedCommand>& commands);

}  // namespace gatesight::cli
