#include "app/cli/common_options.h"

#include "app/cli/arguments.h"
#include "app/cli/read_limits.h"
#include "simulator/control/features.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace gatesight::cli {

namespace {

constexpr const char* kInput = "Input";
constexpr const char* kSimulation = "Simulation";
constexpr const char* kOutput = "Output";

std::string readChoice(CommonOptions& options, const std::string& assignment) {
    const auto set = simulator::setChoice(options.simulation.choices, assignment);
    return set ? std::string() : set.error();
}

std::string checkFeature(const std::string& name) {
    if (simulator::isFeature(name))
        return {};
    std::vector<std::string> names;
    for (const simulator::Feature& feature : simulator::features())
        names.emplace_back(feature.name);
    return fmt::format("there is no feature '{}'{}", name, didYouMean(name, names));
}

}  // namespace

bool CommonOptions::fails(model::Severity severity) const {
    switch (severity) {
        case model::Severity::Error:
            return failOn != "never";
        case model::Severity::Warning:
            return failOn == "warning" || failOn == "info";
        case model::Severity::Info:
            return failOn == "info";
    }
    return false;
}

ExitCode CommonOptions::codeFor(const model::Findings& findings) const {
    const bool failed = std::ranges::any_of(
        findings, [this](const model::Finding& f) { return fails(f.severity); });
    return failed ? ExitCode::Findings : ExitCode::Success;
}

Style CommonOptions::style(const Invocation& invocation) const {
    const bool colors = color == "always" || (color == "auto" && invocation.environment.colors);
    return {colors, invocation.environment.utf8};
}

void addInputOptions(CLI::App& app, CommonOptions& options, PathsAs paths) {
    const auto add = [&options](const CLI::results_t& results) {
        options.layers = results;
        return true;
    };
    // One option for both forms: CLI11 then keeps the order in which the paths were written, and
    // order is meaning here.
    app.add_option(paths == PathsAs::OptionOnly ? "-f,--file" : "-f,--file,path", add)
        ->description(
            "manifests to read: a file, a folder (recursively), an archive or - for standard "
            "input; "
            "may be repeated, later ones overlay earlier ones")
        ->type_name("PATH")
        ->expected(1, std::numeric_limits<int>::max())
        // Where bare words are paths as well, those behind -f are more of them.
        ->allow_extra_args(paths == PathsAs::OptionOrPositional)
        ->take_all()
        ->group(kInput);
    app.add_option("--limit")
        ->description(
            "what the reader takes at most before it says that something is too much; may be "
            "repeated: " +
            limitNames())
        ->type_name("NAME=VALUE")
        ->expected(1, std::numeric_limits<int>::max())
        ->allow_extra_args(false)
        ->take_all()
        ->check(CLI::Validator(
            [&options](std::string& given) { return setLimit(options.limits, given); }, ""))
        ->group(kInput);
}

void addChannelOption(CLI::App& app, CommonOptions& options) {
    static constexpr const char* kDescription =
        "release channel of the CRDs of the simulated cluster (default: experimental, the "
        "superset)";
    app.add_option("--channel",
                   [&options](const CLI::results_t& results) {
                       options.simulation.channel = results.back() == "standard"
                                                        ? model::Channel::Standard
                                                        : model::Channel::Experimental;
                       return true;
                   })
        ->description(kDescription)
        ->type_name("experimental|standard")
        ->take_last()
        ->check(oneOf("experimental|standard"))
        ->group(kInput);
}

void addSimulationOptions(CLI::App& app, CommonOptions& options) {
    addNumber(app, "--seed", options.seed, 0, std::numeric_limits<std::uint64_t>::max(),
              "seed of every draw; the same seed gives the same answers (default: 1)")
        ->group(kSimulation);
    app.add_option("--spec")
        ->description(
            "a choice that the spec leaves to implementations; may be repeated; "
            "`gatesight help choices` lists them")
        ->type_name("OPTION=VALUE")
        ->expected(1, std::numeric_limits<int>::max())
        ->allow_extra_args(false)
        ->take_all()
        ->check(CLI::Validator(
            [&options](std::string& given) { return readChoice(options, given); }, ""))
        ->group(kSimulation);
    addSwitch(app, "--strict", options.simulation.strict,
              "a GatewayClass that is not loaded is not assumed: nobody acts on its Gateways")
        ->group(kSimulation);
    app.add_option("--without",
                   [&options](const CLI::results_t& results) {
                       options.simulation.without.insert(results.begin(), results.end());
                       return true;
                   })
        ->description(
            "a feature that the controller lacks, such as HTTPRouteMethodMatching; may be repeated")
        ->type_name("FEATURE")
        ->check(CLI::Validator([](std::string& given) { return checkFeature(given); }, ""))
        ->expected(1, std::numeric_limits<int>::max())
        ->allow_extra_args(false)
        ->take_all()
        ->group(kSimulation);
}

void addOutputOptions(CLI::App& app, CommonOptions& options) {
    addChoice(app, "--fail-on", options.failOn, "error|warning|info|never",
              "end with exit code 1 when there is a finding this serious (default: error)")
        ->group(kOutput);
    addTextOptions(app, options);
}

void addTextOptions(CLI::App& app, CommonOptions& options) {
    addChoice(app, "--color", options.color, "auto|always|never",
              "colours in text (default: auto, on terminals)")
        ->group(kOutput);
    addSwitch(app, "--quiet", options.quiet, "say nothing on the error stream about findings")
        ->group(kOutput);
    addSwitch(app, "--progress", options.progress,
              "say on the error stream how far the work has come")
        ->group(kOutput);
}

void addCommonOptions(CLI::App& app, CommonOptions& options, PathsAs paths) {
    addInputOptions(app, options, paths);
    addChannelOption(app, options);
    addSimulationOptions(app, options);
    addOutputOptions(app, options);
}

}  // namespace gatesight::cli
