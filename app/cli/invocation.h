// One run of one command: its streams, its surroundings, and the ways to say what went wrong.
#pragma once

#include "app/cli/environment.h"
#include "app/cli/exit_code.h"
#include "app/cli/style.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace gatesight::cli {

struct Invocation {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Environment environment;
    std::string command;  ///< "status"; empty outside of a command

    /// "gatesight status: message" and a hint at the help; for arguments that make no sense.
    [[nodiscard]] ExitCode unusable(std::string_view message) const;
    /// The same without the hint, for what is not the fault of the arguments.
    ExitCode failed(ExitCode code, std::string_view message) const;
    /// A line for people on the error stream.
    void note(std::string_view message) const;
    [[nodiscard]] bool stopped() const { return environment.stop.stop_requested(); }
};

}  // namespace gatesight::cli
