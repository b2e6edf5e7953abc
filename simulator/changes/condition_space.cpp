#include "simulator/changes/condition_space.h"

#include "simulator/changes/path_witnesses.h"
#include "simulator/changes/pattern_samples.h"
#include "simulator/control/hostname.h"
#include "simulator/routing/draw.h"
#include "simulator/routing/match_criteria.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace gatesight::simulator {

namespace {

constexpr std::size_t kValueSamples = 4;
/// Beyond this many points nobody counts.
constexpr std::size_t kUncounted = std::size_t{1} << 40;

/// A method that no match names: what people use, as far as possible.
std::string otherMethod(const std::set<std::string>& named) {
    for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"}) {
        if (!named.contains(method))
            return method;
    }
    return "TRACE";
}

std::string queryEncoded(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                           std::string_view("-._~").find(c) != std::string_view::npos;
        result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

}  // namespace

ConditionSpace::ConditionSpace(std::string host, bool calls)
    : m_host(std::move(host)), m_calls(calls) {}

void ConditionSpace::add(const model::HTTPRouteMatch& match) {
    m_matches.push_back(&match);
    if (!match.method.empty())
        m_methods.insert(match.method);
    for (const model::HTTPValueMatch* header : effectiveHeaders(match))
        addHeader(*header);
    for (const model::HTTPValueMatch* parameter : effectiveQuery(match)) {
        Values& values = m_query[parameter->name];
        values.name = parameter->name;
        const bool exact = parameter->type == model::HTTPValueMatch::Type::Exact;
        (exact ? values.exact : values.expressions).insert(parameter->value);
        m_samples = m_samples || !exact;
    }
}

void ConditionSpace::addHeader(const model::HTTPValueMatch& header) {
    const bool exact = header.type == model::HTTPValueMatch::Type::Exact;
    m_samples = m_samples || !exact;
    const std::string name = lowerCase(header.name);
    if (name == "host") {
        if (exact && lowerCase(withoutPort(header.value)) == m_host)
            m_authorities.insert(header.value);
        return;
    }
    Values& values = m_headers[name];
    if (values.name.empty())
        values.name = header.name;
    (exact ? values.exact : values.expressions).insert(header.value);
}

std::vector<std::optional<std::string>> ConditionSpace::optionsOf(const Values& values) {
    std::vector<std::optional<std::string>> options{std::nullopt};
    std::set<std::string> known(values.exact);
    options.insert(options.end(), known.begin(), known.end());
    const auto add = [&](const std::string& value) {
        if (known.insert(value).second)
            options.emplace_back(value);
    };
    for (const std::string& expression : values.expressions)
        std::ranges::for_each(samplesOf(expression, kValueSamples), add);
    // Without expressions a value that nobody asks for is as good as none.
    if (!values.expressions.empty())
        add(std::string(kAnything));
    return options;
}

std::vector<ConditionSpace::Axis> ConditionSpace::axes() const {
    std::vector<Axis> axes;
    if (!m_methods.empty() && !m_calls) {
        Axis& axis = axes.emplace_back(Axis{Axis::On::Method, {}, {otherMethod(m_methods)}});
        axis.options.insert(axis.options.end(), m_methods.begin(), m_methods.end());
    }
    if (!m_authorities.empty()) {
        Axis& axis = axes.emplace_back(Axis{Axis::On::Authority, {}, {std::nullopt}});
        axis.options.insert(axis.options.end(), m_authorities.begin(), m_authorities.end());
    }
    for (const auto& [name, values] : m_headers)
        axes.push_back({Axis::On::Header, values.name, optionsOf(values)});
    for (const auto& [name, values] : m_query)
        axes.push_back({Axis::On::Query, values.name, optionsOf(values)});
    return axes;
}

std::size_t ConditionSpace::size() const {
    std::size_t size = 1;
    for (const Axis& axis : axes())
        size = std::min(size * axis.options.size(), kUncounted);
    return size;
}

Request ConditionSpace::at(const Request& request, const std::vector<Axis>& axes,
                           const std::vector<std::size_t>& point) {
    Request result = request;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto& option = axes[i].options[point[i]];
        if (!option)
            continue;
        switch (axes[i].on) {
            case Axis::On::Method:
                result.method = *option;
                break;
            case Axis::On::Authority:
                result.host = *option;
                break;
            case Axis::On::Header:
                result.headers.emplace_back(axes[i].name, *option);
                break;
            case Axis::On::Query:
                result.query =
                    fmt::format("{}{}{}={}", result.query.value_or(""), result.query ? "&" : "",
                                queryEncoded(axes[i].name), queryEncoded(*option));
                break;
        }
    }
    return result;
}

/// The point where a match finds what it asks for.
std::vector<std::size_t> ConditionSpace::pointOf(const model::HTTPRouteMatch& match,
                                                 const std::vector<Axis>& axes) const {
    std::vector<std::size_t> point(axes.size(), 0);
    const auto choose = [&](std::size_t axis, const std::string& value) {
        const auto& options = axes[axis].options;
        const auto found = std::ranges::find(options, std::optional(value));
        if (found != options.end())
            point[axis] = static_cast<std::size_t>(found - options.begin());
    };
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (axes[i].on == Axis::On::Method)
            choose(i, match.method);
        for (const model::HTTPValueMatch* header : effectiveHeaders(match))
            if (axes[i].on == Axis::On::Header &&
                lowerCase(header->name) == lowerCase(axes[i].name))
                choose(i, header->value);
        for (const model::HTTPValueMatch* parameter : effectiveQuery(match))
            if (axes[i].on == Axis::On::Query && parameter->name == axes[i].name)
                choose(i, parameter->value);
    }
    return point;
}

void ConditionSpace::each(const Request& request, std::size_t most,
                          const std::function<bool(const Request&)>& take) const {
    const std::vector<Axis> axes = this->axes();
    std::vector<std::size_t> point(axes.size(), 0);
    if (size() > most) {
        if (!take(at(request, axes, point)))
            return;
        std::size_t taken = 1;
        for (const model::HTTPRouteMatch* match : m_matches) {
            if (++taken > most || !take(at(request, axes, pointOf(*match, axes))))
                return;
        }
        for (std::uint64_t draw = 0; taken < most; ++taken) {
            for (std::size_t i = 0; i < axes.size(); ++i)
                point[i] = below(mixed(draw++), axes[i].options.size());
            if (!take(at(request, axes, point)))
                return;
        }
        return;
    }
    for (;;) {
        if (!take(at(request, axes, point)))
            return;
        std::size_t i = 0;
        while (i < axes.size() && ++point[i] == axes[i].options.size())
            point[i++] = 0;
        if (i == axes.size())
            return;
    }
}

}  // namespace gatesight::simulator
