// gatesight completion: scripts for shells, made from what the commands define, so that they cannot
// fall behind.
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/completion_scripts.h"

#include <ostream>

namespace gatesight::cli {

namespace {

class Completion final : public Command {
public:
    void define(CLI::App& app) override {
        app.add_option("shell", m_shell, "the shell")
            ->type_name("bash|zsh|fish")
            ->check(oneOf("bash|zsh|fish"));
    }

    ExitCode run(const Invocation& invocation) override {
        if (m_shell.empty())
            return invocation.unusable("say for which shell: bash, zsh or fish");
        const std::vector<CompletedCommand> commands = completedCommands();
        if (m_shell == "bash")
            invocation.out << bashCompletion(commands);
        else if (m_shell == "zsh")
            invocation.out << zshCompletion(commands);
        else
            invocation.out << fishCompletion(commands);
        return ExitCode::Success;
    }

private:
    std::string m_shell;
};

}  // namespace

std::unique_ptr<Command> makeCompletion() {
    return std::make_unique<Completion>();
}

}  // namespace gatesight::cli
