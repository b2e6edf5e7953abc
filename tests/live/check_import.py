"""What was created is what gatesight import tells, whoever asks, byte by byte the same every time."""
import contents
from gatesight import documents, key

# Kinds whose spec a snapshot keeps whole.
WHOLE = (contents.GATEWAY, "gateway.networking.x-k8s.io", "networking.k8s.io")
# Kinds of which a snapshot keeps just some fields: what of these was written is there.
PARTS = {"Service": ("spec",), "EndpointSlice": ("addressType", "endpoints", "ports"), "Namespace": (), "ServiceImport": ("spec", "status"),
         "Deployment": (), "Pod": (), "Secret": (), "ConfigMap": (), "Node": ("status",),
         "AdminNetworkPolicy": ("spec",), "BaselineAdminNetworkPolicy": ("spec",), "ClusterNetworkPolicy": ("spec",)}


def group(thing):
    return thing["apiVersion"].rpartition("/")[0]


def within(written, found):
    """Whether everything that was written is found; the server may have added to it."""
    if isinstance(written, dict):
        return isinstance(found, dict) and all(within(value, found.get(name)) for name, value in written.items())
    if isinstance(written, list):
        return isinstance(found, list) and len(written) == len(found) and all(map(within, written, found))
    return written == found


def without_empty(value):
    """The server's own kinds are told without empty lists; those of definitions keep them."""
    if isinstance(value, dict):
        return {name: without_empty(each) for name, each in value.items() if each != []}
    return [without_empty(each) for each in value] if isinstance(value, list) else value


def containers(workload):
    spec = workload["spec"].get("template", workload)["spec"]
    return [(each["name"], [(port.get("name", ""), port["containerPort"]) for port in each.get("ports", [])]) for each in spec["containers"]]


def difference(written, shown, found):
    """Why the object of the snapshot is not the one that was written; empty when it is. `shown`: as gatesight says that the server would store it."""
    if written["metadata"].get("labels", {}).items() - found["metadata"].get("labels", {}).items():
        return "its labels differ"
    if group(written) in WHOLE:
        expected = without_empty(shown["spec"]) if group(written) == "networking.k8s.io" else shown["spec"]
        return "" if expected == found["spec"] else f"its spec differs: {shown['spec']} {found['spec']}"
    for part in PARTS[written["kind"]]:
        if not within(written.get(part, {}), found.get(part, {})):
            return f"its {part} differs: {written.get(part)} {found.get(part)}"
    if written["kind"] in ("Deployment", "Pod") and containers(written) != containers(found):
        return "its containers differ"
    if written["kind"] == "Secret" and (written["type"] != found["type"] or set(written["data"]) != set(found["data"])):
        return "its type or its keys differ"
    return ""


def same_for_everybody(live):
    """Certificate, token, token file and plugin; each twice."""
    first = live.gatesight.snapshot(live.users.token("reader"), "cluster.yaml", "--secrets")
    users = [live.users.token("reader"), live.users.token_file("reader"), live.users.certificate("reader")]
    for number, user in enumerate(users):
        again = live.gatesight.snapshot(user, f"again-{number}.yaml", "--secrets")
        assert again.read_bytes() == first.read_bytes(), f"{user.name}: the same state gives other bytes"
    plugin = live.users.exec_plugin()
    refused = live.gatesight.read(plugin)
    assert refused.returncode == 4 and not live.users.trace.exists(), "a plugin ran that was not allowed"
    assert str(live.users.plugin).encode() in refused.stderr, refused.stderr.decode()
    allowed = live.gatesight.snapshot(plugin, "plugin.yaml", "--secrets", "--allow-exec", live.users.plugin)
    assert allowed.read_bytes() == first.read_bytes() and live.users.trace.read_text() == "ran\n"
    return first


def wrong_users(live):
    """Nothing of the cluster, and a sentence of its own, for a user that is unknown and a server that is."""
    nobody = live.gatesight.read(live.users.kubeconfig("nobody", {"token": "wrong-token"}))
    assert nobody.returncode == 4 and not nobody.stdout and b"wrong-token" not in nobody.stderr, nobody.stderr.decode()
    stranger = live.gatesight.read(live.users.kubeconfig("stranger", {"token": "reader-token"}, authority="other.crt"))
    assert stranger.returncode == 4 and not stranger.stdout and stranger.stderr != nobody.stderr, stranger.stderr.decode()


def objects_are_equal(live, path):
    head, objects = documents(path.read_text())
    assert not head["missing"], head["missing"]
    shown = live.gatesight.shown(*[contents.ROOT / "samples" / name for name in contents.SAMPLES])
    written = [each for each in contents.samples() if key(each) in shown]
    found = {key(each): each for each in objects}
    for each in written:
        name = key(each)
        assert name in found or name[0] in ("Secret", "ConfigMap"), f"{name} is missing"
        why = difference(each, shown[name], found[name]) if name in found else ""
        assert not why, f"{name}: {why}"
    live_keys = {key(each) for each in live.api.everything(found_kinds(objects))}
    assert set(found) <= live_keys | {name for name in found if name[0] == "CustomResourceDefinition"}, set(found) - live_keys
    return len(written), len(objects)


def found_kinds(objects):
    return sorted({(each["apiVersion"], each["kind"]) for each in objects if each["kind"] != "CustomResourceDefinition"})


def requests_are_answered_alike(live):
    """Each sample's scenario on a snapshot of its namespaces."""
    count = 0
    for name in contents.SAMPLES:
        spaces = contents.namespaces(contents.sample(name))
        arguments = [part for each in spaces for part in ("-n", each)]
        path = live.gatesight.snapshot(live.users.token("reader"), f"{name}.yaml", "--secrets", *arguments)
        done = live.gatesight.run("test", "-f", path, contents.ROOT / "samples" / name / "scenario.yaml", "--fail-on", "never")
        assert done.returncode == 0, f"{name}: {done.stdout.decode()}{done.stderr.decode()}"
        count += int(done.stdout.split()[-4])
    return count


def no_secret_unasked(live, whole):
    """Who gives no --secrets needs no right to Secrets, sends no request for one, and gets all else."""
    before = len(live.requests_for_secrets())
    assert before, "the snapshots with --secrets read none"
    path = live.gatesight.snapshot(live.users.token("onlooker"), "unasked.yaml")
    live.gatesight.snapshot(live.users.token("reader"), "unasked-by-reader.yaml")
    asked = live.requests_for_secrets()[before:]
    assert not asked, f"a Secret was asked for: {asked[0]['requestURI']}"
    head, objects = documents(path.read_text())
    assert head["missing"] == [{"group": "", "resource": "secrets", "reason": "NotAsked"}], head["missing"]
    with_secrets = documents(whole.read_text())[1]
    secrets = [each for each in with_secrets if each["kind"] == "Secret"]
    assert secrets and objects == [each for each in with_secrets if each["kind"] != "Secret"], "something else differs"
    said = live.gatesight.run("lint", "-f", path).stdout.decode()
    assert "[secret.not-read]" in said and "[listener.tls.cert.not-found]" not in said, said
    return len(secrets)


def check(live):
    path = same_for_everybody(live)
    wrong_users(live)
    written, read = objects_are_equal(live, path)
    unread = no_secret_unasked(live, path)
    requests = requests_are_answered_alike(live)
    return (f"{written} objects of the samples are among {read}, {requests} requests end as in the samples; "
            f"{unread} Secrets are not asked for without --secrets")
