#include "support_manifest_samples.h"

#include <array>

namespace gatesight::model::test {
namespace {

// clang-format off
constexpr std::array kSamples{
Sample{"gateway-class.yaml", R"(apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: example
  annotations:
    description: "The class that everybody uses"
spec:
  controllerName: gateway.example.com/controller
  parametersRef: {group: gateway.example.com, kind: Parameters, name: default, namespace: infra}
)", 1},
Sample{"gateway.yaml", R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: infra
spec:
  gatewayClassName: example
  listeners:
  - name: http
    port: 80
    protocol: HTTP
  - name: https
    hostname: "*.example.com"
    port: 443
    protocol: HTTPS
    tls:
      mode: Terminate
      certificateRefs:
      - kind: Secret
        name: example-com
    allowedRoutes:
      namespaces:
        from: Selector
        selector:
          matchExpressions:
          - {key: team, operator: In, values: [shop, blog]}
)", 1},
Sample{"http-route.yaml", R"(# The shop's front door
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
  namespace: shop
  labels: {app: shop, "on": "yes"}
spec:
  parentRefs:
  - name: public
    namespace: infra
    sectionName: https
  hostnames: [shop.example.com, "www.shop.example.com"]
  rules:
  - matches:
    - path: {type: PathPrefix, value: /cart}
      headers:
      - name: x-canary
        value: "true"
    timeouts: {request: 10s}
    backendRefs:
    - {name: cart-v2, port: 8080, weight: 10}
    - {name: cart, port: 8080, weight: 90}
  - filters:
    - type: RequestRedirect
      requestRedirect:
        scheme: https
        statusCode: 301
)", 1},
Sample{"grpc-route.yaml", R"(apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: {name: orders, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  rules:
    - matches:
        - method:
            service: shop.v1.Orders
            method: Create
      backendRefs:
        - name: orders
          port: 9000
)", 1},
Sample{"service.yaml", R"(apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:
  type: ClusterIP
  clusterIP: 10.96.0.17
  selector:
    app: cart
  ports:
    - name: http
      port: 8080
      targetPort: web
      appProtocol: kubernetes.io/h2c
)", 1},
Sample{"deployment.yaml", R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: &labels
      app: cart
      tier: backend
  template:
    metadata:
      labels: *labels
    spec:
      containers:
        - name: cart
          image: registry.example.com/cart:1.2.3
          args: ["--listen", ":8080", --verbose]
          env:
            - name: NO_PROXY
              value: ".svc,.cluster.local"
          ports: [{containerPort: 8080, name: web}]
)", 1},
Sample{"config-map.yaml", R"(apiVersion: v1
kind: ConfigMap
metadata:
  name: scripts
data:
  start.sh: |
    #!/bin/sh
    if [ "$1" = "--help" ]; then
      echo 'usage: start [options]'
    fi
  folded: >-
    one line
    that goes on

    and another
  keep: |+
    text

  indented: |2
      two spaces more
  empty: ""
  quoted: 'it''s'
  escaped: "tab\there \u00e9 \x41 \
    and on"
)", 1},
Sample{"reference-grant.yaml", R"(apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: from-shop
  namespace: certs
spec:
  from:
  - {group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}
  to:
  - group: ""
    kind: Secret
)", 1},
Sample{"endpoint-slice.yaml", R"(apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: cart-1
  namespace: shop
  labels:
    kubernetes.io/service-name: cart
addressType: IPv6
endpoints:
- addresses: ["fd00::1"]
  conditions: {ready: true, serving: ~, terminating: }
- addresses:
  - fd00::2
ports:
- port: 8080
  name: http
)", 1},
Sample{"network-policy.yaml", R"(apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: default-deny, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: infra}}
    - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
)", 1},
Sample{"helm-output.yaml", R"(---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: release-shop
---
# Source: shop/templates/empty.yaml
---
# Source: shop/templates/route.yaml
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: release-shop
spec: {}
)", 2},
Sample{"kubectl-list.yaml", R"(apiVersion: v1
items:
- apiVersion: v1
  kind: Namespace
  metadata:
    name: shop
- apiVersion: v1
  kind: Namespace
  metadata:
    name: blog
  spec:
    finalizers:
    - kubernetes
- apiVersion: v1
  kind: Namespace
  metadata: {name: infra}
kind: List
metadata:
  resourceVersion: ""
)", 3},
Sample{"merge-keys.yaml", R"(x-defaults: &defaults
  protocol: HTTP
  port: 80
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: merged}
spec:
  listeners:
  - <<: *defaults
    name: one
  - {<<: [*defaults, {hostname: b.example.com}], name: two, port: 81}
)", 1},
Sample{"non-ascii.yaml", R"(apiVersion: v1
kind: ConfigMap
metadata:
  name: texte
  annotations: {ort: München, 名前: "値 \U0001F600", emoji: 😀}
data:
  größe: |
    zwölf Äpfel
)", 1},
Sample{"odd-layout.yaml", R"("apiVersion"   :   v1
? kind
: Secret
metadata:   # of the secret
            name:    
              spread
data: {

  a: b,   # first
  "c":d,
  'e' : [
    f, g,
  ],
}
)", 1},
Sample{"stream.yaml", R"(%YAML 1.1
---
a: 1
...
---
b: 2
--- {c: 3}
---
d: |
 ---- not a marker
 text
)", 4},
Sample{"list-item-styles.yaml", R"(kind: ServiceList
items:
  - kind: Service
    metadata:
      name: one
  -
    kind: Service
    metadata: {name: two}
  - {kind: Service, metadata: {name: three}}
)", 3},
Sample{"object.json", R"({
  "apiVersion": "gateway.networking.k8s.io/v1",
  "kind": "HTTPRoute",
  "metadata": {"name": "json", "labels": {"a\\b": "\u00fc\/\"", "empty": ""}},
  "spec": {"rules": [{"backendRefs": [{"name": "x", "port": 80, "weight": 0}], "matches": []}], "n": [-1.5e3, true, null]}
}
)", 1},
Sample{"list.json", R"({"apiVersion":"v1","items":[{"kind":"Pod","metadata":{"name":"a"},"status":{"podIP":"10.0.0.1"}},
{"kind":"Pod","metadata":{"name":"b"},"spec":{"containers":[{"name":"c","ports":[{"containerPort":8080}]}]}}],"kind":"PodList"})", 2},
Sample{"lines.json", R"({"kind":"Service","metadata":{"name":"one"}}
{"kind":"Service","metadata":{"name":"two"}}
{"kind":"Service","metadata":{"name":"three"}}
)", 3},
};
// clang-format on

}  // namespace

std::span<const Sample> samples() {
    return kSamples;
}

}  // namespace gatesight::model::test
