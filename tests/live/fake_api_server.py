"""An API server on loopback that fails on purpose.

usage: fake_api_server.py [ROUTES]

Writes one line of JSON with its addresses, then serves until its standard input ends, or two minutes at most. The first part of a
path names the fault: /ok/api/v1/pods is answered, /half/api/v1/pods breaks off. Faults strike lists of HTTPRoutes. GET /log gives all
requests as [method, path, authorization, accept]."""
import gzip
import http.server
import json
import pathlib
import ssl
import sys
import tempfile
import threading
import time
import urllib.parse

import certificates
from cluster_state import MARKER, RESOURCES, b64, objects, route

TOKEN = f"token-{MARKER}"
LOG, COUNTS, STATE = [], {}, {}
MOVED = {}  # (fault, plural, name) -> what the object became; None when it is gone
LOCK = threading.Lock()
STOP = threading.Event()


def aggregated(core):
    groups = {}
    for group, version, plural, kind, namespaced in RESOURCES:
        if (group == "") == core:
            groups.setdefault((group, version), []).append(
                {"resource": plural, "responseKind": {"group": "", "version": "", "kind": kind},
                 "scope": "Namespaced" if namespaced else "Cluster", "verbs": ["get", "list", "watch"]})
    return {"kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "items": [
        {"metadata": {"name": group}, "versions": [{"version": version, "resources": found, "freshness": "Current"}]}
        for (group, version), found in groups.items()]}


def old_discovery(path):
    if path == "/api":
        return {"kind": "APIVersions", "versions": ["v1"]}
    if path == "/apis":
        names = sorted({(group, version) for group, version, *_ in RESOURCES if group})
        return {"kind": "APIGroupList", "groups": [{"name": group, "preferredVersion": {"version": version}, "versions": [{"version": version}]}
                                                   for group, version in names]}
    parts = path.strip("/").split("/")
    group, version = ("", parts[1]) if parts[0] == "api" else (parts[1], parts[2])
    return {"kind": "APIResourceList", "resources": [
        {"name": plural, "kind": kind, "namespaced": namespaced, "verbs": ["get", "list"]}
        for g, v, plural, kind, namespaced in RESOURCES if (g, v) == (group, version)]}


def located(path):
    """(plural, namespace, name) of a path below a version; plural is None for discovery."""
    parts = path.strip("/").split("/")
    rest = parts[2:] if parts[0] == "api" else parts[3:]
    namespace = None
    if len(rest) > 2 and rest[0] == "namespaces":
        namespace, rest = rest[1], rest[2:]
    return (rest[0] if rest else None), namespace, (rest[1] if len(rest) > 1 else None)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20

    def setup(self):
        if isinstance(self.request, ssl.SSLSocket):
            self.request.do_handshake()
        super().setup()

    def log_message(self, *_):
        pass

    def send(self, status, body, content_type="application/json", length=None, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        if "gzip" in self.headers.get("Accept-Encoding", "") and "Content_Encoding" not in headers and status == 200 and length is None:
            data, headers["Content_Encoding"] = gzip.compress(data, 1), "gzip"
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def fail(self, status, **headers):
        self.send(status, {"kind": "Status", "message": f"no: {self.headers.get('Authorization')}"}, **headers)

    def refuse(self):
        with LOCK:
            LOG.append([self.command, self.path, ""])
        self.send_error(405)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = refuse

    def do_CONNECT(self):
        with LOCK:
            LOG.append(["CONNECT", self.path, self.headers.get("Authorization", "")])
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        if self.path == "/log":
            return self.send(200, LOG)
        with LOCK:
            LOG.append(["GET", self.path, self.headers.get("Authorization", ""), self.headers.get("Accept", "")])
        url = urllib.parse.urlsplit(self.path)
        _, fault, rest = (url.path + "/").split("/", 2)
        path, query = "/" + rest.rstrip("/"), dict(urllib.parse.parse_qsl(url.query))
        if fault == "unauthorized" or self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.fail(401, Date="Mon, 05 Jan 2026 00:00:00 GMT")
        if path in ("/api", "/apis") and fault != "old":
            return self.send(200, aggregated(path == "/api"))
        plural, namespace, name = located(path)
        if plural is None or path in ("/api", "/apis"):
            return self.send(200, old_discovery(path))
        with LOCK:
            count = COUNTS[fault, plural] = COUNTS.get((fault, plural), 0) + 1
        if query.get("watch") == "true":
            if count in REFUSED_WATCHES.get(fault, ()) or fault == f"{plural}-unwatched":
                return self.fail(403)
            return self.watch(fault, plural, selected(query), count)
        strike = getattr(self, "fault_" + fault.replace("-", "_"), None)
        if strike and plural in ("httproutes", "gateways" if fault == "forbidden" else "httproutes") and not strike(query, count):
            return None
        return self.give(fault, plural, namespace, name, query)

    def give(self, fault, plural, namespace, name, query):
        found = [MOVED.get((fault, plural, each["metadata"]["name"]), each) for each in STATE[plural]
                 if namespace in (None, each["metadata"].get("namespace")) and selected(query) in (None, each["metadata"]["name"])]
        found = [self.asked(each) for each in found if each]
        if name is not None:
            one = [each for each in found if each["metadata"]["name"] == name]
            kind = next(kind for _, _, p, kind, _ in RESOURCES if p == plural)
            return self.send(200, {"kind": kind, **one[0]}) if one else self.fail(404)
        begin, limit = int(query.get("continue", 0)), int(query.get("limit", 0)) or len(found)
        end = begin + limit
        metadata = {"resourceVersion": "100", **({"continue": str(end)} if end < len(found) else {})}
        return self.send(200, {"kind": "SomeList", "metadata": metadata, "items": found[begin:end]})

    def asked(self, thing):
        """The object as the request wants it: whole, or its metadata alone."""
        return {"metadata": thing["metadata"]} if "as=PartialObjectMetadata" in self.headers.get("Accept", "") else thing

    # Each answers and gives False, or gives True to let the request through.
    def fault_forbidden(self, query, count):
        self.fail(403)

    def fault_busy(self, query, count):
        return count > 2 or self.fail(429, Retry_After="0")

    def fault_always_busy(self, query, count):
        self.fail(429, Retry_After="3600")

    def fault_failing(self, query, count):
        return count > 2 or self.fail(500 if count == 1 else 503)

    def fault_broken(self, query, count):
        self.fail(500)

    def fault_restarting(self, query, count):
        if count <= 2:
            self.close_connection = True
            self.connection.close()
            return False
        return True

    def fault_gone(self, query, count):
        return count != 2 or self.fail(410)

    def fault_gone_always(self, query, count):
        return "continue" not in query or self.fail(410)

    def fault_silent(self, query, count):
        STOP.wait(10)
        self.close_connection = True

    def hold(self, query, page):
        """Never answers that page; the others are given."""
        begin, limit = int(query.get("continue", 0)), int(query.get("limit", 0))
        here = "first" if begin == 0 else "last" if begin + limit >= len(STATE["httproutes"]) else "middle"
        return here != page or self.fault_silent(query, 0)

    def fault_hold_first(self, query, count):
        return self.hold(query, "first")

    def fault_hold_middle(self, query, count):
        return self.hold(query, "middle")

    def fault_hold_last(self, query, count):
        return self.hold(query, "last")

    def fault_half(self, query, count):
        self.send(200, b'{"kind": "HTTPRouteList", "items": [', length=5000)
        self.close_connection = True

    def fault_dripping(self, query, count):
        self.send(200, b"{", length=5000)
        for _ in range(100):
            if STOP.wait(0.1):
                break
            self.wfile.write(b" ")
            self.wfile.flush()
        self.close_connection = True

    def fault_short(self, query, count):
        self.send(200, b'{"kind": "HTTPRouteList", "items": []}', length=10)
        self.close_connection = True

    def fault_garbage(self, query, count):
        self.send(200, f"<html>{MARKER}".encode(), content_type="text/html")

    def fault_deep(self, query, count):
        self.send(200, b"[" * 200000)

    def fault_wrong_kind(self, query, count):
        self.send(200, {"kind": "Status", "message": MARKER})

    def fault_items(self, query, count):
        self.send(200, {"kind": "HTTPRouteList", "items": [1, None, MARKER]})

    def fault_no_http(self, query, count):
        self.wfile.write(b"SSH-2.0-something\r\n\r\n")
        self.close_connection = True

    def fault_redirect(self, query, count):
        self.fail(302, Location="https://elsewhere.example/")

    def fault_loop(self, query, count):
        self.fail(307, Location=self.path)

    def fault_endless(self, query, count):
        self.send(200, {"kind": "HTTPRouteList", "metadata": {"continue": str(count)}, "items": [route(count)]})

    def fault_same_page(self, query, count):
        self.send(200, {"kind": "HTTPRouteList", "metadata": {"continue": "1"}, "items": [route(count)]})

    def fault_bomb(self, query, count):
        packed = gzip.compress(b"{" + b" " * (16 << 20), 1)
        self.send(200, packed, Content_Encoding="gzip")

    def watch(self, fault, plural, name, count):
        """Sends the watch events that the fault asks for, line by line, and ends."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        events = WATCHES.get(fault, lambda _: [])(count) if plural == "httproutes" else move(fault, plural, name)
        for event in events:
            if not isinstance(event, bytes) and event["type"] != "ERROR":
                event = {**event, "object": self.asked(event["object"])}
            self.wfile.write(event if isinstance(event, bytes) else json.dumps(event).encode() + b"\n")
            self.wfile.flush()
            if STOP.wait(0.01):
                return
        STOP.wait(0.2)


def event(kind, number, version):
    made = route(number)
    made["metadata"]["resourceVersion"] = str(version)
    return {"type": kind, "object": made}


# count is how many requests for the kind came before, lists included.
WATCHES = {
    "ok": lambda count: [event("ADDED", 900, 101), event("MODIFIED", 0, 102),
                         {"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "110"}}}, event("DELETED", 1, 111)],
    "watch-gone": lambda count: [{"type": "ERROR", "object": {"kind": "Status", "code": 410}}] if count < 4 else [event("ADDED", 900, 120)],
    "watch-refused": lambda count: [event("ADDED", 900, 101)],
    "watch-garbage": lambda count: [b"{\"type\": \"ADDED\", \"obj\n", b"x" * 100 + b"\n"] if count < 4 else [event("ADDED", 900, 120)],
}
# As of a server that starts, and as of one that means it.
REFUSED_WATCHES = {"watch-refused": range(2, 5), "watch-forbidden": range(2, 1000)}


def selected(query):
    """The name that a field selector asks for."""
    return query["fieldSelector"].removeprefix("metadata.name=") if "fieldSelector" in query else None


def moves(fault):
    """(plural, selected name) -> (name, change) of what changes when it is watched first; the change gets the object as it was."""
    def certificate(which):
        return lambda old: {**old, "data": {**old["data"], "tls.crt": b64(STATE["files"][which])}}

    def names_another(old):
        listeners = [{**each, **({"tls": {**each["tls"], "certificateRefs": [{"group": "", "kind": "Secret", "name": "private"}]}} if "tls" in each else {})}
                     for each in old["spec"]["listeners"]]
        return {**old, "spec": {**old["spec"], "listeners": listeners}}

    return {
        "renewed": {("secrets", "cert"): ("cert", certificate("elsewhere.crt")),
                    ("configmaps", "backend-ca"): ("backend-ca", lambda old: {**old, "data": {"ca.crt": STATE["files"]["other.crt"]}})},
        "deleted": {("secrets", "cert"): ("cert", lambda old: None)},
        "named": {("gateways", None): ("edge", names_another)},
        "named-unread": {("gateways", None): ("edge", names_another)},
        "configmaps-unwatched": {("secrets", "cert"): ("cert", certificate("elsewhere.crt"))},
    }.get(fault, {})


def move(fault, plural, name):
    """The events of a watch of that kind, or of that object alone."""
    which, change = moves(fault).get((plural, name), (None, None))
    with LOCK:
        if which is None or (fault, plural, which) in MOVED:
            return []
        old = next(each for each in STATE[plural] if each["metadata"]["name"] == which)
        new = change(old)
        if new:
            new = {**new, "metadata": {**old["metadata"], "resourceVersion": "201"}}
        MOVED[fault, plural, which] = new
    return [{"type": "MODIFIED" if new else "DELETED", "object": new or {**old, "metadata": {**old["metadata"], "resourceVersion": "201"}}}]


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


def serve(certificate=None):
    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        certificates.make_all(folder)
        STATE.update(objects(int(sys.argv[1]) if len(sys.argv) > 1 else 5, (folder / "good.crt").read_text(),
                             (folder / "good.key").read_text(), (folder / "authority.crt").read_text()))
        STATE["files"] = {each.name: each.read_text() for each in folder.glob("*.crt")}
        told = {which: serve(folder / f"{which}.pem") for which in ("good", "elsewhere", "expired", "future")}
        told |= {"plain": serve(), "authority": str(folder / "authority.crt"), "other": str(folder / "other.crt"), "token": TOKEN}
        print(json.dumps(told), flush=True)
        watcher = threading.Thread(target=lambda: (sys.stdin.read(), STOP.set()), daemon=True)
        watcher.start()
        STOP.wait(120)
        STOP.set()
        time.sleep(0.05)


if __name__ == "__main__":
    main()
