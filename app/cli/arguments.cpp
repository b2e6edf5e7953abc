#include "app/cli/arguments.h"

#include "app/cli/style.h"
#include "model/schema/decode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <ranges>

namespace gatesight::cli {

namespace {

// Every way to write an option of `app`, with its dashes.
std::vector<std::string> optionNames(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_snames())
            names.push_back("-" + name);
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    }
    return names;
}

std::string describeExtra(const CLI::App& app, const std::string& extra) {
    if (extra.size() < 2 || extra.front() != '-')
        return fmt::format("'{}' is one argument too many", extra);
    const std::string name = extra.substr(0, extra.find('='));
    return fmt::format("there is no option {}{}", name, didYouMean(name, optionNames(app)));
}

// CLI11 says "--seed: 1 required N missing", or "strict was given a disallowed flag override"; the
// name stands first.
std::string describeMismatch(const CLI::App& app, const std::string& complaint) {
    std::string name = complaint.substr(0, complaint.find_first_of(": "));
    const CLI::Option* option = app.get_option_no_throw(name);
    if (!option && !name.starts_with('-')) {
        name.insert(0, name.size() == 1 ? "-" : "--");
        option = app.get_option_no_throw(name);
    }
    if (!option)
        return complaint;
    if (option->get_type_size() == 0)
        return fmt::format("{} takes no value", name);
    return fmt::format("{} needs a value: {}", name, option->get_type_name());
}

}  // namespace

std::string didYouMean(std::string_view word, std::span<const std::string> candidates) {
    const std::vector<std::string_view> views(candidates.begin(), candidates.end());
    const std::string_view near = model::nearest(word, views);
    return near.empty() ? "" : fmt::format("; did you mean {}?", near);
}

Parsed parseArguments(CLI::App& app, std::span<const std::string> arguments) {
    app.allow_extras();
    // CLI11 eats its arguments from the back.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        return {.help = true, .error = {}};
    } catch (const CLI::ArgumentMismatch& error) {
        return {.help = false, .error = describeMismatch(app, error.what())};
    } catch (const CLI::ParseError& error) {
        return {.help = false, .error = error.what()};
    }
    const std::vector<std::string> extras = app.remaining();
    if (!extras.empty())
        return {.help = false, .error = describeExtra(app, extras.front())};
    return {};
}

std::vector<std::string> choicesOf(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    if (type.find('|') == std::string::npos)
        return {};
    return CLI::detail::split(type, '|');
}

CLI::Option* addChecked(CLI::App& app, const std::string& names, std::string& value,
                        const std::string& typeName, const std::string& description,
                        std::function<std::string(const std::string&)> check) {
    return app.add_option(names, value, description)
        ->type_name(typeName)
        ->take_last()
        ->check(CLI::Validator(
            [check = std::move(check)](std::string& given) { return check(given); }, ""));
}

CLI::Validator oneOf(const std::string& choices) {
    const std::vector<std::string> words = CLI::detail::split(choices, '|');
    const auto check = [words](std::string& given) {
        if (std::ranges::find(words, given) != words.end())
            return std::string();
        return fmt::format("'{}' is none of {}{}", given, fmt::join(words, ", "),
                           didYouMean(given, words));
    };
    return {check, ""};
}

CLI::Option* addChoice(CLI::App& app, const std::string& names, std::string& value,
                       const std::string& choices, const std::string& description) {
    return app.add_option(names, value, description)
        ->type_name(choices)
        ->take_last()
        ->check(oneOf(choices));
}

CLI::Option* addRepeated(CLI::App& app, const std::string& names, std::vector<std::string>& values,
                         const std::string& typeName, const std::string& description) {
    return app.add_option(names, values, description)->type_name(typeName)->allow_extra_args(false);
}

CLI::Option* addNumber(CLI::App& app, const std::string& names, std::uint64_t& value,
                       std::uint64_t fewest, std::uint64_t most, const std::string& description) {
    const auto read = [](const std::string& given, std::uint64_t& number) {
        const char* end = given.data() + given.size();
        const auto [stop, trouble] = std::from_chars(given.data(), end, number);
        return !given.empty() && stop == end && trouble == std::errc();
    };
    return app
        .add_option(
            names,
            [read, &value](const CLI::results_t& results) { return read(results.back(), value); })
        ->description(description)
        ->type_name("N")
        ->take_last()
        ->check(CLI::Validator(
            [read, fewest, most](std::string& given) {
                std::uint64_t number = 0;
                if (read(given, number) && fewest <= number && number <= most)
                    return std::string();
                return most == UINT64_MAX
                           ? fmt::format("'{}' is not a whole number of at least {}", given, fewest)
                           : fmt::format("'{}' is not a whole number from {} to {}", given, fewest,
                                         most);
            },
            ""));
}

CLI::Option* addSwitch(CLI::App& app, const std::string& names, bool& value,
                       const std::string& description) {
    return app.add_flag(names, value, description)
        ->disable_flag_override()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

}  // namespace gatesight::cli
