// Which headers and query parameters the routes of Worlds look at, and for what.
#pragma once

#include "model/world/world.h"
#include "simulator/routing/pattern.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::simulator {

/// What matches ask of one header or parameter.
struct AskedValue {
    std::vector<std::string> exact;
    std::vector<Pattern> patterns;

    [[nodiscard]] bool names(std::string_view value) const;
    /// Whether every expression says the same of both.
    [[nodiscard]] bool sameToPatterns(std::string_view one, std::string_view other) const;
};

class RoutedValues {
public:
    using Asked = std::map<std::string, AskedValue, std::less<>>;

    /// Of the routes of all of them.
    explicit RoutedValues(std::span<const model::World* const> worlds);

    /// By names in lower case. Headers that a CORS filter reads are among them.
    [[nodiscard]] const Asked& headers() const { return m_headers; }
    [[nodiscard]] const Asked& parameters() const { return m_parameters; }
    /// Null: no route looks at it.
    [[nodiscard]] const AskedValue* header(std::string_view name) const;
    [[nodiscard]] const AskedValue* parameter(std::string_view name) const;
    /// Some path match is an expression, or holds a ';'.
    [[nodiscard]] bool looksIntoPaths() const { return m_looksIntoPaths; }

private:
    void addRule(const model::HTTPRouteRule& rule);
    void addMatch(const model::HTTPRouteMatch& match);

    Asked m_headers, m_parameters;
    bool m_looksIntoPaths = false;
};

}  // namespace gatesight::simulator
