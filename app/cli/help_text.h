// Help for the program and for each command, made from what the commands define.
#pragma once

#include "app/cli/command.h"

#include <string>

namespace gatesight::cli {

/// What `gatesight` alone and `gatesight help` say.
[[nodiscard]] std::string overview(const Style& style, std::size_t columns);

/// What `gatesight help COMMAND` and `gatesight COMMAND --help` say.
[[nodiscard]] std::string helpFor(const CommandInfo& command, const Style& style,
                                  std::size_t columns);

}  // namespace gatesight::cli
