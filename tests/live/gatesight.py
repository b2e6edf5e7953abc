"""Runs gatesight, and the program that follows a cluster, as users that the API server knows in different ways."""
import json
import os
import pathlib
import queue
import subprocess
import threading
import time

import yaml

from control_plane import kill

PLUGIN = """#!/bin/sh
# A credential plugin: says who asks, and leaves a trace that it ran.
echo ran >> "{trace}"
echo '{{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {{"token": "{token}"}}}}'
"""
# Libraries keep what they once allocated; the sanitizer knows of it as in the tests of the command line.
LEAKS = f"suppressions={pathlib.Path(__file__).resolve().parents[1] / 'cli' / 'leaks_of_libraries.txt'}:print_suppressions=0"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Users:
    """Writes kubeconfigs for one API server."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.trace, self.plugin = folder / "plugin-ran", folder / "plugin.sh"
        self.plugin.write_text(PLUGIN.format(trace=self.trace, token="reader-token"))
        self.plugin.chmod(0o700)

    def kubeconfig(self, name, user, authority="authority.crt", namespace=None):
        path = self.folder / f"{name}.kubeconfig"
        context = {"cluster": "live", "user": name} | ({"namespace": namespace} if namespace else {})
        path.write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "live", "contexts": [{"name": "live", "context": context}],
            "clusters": [{"name": "live", "cluster": {"server": f"https://127.0.0.1:{self.port}",
                                                      "certificate-authority": str(self.folder / authority)}}],
            "users": [{"name": name, "user": user}]}))
        return path

    def token(self, user):
        return self.kubeconfig(user, {"token": f"{user}-token"})

    def token_file(self, user):
        path = self.folder / f"{user}.token"
        path.write_text(f"{user}-token\n")
        return self.kubeconfig(f"{user}-file", {"tokenFile": str(path)})

    def certificate(self, user):
        return self.kubeconfig(f"{user}-certificate", {"client-certificate": str(self.folder / f"{user}.crt"),
                                                       "client-key": str(self.folder / f"{user}.key")})

    def exec_plugin(self):
        return self.kubeconfig("plugin", {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": str(self.plugin),
                                                   "interactiveMode": "Never"}})


class Gatesight:
    """The two programs; `said` collects everything that they wrote to their error streams."""

    def __init__(self, program, follower, folder):
        self.program, self.follower, self.folder = pathlib.Path(program).resolve(), pathlib.Path(follower).resolve(), folder
        self.variables = {"PATH": os.environ["PATH"], "HOME": str(folder), "LSAN_OPTIONS": LEAKS}
        self.said = b""

    def run(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                              env=self.variables)
        self.said += done.stderr
        return done

    def read(self, kubeconfig, *arguments):
        """gatesight import."""
        return self.run("import", "--kubeconfig", kubeconfig, *arguments)

    def snapshot(self, kubeconfig, name, *arguments):
        """The file of a snapshot that must be whole."""
        done = self.read(kubeconfig, *arguments)
        assert done.returncode == 0, done.stderr.decode()
        path = self.folder / name
        path.write_bytes(done.stdout)
        return path

    def shown(self, *paths):
        """{(kind, namespace, name): object} as gatesight understands the files."""
        done = self.run("show", "-o", "json", *(part for path in paths for part in ("-f", path)))
        assert done.returncode in (0, 1), done.stderr.decode()
        return {key(each): each for each in json.loads(done.stdout)["items"]}

    def follow(self, kubeconfig, kinds, page=500, span=60):
        return Follower([self.follower, kubeconfig, str(page), str(span), *kinds], self.variables)


def key(thing):
    return thing["kind"], thing["metadata"].get("namespace", ""), thing["metadata"]["name"]


def documents(text):
    """(head, objects) of a snapshot."""
    head, *objects = yaml.load_all(text, LOADER)
    assert head["kind"] == "Snapshot", head
    return head["spec"], objects


class Follower:
    """gatesight-follow: what it tells arrives line by line."""

    def __init__(self, command, variables):
        self.process = subprocess.Popen(["timeout", "600", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables)
        self.lines, self.objects, self.states = queue.Queue(), {}, []
        threading.Thread(target=self.collect, daemon=True).start()

    def collect(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def take(self, line):
        if "state" in line:
            self.states.append((line["kind"], line["state"]))
        elif line["change"] == "delete":
            self.objects.pop((line["kind"], line["namespace"], line["name"]))  # what was never told cannot go
        else:
            made = yaml.load(line["yaml"], LOADER)
            self.objects[key(made)] = made

    def until(self, holds, seconds=120):
        """Takes what is told until the condition holds; an AssertionError when it never does."""
        end = time.monotonic() + seconds
        while not holds(self):
            try:
                self.take(self.lines.get(timeout=max(0.01, end - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"not told within {seconds} s; {len(self.objects)} objects, states {self.states[-6:]}") from None

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        finally:
            kill(self.process)
        return self.process.returncode
