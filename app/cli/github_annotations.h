// Lines that GitHub's runners turn into annotations beside the code:
// "::error file=routes.yaml,line=3,col=7,title=rule::message".
#pragma once

#include "app/cli/source_lines.h"
#include "app/cli/test_report.h"
#include "model/manifest/finding.h"

#include <string>
#include <vector>

namespace gatesight::cli {

/// One line a finding.
[[nodiscard]] std::string findingsGithub(const model::Findings& findings,
                                         const SourceLines& sources);

/// One line for each test that failed, at its request in the scenario.
[[nodiscard]] std::string testGithub(const std::vector<TestResult>& results);

}  // namespace gatesight::cli
