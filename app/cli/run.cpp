#include "app/cli/run.h"

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/help_text.h"

#include <fmt/format.h>

#include <ostream>
#include <vector>

namespace gatesight::cli {

namespace {

ExitCode showOverview(const Invocation& invocation, std::ostream& stream, ExitCode code) {
    const Style style(invocation.environment.colors && &stream == &invocation.out,
                      invocation.environment.utf8);
    stream << overview(style, static_cast<std::size_t>(invocation.environment.columns));
    return code;
}

ExitCode runCommand(const CommandInfo& info, std::span<const std::string> arguments,
                    const Invocation& invocation) {
    const auto command = info.make();
    CLI::App app;
    app.set_help_flag("-h,--help", "this text");
    command->define(app);
    const Parsed parsed = parseArguments(app, arguments);
    if (parsed.help) {
        const Style style(invocation.environment.colors, invocation.environment.utf8);
        invocation.out << helpFor(info, style,
                                  static_cast<std::size_t>(invocation.environment.columns));
        return ExitCode::Success;
    }
    if (!parsed.error.empty())
        return invocation.unusable(parsed.error);
    return command->run(invocation);
}

ExitCode dispatch(std::span<const std::string> arguments, Invocation& invocation) {
    if (arguments.empty())
        return showOverview(invocation, invocation.err, ExitCode::Usage);
    std::string name = arguments.front();
    if (name == "-h" || name == "--help")
        return showOverview(invocation, invocation.out, ExitCode::Success);
    if (name == "-V" || name == "--version")
        name = "version";
    const CommandInfo* info = findCommand(name);
    if (!info) {
        std::vector<std::string> names;
        for (const CommandInfo& command : commands())
            names.emplace_back(command.name);
        if (name.starts_with('-'))
            return invocation.unusable("the command comes first: gatesight COMMAND [options]");
        return invocation.unusable(
            fmt::format("there is no command '{}'{}", name, didYouMean(name, names)));
    }
    invocation.command = name;
    return runCommand(*info, arguments.subspan(1), invocation);
}

}  // namespace

int run(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
        std::ostream& err, Environment environment) {
    Invocation invocation{in, out, err, std::move(environment), {}};
    ExitCode code = dispatch(arguments, invocation);
    out.flush();
    if (!out)
        code =
            invocation.failed(ExitCode::Failure, "the answer could not be written to the output");
    return static_cast<int>(code);
}

}  // namespace gatesight::cli
