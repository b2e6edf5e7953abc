// gatesight help [COMMAND | choices]
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/help_text.h"
#include "simulator/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>

namespace gatesight::cli {

namespace {

std::string choicesHelp(const Style& style, std::size_t columns) {
    std::string text =
        "Where the spec leaves room, a choice says what the simulated controller does. Set one "
        "with --spec OPTION=VALUE;\n"
        "a choice that decides an answer is named in its trace. The first value is the default, "
        "the released text.\n";
    for (const simulator::SpecChoiceInfo& choice : simulator::specChoices()) {
        text += fmt::format("\n{}={}  {}\n", style.paint(choice.name, Tone::Bold),
                            fmt::join(choice.values, "|"),
                            style.paint(fmt::format("[{}]", choice.rule), Tone::Dim));
        std::string meaning(choice.meaning);
        if (choice.perClass)
            meaning += fmt::format("; {}.CLASS=VALUE chooses for one GatewayClass", choice.name);
        for (const std::string& line : wrapped(meaning, columns - 4))
            text += "    " + line + "\n";
    }
    return text;
}

class Help final : public Command {
public:
    void define(CLI::App& app) override {
        app.add_option("topic", m_topic, "a command, or choices")->type_name("COMMAND");
    }

    ExitCode run(const Invocation& invocation) override {
        const Style style(invocation.environment.colors, invocation.environment.utf8);
        const auto columns = static_cast<std::size_t>(invocation.environment.columns);
        if (m_topic.empty()) {
            invocation.out << overview(style, columns);
            return ExitCode::Success;
        }
        if (m_topic == "choices") {
            invocation.out << choicesHelp(style, std::min<std::size_t>(columns, 110));
            return ExitCode::Success;
        }
        if (const CommandInfo* command = findCommand(m_topic)) {
            invocation.out << helpFor(*command, style, columns);
            return ExitCode::Success;
        }
        std::vector<std::string> topics{"choices"};
        for (const CommandInfo& command : commands())
            topics.emplace_back(command.name);
        return invocation.unusable(
            fmt::format("there is no help on '{}'{}", m_topic, didYouMean(m_topic, topics)));
    }

private:
    std::string m_topic;
};

}  // namespace

std::unique_ptr<Command> makeHelp() {
    return std::make_unique<Help>();
}

}  // namespace gatesight::cli
