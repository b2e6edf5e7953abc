// The command line of Gatesight as a function, so that tests drive it in their own process.
#pragma once

#include "app/cli/environment.h"

#include <iosfwd>
#include <span>
#include <string>

namespace gatesight::cli {

/// Runs one command. `arguments` are those after the program's name. Returns an exit code of the
/// closed set in exit_code.h. Exceptions mean a bug in Gatesight; the caller turns them into
/// ExitCode::Internal.
[[nodiscard]] int run(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
                      std::ostream& err, Environment environment);

}  // namespace gatesight::cli
