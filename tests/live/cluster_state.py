"""What the fake API server holds: a small cluster with a marker in every field that must not leave it."""
import base64

MARKER = "PLANTED-SECRET"
GATEWAY = "gateway.networking.k8s.io"

# (group, version, plural, kind, namespaced)
RESOURCES = [
    ("", "v1", "namespaces", "Namespace", False), ("", "v1", "nodes", "Node", False), ("", "v1", "services", "Service", True),
    ("", "v1", "pods", "Pod", True), ("", "v1", "secrets", "Secret", True), ("", "v1", "configmaps", "ConfigMap", True),
    ("", "v1", "events", "Event", True),
    ("apps", "v1", "deployments", "Deployment", True), ("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", True),
    (GATEWAY, "v1", "gatewayclasses", "GatewayClass", False), (GATEWAY, "v1", "gateways", "Gateway", True),
    (GATEWAY, "v1", "httproutes", "HTTPRoute", True), (GATEWAY, "v1", "backendtlspolicies", "BackendTLSPolicy", True),
    ("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", False),
    ("example.dev", "v1", "limits", "Limit", True),
]


def b64(text):
    return base64.b64encode(text.encode()).decode()


def meta(name, namespace=None, **more):
    return {"name": name, **({"namespace": namespace} if namespace else {}), "uid": f"uid-{namespace}-{name}", "resourceVersion": "7",
            "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z",
            "managedFields": [{"manager": MARKER, "fieldsV1": {f"f:{MARKER}": {}}}],
            "annotations": {"kubectl.kubernetes.io/last-applied-configuration": MARKER, "note": MARKER}, **more}


def route(number):
    return {"metadata": meta(f"route-{number:05}", "shop"), "spec": {
        "parentRefs": [{"group": GATEWAY, "kind": "Gateway", "name": "edge"}], "hostnames": [f"r{number}.example.com"],
        "rules": [{"matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
                   "filters": [{"type": "RequestHeaderModifier", "requestHeaderModifier": {
                       "set": [{"name": "Authorization", "value": MARKER}, {"name": "x-tenant", "value": "blue"}],
                       "add": [{"name": "X-Api-Key", "value": MARKER}, {"name": "x-from", "value": f"https://user:{MARKER}@example.com/"}]}}],
                   "backendRefs": [{"group": "", "kind": "Service", "name": "web", "port": 80, "weight": 1}]}]},
        "status": {"parents": [{"parentRef": {"name": "edge"}, "controllerName": "example.dev/controller", "conditions": [
            {"type": "Accepted", "status": "True", "reason": "Accepted", "message": MARKER, "observedGeneration": 1}]}]}}


def pod_spec():
    return {"serviceAccountName": "web", "containers": [{
        "name": "web", "image": "registry.example/web:1", "args": [MARKER], "command": [MARKER],
        "env": [{"name": "PASSWORD", "value": MARKER}], "ports": [{"containerPort": 8080, "name": "http", "protocol": "TCP"}]}]}


def objects(routes, certificate, key, authority):
    """plural -> objects as the server stores them."""
    labels = {"app": "web"}
    return {
        "namespaces": [{"metadata": meta("shop")}, {"metadata": meta("other")}],
        "nodes": [{"metadata": meta("node-1", labels={"topology.kubernetes.io/zone": "a"}), "spec": {"providerID": MARKER},
                   "status": {"addresses": [{"type": "InternalIP", "address": "10.1.0.1"}], "nodeInfo": {"machineID": MARKER}}}],
        "services": [{"metadata": meta("web", "shop"), "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.10", "clusterIPs": ["10.96.0.10"],
                                                                "selector": labels, "ports": [{"port": 80, "targetPort": 8080, "protocol": "TCP"}]}}],
        "deployments": [{"metadata": meta("web", "shop"), "spec": {"replicas": 1, "selector": {"matchLabels": labels},
                                                                   "template": {"metadata": {"labels": labels, "annotations": {"a": MARKER}}, "spec": pod_spec()}}}],
        "pods": [{"metadata": meta("web-1", "shop", labels=labels, ownerReferences=[
            {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "uid-shop-web", "controller": True}]), "spec": pod_spec(),
            "status": {"phase": "Running", "podIP": "10.2.0.1", "podIPs": [{"ip": "10.2.0.1"}], "message": MARKER,
                       "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z", "message": MARKER}]}}],
        "endpointslices": [{"metadata": meta("web-abc", "shop", labels={"kubernetes.io/service-name": "web"}), "addressType": "IPv4",
                            "endpoints": [{"addresses": ["10.2.0.1"], "conditions": {"ready": True}, "targetRef": {"kind": "Pod", "name": "web-1", "namespace": "shop"}}],
                            "ports": [{"name": "", "port": 8080, "protocol": "TCP"}]}],
        "secrets": [{"metadata": meta("cert", "shop"), "type": "kubernetes.io/tls", "data": {
            "tls.crt": b64(certificate), "tls.key": b64(key), "extra": b64(MARKER)}},
            {"metadata": meta("private", "shop"), "type": "Opaque", "data": {"password": b64(MARKER)}, "stringData": {"x": MARKER}}],
        "configmaps": [{"metadata": meta("backend-ca", "shop"), "data": {"ca.crt": authority, "password": MARKER}},
                       {"metadata": meta("unrelated", "shop"), "data": {"ca.crt": MARKER}}],
        "events": [{"metadata": meta("event", "shop"), "message": MARKER}],
        "gatewayclasses": [{"metadata": meta("standard"), "spec": {"controllerName": "example.com/gateway"}}],
        "gateways": [{"metadata": meta("edge", "shop"), "spec": {"gatewayClassName": "standard", "listeners": [
            {"name": "http", "port": 80, "protocol": "HTTP", "allowedRoutes": {"namespaces": {"from": "Same"}}},
            {"name": "https", "port": 443, "protocol": "HTTPS", "allowedRoutes": {"namespaces": {"from": "Same"}},
             "tls": {"mode": "Terminate", "certificateRefs": [{"group": "", "kind": "Secret", "name": "cert"}]}}]},
            "status": {"addresses": [{"type": "IPAddress", "value": "192.0.2.7"}], "conditions": [{"message": MARKER}]}}],
        "httproutes": [route(number) for number in range(routes)],
        "backendtlspolicies": [{"metadata": meta("web", "shop"), "spec": {
            "targetRefs": [{"group": "", "kind": "Service", "name": "web"}],
            "validation": {"hostname": "web.example", "caCertificateRefs": [{"group": "", "kind": "ConfigMap", "name": "backend-ca"}]}}}],
        "customresourcedefinitions": [{"metadata": {**meta("limits.example.dev"), "labels": {"gateway.networking.k8s.io/policy": "Direct"}},
                                       "spec": {"group": "example.dev", "scope": "Namespaced", "names": {"kind": "Limit", "plural": "limits", "singular": "limit"},
                                                "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {"type": "object", "description": MARKER}}}]}},
                                      {"metadata": meta("others.example.org"), "spec": {"group": "example.org", "names": {"kind": "Other", "plural": "others"}}}],
        "limits": [{"metadata": meta("slow", "shop"), "spec": {"targetRefs": [{"group": GATEWAY, "kind": "HTTPRoute", "name": "route-00000"}], "secret": MARKER}}],
    }
