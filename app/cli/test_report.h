// The results of a test run in the forms that people, scripts and CI read.
#pragma once

#include "app/cli/object_json.h"
#include "app/cli/style.h"
#include "simulator/traffic/scenario.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gatesight::cli {

struct TestResult {
    std::string scenario;
    simulator::ScenarioRequest request;
    simulator::Decision decision;
    std::vector<std::string> unmet;  ///< one line for each expectation that does not hold
    bool asked = true;  ///< false: the request is not understood, so that there is no decision

    [[nodiscard]] bool passed() const { return unmet.empty(); }
};

/// Requests of a Scenario that could not be read: each is a failure that says why.
[[nodiscard]] std::vector<TestResult> unreadRequests(const simulator::Scenario& scenario);

[[nodiscard]] std::size_t failuresIn(const std::vector<TestResult>& results);

[[nodiscard]] std::string testText(const std::vector<TestResult>& results, const Style& style);
[[nodiscard]] Json testJson(const std::vector<TestResult>& results);
/// JUnit's XML: a suite for each scenario, a case for each request.
[[nodiscard]] std::string testJunit(const std::vector<TestResult>& results);
/// A table for a comment on a change.
[[nodiscard]] std::string testMarkdown(const std::vector<TestResult>& results);

}  // namespace gatesight::cli
