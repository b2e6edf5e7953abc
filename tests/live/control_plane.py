"""etcd and kube-apiserver on free ports of loopback, with TLS, RBAC, client certificates and tokens; everything in one folder."""
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

import certificates
from api import Api

LIFETIME = 1500  # seconds after which a server ends by itself, whatever became of the test
READY = 120
AUDIT = {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"], "rules": [
    {"level": "Metadata", "users": ["reader", "onlooker", "follower"]}, {"level": "None"}]}
# token, user, groups
TOKENS = [("keeper-token", "keeper", "system:masters"), ("reader-token", "reader", "readers"), ("onlooker-token", "onlooker", ""), ("follower-token", "follower", ""), ("guest-token", "guest", ""),
          ("shop-token", "shopkeeper", "")]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def kill(process):
    """Ends a program that runs below `timeout`, which makes a group of its own for both."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Server:
    """A process with a log that ends with the test, and after LIFETIME at the latest."""

    def __init__(self, folder, program, arguments):
        self.log = folder / f"{program.name}.log"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["timeout", "--kill-after=10", str(LIFETIME), program, *map(str, arguments)],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def last_words(self):
        return self.log.read_text(errors="replace")[-3000:]

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            kill(self.process)


class Etcd(Server):
    def __init__(self, folder, binaries):
        self.url, peers = f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}"
        super().__init__(folder, binaries / "etcd", [
            "--data-dir", folder / "etcd", "--unsafe-no-fsync", "--listen-client-urls", self.url, "--advertise-client-urls", self.url,
            "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", f"default={peers}"])
        wait(self, lambda: b"true" in self.get("/health"))

    def get(self, path, body=None):
        with urllib.request.urlopen(self.url + path, data=body and json.dumps(body).encode(), timeout=10) as answer:
            return answer.read()

    def compact(self):
        """Forgets all states but the newest one."""
        now = json.loads(self.get("/v3/kv/range", {"key": "AA=="}))["header"]["revision"]
        self.get("/v3/kv/compaction", {"revision": now, "physical": True})


class ApiServer(Server):
    """One kube-apiserver; several may share an etcd. `prefix` names the part of etcd that it uses."""

    def __init__(self, folder, binaries, etcd, port=None, prefix="/registry", flags=()):
        self.folder, self.port, self.audit = folder, port or free_port(), folder / "audit.log"
        super().__init__(folder, binaries / "kube-apiserver", [
            "--etcd-servers", etcd.url, "--etcd-prefix", prefix, "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1",
            "--secure-port", self.port, "--tls-cert-file", folder / "good.crt", "--tls-private-key-file", folder / "good.key",
            "--client-ca-file", folder / "authority.crt", "--token-auth-file", folder / "tokens", "--authorization-mode", "RBAC",
            "--service-account-issuer", "https://live.example", "--service-account-key-file", folder / "accounts.key",
            "--service-account-signing-key-file", folder / "accounts.key", "--service-cluster-ip-range", "10.96.0.0/16",
            "--disable-admission-plugins", "ServiceAccount", "--endpoint-reconciler-type", "none", "--cert-dir", folder / "unused",
            "--audit-policy-file", folder / "audit.json", "--audit-log-path", self.audit, "--audit-log-mode", "blocking", *flags])
        self.api = Api(self.port, folder / "authority.crt", "keeper-token")
        wait(self, lambda: self.api.ask("GET", "/readyz")[0] == 200)

    def requests(self):
        """What gatesight asked for so far, as the server tells it."""
        return list(map(json.loads, self.audit.read_text().splitlines() if self.audit.exists() else []))


def wait(server, ready):
    until = time.monotonic() + READY
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(0.2)
    said = server.last_words()
    server.stop()
    raise SystemExit(f"{server.log.stem} is not ready:\n{said}")


def prepare(folder):
    """Certificates, keys and tokens that the servers read."""
    certificates.make_all(folder)
    certificates.make_client(folder, "authority", "reader", "readers")
    certificates.openssl("genrsa", "-out", folder / "accounts.key", "2048")
    (folder / "tokens").write_text("".join(f'{token},{user},{user},"{groups}"\n' for token, user, groups in TOKENS))
    (folder / "audit.json").write_text(json.dumps(AUDIT))
