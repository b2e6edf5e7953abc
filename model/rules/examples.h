// Small examples of rules: what is written, what is asked, what comes of it. One data file, examples.txt,
// made from the cases that the tests hold to be true, and built into the programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

struct RuleExample {
    /// What comes of the manifests, or of a request to them.
    struct Outcome {
        std::string_view request;  ///< "GET http://a.example.com/"; empty: of the manifests alone
        std::vector<std::string_view> says;
    };
    std::string_view rule;
    std::string_view title;  ///< what it shows, in a sentence without a dot
    std::vector<std::string_view> manifests;  ///< lines; "# Kind namespace/name" heads each object
    std::vector<Outcome> outcomes;
};

/// The example of a rule, or null when it has none.
[[nodiscard]] const RuleExample* findExample(std::string_view rule);

/// The manifests as one text.
[[nodiscard]] std::string manifestText(const RuleExample& example);

}  // namespace gatesight::model
