#include "app/cli/invocation.h"

#include <fmt/format.h>

#include <ostream>

namespace gatesight::cli {

namespace {

std::string programName(const Invocation& invocation) {
    return invocation.command.empty() ? "gatesight" : "gatesight " + invocation.command;
}

}  // namespace

ExitCode Invocation::unusable(std::string_view message) const {
    note(message);
    err << fmt::format("Try `gatesight help{}{}`.\n", command.empty() ? "" : " ", command);
    return ExitCode::Usage;
}

ExitCode Invocation::failed(ExitCode code, std::string_view message) const {
    note(message);
    return code;
}

void Invocation::note(std::string_view message) const {
    // Arguments and paths are foreign text too.
    err << fmt::format("{}: {}\n", programName(*this), printable(message, !environment.utf8));
}

}  // namespace gatesight::cli
