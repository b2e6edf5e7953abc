#include "bench_kinds_world.h"

#include "simulator/routing/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gatesight::bench {

namespace {

using Out = std::back_insert_iterator<std::string>;

std::size_t rulesPerRoute(Traffic traffic) {
    return traffic == Traffic::Connections ? 1 : kRulesPerRoute;
}

std::string teamNumber(std::size_t rule) {
    return fmt::format("{:04}", rule / kRulesPerTeam);
}

std::string callService(std::size_t rule) {
    return fmt::format("shop.v1.Service{:06}", rule);
}

bool takesAnyName(std::size_t rule) {
    return rule % 10 == 3;
}

std::string nameOfRule(std::size_t rule) {
    return fmt::format("svc-{:06}.team-{}.example.com", rule, teamNumber(rule));
}

void writeFront(Out out, Traffic traffic) {
    fmt::format_to(
        out, R"(apiVersion: gateway.networking.k8s.io/v1
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
    - name: front
{}
      allowedRoutes:
        namespaces:
          from: All
)",
        traffic == Traffic::Connections
            ? "      port: 443\n      protocol: TLS\n      tls:\n        mode: Passthrough"
            : "      port: 80\n      protocol: HTTP");
}

void writeTeam(Out out, std::size_t team) {
    fmt::format_to(out, R"(---
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: team-{0:04}
spec:
  ports:
    - port: 8080
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: shop-1
  namespace: team-{0:04}
  labels:
    kubernetes.io/service-name: shop
addressType: IPv4
ports:
  - port: 8080
endpoints:
  - addresses:
      - 10.{1}.{2}.1
  - addresses:
      - 10.{1}.{2}.2
)",
                   team, team / 250, team % 250);
}

void writeMatches(Out out, Traffic traffic, std::size_t rule) {
    if (traffic == Traffic::Calls)
        fmt::format_to(out, R"(    - matches:
        - method:
            service: {0}
            method: Get
        - method:
            service: {0}
)",
                       callService(rule));
    else if (traffic == Traffic::Mesh)
        fmt::format_to(out, R"(    - matches:
        - path:
            type: PathPrefix
            value: {}
)",
                       pathOfRule(rule));
}

void writeRoute(Out out, Traffic traffic, std::size_t first, std::size_t end) {
    const std::string team = teamNumber(first);
    fmt::format_to(out, R"(---
apiVersion: gateway.networking.k8s.io/v1
kind: {}
metadata:
  name: {}
  namespace: team-{}
spec:
  parentRefs:
{}
)",
                   traffic == Traffic::Calls         ? "GRPCRoute"
                   : traffic == Traffic::Connections ? "TLSRoute"
                                                     : "HTTPRoute",
                   routeOfRule(traffic, first), team,
                   traffic == Traffic::Mesh
                       ? "    - group: \"\"\n      kind: Service\n      name: shop"
                       : "    - name: public\n      namespace: infra");
    if (traffic == Traffic::Calls)
        fmt::format_to(out, "  hostnames:\n    - team-{}.example.com\n", team);
    if (traffic == Traffic::Connections)
        fmt::format_to(out, "  hostnames:\n    - \"{}{}\"\n", takesAnyName(first) ? "*." : "",
                       nameOfRule(first));
    fmt::format_to(out, "  rules:\n");
    for (std::size_t rule = first; rule < end; ++rule) {
        writeMatches(out, traffic, rule);
        fmt::format_to(out, "    {} backendRefs:\n        - name: shop\n          port: 8080\n",
                       traffic == Traffic::Connections ? '-' : ' ');
    }
}

}  // namespace

std::string_view toString(Traffic traffic) {
    switch (traffic) {
        case Traffic::Calls:
            return "calls";
        case Traffic::Connections:
            return "connections";
        case Traffic::Mesh:
            return "mesh";
    }
    return {};
}

std::string routeOfRule(Traffic traffic, std::size_t rule) {
    return fmt::format("route-{:06}", rule / rulesPerRoute(traffic));
}

std::string manifestOf(Traffic traffic, std::size_t rules) {
    std::string text;
    const Out out = std::back_inserter(text);
    writeFront(out, traffic);
    for (std::size_t team = 0; team * kRulesPerTeam < rules; ++team)
        writeTeam(out, team);
    const std::size_t step = rulesPerRoute(traffic);
    for (std::size_t first = 0; first < rules; first += step)
        writeRoute(out, traffic, first, std::min(first + step, rules));
    return text;
}

std::vector<Asked> requestsFor(Traffic traffic, std::size_t rules, std::size_t count) {
    std::vector<Asked> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t bits = simulator::mixed(i);
        Asked& asked = result[i];
        asked.rule = simulator::below(bits, rules);
        simulator::Request& request = asked.request;
        const std::string team = teamNumber(asked.rule);
        request.urlHost = fmt::format("team-{}.example.com", team);
        request.gateway = "infra/public";
        switch (traffic) {
            case Traffic::Calls:
                request.scheme = simulator::Scheme::Grpc;
                request.protocol = simulator::Protocol::Grpc;
                request.method = "POST";
                request.path =
                    fmt::format("/{}/{}", callService(asked.rule), bits % 2 == 0 ? "Get" : "Watch");
                break;
            case Traffic::Connections:
                request.scheme = simulator::Scheme::Tls;
                request.protocol = simulator::Protocol::Tls;
                request.urlPort = 443;
                request.urlHost = (takesAnyName(asked.rule) ? "any." : "") + nameOfRule(asked.rule);
                break;
            case Traffic::Mesh:
                request.gateway.clear();
                request.from.namespace_ = fmt::format("team-{}", team);
                request.urlHost = "shop";
                request.urlPort = 8080;
                request.path = pathOfRule(asked.rule) + "/items";
        }
    }
    return result;
}

}  // namespace gatesight::bench
