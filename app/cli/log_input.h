// Access logs to replay: files, unpacked where they are compressed, and standard input.
#pragma once

#include "app/cli/common_options.h"
#include "simulator/accesslog/log_replay.h"

#include <expected>
#include <string>
#include <vector>

namespace gatesight::cli {

/// What --log and its companions say.
struct LogChoice {
    std::vector<std::string> files;  ///< "-" is standard input
    simulator::LogFormat format = simulator::LogFormat::Auto;
    simulator::LogOptions options;
};

/// --log, --format, --log-host, --log-scheme, --keep-values, --client-addresses
void addLogOptions(CLI::App& app, LogChoice& choice);

/// What makes no sense in them, or nothing.
[[nodiscard]] std::string problemOf(const LogChoice& choice, const CommonOptions& common);

/// Calls `take` with each log that can be opened. Of the others is told why; the error is the exit
/// code when there is none that can.
[[nodiscard]] std::expected<void, ExitCode> eachLog(
    const Invocation& invocation, const LogChoice& choice, const CommonOptions& common,
    const std::function<void(std::istream& in, const std::string& name)>& take);

}  // namespace gatesight::cli
