// Reading a command's arguments with CLI11, and its complaints in our words: what is wrong, and
// what was probably meant.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::cli {

/// What came of parsing: go on, show help, or a sentence about what is wrong.
struct Parsed {
    bool help = false;
    std::string error;  ///< empty: all is well
};

[[nodiscard]] Parsed parseArguments(CLI::App& app, std::span<const std::string> arguments);

/// Parts of a type name such as "text|json"; empty for others ("PATH").
[[nodiscard]] std::vector<std::string> choicesOf(const CLI::Option& option);

/// A check that admits one of `choices` (joined by "|") and hints at the nearest one.
[[nodiscard]] CLI::Validator oneOf(const std::string& choices);

/// An option that takes one of `choices` (joined by "|"), checked with a hint at the nearest one.
CLI::Option* addChoice(CLI::App& app, const std::string& names, std::string& value,
                       const std::string& choices, const std::string& description);

/// An option that may be repeated and takes one value each time, so that what follows stays free
/// for positionals.
CLI::Option* addRepeated(CLI::App& app, const std::string& names, std::vector<std::string>& values,
                         const std::string& typeName, const std::string& description);

/// An option whose value is checked by `check`, which returns a sentence about what is wrong or
/// nothing.
CLI::Option* addChecked(CLI::App& app, const std::string& names, std::string& value,
                        const std::string& typeName, const std::string& description,
                        std::function<std::string(const std::string&)> check);

/// A whole number from `fewest` to `most`, in decimal digits.
CLI::Option* addNumber(CLI::App& app, const std::string& names, std::uint64_t& value,
                       std::uint64_t fewest, std::uint64_t most, const std::string& description);

CLI::Option* addSwitch(CLI::App& app, const std::string& names, bool& value,
                       const std::string& description);

/// "; did you mean 'json'?" or nothing.
[[nodiscard]] std::string didYouMean(std::string_view word,
                                     std::span<const std::string> candidates);

}  // namespace gatesight::cli
