// What matches ask for besides the path, as axes: methods, headers, query parameters. A point
// chooses one option of each; every set of conditions that some request fits has a point.
#pragma once

#include "model/kinds/http_route.h"
#include "simulator/routing/request.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gatesight::simulator {

class ConditionSpace {
public:
    /// `host`: that is asked for, in lower case; conditions on the Host header choose among its
    /// spellings. A call is always a POST.
    ConditionSpace(std::string host, bool calls);
    void add(const model::HTTPRouteMatch& match);

    /// Points there are; with expressions more than are tried.
    [[nodiscard]] std::size_t size() const;
    /// There are expressions, of which only samples can be asked.
    [[nodiscard]] bool samples() const { return m_samples; }
    /// Calls `take` with `request` at each point, until it returns false; the plainest come first.
    /// At most `most` of them: then what each match asks for, and others by chance.
    void each(const Request& request, std::size_t most,
              const std::function<bool(const Request&)>& take) const;

private:
    struct Values {
        std::string name;  ///< as the first match spells it
        std::set<std::string> exact, expressions;
    };
    struct Axis {
        enum class On { Method, Authority, Header, Query } on = On::Method;
        std::string name;
        std::vector<std::optional<std::string>> options;  ///< the plainest first
    };
    void addHeader(const model::HTTPValueMatch& header);
    [[nodiscard]] std::vector<Axis> axes() const;
    [[nodiscard]] static std::vector<std::optional<std::string>> optionsOf(const Values& values);
    [[nodiscard]] static Request at(const Request& request, const std::vector<Axis>& axes,
                                    const std::vector<std::size_t>& point);
    [[nodiscard]] std::vector<std::size_t> pointOf(const model::HTTPRouteMatch& match,
                                                   const std::vector<Axis>& axes) const;

    std::string m_host;
    bool m_calls;
    bool m_samples = false;
    std::set<std::string> m_methods;
    std::set<std::string> m_authorities;
    std::map<std::string, Values> m_headers, m_query;  // headers by name in lower case
    std::vector<const model::HTTPRouteMatch*> m_matches;
};

}  // namespace gatesight::simulator
