#include "app/cli/completion_scripts.h"

#include "app/cli/arguments.h"
#include "app/cli/command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gatesight::cli {

namespace {

CompletedValue valueOf(const CLI::Option& option) {
    using Kind = CompletedValue::Kind;
    if (option.get_type_size() == 0)
        return {Kind::Nothing, {}};
    const std::string type = option.get_type_name();
    if (type == "PATH")
        return {Kind::Files, {}};
    if (type == "COMMAND") {
        CompletedValue value{Kind::Words, {"choices"}};
        for (const CommandInfo& command : commands())
            value.words.emplace_back(command.name);
        return value;
    }
    std::vector<std::string> words = choicesOf(option);
    return words.empty() ? CompletedValue{Kind::Free, {}}
                         : CompletedValue{Kind::Words, std::move(words)};
}

CompletedOption optionOf(const CLI::Option& option) {
    CompletedOption completed;
    for (const std::string& name : option.get_snames())
        completed.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        completed.names.push_back("--" + name);
    completed.description = option.get_description();
    completed.value = valueOf(option);
    completed.repeatable = option.get_expected_max() > 1;
    return completed;
}

// Within single quotes of bash, zsh and fish alike: nothing in our texts needs more than a doubled
// quote trick.
std::string shellWord(std::string_view text) {
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

// The first sentence part of a description: completion menus are narrow.
std::string brief(const std::string& description) {
    return description.substr(0, description.find_first_of(";("));
}

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::vector<std::string> allNames(const CompletedCommand& command) {
    std::vector<std::string> names;
    for (const CompletedOption& option : command.options)
        names.insert(names.end(), option.names.begin(), option.names.end());
    return names;
}

// "-o|--output) COMPREPLY=(…) ;;" for the options of one command that take a value.
std::string bashValues(const CompletedCommand& command) {
    std::string text;
    for (const CompletedOption& option : command.options) {
        const std::string names = fmt::format("{}", fmt::join(option.names, "|"));
        switch (option.value.kind) {
            case CompletedValue::Kind::Nothing:
                break;
            case CompletedValue::Kind::Files:
                text += fmt::format(
                    "                {}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n",
                    names);
                break;
            case CompletedValue::Kind::Words:
                text += fmt::format(
                    "                {}) COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n",
                    names, shellWord(fmt::format("{}", fmt::join(option.value.words, " "))));
                break;
            case CompletedValue::Kind::Free:
                text += fmt::format("                {}) return ;;\n", names);
                break;
        }
    }
    return text.empty() ? text : "            case \"$before\" in\n" + text + "            esac\n";
}

std::string bashPositional(const CompletedValue& value) {
    if (value.kind == CompletedValue::Kind::Files)
        return "COMPREPLY=($(compgen -f -- \"$word\"))";
    if (value.kind == CompletedValue::Kind::Words)
        return fmt::format("COMPREPLY=($(compgen -W {} -- \"$word\"))",
                           shellWord(fmt::format("{}", fmt::join(value.words, " "))));
    return ":";
}

std::string zshAction(const CompletedValue& value, const std::string& label) {
    switch (value.kind) {
        case CompletedValue::Kind::Nothing:
            return "";
        case CompletedValue::Kind::Files:
            return fmt::format(":{}:_files", label);
        case CompletedValue::Kind::Words:
            return fmt::format(":{}:({})", label, fmt::join(value.words, " "));
        case CompletedValue::Kind::Free:
            return fmt::format(":{}:", label);
    }
    return "";
}

// Brackets and colons mean something in a zsh specification.
std::string zshText(std::string_view text) {
    std::string result;
    for (const char c : text)
        result += c == '[' || c == ']' || c == ':' ? std::string("\\") + c : std::string(1, c);
    return result;
}

std::string zshOption(const CompletedOption& option) {
    const std::string text = fmt::format("[{}]{}", zshText(trimmed(brief(option.description))),
                                         zshAction(option.value, "value"));
    std::string lines;
    for (const std::string& name : option.names) {
        const std::string excluded =
            option.repeatable ? "*" : fmt::format("({})", fmt::join(option.names, " "));
        lines += fmt::format("                {} \\\n", shellWord(excluded + name + text));
    }
    return lines;
}

std::string fishOption(const CompletedCommand& command, const CompletedOption& option) {
    std::string line = fmt::format("complete -c gatesight -n {}",
                                   shellWord("__fish_seen_subcommand_from " + command.name));
    for (const std::string& name : option.names)
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    switch (option.value.kind) {
        case CompletedValue::Kind::Nothing:
            break;
        case CompletedValue::Kind::Files:
            line += " -r -F";
            break;
        case CompletedValue::Kind::Words:
            line += fmt::format(" -x -a {}",
                                shellWord(fmt::format("{}", fmt::join(option.value.words, " "))));
            break;
        case CompletedValue::Kind::Free:
            line += " -x";
            break;
    }
    return line + " -d " + shellWord(trimmed(brief(option.description))) + "\n";
}

std::string fishPositional(const CompletedCommand& command) {
    const std::string seen = shellWord("__fish_seen_subcommand_from " + command.name);
    if (command.positional.kind == CompletedValue::Kind::Files)
        return fmt::format("complete -c gatesight -n {} -F\n", seen);
    if (command.positional.kind == CompletedValue::Kind::Words)
        return fmt::format("complete -c gatesight -n {} -a {}\n", seen,
                           shellWord(fmt::format("{}", fmt::join(command.positional.words, " "))));
    return {};
}

}  // namespace

std::vector<CompletedCommand> completedCommands() {
    std::vector<CompletedCommand> completed;
    for (const CommandInfo& info : commands()) {
        CLI::App app;
        app.set_help_flag("-h,--help", "help on this command");
        const auto command = info.make();
        command->define(app);
        CompletedCommand entry{std::string(info.name), std::string(info.summary), {}, {}};
        for (const CLI::Option* option : app.get_options()) {
            if (option->nonpositional())
                entry.options.push_back(optionOf(*option));
            if (option->get_positional())
                entry.positional = valueOf(*option);
        }
        completed.push_back(std::move(entry));
    }
    return completed;
}

std::string bashCompletion(const std::vector<CompletedCommand>& commands) {
    std::vector<std::string> names;
    for (const CompletedCommand& command : commands)
        names.push_back(command.name);
    std::string text = fmt::format(
        "# bash completion for gatesight; load it with: source <(gatesight completion bash)\n"
        "_gatesight() {{\n"
        "    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}\n"
        "    COMPREPLY=()\n"
        "    if [[ $COMP_CWORD -eq 1 ]]; then\n"
        "        COMPREPLY=($(compgen -W {} -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case \"${{COMP_WORDS[1]}}\" in\n",
        shellWord(fmt::format("{}", fmt::join(names, " "))));
    for (const CompletedCommand& command : commands) {
        text += fmt::format("        {})\n{}", command.name, bashValues(command));
        text += fmt::format(
            "            if [[ $word == -* ]]; then\n"
            "                COMPREPLY=($(compgen -W {} -- \"$word\"))\n"
            "            else\n"
            "                {}\n"
            "            fi\n"
            "            ;;\n",
            shellWord(fmt::format("{}", fmt::join(allNames(command), " "))),
            bashPositional(command.positional));
    }
    return text + "    esac\n}\ncomplete -o filenames -F _gatesight gatesight\n";
}

std::string zshCompletion(const std::vector<CompletedCommand>& commands) {
    std::string text =
        "#compdef gatesight\n"
        "# zsh completion for gatesight; put it into a folder of $fpath as _gatesight\n"
        "_gatesight() {\n"
        "    local -a commands\n"
        "    commands=(\n";
    for (const CompletedCommand& command : commands)
        text += fmt::format("        {}\n", shellWord(command.name + ":" + command.summary));
    text +=
        "    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe command commands\n"
        "        return\n"
        "    fi\n"
        "    local command=$words[2]\n"
        "    shift words\n"
        "    (( CURRENT-- ))\n"
        "    case $command in\n";
    for (const CompletedCommand& command : commands) {
        text += fmt::format("        {})\n            _arguments \\\n", command.name);
        for (const CompletedOption& option : command.options)
            text += zshOption(option);
        const std::string action = zshAction(command.positional, "argument");
        text += fmt::format("                {}\n            ;;\n",
                            shellWord("*" + (action.empty() ? "::argument:" : action)));
    }
    return text +
           "    esac\n}\nif [[ $funcstack[1] == _gatesight ]]; then\n    _gatesight \"$@\"\nelse\n "
           "   compdef _gatesight gatesight\nfi\n";
}

std::string fishCompletion(const std::vector<CompletedCommand>& commands) {
    std::string text =
        "# fish completion for gatesight; load it with: gatesight completion fish | source\n"
        "complete -c gatesight -f\n";
    for (const CompletedCommand& command : commands)
        text += fmt::format("complete -c gatesight -n __fish_use_subcommand -a {} -d {}\n",
                            command.name, shellWord(command.summary));
    for (const CompletedCommand& command : commands) {
        for (const CompletedOption& option : command.options)
            text += fishOption(command, option);
        text += fishPositional(command);
    }
    return text;
}

}  // namespace gatesight::cli
