// A whole world under pseudonyms: stable, with every relation between names as it was, so that
// every request gets the answer that it got before.
#pragma once

#include "simulator/capsule/decisive_step.h"
#include "simulator/capsule/object_set.h"
#include "simulator/traffic/scenario.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace gatesight::simulator {

struct Anonymised {
    std::string yaml;
    Options options;                ///< with the names of classes as in the text
    std::vector<Request> requests;  ///< those that were asked for, in their order
    /// What each of these requests came to before, under the names of the text.
    std::vector<DecisiveStep> expected;
    std::size_t objects = 0;
    std::vector<std::string> notes;  ///< what stays as written, one sentence each
};

/// The loaded objects without what routing does not read, and the Scenarios with their requests,
/// expectations and traffic. The same input gives the same pseudonyms. Whatever `requests` name
/// gets pseudonyms as well.
[[nodiscard]] Anonymised anonymised(const Simulation& simulation,
                                    std::span<const Request> requests = {});

/// How many of the requests come to what is expected when the text is read again.
[[nodiscard]] std::size_t answersKept(const Anonymised& anonymised,
                                      const std::stop_token& stop = {});

}  // namespace gatesight::simulator
