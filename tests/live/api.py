"""Plain HTTPS to an API server, for what a test wants there; every thread keeps a connection of its own."""
import concurrent.futures
import http.client
import json
import ssl
import threading
import time


class Api:
    def __init__(self, port, authority, token):
        self.port, self.token = port, token
        self.context = ssl.create_default_context(cafile=str(authority))
        self.kinds, self.local = {}, threading.local()
        self.patience = 30  # seconds until a new definition is served

    def ask(self, method, path, body=None):
        """(status, answer); a connection that the server closed meanwhile is opened again."""
        for attempt in (0, 1):
            connection = getattr(self.local, "connection", None)
            if connection is None:
                connection = self.local.connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=60)
            try:
                connection.request(method, path, body if body is None else json.dumps(body), {
                    "Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
                answer = connection.getresponse()
                text = answer.read()
                return answer.status, json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text
            except (http.client.HTTPException, OSError):
                connection.close()
                self.local.connection = None
                if attempt:
                    raise

    def must(self, method, path, body=None):
        status, answer = self.ask(method, path, body)
        if status not in (200, 201, 202):
            raise AssertionError(f"{method} {path}: {status} {answer.get('message') if isinstance(answer, dict) else answer}")
        return answer

    def resource(self, version, kind):
        """(plural, whether it lives in namespaces) of a kind; waits until it is served."""
        until = time.monotonic() + self.patience
        while (version, kind) not in self.kinds:
            status, found = self.ask("GET", f"/api/{version}" if "/" not in version else f"/apis/{version}")
            for each in found["resources"] if status == 200 else []:
                if "/" not in each["name"]:
                    self.kinds[version, each["kind"]] = each["name"], each["namespaced"]
            if (version, kind) not in self.kinds:
                if time.monotonic() > until:
                    raise AssertionError(f"{version} {kind} is not served")
                time.sleep(0.1)
        return self.kinds[version, kind]

    def path(self, thing, name=None):
        """Where an object is created; with its name, where it is."""
        version = thing["apiVersion"]
        plural, namespaced = self.resource(version, thing["kind"])
        root = f"/api/{version}" if "/" not in version else f"/apis/{version}"
        place = f"/namespaces/{thing['metadata'].get('namespace', 'default')}" if namespaced else ""
        return f"{root}{place}/{plural}" + (f"/{name}" if name else "")

    def create(self, thing, query=""):
        """Creates an object with its status; the first of a new kind is waited for."""
        until = time.monotonic() + self.patience
        while True:
            status, made = self.ask("POST", self.path(thing) + query, thing)
            if status != 404 or time.monotonic() > until:
                break
            time.sleep(0.1)
        if status == 409 and thing["kind"] == "Namespace":  # the server made it itself
            made = self.get(thing)
            made["metadata"].setdefault("labels", {}).update(thing["metadata"].get("labels", {}))
            return self.replace(made | {"apiVersion": "v1", "kind": "Namespace"})
        if status != 201:
            raise AssertionError(f"{thing['kind']} {thing['metadata'].get('name')}: {status} {made.get('message')}")
        if "status" in thing:
            made = self.must("PUT", self.path(thing, made["metadata"]["name"]) + "/status", made | {"status": thing["status"]})
        return made

    def create_all(self, things, query=""):
        """Many at once: those of one kind after the other, so that namespaces and definitions come first when they stand first."""
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            for kind in dict.fromkeys(each["kind"] for each in things):
                list(pool.map(lambda each: self.create(each, query), [each for each in things if each["kind"] == kind]))

    def define(self, definitions):
        """Creates definitions and waits until all that they serve can be listed."""
        self.create_all(definitions)
        until = time.monotonic() + self.patience
        for each in definitions:
            spec = each["spec"]
            for version in (version["name"] for version in spec["versions"] if version["served"]):
                path = f"/apis/{spec['group']}/{version}/{spec['names']['plural']}"
                while self.ask("GET", path + "?limit=1")[0] != 200:
                    assert time.monotonic() < until, f"{path} is not served"
                    time.sleep(0.1)

    def everything(self, kinds):
        """All objects of (version, kind) pairs."""
        found = []
        for version, kind in kinds:
            plural, _ = self.resource(version, kind)
            listed = self.must("GET", f"/{'apis' if '/' in version else 'api'}/{version}/{plural}")
            found += [{"apiVersion": version, "kind": kind} | each for each in listed["items"]]
        return found

    def get(self, thing):
        return self.must("GET", self.path(thing, thing["metadata"]["name"]))

    def replace(self, thing):
        return self.must("PUT", self.path(thing, thing["metadata"]["name"]), thing)

    def delete(self, thing):
        return self.must("DELETE", self.path(thing, thing["metadata"]["name"]))
