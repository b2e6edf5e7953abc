"""Whoever may not read everything gets what he may, and is told the rest kind by kind."""
import contents
from gatesight import documents

# What the role of one namespace may list, and what gatesight would like to list beside it.
ALLOWED = ["gateways", "httproutes", "services", "pods"]
REFUSED = {"namespaces", "nodes", "endpoints", "endpointslices", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs",
           "networkpolicies", "customresourcedefinitions", "gatewayclasses", "grpcroutes", "tcproutes", "tlsroutes", "udproutes", "listenersets",
           "referencegrants", "backendtlspolicies", "xbackends", "xbackendtrafficpolicies", "xmeshes", "serviceimports"}


def nothing_allowed(live):
    done = live.gatesight.read(live.users.token("guest"))
    assert done.returncode == 4 and not done.stdout and b"right" in done.stderr, done.stderr.decode()


def one_namespace(live):
    rules = [{"apiGroups": ["", contents.GATEWAY], "resources": ALLOWED, "verbs": ["list"]}]
    live.api.create_all(contents.role("shopkeeper", rules, "shopkeeper", "infra"))
    done = live.gatesight.read(live.users.token("shop"), "--secrets", "-n", "infra")
    assert done.returncode == 0, done.stderr.decode()
    head, objects = documents(done.stdout)
    missing = {each["resource"] for each in head["missing"]}
    assert REFUSED <= missing and not missing & set(ALLOWED), f"too much {missing & set(ALLOWED)}, not told {REFUSED - missing}"
    for each in head["missing"]:
        assert each["reason"] == "Forbidden" and each["resource"].encode() in done.stderr, each
    assert {each["metadata"]["namespace"] for each in objects} == {"infra"} and head["namespaces"] == ["infra"]
    assert "Gateway" in {each["kind"] for each in objects}
    return done.stdout, missing


def nothing_of_secrets_is_refused_unasked(live):
    done = live.gatesight.read(live.users.token("shop"), "-n", "infra")
    secrets = [each for each in documents(done.stdout)[0]["missing"] if each["resource"] == "secrets"]
    assert secrets == [{"group": "", "resource": "secrets", "reason": "NotAsked"}], secrets


def it_is_told_wherever_it_is_opened(live, text, missing):
    path = live.folder / "infra.yaml"
    path.write_bytes(text)
    said = live.gatesight.run("lint", "-f", path).stdout.decode()
    for each in missing:
        assert any("cluster.snapshot.partial" in line and each in line for line in said.splitlines()) or each in said, f"{each}: {said}"


def check(live):
    nothing_allowed(live)
    text, missing = one_namespace(live)
    nothing_of_secrets_is_refused_unasked(live)
    it_is_told_wherever_it_is_opened(live, text, missing)
    return f"{len(missing)} kinds are refused to the user of one namespace, each is named"
