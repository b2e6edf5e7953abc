"""Builds etcd and kube-apiserver from the Go modules that servers/go.mod pins. Built once: they stay in the user's cache folder."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

MODULE = pathlib.Path(__file__).resolve().parent / "servers"
PACKAGES = {"etcd": "go.etcd.io/etcd/server/v3", "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver"}
TRIES = 3  # a module that could not be fetched may be there a moment later


class Skipped(Exception):
    """The servers cannot be had on this machine; the message says why."""


def pinned(pattern):
    return re.search(pattern, (MODULE / "go.mod").read_text(), re.M)[1]


def folder():
    """Where the binaries of these versions lie."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    versions = hashlib.sha256((MODULE / "go.mod").read_bytes() + (MODULE / "go.sum").read_bytes()).hexdigest()
    return cache / "gatesight" / "live-servers" / versions[:16]


def numbers(version):
    return [int(each) for each in re.findall(r"\d+", version)[:3]]


def go_environment():
    """The variables that `go` is run with; Skipped without a Go that is new enough and cannot get itself a newer one."""
    if not shutil.which("go"):
        raise Skipped("Go is not installed")
    wanted = pinned(r"^go (\S+)")
    variables = {**os.environ, "GOTOOLCHAIN": "auto", "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
    asked = subprocess.run(["go", "env", "GOVERSION"], cwd=MODULE, env=variables, capture_output=True, text=True, timeout=300)
    found = asked.stdout.strip()
    if asked.returncode or numbers(found) < numbers(wanted):
        raise Skipped(f"kube-apiserver needs Go {wanted}, and there is {found or 'an older one'}")
    return variables


def fetch(name, variables):
    """Gets the sources of every package that the server needs; Skipped without a network."""
    for attempt in range(TRIES):
        done = subprocess.run(["go", "list", "-deps", PACKAGES[name]], cwd=MODULE, env=variables, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL)
        if done.returncode == 0:
            return
    raise Skipped(f"the Go modules of {name} could not be fetched in {TRIES} tries")


def build(name, target, variables):
    version = pinned(r"k8s\.io/kubernetes (v\S+)")
    flags = f"-s -w -X k8s.io/component-base/version.gitVersion={version}"
    unfinished = target.with_name(f"{name}.{os.getpid()}")
    command = ["go", "build", "-trimpath", "-ldflags", flags, "-o", unfinished, PACKAGES[name]]
    if subprocess.run(command, cwd=MODULE, env=variables, stdin=subprocess.DEVNULL).returncode:
        raise SystemExit(f"{name} could not be built")
    unfinished.rename(target)


def binaries():
    """The folder with both servers, which are built when they are not there."""
    result = folder()
    missing = [name for name in PACKAGES if not (result / name).exists()]
    if missing:
        variables = go_environment()
        result.mkdir(parents=True, exist_ok=True)
        for name in missing:
            print(f"building {name}, once: this takes some minutes", flush=True)
            fetch(name, variables)
            build(name, result / name, variables)
    return result
