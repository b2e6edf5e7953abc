// How each command is made; each function is in the file with its name.
#pragma once

#include "app/cli/command.h"

namespace gatesight::cli {

std::unique_ptr<Command> makeBatch();
std::unique_ptr<Command> makeHelp();
std::unique_ptr<Command> makeStatus();
std::unique_ptr<Command> makeTrace();
std::unique_ptr<Command> makeVersion();

}  // namespace gatesight::cli
