// Paths to ask about: one for each set of path matches that some path fits.
//
// Any path is either one that an exact match names, or it fits just the prefixes above some deepest
// one; then a segment below that prefix, which nothing names, fits the same. The prefix itself and
// the prefix with a slash fit it too, but are rewritten in their own ways.
#pragma once

#include "model/kinds/http_route.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatesight::simulator {

/// A segment, a name, a value that nothing in the manifests asks for, as far as they leave it.
inline constexpr std::string_view kAnything = "anything";

class PathWitnesses {
public:
    /// `match` has to live until the paths are asked for.
    void add(const model::HTTPRouteMatch& match);

    /// Sorted, without doubles.
    [[nodiscard]] std::vector<std::string> paths() const;
    /// Calls: "/service/method" for each set of gRPC matches that some call fits.
    [[nodiscard]] std::vector<std::string> calls() const;
    /// A call for each gRPC match, which as few others as possible fit; expressions left out.
    [[nodiscard]] std::vector<std::string> callOfEach() const;
    /// There are expressions, of which only samples can be asked.
    [[nodiscard]] bool samples() const { return !m_expressions.empty(); }

private:
    std::vector<std::string_view> m_exact, m_prefixes;  // prefixes without the slash at their end
    std::set<std::string> m_expressions;
    std::set<std::string> m_services, m_methods;  // asked for alone
    std::set<std::pair<std::string, std::string>> m_calls;
};

}  // namespace gatesight::simulator
