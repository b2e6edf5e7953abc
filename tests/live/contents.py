"""What the tests put into the API server: definitions, the samples, many routes."""
import pathlib

import yaml

from gatesight import LOADER, key

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ("bookshop", "first-steps", "mall", "protocols", "tenants")  # "broken" is refused in part
GATEWAY = "gateway.networking.k8s.io"


def read_text(text):
    return [each for each in yaml.load_all(text, LOADER) if isinstance(each, dict)]


def read(path):
    return read_text(path.read_text())


def gateway_definitions(shared, channel):
    """The definitions of the Gateway API, as they are released."""
    return [each for path in sorted((shared / "validation" / "crds" / channel).glob("*.yaml")) for each in read(path)
            if each.get("kind") == "CustomResourceDefinition"]


def definition(group, version, kind, plural, labels=None, scope="Namespaced"):
    """A definition that takes everything."""
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": {"name": f"{plural}.{group}", "labels": labels or {},
                         "annotations": {"api-approved.kubernetes.io": "unapproved, a test needs the kind"}},
            "spec": {"group": group, "scope": scope, "names": {"kind": kind, "plural": plural, "singular": kind.lower(), "listKind": f"{kind}List"},
                     "versions": [{"name": version, "served": True, "storage": True, "subresources": {"status": {}}, "schema": {
                         "openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}}]}}


def other_definitions():
    """Kinds of others that samples use, and a policy that nobody but its label makes known."""
    policies = "policy.networking.k8s.io"
    return [definition("multicluster.x-k8s.io", "v1alpha1", "ServiceImport", "serviceimports"),
            definition(policies, "v1alpha1", "AdminNetworkPolicy", "adminnetworkpolicies", scope="Cluster"),
            definition(policies, "v1alpha1", "BaselineAdminNetworkPolicy", "baselineadminnetworkpolicies", scope="Cluster"),
            definition(policies, "v1alpha2", "ClusterNetworkPolicy", "clusternetworkpolicies", scope="Cluster"),
            definition("example.dev", "v1", "Limit", "limits", {f"{GATEWAY}/policy": "Direct"})]


def sample(name):
    """The objects of a sample; namespaces first, also those that it takes for granted."""
    found = [each for path in sorted((ROOT / "samples" / name).rglob("*.yaml")) for each in read(path) if each["kind"] != "Scenario"]
    spaces = {each["metadata"]["name"] for each in found if each["kind"] == "Namespace"}
    taken = {each["metadata"]["namespace"] for each in found if "namespace" in each["metadata"]} - spaces - {"kube-system", "default"}
    ordered = [each for each in found if each["kind"] == "Namespace"] + [each for each in found if each["kind"] != "Namespace"]
    return [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in sorted(taken)] + ordered


def samples():
    """All samples together; what two of them bring alike is there once."""
    return list({key(each): each for name in SAMPLES for each in sample(name)}.values())


def by_age(things):
    """Those of one day together, the oldest first; what has no age comes before all."""
    days = {}
    for each in things:
        days.setdefault(each["metadata"].get("creationTimestamp", "")[:10], []).append(each)
    return [days[day] for day in sorted(days)]


def namespaces(things):
    return sorted({each["metadata"]["namespace"] for each in things if "namespace" in each["metadata"]})


def namespace(name):
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def route(number, namespace, **more):
    return {"apiVersion": f"{GATEWAY}/v1", "kind": "HTTPRoute", "metadata": {"name": f"route-{number:05}", "namespace": namespace, **more},
            "spec": {"parentRefs": [{"name": "edge"}], "hostnames": [f"r{number}.example.com"],
                     "rules": [{"backendRefs": [{"name": "web", "port": 80}]}]}}


def role(name, rules, user, namespace=None):
    """A role and its binding for a user: for one namespace, or for all."""
    kind, group = "Role" if namespace else "ClusterRole", "rbac.authorization.k8s.io"
    where = {"namespace": namespace} if namespace else {}
    return [{"apiVersion": f"{group}/v1", "kind": kind, "metadata": {"name": name, **where}, "rules": rules},
            {"apiVersion": f"{group}/v1", "kind": f"{kind}Binding", "metadata": {"name": name, **where},
             "subjects": [{"kind": "User", "name": user, "apiGroup": group}], "roleRef": {"kind": kind, "name": name, "apiGroup": group}}]
