// The switches that all commands share.
#pragma once

#include "app/cli/invocation.h"
#include "model/manifest/finding.h"
#include "model/manifest/reader.h"
#include "simulator/options.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gatesight::cli {

struct CommonOptions {
    std::vector<std::string> layers;  ///< what -f names, in order; later ones overlay earlier ones
    model::ReadLimits limits;
    std::uint64_t seed = 1;
    simulator::Options simulation;
    std::string color = "auto";
    std::string failOn = "error";
    bool quiet = false;
    bool progress = false;

    /// Whether a finding of this severity turns the exit code into Findings.
    [[nodiscard]] bool fails(model::Severity severity) const;
    /// The exit code that these findings ask for.
    [[nodiscard]] ExitCode codeFor(const model::Findings& findings) const;
    /// How text on the output stream looks.
    [[nodiscard]] Style style(const Invocation& invocation) const;
};

/// -f and --limit. With `positional`, commands that take nothing else take paths without -f too, so that
/// `status *.yaml` works.
enum class PathsAs { OptionOnly, OptionOrPositional };
void addInputOptions(CLI::App& app, CommonOptions& options, PathsAs paths);
/// --seed, --spec, --strict, --without
void addSimulationOptions(CLI::App& app, CommonOptions& options);
/// --channel
void addChannelOption(CLI::App& app, CommonOptions& options);
/// --color, --quiet, --progress
void addTextOptions(CLI::App& app, CommonOptions& options);
/// --fail-on and these
void addOutputOptions(CLI::App& app, CommonOptions& options);

/// All four groups.
void addCommonOptions(CLI::App& app, CommonOptions& options, PathsAs paths = PathsAs::OptionOnly);

}  // namespace gatesight::cli
