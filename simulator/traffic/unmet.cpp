// What a decision lacks of an expectation.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "simulator/traffic/scenario.h"

namespace gatesight::simulator {

namespace {

class Comparison {
public:
    std::vector<std::string> lines;

    void compare(std::string_view what, const std::optional<std::string>& expected,
                 const std::string& actual) {
        if (expected && *expected != actual)
            say(what, *expected, actual);
    }

    void say(std::string_view what, std::string_view expected, std::string_view actual) {
        const auto shown = [](std::string_view text) {
            return text.empty() ? std::string_view("none") : text;
        };
        lines.push_back(
            fmt::format("{}: expected {}, got {}", what, shown(expected), shown(actual)));
    }
};

std::string nameOf(const std::optional<DecidedBackend>& backend) {
    return backend ? fmt::format("{}/{}", backend->namespace_, backend->name) : "";
}

/// "ns/name", with the rule when the expectation names one, the way it does (by index or by name).
std::string nameOf(const std::optional<DecidedRoute>& route, std::string_view expected) {
    if (!route)
        return {};
    const std::string name = fmt::format("{}/{}", route->namespace_, route->name);
    const std::size_t bracket = expected.find('[');
    if (bracket == std::string_view::npos)
        return name;
    const bool byName = !route->ruleName.empty() &&
                        expected.substr(bracket) == fmt::format("[{}]", route->ruleName);
    return byName ? fmt::format("{}[{}]", name, route->ruleName)
                  : fmt::format("{}[{}]", name, route->rule);
}

std::string nameOf(const std::optional<DecidedListener>& listener) {
    return listener ? fmt::format("{}/{}", listener->gateway, listener->name) : "";
}

bool sameHeader(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Values of one header, joined as HTTP allows; nothing when it is absent.
std::optional<std::string> headerValue(const HeaderList& headers, std::string_view name) {
    std::optional<std::string> result;
    for (const auto& [header, value] : headers)
        if (sameHeader(header, name))
            result = result ? *result + "," + value : value;
    return result;
}

void compareHeaders(Comparison& comparison, std::string_view what,
                    const std::map<std::string, std::string>& expected, const HeaderList& actual) {
    for (const auto& [name, value] : expected) {
        const auto found = headerValue(actual, name);
        if (!found)
            comparison.lines.push_back(
                fmt::format("{} {}: expected \"{}\", it is not there", what, name, value));
        else if (*found != value)
            comparison.say(fmt::format("{} {}", what, name), fmt::format("\"{}\"", value),
                           fmt::format("\"{}\"", *found));
    }
}

void comparePod(Comparison& comparison, const std::string& prefix,
                const std::optional<DecidedEndpoint>& endpoint) {
    const std::string pod = endpoint ? endpoint->pod : "";
    if (!pod.starts_with(prefix))
        comparison.say("pod", prefix + "…", pod);
}

/// Parts of the requests by the backend that was drawn for them, whatever became of them.
std::map<std::string, double> sharesOf(const Decision& decision) {
    std::map<std::string, double> shares;
    for (const Share& share : decision.shares)
        shares[nameOf(share.backend)] +=
            static_cast<double>(share.numerator) / static_cast<double>(share.denominator);
    return shares;
}

/// Backends that requests come to, and mirrors of them.
std::set<std::string> reachedBy(const Decision& decision) {
    std::set<std::string> reached;
    const auto arrives = [](Outcome outcome) {
        return outcome == Outcome::Forwarded || outcome == Outcome::Exited;
    };
    for (const Share& share : decision.shares)
        if (share.numerator > 0 && arrives(share.outcome))
            reached.insert(nameOf(share.backend));
    if (decision.backend && arrives(decision.outcome))
        reached.insert(nameOf(decision.backend));
    for (const Mirror& mirror : decision.mirrors)
        if (mirror.numerator > 0)
            reached.insert(nameOf(mirror.backend));
    return reached;
}

void compareShares(Comparison& comparison, const Expectation& expectation,
                   const Decision& decision) {
    constexpr double kRounding = 1e-9;
    const auto percent = [](double share) { return fmt::format("{:.4g}%", share * 100); };
    const double tolerance = expectation.tolerance ? expectation.tolerance->value : 0;
    const auto shares = sharesOf(decision);
    for (const auto& [backend, expected] : expectation.shares) {
        const auto found = shares.find(backend);
        const double actual = found == shares.end() ? 0 : found->second;
        if (std::abs(actual - expected.value) > tolerance + kRounding)
            comparison.say("share of " + backend,
                           percent(expected.value) +
                               (tolerance > 0 ? " ± " + percent(tolerance) : std::string()),
                           percent(actual));
    }
}

void compareReach(Comparison& comparison, const Expectation& expectation,
                  const Decision& decision) {
    const std::set<std::string> reached = reachedBy(decision);
    for (const std::string& backend : expectation.getsTraffic)
        if (!reached.contains(backend))
            comparison.lines.push_back(fmt::format("{} gets no traffic", backend));
    for (const std::string& forbidden : expectation.mustNotReach)
        for (const std::string& backend : reached)
            if (backend == forbidden ||
                (forbidden.ends_with("/*") &&
                 backend.starts_with(std::string_view(forbidden).substr(0, forbidden.size() - 1))))
                comparison.lines.push_back(fmt::format("{} must not be reached", backend));
}

}  // namespace

std::vector<std::string> unmet(const Expectation& expectation, const Decision& decision) {
    Comparison comparison;
    comparison.compare("outcome", expectation.outcome, std::string(toString(decision.outcome)));
    if (expectation.status && expectation.status != decision.status)
        comparison.say("status", fmt::to_string(*expectation.status),
                       decision.status ? fmt::to_string(*decision.status) : "");
    comparison.compare("reason", expectation.reason, decision.reason);
    comparison.compare("listener", expectation.listener, nameOf(decision.listener));
    if (expectation.route)
        comparison.compare("route", expectation.route, nameOf(decision.route, *expectation.route));
    if (expectation.backend) {
        // A backend may be drawn and yet not answer; "" asks who answered.
        const bool answered = decision.outcome == Outcome::Forwarded;
        comparison.compare(
            "backend", expectation.backend,
            expectation.backend->empty() && !answered ? "" : nameOf(decision.backend));
    }
    if (expectation.pod)
        comparePod(comparison, *expectation.pod, decision.endpoint);
    comparison.compare("path", expectation.path,
                       decision.forwarded ? decision.forwarded->path : "");
    comparison.compare("location", expectation.location,
                       decision.redirect ? decision.redirect->location : "");
    compareHeaders(comparison, "header", expectation.headers,
                   decision.forwarded ? decision.forwarded->headers : HeaderList());
    compareHeaders(comparison, "response header", expectation.responseHeaders,
                   decision.responseHeaders);
    compareShares(comparison, expectation, decision);
    compareReach(comparison, expectation, decision);
    return std::move(comparison.lines);
}

}  // namespace gatesight::simulator
