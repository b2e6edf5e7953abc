#include "bench_world.h"

#include "model/manifest/reader.h"
#include "model/world/world.h"
#include "simulator/routing/draw.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

namespace gatesight::bench {

namespace {

constexpr std::array<std::string_view, 8> kAreas{"catalog", "checkout", "reviews", "search",
                                                 "account", "payment",  "media",   "admin"};

constexpr std::string_view kGateway = R"(apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: measured
spec:
  controllerName: gatesight.dev/controller
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: infra
spec:
  gatewayClassName: measured
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: All
)";

bool asksForHeader(std::size_t rule) {
    return rule % 10 == 3;
}
bool asksForQuery(std::size_t rule) {
    return rule % 20 == 7;
}

std::string teamOf(std::size_t rule) {
    return fmt::format("team-{:04}", rule / kRulesPerTeam);
}

using Text = std::back_insert_iterator<std::string>;

void writeService(Text out, std::size_t team, std::string_view name) {
    fmt::format_to(out, R"(---
apiVersion: v1
kind: Service
metadata:
  name: {1}
  namespace: team-{0:04}
spec:
  ports:
    - port: 8080
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: {1}-1
  namespace: team-{0:04}
  labels:
    kubernetes.io/service-name: {1}
addressType: IPv4
ports:
  - port: 8080
endpoints:
  - addresses:
      - 10.{2}.{3}.1
  - addresses:
      - 10.{2}.{3}.2
)",
                   team, name, team / 250, team % 250);
}

void writeRule(Text out, std::size_t rule) {
    fmt::format_to(out, R"(    - matches:
        - path:
            type: Exact
            value: {0}
        - path:
            type: PathPrefix
            value: {0}
)",
                   pathOfRule(rule));
    if (asksForHeader(rule))
        fmt::format_to(out,
                       "          headers:\n            - name: x-plan\n"
                       "              value: gold\n");
    if (asksForQuery(rule))
        fmt::format_to(out,
                       "          queryParams:\n            - name: region\n"
                       "              value: eu\n");
    fmt::format_to(out, R"(      backendRefs:
        - name: shop
          port: 8080
          weight: 9
        - name: shop-canary
          port: 8080
          weight: 1
)");
}

void writeRoute(Text out, std::size_t first, std::size_t end) {
    fmt::format_to(out, R"(---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: route-{0:06}
  namespace: {1}
  labels:
    app.kubernetes.io/part-of: shop
spec:
  parentRefs:
    - name: public
      namespace: infra
  hostnames:
    - {1}.example.com
  rules:
)",
                   first / kRulesPerRoute, teamOf(first));
    for (std::size_t rule = first; rule < end; ++rule)
        writeRule(out, rule);
}

}  // namespace

std::string pathOfRule(std::size_t rule) {
    return fmt::format("/v{}/{}/{}/svc-{:06}", 1 + rule % 3, kAreas[rule % kAreas.size()],
                       teamOf(rule), rule);
}

std::string manifestOf(std::size_t rules) {
    std::string text(kGateway);
    const Text out = std::back_inserter(text);
    for (std::size_t team = 0; team * kRulesPerTeam < rules; ++team) {
        writeService(out, team, "shop");
        writeService(out, team, "shop-canary");
    }
    for (std::size_t first = 0; first < rules; first += kRulesPerRoute)
        writeRoute(out, first, std::min(first + kRulesPerRoute, rules));
    return text;
}

std::string expressionManifest(std::size_t rules) {
    std::string text(kGateway);
    const Text out = std::back_inserter(text);
    for (std::size_t rule = 0; rule < rules; ++rule)
        fmt::format_to(out, R"(---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: route-{0:06}
  namespace: team-0000
spec:
  parentRefs:
    - name: public
      namespace: infra
  hostnames:
    - team-0000.example.com
  rules:
    - matches:
        - path:
            type: RegularExpression
            value: {1}(/[a-z]+/[0-9]+)?
)",
                       rule, pathOfRule(rule));
    return text;
}

simulator::SimulationPtr simulationOf(const std::string& manifest) {
    model::WorldBuilder builder;
    builder.addLayer(model::readText("measured.yaml", manifest));
    return simulator::simulate(std::move(builder).build());
}

std::vector<Asked> requestsFor(std::size_t rules, std::size_t count) {
    std::vector<Asked> result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t bits = simulator::mixed(i);
        Asked& asked = result.emplace_back();
        asked.rule = simulator::below(bits, rules);
        simulator::Request& request = asked.request;
        request.gateway = "infra/public";
        request.urlHost = teamOf(asked.rule) + ".example.com";
        request.path = pathOfRule(asked.rule);
        if (bits % 2 == 0)
            request.path += fmt::format("/items/{}", bits % 1000);
        request.headers = {{"accept", "*/*"}, {"user-agent", "measured/1.0"}};
        if (asksForHeader(asked.rule))
            request.headers.emplace_back("X-Plan", "gold");
        if (asksForQuery(asked.rule))
            request.query = "page=2&region=eu";
    }
    return result;
}

}  // namespace gatesight::bench
