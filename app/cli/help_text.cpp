#include "app/cli/help_text.h"

#include "app/cli/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

namespace gatesight::cli {

namespace {

constexpr std::size_t kWidest = 110;  // longer lines are hard to read, however wide the terminal is

std::string paragraphs(std::string_view text, std::size_t columns) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        for (const std::string& line : wrapped(text.substr(0, end), columns))
            result += line + "\n";
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return result;
}

// "  name      description", the description wrapped beside a name that fits and below one that
// does not.
std::string entry(const std::string& name, std::string_view description, std::size_t indent,
                  const Style& style, std::size_t columns) {
    const bool beside = displayWidth(name) + 4 <= indent;
    std::string result = "  " + style.paint(beside ? padded(name, indent - 2) : name, Tone::Bold);
    if (!beside)
        result += "\n" + std::string(indent, ' ');
    bool first = true;
    for (const std::string& line :
         wrapped(description, std::max<std::size_t>(columns - indent, 30))) {
        result += (first ? "" : std::string(indent, ' ')) + line + "\n";
        first = false;
    }
    return result;
}

std::string writtenAs(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames())
        names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        names.push_back("--" + name);
    const std::string written = fmt::format("{}", fmt::join(names, ", "));
    return option.get_type_size() == 0 ? written : written + " " + option.get_type_name();
}

std::string optionHelp(const CLI::App& app, const Style& style, std::size_t columns) {
    constexpr std::size_t kIndent = 28;
    std::string result;
    for (const std::string& group : app.get_groups()) {
        std::string entries;
        for (const CLI::Option* option : app.get_options()) {
            if (option->get_group() == group && option->nonpositional())
                entries +=
                    entry(writtenAs(*option), option->get_description(), kIndent, style, columns);
        }
        if (!group.empty() && !entries.empty())
            result += "\n" + style.paint(group, Tone::Accent) + "\n" + entries;
    }
    return result;
}

}  // namespace

std::string overview(const Style& style, std::size_t columns) {
    columns = std::min(columns, kWidest);
    std::string text = paragraphs(
        "Gatesight shows where traffic goes in a Kubernetes cluster that uses the Gateway API, "
        "from manifests alone: which "
        "listener, which rule, which Service, which Pod, and why not the others.",
        columns);
    text +=
        "\n" + style.paint("Usage", Tone::Accent) + "\n  gatesight COMMAND -f PATH... [options]\n";
    text += "\n" + style.paint("Commands", Tone::Accent) + "\n";
    for (const CommandInfo& command : commands())
        text += entry(std::string(command.name), command.summary, 14, style, columns);
    text += "\n" + style.paint("Start here", Tone::Accent) +
            "\n  gatesight trace -f manifests/ http://shop.example.com/cart\n"
            "  gatesight lint -f manifests/\n"
            "  gatesight help trace\n";
    text += "\n" + style.paint("Exit codes", Tone::Accent) + "\n" +
            paragraphs(
                "0 all is well; 1 findings, failed expectations or a difference; 2 unusable "
                "arguments; 3 input could not be "
                "read at all; 4 an operation failed; 130 interrupted; 70 a bug in Gatesight.",
                columns);
    return text;
}

std::string helpFor(const CommandInfo& command, const Style& style, std::size_t columns) {
    columns = std::min(columns, kWidest);
    CLI::App app;
    app.set_help_flag("-h,--help", "this text");
    const auto made = command.make();
    made->define(app);

    std::string text = fmt::format(
        "{} {} {}\n\n", style.paint(fmt::format("gatesight {}", command.name), Tone::Bold),
        command.synopsis, "");
    while (text.find(" \n") != std::string::npos)
        text.erase(text.find(" \n"), 1);
    text += paragraphs(command.summary, columns);
    if (!command.details.empty())
        text += "\n" + paragraphs(command.details, columns);
    text += optionHelp(app, style, columns);
    if (!command.examples.empty())
        text += "\n" + style.paint("Examples", Tone::Accent) + "\n" +
                std::string(command.examples) + "\n";
    return text;
}

}  // namespace gatesight::cli
