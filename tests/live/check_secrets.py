"""Three hundred secrets are planted in every place that a cluster has for them; none leaves it."""
import base64
import json
import re
import stat

import contents

SPACE = "vault-of-marks"
MANAGER = "PLANTED-in-managed-fields"
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


class Marks:
    """Gives a new marker each time, and knows all of them."""

    def __init__(self):
        self.given = [MANAGER]

    def new(self):
        self.given.append(f"PLANTED-{len(self.given):04}-secret")
        return self.given[-1]

    def b64(self):
        return base64.b64encode(self.new().encode()).decode()

    def forms(self):
        """As text, and as base64 shows it."""
        return [each for mark in self.given for each in (mark.encode(), base64.b64encode(mark.encode()).rstrip(b"="))]


def meta(marks, name):
    return {"name": name, "namespace": SPACE, "annotations": {LAST_APPLIED: marks.new(), "note": marks.new()}}


def secrets(marks, folder):
    """Some that a Gateway names, with a certificate and a key among what they hold; some that nobody names."""
    data = {name: base64.b64encode((folder / f"good.{part}").read_bytes()).decode() for name, part in (("tls.crt", "crt"), ("tls.key", "key"))}
    named = [{"apiVersion": "v1", "kind": "Secret", "metadata": meta(marks, f"named-{number}"), "type": "kubernetes.io/tls",
              "data": data | {"extra": marks.b64()}} for number in range(10)]
    others = [{"apiVersion": "v1", "kind": "Secret", "metadata": meta(marks, f"other-{number}"), "data": {"password": marks.b64()},
               "stringData": {"text": marks.new()}} for number in range(20)]
    return named + others


def config_maps(marks, folder):
    authority = (folder / "authority.crt").read_text()
    return [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta(marks, f"map-{number}"),
             "data": {"ca.crt": f"{authority}{marks.new()}\n", "password": marks.new()}} for number in range(20)]


def pod(marks):
    return {"containers": [{"name": "web", "image": "registry.example/web:1", "args": [marks.new()], "command": [marks.new()],
                            "env": [{"name": "PASSWORD", "value": marks.new()}], "ports": [{"containerPort": 8080}]}]}


def workloads(marks):
    made = []
    for number in range(10):
        labels = {"app": f"web-{number}"}
        made += [{"apiVersion": "v1", "kind": "Service", "metadata": meta(marks, f"web-{number}"), "spec": {
            "selector": labels, "ports": [{"port": 80, "targetPort": 8080}]}},
            {"apiVersion": "v1", "kind": "Pod", "metadata": meta(marks, f"web-{number}") | {"labels": labels}, "spec": pod(marks)},
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta(marks, f"web-{number}"), "spec": {
                "replicas": 0, "selector": {"matchLabels": labels},
                "template": {"metadata": {"labels": labels, "annotations": {"a": marks.new()}}, "spec": pod(marks)}}}]
    return made


def routing(marks):
    listeners = [{"name": f"https-{number}", "port": 443, "protocol": "HTTPS", "hostname": f"h{number}.example.com",
                  "tls": {"certificateRefs": [{"kind": "Secret", "name": f"named-{number}"}]}} for number in range(10)]
    made = [{"apiVersion": f"{contents.GATEWAY}/v1", "kind": "Gateway", "metadata": meta(marks, "edge"),
             "spec": {"gatewayClassName": "standard", "listeners": listeners}},
            {"apiVersion": "example.dev/v1", "kind": "Limit", "metadata": meta(marks, "limit"), "spec": {
                "targetRefs": [{"group": contents.GATEWAY, "kind": "Gateway", "name": "edge"}], "secret": marks.new()}}]
    for number in range(10):
        route = contents.route(number, SPACE)
        route["metadata"] = meta(marks, f"route-{number}")
        route["spec"]["rules"][0]["filters"] = [{"type": "RequestHeaderModifier", "requestHeaderModifier": {
            "set": [{"name": "Authorization", "value": marks.new()}, {"name": "X-Api-Key", "value": marks.new()}],
            "add": [{"name": "x-from", "value": f"https://user:{marks.new()}@example.com/"}, {"name": "Cookie", "value": marks.new()}]}}]
        made.append(route)
        made.append({"apiVersion": f"{contents.GATEWAY}/v1", "kind": "BackendTLSPolicy", "metadata": meta(marks, f"policy-{number}"), "spec": {
            "targetRefs": [{"group": "", "kind": "Service", "name": f"web-{number}"}],
            "validation": {"hostname": "web.example", "caCertificateRefs": [{"group": "", "kind": "ConfigMap", "name": f"map-{number}"}]}}})
    return made


def plant(live, marks):
    things = [contents.namespace(SPACE), *secrets(marks, live.folder), *config_maps(marks, live.folder), *workloads(marks), *routing(marks)]
    live.api.create_all(things, f"?fieldManager={MANAGER}")
    return things


def in_the_server(live, things, marks):
    """Every marker has to be there, or its absence elsewhere would mean nothing."""
    kinds = sorted({(each["apiVersion"], each["kind"]) for each in things})
    objects = live.api.everything(kinds)
    held = repr(objects).encode()
    forms = marks.forms()
    absent = [marks.given[i // 2] for i in range(0, len(forms), 2) if forms[i] not in held and forms[i + 1] not in held]
    assert len(marks.given) >= 300 and not absent, f"{len(marks.given)} markers, of which the server lacks {absent[:5]}"
    return objects


# What tools that collect for support do: keep everything but Secrets' values, and what stands behind names and in addresses that
# look secret.
LOOKS_SECRET = r"[^\"]*(?:password|passwd|token|secret|api.?key|access.?key|account|database|user)[^\"]*"
DENIED = (rf'("name": "{LOOKS_SECRET}",\s*"value": ")[^"]*', rf'("{LOOKS_SECRET}": ")[^"]*', r"(\w://)[^/\s@\"]+@")


def left_by_patterns(held, marks):
    """Markers that a list of forbidden patterns would have left in the same objects."""
    kept = [{key: value for key, value in each.items() if each["kind"] != "Secret" or key not in ("data", "stringData")} for each in held]
    text = json.dumps(kept)
    for pattern in DENIED:
        text = re.sub(pattern, r"\1***", text, flags=re.IGNORECASE)
    forms = marks.forms()
    return sum(forms[i].decode() in text or forms[i + 1].decode() in text for i in range(0, len(forms), 2))


def check(live):
    marks = Marks()
    things = plant(live, marks)
    held = in_the_server(live, things, marks)
    path = live.folder / "secretive.yaml"
    done = live.gatesight.read(live.users.token("reader"), "--secrets", "--to", path)
    assert done.returncode == 0 and not done.stdout, done.stderr.decode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, oct(path.stat().st_mode)
    text = path.read_bytes()
    for part in ("named-3", "map-3", "limit", "***"):
        assert part.encode() in text, f"the snapshot lacks {part}"
    opened = live.gatesight.run("lint", "-f", path)
    for place, found in (("the snapshot", text), ("what was said", live.gatesight.said), ("what lint says", opened.stdout)):
        leaked = [mark for mark in [*marks.forms(), b"PRIVATE KEY", b"reader-token", b"last-applied"] if mark in found]
        assert not leaked, f"in {place}: {leaked[:5]}"
    left = left_by_patterns(held, marks)
    assert left > 0, "a list of patterns would do as well"
    return (f"{len(marks.given)} markers, none in the snapshot nor in {len(live.gatesight.said)} bytes of messages; "
            f"a list of forbidden patterns would leave {left}")
