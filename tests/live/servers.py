"""Builds etcd and kube-apiserver, and for a comparison kubectl, from the Go modules that their go.mod pins. Built once: they stay in the
user's cache folder."""
import dataclasses
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

TRIES = 3  # a module that could not be fetched may be there a moment later


class Skipped(Exception):
    """The servers cannot be had on this machine; the message says why."""


@dataclasses.dataclass(frozen=True)
class Module:
    """A folder with a go.mod, and the programs that are built in it: name -> package."""
    path: pathlib.Path
    packages: dict

    def pinned(self, pattern):
        return re.search(pattern, (self.path / "go.mod").read_text(), re.M)[1]

    def folder(self):
        """Where the binaries of these versions lie."""
        cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
        versions = hashlib.sha256((self.path / "go.mod").read_bytes() + (self.path / "go.sum").read_bytes()).hexdigest()
        return cache / "gatesight" / "live-servers" / versions[:16]


HERE = pathlib.Path(__file__).resolve().parent
SERVERS = Module(HERE / "servers", {"etcd": "go.etcd.io/etcd/server/v3", "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver"})
KUBECTL = Module(HERE / "kubectl", {"kubectl": "k8s.io/kubernetes/cmd/kubectl"})


def numbers(version):
    return [int(each) for each in re.findall(r"\d+", version)[:3]]


def go_environment(module):
    """The variables that `go` is run with; Skipped without a Go that is new enough and cannot get itself a newer one."""
    if not shutil.which("go"):
        raise Skipped("Go is not installed")
    wanted = module.pinned(r"^go (\S+)")
    variables = {**os.environ, "GOTOOLCHAIN": "auto", "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
    asked = subprocess.run(["go", "env", "GOVERSION"], cwd=module.path, env=variables, capture_output=True, text=True, timeout=300)
    found = asked.stdout.strip()
    if asked.returncode or numbers(found) < numbers(wanted):
        raise Skipped(f"{next(iter(module.packages))} needs Go {wanted}, and there is {found or 'an older one'}")
    return variables


def fetch(module, name, variables):
    """Gets the sources of every package that the program needs; Skipped without a network."""
    for attempt in range(TRIES):
        done = subprocess.run(["go", "list", "-deps", module.packages[name]], cwd=module.path, env=variables, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL)
        if done.returncode == 0:
            return
    raise Skipped(f"the Go modules of {name} could not be fetched in {TRIES} tries")


def build(module, name, target, variables):
    version = module.pinned(r"k8s\.io/kubernetes (v\S+)")
    flags = f"-s -w -X k8s.io/component-base/version.gitVersion={version}"
    unfinished = target.with_name(f"{name}.{os.getpid()}")
    command = ["go", "build", "-trimpath", "-ldflags", flags, "-o", unfinished, module.packages[name]]
    if subprocess.run(command, cwd=module.path, env=variables, stdin=subprocess.DEVNULL).returncode:
        raise SystemExit(f"{name} could not be built")
    unfinished.rename(target)


def binaries(module=SERVERS):
    """The folder with the programs of a module, which are built when they are not there."""
    result = module.folder()
    missing = [name for name in module.packages if not (result / name).exists()]
    if missing:
        variables = go_environment(module)
        result.mkdir(parents=True, exist_ok=True)
        for name in missing:
            print(f"building {name}, once: this takes some minutes", flush=True)
            fetch(module, name, variables)
            build(module, name, result / name, variables)
    return result
