#include "tests/simulator/report/support_report.h"

#include <tuple>

namespace gatesight::simulator::test {

namespace {

// Without Qt: its word "slots" is no word for sources that come after this one.
SimulationPtr simulationOfText(const std::string& yaml) {
    model::WorldBuilder builder;
    builder.addLayer(model::readText("test.yaml", yaml));
    return simulate(std::move(builder).build());
}

}  // namespace

const std::string& shopYaml() {
    static const std::string yaml = R"yaml(
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {web: "yes"}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: any
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      allowedRoutes: {namespaces: {from: All}}
    - name: shop
      port: 80
      protocol: HTTP
      hostname: shop.example.com
      allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {web: "yes"}}}}
    - name: own
      port: 8080
      protocol: HTTP
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  hostnames: [shop.example.com]
  rules:
    - name: canary
      matches:
        - path: {type: PathPrefix, value: /cart}
          headers: [{name: x-canary, value: "true"}]
      backendRefs: [{name: cart-v2, port: 80}]
    - matches: [{path: {type: PathPrefix, value: /cart}}]
      backendRefs: [{name: cart-v1, port: 80, weight: 9}, {name: cart-v2, port: 80, weight: 1}]
    - matches: [{path: {type: Exact, value: /old}, method: GET}]
      filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]
    - matches: [{path: {type: PathPrefix, value: /pay}}, {path: {type: Exact, value: /bill}}]
      filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-team, value: shop}]}}]
      backendRefs: [{name: ledger, namespace: bank, port: 80}]
    - matches: [{path: {type: PathPrefix, value: /cart}}]
      backendRefs: [{name: cart-v1, port: 80}]
    - matches: [{path: {type: PathPrefix, value: /gone}}]
      backendRefs: [{name: nowhere, port: 80}]
    - matches: [{path: {type: PathPrefix, value: /empty}}]
      backendRefs: [{name: empty, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: stray, namespace: shop}
spec:
  parentRefs: [{name: publik, namespace: infra}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: shop-pays, namespace: bank}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
  to: [{group: "", kind: Service, name: ledger}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: nobody-asks, namespace: bank}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: elsewhere}]
  to: [{group: "", kind: Service}]
---
apiVersion: gatesight.dev/v1alpha1
kind: Scenario
metadata: {name: checkout}
spec:
  requests:
    - {name: canary, url: http://shop.example.com/cart, headers: {x-canary: "true"}, expect: {backend: shop/cart-v2}}
    - {name: pays, url: http://shop.example.com/pay, expect: {status: 404}}
    - {name: looks, url: http://shop.example.com/old}
)yaml" + [] {
        std::string workloads;
        for (const auto& [name, space, pods] :
             {std::tuple("cart-v1", "shop", 2), std::tuple("cart-v2", "shop", 1),
              std::tuple("ledger", "bank", 1), std::tuple("empty", "shop", 0)}) {
            workloads += std::string("---\napiVersion: v1\nkind: Service\nmetadata: {name: ") +
                         name + ", namespace: " + space + "}\nspec: {selector: {app: " + name +
                         "}, ports: [{port: 80}]}\n";
            workloads +=
                std::string("---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ") +
                name + ", namespace: " + space + "}\nspec:\n  replicas: " + std::to_string(pods) +
                "\n  selector: {matchLabels: {app: " + name +
                "}}\n  template:\n    metadata: {labels: {app: " + name +
                "}}\n    spec: {containers: [{name: main, image: example.com/main}]}\n";
        }
        return workloads;
    }();
    return yaml;
}

SimulationPtr shopSimulation() {
    return simulationOfText(shopYaml());
}

Report reportOf(const std::string& yaml) {
    const SimulationPtr simulation = simulationOfText(yaml);
    ReportInput input;
    input.title = "Shop";
    input.files = inputFiles(simulation->world->sources());
    for (const model::DocumentPtr& document : simulation->world->scenarios())
        input.scenarios.push_back(readScenario(document));
    return makeReport(*simulation, input).value();
}

}  // namespace gatesight::simulator::test
