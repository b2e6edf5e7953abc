// Runs commands in the test's own process.
#pragma once

#include "app/cli/exit_code.h"
#include "app/cli/run.h"

#include <string>
#include <vector>

namespace gatesight::cli::test {

struct Ran {
    int code = 0;
    std::string out, err;
};

/// `gatesight arguments... < in`, as a script would call it unless `environment` says otherwise.
[[nodiscard]] Ran runGatesight(const std::vector<std::string>& arguments,
                               const std::string& in = {}, Environment environment = {});

/// The same with the arguments in one line, split at blanks.
[[nodiscard]] Ran runLine(const std::string& line, const std::string& in = {},
                          Environment environment = {});

[[nodiscard]] inline int codeOf(ExitCode code) {
    return static_cast<int>(code);
}

/// Folder with the test worlds; programs run inside of it, so that paths in answers are the same
/// everywhere.
[[nodiscard]] std::string dataFolder();

}  // namespace gatesight::cli::test
