// How each command is made; each function is in the file with its name.
#pragma once

#include "app/cli/command.h"

namespace gatesight::cli {

std::unique_ptr<Command> makeAnonymise();
std::unique_ptr<Command> makeBatch();
std::unique_ptr<Command> makeCapsule();
std::unique_ptr<Command> makeCompletion();
std::unique_ptr<Command> makeDiff();
std::unique_ptr<Command> makeExplain();
std::unique_ptr<Command> makeGraph();
std::unique_ptr<Command> makeHelp();
std::unique_ptr<Command> makeImport();
std::unique_ptr<Command> makeLint();
std::unique_ptr<Command> makeReplay();
std::unique_ptr<Command> makeReport();
std::unique_ptr<Command> makeShow();
std::unique_ptr<Command> makeStatus();
std::unique_ptr<Command> makeTest();
std::unique_ptr<Command> makeTrace();
std::unique_ptr<Command> makeVersion();

}  // namespace gatesight::cli
