// What `test --record` writes: Scenarios that expect the present state.
#pragma once

#include "app/cli/common_options.h"
#include "app/cli/invocation.h"

#include <string>
#include <vector>

namespace gatesight::cli {

/// The Scenarios of `files` with expectations filled in; without files one with a request for each
/// live rule. To standard output, or to the file `path`.
[[nodiscard]] ExitCode recordScenario(const Invocation& invocation, const CommonOptions& options,
                                      const std::vector<std::string>& files,
                                      const std::string& path);

}  // namespace gatesight::cli
