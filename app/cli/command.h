// The list of commands. A new command is one file beside this one and one line in commands.cpp.
#pragma once

#include "app/cli/invocation.h"

#include <memory>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace gatesight::cli {

/// One subcommand: says which arguments it takes, is filled by parsing them, and runs once.
class Command {
public:
    Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    virtual ~Command() = default;

    /// Options and positionals; their type names are what help and completion show ("PATH",
    /// "text|json").
    virtual void define(CLI::App& app) = 0;
    [[nodiscard]] virtual ExitCode run(const Invocation& invocation) = 0;
};

struct CommandInfo {
    std::string_view name;
    std::string_view synopsis;  ///< arguments as the help shows them, without "gatesight name"
    std::string_view summary;   ///< half a line for the overview
    std::string_view details;   ///< paragraphs for the command's own help; may be empty
    std::string_view examples;  ///< lines for the command's own help; may be empty
    std::unique_ptr<Command> (*make)();
};

/// Every command that works, in the order of the overview.
[[nodiscard]] std::span<const CommandInfo> commands();
/// Null when there is no such command.
[[nodiscard]] const CommandInfo* findCommand(std::string_view name);

}  // namespace gatesight::cli
