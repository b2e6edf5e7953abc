"""Changes arrive while connected, across a restart of the server, and across a gap that the server forgot."""
from control_plane import ApiServer

import contents

SPACE = "watched"
KINDS = [f"{contents.GATEWAY}/HTTPRoute", "/Service"]
WATCHING = ("HTTPRoute", "watching")


def name(number):
    return "HTTPRoute", SPACE, f"route-{number:05}"


def hostnames(follower, number):
    return follower.objects.get(name(number), {}).get("spec", {}).get("hostnames")


def change(api, number, host):
    route = api.get(contents.route(number, SPACE))
    route["spec"]["hostnames"] = [host]
    api.replace(route)


def while_connected(api, follower):
    api.create(contents.route(2, SPACE))
    change(api, 0, "changed.example.com")
    api.delete(contents.route(1, SPACE))
    follower.until(lambda f: name(2) in f.objects and name(1) not in f.objects and hostnames(f, 0) == ["changed.example.com"])


def a_restart(live, follower):
    live.restart()
    live.api.create(contents.route(3, SPACE))
    live.api.delete(contents.route(2, SPACE))
    follower.until(lambda f: name(3) in f.objects and name(2) not in f.objects)


def a_gap(live, follower):
    """While the server is down, another one on the same etcd makes changes, and etcd forgets what was before them."""
    version = live.api.must("GET", f"/apis/{contents.GATEWAY}/v1/httproutes")["metadata"]["resourceVersion"]
    live.server.stop()
    other = ApiServer(live.folder, live.binaries, live.etcd)
    try:
        other.api.create(contents.route(4, SPACE))
        change(other.api, 0, "later.example.com")
        other.api.delete(contents.route(3, SPACE))
        live.etcd.compact()
    finally:
        other.stop()
    follower.states.clear()
    live.start()
    status, answer = live.api.ask("GET", f"/apis/{contents.GATEWAY}/v1/httproutes?watch=true&timeoutSeconds=2&resourceVersion={version}")
    assert status == 410 or answer["object"]["code"] == 410, f"the server did not forget: {status} {answer}"
    follower.until(lambda f: name(4) in f.objects and name(3) not in f.objects and hostnames(f, 0) == ["later.example.com"])
    follower.until(lambda f: f.states and f.states[-1] == WATCHING)
    assert ("HTTPRoute", "listing") in follower.states, follower.states


def while_connected_again(api, follower):
    api.create(contents.route(5, SPACE))
    follower.until(lambda f: name(5) in f.objects)


def check(live):
    live.api.create_all([contents.namespace(SPACE), contents.route(0, SPACE), contents.route(1, SPACE)])
    follower = live.gatesight.follow(live.users.token("follower"), KINDS)
    try:
        follower.until(lambda f: WATCHING in f.states and ("Service", "watching") in f.states)
        assert name(0) in follower.objects and name(1) in follower.objects
        while_connected(live.api, follower)
        a_restart(live, follower)
        a_gap(live, follower)
        while_connected_again(live.api, follower)
    finally:
        code = follower.stop()
    assert code == 0, f"gatesight-follow ended with {code}"
    return "created, changed, deleted; a restart; a gap that the server forgot"

