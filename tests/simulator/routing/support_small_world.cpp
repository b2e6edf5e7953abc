#include "support_small_world.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace gatesight::test {

namespace {

using namespace std::string_view_literals;

constexpr std::array kHostnames{""sv,
                                "a.example.com"sv,
                                "b.example.com"sv,
                                "*.example.com"sv,
                                "*.a.example.com"sv,
                                "x.a.example.com"sv,
                                "*.com"sv,
                                "other.org"sv,
                                "*.example.org"sv};
// Exact and prefix paths that the API server takes (api.path.syntax); requests may ask for any.
constexpr std::array kPaths{"/"sv,
                            "/a"sv,
                            "/a/"sv,
                            "/a/b"sv,
                            "/a/b/"sv,
                            "/ab"sv,
                            "/a/b/c"sv,
                            "/A"sv,
                            "/b"sv,
                            "/b/a"sv,
                            "/%61"sv,
                            "/a/b/c/d/e/f"sv,
                            "/long-segment-name/with-more"sv};
constexpr std::array kOtherPaths{"/a//b"sv, "//"sv, "/a/./b"sv, "/c"sv, "/a%2fb"sv, "*"sv};
constexpr std::array kExpressions{"/a.*"sv, "/a/[a-z]"sv, "/[ab]"sv, "/.*/c"sv,
                                  "(bad"sv, "/a|/b"sv,    ".*"sv,    "/a"sv};
constexpr std::array kMethods{"GET"sv, "POST"sv, "PUT"sv, "DELETE"sv, "OPTIONS"sv};
constexpr std::array kHeaderNames{"X-A"sv, "x-a"sv, "X-B"sv, "X-C"sv, "Host"sv};
constexpr std::array kParameterNames{"q"sv, "Q"sv, "p"sv, "a!b"sv};
constexpr std::array kValues{"1"sv, "2"sv, "true"sv, "1,2"sv, "a.example.com"sv};
constexpr std::array kSentNames{"X-A"sv, "x-a"sv, "x-b"sv, "X-C"sv};
constexpr std::array kValueExpressions{"[0-9]+"sv, "1|2"sv, "t.*"sv, ".*"sv, "[bad"sv};
constexpr std::array kWeights{0, 1, 1, 1, 2, 3, 9, 1000000};

std::string text(std::string_view view) {
    return std::string(view);
}

SmallValue randomValue(Dice& dice, std::span<const std::string_view> names) {
    const bool regex = dice.once(4);
    return {regex, text(dice.of(names)),
            text(regex ? dice.of(kValueExpressions) : dice.of(kValues))};
}

/// Up to three entries with different names, as the API server wants them: it compares them with
/// their case (api.listmap.case-sensitive), so "X-A" and "x-a" may stand side by side.
std::vector<SmallValue> randomValues(Dice& dice, std::span<const std::string_view> names,
                                     std::size_t oncePer) {
    std::vector<SmallValue> values;
    for (int i = 0; i < 3 && dice.once(oncePer); ++i) {
        const SmallValue value = randomValue(dice, names);
        if (std::ranges::find(values, value.name, &SmallValue::name) == values.end())
            values.push_back(value);
    }
    return values;
}

SmallMatch randomMatch(Dice& dice) {
    SmallMatch match;
    switch (dice.below(6)) {
        case 0:
            match.pathType = "RegularExpression";
            match.path = dice.of(kExpressions);
            break;
        case 1:
        case 2:
            match.pathType = "Exact";
            match.path = dice.of(kPaths);
            break;
        default:
            match.path = dice.of(kPaths);
    }
    if (dice.once(3))
        match.method = dice.of(kMethods);
    match.headers = randomValues(dice, kHeaderNames, 3);
    match.query = randomValues(dice, kParameterNames, 4);
    return match;
}

SmallRule randomRule(Dice& dice) {
    SmallRule rule;
    for (std::size_t i = 0, count = dice.below(4); i < count; ++i)
        rule.matches.push_back(randomMatch(dice));
    for (std::size_t i = 0, count = dice.below(4); i < count; ++i)
        rule.backends.push_back({fmt::format("svc-{}", i), dice.of(kWeights)});
    return rule;
}

SmallRoute randomRoute(Dice& dice, const SmallWorld& world, std::size_t index) {
    SmallRoute route;
    // Namespaces and names are such that comparing "a-b/x" with "a/y" matters.
    route.namespace_ = dice.of(std::array{"infra"sv, "infra-b"sv, "team"sv});
    route.name = fmt::format("r{}", (index * 7 + dice.below(3) * 100) % 1000);
    if (!dice.once(4))
        route.age = static_cast<int>(dice.below(2));
    for (std::size_t i = 0, count = dice.below(3); i < count; ++i) {
        const std::string hostname(dice.of(kHostnames));
        if (!hostname.empty() &&
            std::ranges::find(route.hostnames, hostname) == route.hostnames.end())
            route.hostnames.push_back(hostname);
    }
    if (dice.once(4))
        route.sectionName = dice.of(world.listeners).name;
    for (std::size_t i = 0, count = 1 + dice.below(3); i < count; ++i)
        route.rules.push_back(randomRule(dice));
    return route;
}

simulator::Options randomOptions(Dice& dice) {
    using Choices = simulator::SpecChoices;
    simulator::Options options;
    if (dice.once(4))
        options.without.insert("GatewayHTTPListenerIsolation");
    if (dice.once(4))
        options.choices.hostnamePrecedence = Choices::HostnamePrecedence::RouteOwn;
    if (dice.once(4))
        options.choices.hostFallthrough = Choices::HostFallthrough::NotFound;
    if (dice.once(4))
        options.choices.regexOrder = Choices::RegexOrder::AfterPrefix;
    return options;
}

std::string asHost(std::string_view pattern, Dice& dice) {
    if (pattern.starts_with("*."))
        return fmt::format("{}{}", dice.of(std::array{"x"sv, "x.y"sv, "a"sv}), pattern.substr(1));
    return text(pattern);
}

std::string randomHost(const SmallWorld& world, const SmallRoute* route, Dice& dice) {
    std::string host = asHost(dice.of(kHostnames), dice);
    if (route && !route->hostnames.empty() && !dice.once(4))
        host = asHost(dice.of(route->hostnames), dice);
    else if (!dice.once(4))
        host = asHost(dice.of(world.listeners).hostname, dice);
    if (dice.once(8))
        std::ranges::transform(host, host.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        });
    if (!host.empty() && dice.once(8))
        host += ":8080";
    return host;
}

std::string randomPath(const SmallMatch* match, Dice& dice) {
    std::string path =
        match && match->pathType != "RegularExpression" ? match->path : text(dice.of(kPaths));
    switch (dice.below(10)) {
        case 0:
            return path + "/";
        case 1:
            return path + "x";
        case 2:
            return path + "/x";
        case 3:
            return path.ends_with('/') && path.size() > 1 ? path.substr(0, path.size() - 1) : path;
        case 4:
            return path.substr(0, std::max<std::size_t>(1, path.rfind('/')));
        case 5:
            return text(dice.of(kOtherPaths));
        default:
            return path;
    }
}

/// A value that the match asks for, or nearly.
std::string near(const SmallValue& value, Dice& dice) {
    return value.regex || dice.once(6) ? text(dice.of(kValues)) : value.value;
}

std::string encoded(std::string_view value) {
    std::string result;
    for (const char c : value)
        result += c == '!' ? "%21" : c == ',' ? "%2c" : std::string(1, c);
    return result;
}

void addValues(simulator::Request& request, const SmallMatch& match, Dice& dice) {
    for (const SmallValue& header : match.headers) {
        if (header.name != "Host" && !dice.once(6))
            request.headers.emplace_back(header.name, near(header, dice));
    }
    std::string query;
    for (const SmallValue& parameter : match.query) {
        if (!dice.once(6))
            query += fmt::format("{}{}={}", query.empty() ? "" : "&", encoded(parameter.name),
                                 encoded(near(parameter, dice)));
    }
    if (!query.empty())
        request.query = query;
}

}  // namespace

SmallWorld randomWorld(Dice& dice) {
    SmallWorld world;
    world.options = randomOptions(dice);
    for (std::size_t i = 0, count = 1 + dice.below(4); i < count; ++i) {
        const SmallListener listener{fmt::format("l{}", i),
                                     dice.once(3) ? "" : text(dice.of(kHostnames)),
                                     dice.once(4) ? 8080 : 80};
        const bool there = std::ranges::any_of(world.listeners, [&](const SmallListener& other) {
            return other.hostname == listener.hostname && other.port == listener.port;
        });
        if (!there)
            world.listeners.push_back(listener);
    }
    for (std::size_t i = 0, count = 1 + dice.below(6); i < count; ++i)
        world.routes.push_back(randomRoute(dice, world, i));
    return world;
}

simulator::Request randomRequest(const SmallWorld& world, Dice& dice) {
    const SmallRoute* route = world.routes.empty() ? nullptr : &dice.of(world.routes);
    const SmallRule* rule = route && !route->rules.empty() ? &dice.of(route->rules) : nullptr;
    const SmallMatch* match = rule && !rule->matches.empty() ? &dice.of(rule->matches) : nullptr;
    simulator::Request request;
    request.gateway = "infra/gw";
    request.urlHost = "198.51.100.1";
    request.host = randomHost(world, route, dice);
    request.port =
        static_cast<std::uint16_t>(world.listeners.empty() ? 80 : dice.of(world.listeners).port);
    request.path = randomPath(match, dice);
    request.method =
        match && !match->method.empty() && !dice.once(6) ? match->method : text(dice.of(kMethods));
    if (match)
        addValues(request, *match, dice);
    if (dice.once(4))
        request.headers.emplace_back(dice.of(kSentNames), dice.once(4) ? ""sv : dice.of(kValues));
    return request;
}

// ---- as manifests ----

namespace {

std::string yamlQuoted(std::string_view value) {
    std::string result = "'";
    for (const char c : value)
        result += c == '\'' ? "''" : std::string(1, c);
    return result + "'";
}

std::string valuesYaml(std::string_view field, const std::vector<SmallValue>& values) {
    if (values.empty())
        return {};
    std::string yaml = fmt::format("      {}:\n", field);
    for (const SmallValue& value : values)
        yaml += fmt::format("      - {{type: {}, name: {}, value: {}}}\n",
                            value.regex ? "RegularExpression" : "Exact", yamlQuoted(value.name),
                            yamlQuoted(value.value));
    return yaml;
}

std::string matchYaml(const SmallMatch& match) {
    std::string yaml = fmt::format("    - path: {{type: {}, value: {}}}\n", match.pathType,
                                   yamlQuoted(match.path));
    if (!match.method.empty())
        yaml += fmt::format("      method: {}\n", match.method);
    return yaml + valuesYaml("headers", match.headers) + valuesYaml("queryParams", match.query);
}

std::string ruleYaml(const SmallRule& rule) {
    std::string yaml = rule.backends.empty() ? "  - backendRefs: []\n" : "  - backendRefs:\n";
    for (const SmallBackend& backend : rule.backends)
        yaml +=
            fmt::format("    - {{name: {}, port: 80, weight: {}}}\n", backend.name, backend.weight);
    if (!rule.matches.empty())
        yaml += "    matches:\n";
    for (const SmallMatch& match : rule.matches)
        yaml += matchYaml(match);
    return yaml;
}

std::string routeYaml(const SmallRoute& route) {
    std::string yaml = fmt::format(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: {}\n  "
        "namespace: {}\n",
        route.name, route.namespace_);
    if (route.age)
        yaml +=
            fmt::format("  creationTimestamp: {:%Y-%m-%dT%H:%M:%SZ}\n",
                        std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000 + *route.age)));
    yaml += "spec:\n  parentRefs:\n  - {name: gw, namespace: infra";
    yaml +=
        route.sectionName.empty() ? "}\n" : fmt::format(", sectionName: {}}}\n", route.sectionName);
    if (!route.hostnames.empty())
        yaml += "  hostnames:\n";
    for (const std::string& hostname : route.hostnames)
        yaml += fmt::format("  - {}\n", yamlQuoted(hostname));
    if (!route.rules.empty())
        yaml += "  rules:\n";
    for (const SmallRule& rule : route.rules)
        yaml += ruleYaml(rule);
    return yaml;
}

}  // namespace

std::string toYaml(const SmallWorld& world) {
    std::string yaml =
        "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata:\n  name: "
        "small\nspec:\n"
        "  controllerName: gatesight.dev/controller\n---\n"
        "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: gw\n  "
        "namespace: infra\nspec:\n"
        "  gatewayClassName: small\n  listeners:\n";
    for (const SmallListener& listener : world.listeners) {
        yaml += fmt::format("  - name: {}\n    port: {}\n    protocol: HTTP\n", listener.name,
                            listener.port);
        if (!listener.hostname.empty())
            yaml += fmt::format("    hostname: {}\n", yamlQuoted(listener.hostname));
        yaml += "    allowedRoutes: {namespaces: {from: All}}\n";
    }
    for (const SmallRoute& route : world.routes)
        yaml += routeYaml(route);
    return yaml;
}

std::string switches(const SmallWorld& world) {
    using Choices = simulator::SpecChoices;
    const Choices& choices = world.options.choices;
    std::string text;
    for (const std::string& feature : world.options.without)
        text += fmt::format(" --without {}", feature);
    if (choices.hostnamePrecedence == Choices::HostnamePrecedence::RouteOwn)
        text += " --spec hostname-precedence=route-own";
    if (choices.hostFallthrough == Choices::HostFallthrough::NotFound)
        text += " --spec host-fallthrough=not-found";
    if (choices.regexOrder == Choices::RegexOrder::AfterPrefix)
        text += " --spec regex-order=after-prefix";
    return text;
}

}  // namespace gatesight::test
