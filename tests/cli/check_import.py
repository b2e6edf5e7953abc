"""gatesight import against an API server on loopback: what it writes, what it says, and what it never does.

usage: check_import.py GATESIGHT SOURCE_FOLDER"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
LEAKS = f"suppressions={ROOT / 'tests' / 'cli' / 'leaks_of_libraries.txt'}:print_suppressions=0"
MARKER = "PLANTED"


class Cluster:
    """The fake API server and a folder with kubeconfigs for it."""

    def __init__(self, folder, routes=12):
        self.folder = pathlib.Path(folder)
        self.process = subprocess.Popen([sys.executable, str(ROOT / "tests" / "live" / "fake_api_server.py"), str(routes)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, encoding="utf-8")
        self.told = json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def kubeconfig(self, fault, user=None, **cluster):
        cluster = {"server": f"{self.told['good']}/{fault}", "certificate-authority": self.told["authority"], **cluster}
        cluster = {key: value for key, value in cluster.items() if value is not None}
        config = {"kind": "Config", "apiVersion": "v1", "current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
                  "clusters": [{"name": "k", "cluster": cluster}], "users": [{"name": "u", "user": user or {"token": self.told["token"]}}]}
        path = self.folder / f"{fault}.kubeconfig"
        path.write_text(json.dumps(config))
        return path

    def asked(self, *parts):
        """Whether a request had all of these in its path."""
        with urllib.request.urlopen(self.told["plain"] + "/log") as answer:
            return any(all(part in each[1] for part in parts) for each in json.load(answer))

    def run(self, fault, *arguments, kubeconfig=None):
        config = kubeconfig or self.kubeconfig(fault)
        return subprocess.run([PROGRAM, "import", "--kubeconfig", config, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                              env={"PATH": os.environ["PATH"], "LSAN_OPTIONS": LEAKS, "HOME": str(self.folder)}, timeout=60)


def until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def snapshots_open_everywhere(cluster):
    once, again = cluster.run("ok", "--secrets"), cluster.run("old", "--secrets")
    assert cluster.asked("/ok/", "/secrets/cert"), "--secrets reads none"
    assert once.returncode == 0, once.stderr.decode()
    assert once.stdout == again.stdout, "the same state gives other bytes"
    assert MARKER.encode() not in once.stdout + once.stderr, "a secret got out"
    path = cluster.folder / "cluster.yaml"
    path.write_bytes(once.stdout)
    for arguments in (["lint", "-f", path], ["status", "-f", path], ["trace", "-f", path, "http://r3.example.com/"], ["show", "-f", path]):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, encoding="utf-8", env={"LSAN_OPTIONS": LEAKS}, timeout=60)
        assert done.returncode in (0, 1), f"{arguments}: {done.stderr}"
        assert "manifest." not in done.stdout + done.stderr, f"{arguments}: {done.stdout}{done.stderr}"
        if arguments[0] == "trace":
            assert "shop/web-1" in done.stdout, done.stdout


def opened(cluster, name, *arguments):
    """What a command says of a snapshot, on both streams."""
    done = subprocess.run([PROGRAM, *arguments, "-f", cluster.folder / name], capture_output=True, encoding="utf-8", env={"LSAN_OPTIONS": LEAKS},
                          timeout=60)
    assert done.returncode in (0, 1), f"{arguments}: {done.stderr}"
    return done.stdout + done.stderr


def no_secret_is_read_unasked(cluster):
    """No request for a Secret, and whatever rests on one says so, with every command."""
    bare, explicit = cluster.run("bare"), cluster.run("bare", "--no-secrets")
    assert bare.returncode == 0 and bare.stdout == explicit.stdout, bare.stderr.decode()
    assert cluster.asked("/bare/", "/configmaps/backend-ca") and not cluster.asked("/bare/", "secrets"), "a Secret was asked for"
    assert b"Secrets were not read (named: 1); --secrets reads" in bare.stderr and b"not whole" not in bare.stderr, bare.stderr.decode()
    assert b"Secrets" not in cluster.run("bare", "--quiet").stderr
    both = cluster.run("bare", "--secrets", "--no-secrets")
    assert both.returncode == 2 and not both.stdout and b"--no-secrets" in both.stderr, both.stderr.decode()
    (cluster.folder / "bare.yaml").write_bytes(bare.stdout)

    lint = opened(cluster, "bare.yaml", "lint")
    assert "not-found" not in lint and "[secret.not-read]" in lint and "[cluster.snapshot.partial]" in lint, lint
    assert "certificateRef names Secret shop/cert, which was not read: Secrets are read only with --secrets" in lint, lint
    status = json.loads(subprocess.run([PROGRAM, "status", "-o", "json", "-f", cluster.folder / "bare.yaml"], capture_output=True, timeout=60,
                                       env={"LSAN_OPTIONS": LEAKS}).stdout)
    assert "assuming so of what was not read: Secret shop/cert" in json.dumps(status), status
    assert "InvalidCertificateRef" not in json.dumps(status), status
    trace = opened(cluster, "bare.yaml", "trace", "https://r3.example.com/")
    assert "shop/cert, which was not read" in trace and "shop/web-1" in trace, trace
    assert "kind: Secret\nmetadata" not in opened(cluster, "bare.yaml", "show"), "a Secret that nobody saw is shown"


def every_trouble_has_its_code_and_words(cluster):
    closed = cluster.kubeconfig("closed", server="https://127.0.0.1:1")
    other = cluster.kubeconfig("other", **{"certificate-authority": cluster.told["other"]})
    expired = cluster.kubeconfig("expired", server=cluster.told["expired"] + "/ok")
    future = cluster.kubeconfig("future", server=cluster.told["future"] + "/ok")
    elsewhere = cluster.kubeconfig("elsewhere", server=cluster.told["elsewhere"] + "/ok")
    token = cluster.kubeconfig("token", {"token": f"wrong-{MARKER}"})
    proxy = cluster.kubeconfig("proxy", **{"proxy-url": cluster.told["plain"]})
    told = set()
    for config, code, words in ((closed, 4, "refuses the connection"), (other, 4, "signed by no authority"), (expired, 4, "has expired"),
                                (future, 4, "not valid yet"), (elsewhere, 4, "another host"), (token, 4, "(401)"), (proxy, 4, "proxy"),
                                (cluster.folder / "none", 3, "does not exist")):
        done = cluster.run("", kubeconfig=config)
        said = done.stderr.decode()
        assert (done.returncode, done.stdout) == (code, b""), f"{config}: {done.returncode} {said}"
        assert words in said and MARKER not in said, f"{config}: {said}"
        told.add(said)
    assert len(told) == 8, "two troubles sound alike"


def missing_rights_are_said(cluster):
    done = cluster.run("forbidden")
    assert done.returncode == 0 and b"no right to read" in done.stderr, done.stderr.decode()
    path = cluster.folder / "partial.yaml"
    path.write_bytes(done.stdout)
    opened = subprocess.run([PROGRAM, "lint", "-f", path], capture_output=True, encoding="utf-8", env={"LSAN_OPTIONS": LEAKS}, timeout=60)
    assert "cluster.snapshot.partial" in opened.stdout, opened.stdout


def plugins_wait_for_consent(cluster):
    plugin = cluster.folder / "plugin"
    status = json.dumps({"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": cluster.told["token"]}})
    plugin.write_text(f"#!/bin/sh\ntouch {cluster.folder}/ran\necho noise {MARKER} >&2\necho '{status}'\n")
    plugin.chmod(0o755)
    other = pathlib.Path(shutil.copy(plugin, cluster.folder / "other-plugin"))
    config = cluster.kubeconfig("ok", {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": str(plugin), "interactiveMode": "Never",
                                                "args": [f"--secret={MARKER}"]}})
    for arguments in ([], ["--allow-exec", other]):
        denied = cluster.run("", *arguments, kubeconfig=config)
        assert denied.returncode == 4 and b"--allow-exec" in denied.stderr and MARKER.encode() not in denied.stderr, denied.stderr.decode()
        assert not (cluster.folder / "ran").exists(), "the plugin ran without consent"
    allowed = cluster.run("", "--allow-exec", plugin, kubeconfig=config)
    assert allowed.returncode == 0 and (cluster.folder / "ran").exists(), allowed.stderr.decode()
    assert MARKER.encode() not in allowed.stdout + allowed.stderr


def interrupt_leaves_nothing(cluster):
    started = time.monotonic()
    with open(cluster.folder / "cut.yaml", "wb") as out:
        process = subprocess.Popen([PROGRAM, "import", "--kubeconfig", cluster.kubeconfig("silent")], stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=subprocess.PIPE)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130, process.stderr.read().decode()
        process.stderr.close()
    assert time.monotonic() - started < 4, "took too long to end"
    assert (cluster.folder / "cut.yaml").stat().st_size == 0, "half a snapshot"


def a_file_is_private_and_whole(cluster):
    path = cluster.folder / "to.yaml"
    path.write_text("before")
    path.chmod(0o644)
    done = cluster.run("ok", "--to", path)
    assert done.returncode == 0 and done.stdout == b"", done.stderr.decode()
    assert path.read_bytes() == cluster.run("ok").stdout and path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode)
    nowhere = cluster.run("ok", "--to", cluster.folder / "none" / "to.yaml")
    assert nowhere.returncode == 4 and b"No such file" in nowhere.stderr, nowhere.stderr.decode()
    assert not [each for each in cluster.folder.iterdir() if each.name.startswith(".to.yaml")], "an unfinished file stayed"


def an_import_that_is_cut_leaves_the_old_file(cluster):
    """At whichever page: the file of the last import stays as it is, byte by byte."""
    many = Cluster(cluster.folder, routes=1200)
    path = cluster.folder / "old.yaml"
    path.write_bytes(cluster.run("ok").stdout)
    before = path.read_bytes()
    try:
        for page, told in (("first", "?limit=500"), ("middle", "continue=500"), ("last", "continue=1000")):
            process = subprocess.Popen([PROGRAM, "import", "--quiet", "--kubeconfig", many.kubeconfig(f"hold-{page}"), "--to", path],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            until(lambda: many.asked(f"/hold-{page}/apis/gateway.networking.k8s.io/v1/httproutes", told))
            process.send_signal(signal.SIGINT)
            out, errors = process.communicate(timeout=20)
            assert process.returncode == 130 and out == b"", f"{page}: {process.returncode} {errors.decode()}"
            assert path.read_bytes() == before, f"cut at its {page} page it left another file"
            assert not [each for each in cluster.folder.iterdir() if each.name.startswith(".old.yaml")], "an unfinished file stayed"
        done = many.run("ok", "--to", path)
        assert done.returncode == 0 and path.read_bytes().count(b"kind: HTTPRoute\n") >= 1200, done.stderr.decode()
    finally:
        many.close()


def insecure_is_loud(cluster):
    config = cluster.kubeconfig("ok", **{"certificate-authority": None, "insecure-skip-tls-verify": True})
    assert b"NOT verified" in cluster.run("", kubeconfig=config).stderr


CHECKS = (snapshots_open_everywhere, no_secret_is_read_unasked, every_trouble_has_its_code_and_words, missing_rights_are_said, plugins_wait_for_consent,
          interrupt_leaves_nothing, a_file_is_private_and_whole, an_import_that_is_cut_leaves_the_old_file, insecure_is_loud)


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(folder)
        try:
            for check in CHECKS:
                try:
                    check(cluster)
                    print(f"ok   {check.__name__}")
                except AssertionError as error:
                    failed += 1
                    print(f"FAIL {check.__name__}: {error}")
        finally:
            cluster.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
