#include "support_rule_worlds.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <optional>

namespace gatesight::test {

namespace {

using namespace std::string_view_literals;

constexpr std::array kListenerNames{""sv, ""sv, "*.example.com"sv, "a.example.com"sv};
constexpr std::array kRouteNames{"a.example.com"sv, "b.example.com"sv, "*.example.com"sv};
constexpr std::array kHosts{"a.example.com"sv, "b.example.com"sv, "x.example.com"sv, "other.org"sv};
constexpr std::array kMatchPaths{"/"sv, "/a"sv, "/a/"sv, "/a/b"sv};
constexpr std::array kAskedPaths{"/"sv,    "/a"sv,    "/a/"sv,    "/a/x"sv,
                                 "/a/b"sv, "/a/b/"sv, "/a/b/x"sv, "/x"sv};
constexpr std::array kNamedMethods{"GET"sv, "POST"sv};

/// What was used, so that nothing is asked that nobody could tell apart.
struct UsedWords {
    bool methods = false, headers = false, query = false, expressions = false;
};

std::string randomMatchYaml(Dice& dice, UsedWords& used) {
    const bool expression = dice.once(40);
    std::string yaml = fmt::format("path: {{type: {}, value: {}}}",
                                   expression     ? "RegularExpression"
                                   : dice.once(2) ? "Exact"
                                                  : "PathPrefix",
                                   expression ? "/a.*"sv : dice.of(kMatchPaths));
    used.expressions = used.expressions || expression;
    if (dice.once(4)) {
        yaml += fmt::format(", method: {}", dice.of(kNamedMethods));
        used.methods = true;
    }
    if (dice.once(4)) {
        yaml += fmt::format(", headers: [{{name: {}, value: \"{}\"}}]",
                            dice.once(2) ? "X-A" : "x-a", 1 + dice.below(2));
        used.headers = true;
    }
    if (dice.once(6)) {
        yaml += ", queryParams: [{name: q, value: \"1\"}]";
        used.query = true;
    }
    return yaml;
}

std::string randomRouteYaml(Dice& dice, std::size_t index, UsedWords& used) {
    std::string yaml = fmt::format(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n"
        "  name: r{}\n  namespace: {}\n",
        (index * 7 + dice.below(3) * 10) % 100, dice.once(2) ? "apps" : "team");
    if (dice.once(2))
        yaml += fmt::format("  creationTimestamp: \"2026-01-0{}T00:00:00Z\"\n", 1 + dice.below(3));
    yaml += "spec:\n  parentRefs: [{name: gw, namespace: infra}]\n";
    std::set<std::string_view> names;
    for (std::size_t i = 0, count = dice.below(3); i < count; ++i)
        names.insert(dice.of(kRouteNames));
    if (!names.empty())
        yaml += fmt::format("  hostnames: [\"{}\"]\n", fmt::join(names, "\", \""));
    yaml += "  rules:\n";
    for (std::size_t rule = 0, rules = 1 + dice.below(3); rule < rules; ++rule) {
        yaml += "    - matches:\n";
        for (std::size_t match = 0, matches = 1 + dice.below(2); match < matches; ++match)
            yaml += fmt::format("        - {{{}}}\n", randomMatchYaml(dice, used));
    }
    return yaml;
}

std::string gatewayYamlOf(Dice& dice) {
    std::string yaml =
        "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: test}\n"
        "spec: {controllerName: test.dev/controller}\n---\n"
        "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n"
        "metadata: {name: gw, namespace: infra}\nspec:\n  gatewayClassName: test\n  listeners:\n";
    std::set<std::string_view> names{dice.of(kListenerNames)};
    if (dice.once(3))
        names.insert(dice.of(kListenerNames));
    std::size_t index = 0;
    for (const std::string_view name : names)
        yaml += fmt::format(
            "    - {{name: l{}, port: 80, protocol: HTTP, allowedRoutes: {{namespaces: {{from: "
            "All}}}}{}}}\n",
            index++, name.empty() ? std::string() : fmt::format(", hostname: \"{}\"", name));
    return yaml;
}

void addRequests(RuleWorld& world, const UsedWords& used) {
    const std::vector<std::string_view> methods =
        used.methods ? std::vector{"GET"sv, "POST"sv, "PUT"sv} : std::vector{"GET"sv};
    const std::size_t values = used.headers ? 3 : 1, queries = used.query ? 2 : 1;
    for (const std::string_view host : kHosts)
        for (const std::string_view path : kAskedPaths)
            for (const std::string_view method : methods)
                for (std::size_t value = 0; value < values; ++value)
                    for (std::size_t query = 0; query < queries; ++query) {
                        simulator::Request& request = world.requests.emplace_back();
                        request.gateway = "infra/gw";
                        request.urlHost = host;
                        request.path = path;
                        request.method = method;
                        if (value > 0)
                            request.headers.emplace_back("X-A", fmt::format("{}", value));
                        if (query > 0)
                            request.query = "q=1";
                    }
}

}  // namespace

RuleWorld randomRuleWorld(Dice& dice) {
    RuleWorld world;
    UsedWords used;
    world.yaml = gatewayYamlOf(dice);
    for (std::size_t i = 0, count = 1 + dice.below(4); i < count; ++i)
        world.yaml += randomRouteYaml(dice, i, used);
    world.expressions = used.expressions;
    addRequests(world, used);
    return world;
}

std::set<std::pair<std::string, std::uint32_t>> rulesThatTake(
    const simulator::Simulation& simulation, const std::vector<simulator::Request>& requests) {
    std::set<std::pair<std::string, std::uint32_t>> taking;
    for (const simulator::Request& request : requests)
        if (const auto route = decide(simulation, request).route)
            taking.emplace(fmt::format("{}/{}", route->namespace_, route->name), route->rule);
    return taking;
}

}  // namespace gatesight::test
