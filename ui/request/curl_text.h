// Requests as other programs write them: cURL lines in and out, a call of the command line, an item
// of a Scenario.
#pragma once

#include "simulator/routing/request.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::ui {

struct CurlLine {
    simulator::Request request;
    std::vector<std::string>
        ignored;  ///< options that do not change where a request goes, or are not understood
};

/// Whether text that was pasted is meant as a cURL line.
[[nodiscard]] bool looksLikeCurl(std::string_view text);

/// Reads a cURL line as shells and browsers' "copy as cURL" write it. The error is one sentence.
[[nodiscard]] std::expected<CurlLine, std::string> fromCurl(std::string_view text);

[[nodiscard]] std::string toCurl(const simulator::Request& request);

/// `gatesight trace -f PATH… URL` with what differs from the defaults.
[[nodiscard]] std::string toCommandLine(const simulator::Request& request,
                                        const std::vector<std::string>& paths);

/// An item of a Scenario's `requests`, as YAML.
[[nodiscard]] std::string toScenarioItem(const simulator::Request& request, std::string_view name);

/// One word for a POSIX shell, quoted when it must be.
[[nodiscard]] std::string shellWord(std::string_view text);

/// The words of a POSIX shell line: quotes, backslashes, line continuations, $'…'. No expansions.
/// The error names what is open.
[[nodiscard]] std::expected<std::vector<std::string>, std::string> shellWords(
    std::string_view line);

}  // namespace gatesight::ui
