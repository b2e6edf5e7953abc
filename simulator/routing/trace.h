// The explanation of an answer: ordered steps, each with the candidate, the verdict, the rule and the line that decided.
#pragma once

#include "model/manifest/source.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::simulator {

enum class Stage { Resolve, Policy, Listener, Tls, Attach, Match, Precedence, Filter, Backend, Endpoint, Response };
enum class Verdict { Chosen, Passed, Rejected, Applied, Info };

[[nodiscard]] std::string_view toString(Stage stage);
[[nodiscard]] std::string_view toString(Verdict verdict);

/// What a step speaks of: an object, or a field of it ("spec.rules[2].matches[0]").
struct Subject {
    std::string kind, namespace_, name, field;
    auto operator<=>(const Subject&) const = default;
};

/// One value that took part in a comparison: {"path", "/cart/42", "PathPrefix /cart"}.
struct Compared {
    std::string what;      ///< criterion: "hostname", "path", "prefix length", "method", "headers", "age", …
    std::string actual;    ///< of the request, or of the winner
    std::string expected;  ///< of the candidate
    bool decisive = false; ///< this comparison made the verdict
    std::string rule = {}; ///< id of spec/RULES.md for this value alone; empty: the step's
};

struct Step {
    Stage stage = Stage::Resolve;
    Verdict verdict = Verdict::Info;
    Subject subject;
    std::string rule;     ///< id of spec/RULES.md
    std::string message;  ///< one sentence for people
    std::vector<Compared> compared;
    model::SourceLocation source;
    std::string near;     ///< on a failure: the smallest change that would have matched
};

using Trace = std::vector<Step>;

}  // namespace gatesight::simulator
