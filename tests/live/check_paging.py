"""Five thousand routes come in pages of five hundred, also when the server forgets where the list was."""
import contents
from gatesight import documents

SPACE, ROUTES, PAGE = "many", 5000, 500
PATH = f"/apis/{contents.GATEWAY}/v1/httproutes"


def of_routes(live):
    return [each for each in live.server.requests() if each["requestURI"].startswith(PATH) and each["verb"] == "list"]


def pages(live):
    total = len(live.api.must("GET", PATH)["items"])
    before = len(of_routes(live))
    done = live.gatesight.read(live.users.token("reader"))
    assert done.returncode == 0, done.stderr.decode()
    head, objects = documents(done.stdout)
    told = next(each["count"] for each in head["objects"] if each["kind"] == "HTTPRoute")
    names = {each["metadata"]["name"] for each in objects if each["kind"] == "HTTPRoute" and each["metadata"]["namespace"] == SPACE}
    assert told == total and len(names) == ROUTES, f"{told} of {total} routes, {len(names)} of {ROUTES}"
    asked = of_routes(live)[before:]
    assert len(asked) == -(-total // PAGE), f"{len(asked)} requests for {total} routes"
    for number, each in enumerate(asked):
        assert f"limit={PAGE}" in each["requestURI"] and ("continue=" in each["requestURI"]) == (number > 0), each["requestURI"]
    return len(asked)


def a_page_that_is_forgotten(live):
    """The list of a watch, in pages so small that etcd is compacted between two of them. The server reads from etcd alone: its cache would
    remember more."""
    live.restart("--watch-cache=false")
    before = len(of_routes(live))
    follower = live.gatesight.follow(live.users.token("follower"), [f"{contents.GATEWAY}/HTTPRoute"], page=50)
    try:
        for number in range(600):
            try:
                follower.until(lambda f: ("HTTPRoute", "watching") in f.states, seconds=0.2)
                break
            except AssertionError:
                live.api.create(contents.namespace(f"moves-{number}"))
                live.etcd.compact()
        told = sum(each[1] == SPACE for each in follower.objects)
    finally:
        code = follower.stop()
    assert code == 0 and told == ROUTES, f"ended with {code}, {told} of {ROUTES} routes"
    gone = [each for each in of_routes(live)[before:] if each["responseStatus"]["code"] == 410]
    assert gone, "the server remembered every page"
    return len(gone)


def check(live):
    live.api.create_all([contents.namespace(SPACE), *(contents.route(number, SPACE) for number in range(ROUTES))])
    asked = pages(live)
    gone = a_page_that_is_forgotten(live)
    return f"{ROUTES} routes in {asked} requests; all there after {gone} pages were gone"
