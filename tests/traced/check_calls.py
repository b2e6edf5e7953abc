"""What the programs ask of the system, as strace sees it: no network in offline use, and files that are on disk before they take over a
name.

usage: check_calls.py SOURCE_FOLDER GATESIGHT [GATESIGHT_DESKTOP]

Exit status 77 where no process can be traced."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(sys.argv[1]).resolve()
PROGRAM = pathlib.Path(sys.argv[2]).resolve()
DESKTOP = pathlib.Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else None
SHOP = ROOT / "tests" / "cli" / "data" / "shop"
CHECKS = ROOT / "tests" / "cli" / "data" / "checks.yaml"


class Traced:
    """Processes under strace, with a home of their own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        # The leak sanitizer cannot look at a process that is traced.
        self.variables = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
                          "QT_QPA_PLATFORM": "offscreen", "ASAN_OPTIONS": "detect_leaks=0"}
        self.log = self.folder / "calls"

    def start(self, calls, command):
        return subprocess.Popen(["strace", "-f", "--seccomp-bpf", "-e", f"trace={calls}", "-o", self.log, *command], env=self.variables,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, calls, command, codes=(0, 1)):
        process = self.start(calls, command)
        _, errors = process.communicate(timeout=120)
        assert process.returncode in codes, f"{command}: {process.returncode} {errors.decode(errors='replace')}"
        return self.calls()

    def calls(self):
        return self.log.read_text(errors="replace").splitlines()


def families(calls):
    return sorted({family for line in calls for family in re.findall(r"socket\((AF_\w+)", line)})


def only_an_import_opens_the_network(traced):
    """The control first: without it a trace that sees nothing would pass."""
    config = traced.folder / "kubeconfig"
    config.write_text("""{"kind": "Config", "apiVersion": "v1", "current-context": "c", "users": [{"name": "u", "user": {"token": "t"}}],
        "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
        "clusters": [{"name": "k", "cluster": {"server": "https://127.0.0.1:1", "insecure-skip-tls-verify": true}}]}""")
    seen = families(traced.run("socket", [PROGRAM, "import", "--kubeconfig", config], codes=(4,)))
    assert "AF_INET" in seen, f"the trace does not see sockets: {seen}"
    for command in (["trace", "-f", SHOP, "http://shop.example.com/cart"], ["lint", "-f", SHOP], ["report", "-f", SHOP, "-o", "html"],
                    ["test", "-f", SHOP, CHECKS], ["status", "-f", SHOP], ["graph", "-f", SHOP]):
        seen = families(traced.run("socket", [PROGRAM, *command]))
        assert set(seen) <= {"AF_UNIX"}, f"gatesight {command[0]} opens {seen}"


def the_desktop_stays_offline(traced):
    picture = traced.folder / "window.png"
    seen = families(traced.run("socket", [DESKTOP, "--screenshot", picture, "--request", "http://shop.example.com/cart", SHOP]))
    assert picture.exists() and set(seen) <= {"AF_UNIX"}, f"the desktop opens {seen}"
    # As people start it: with a session that is kept, and one that is there from a crash.
    for _ in range(2):
        sessions = traced.folder / "state" / "gatesight" / "sessions"
        before = set(sessions.glob("*.json"))
        process = traced.start("socket", [DESKTOP, SHOP])
        end = time.monotonic() + 60
        while not (opened := [each for each in set(sessions.glob("*.json")) - before if "shop" in each.read_text()]):
            assert process.poll() is None and time.monotonic() < end, "the desktop opens nothing"
            time.sleep(0.1)
        time.sleep(1)
        os.kill(int(opened[0].stem.split("-")[1]), signal.SIGSEGV)
        process.communicate(timeout=60)
        seen = families(traced.calls())
        assert set(seen) <= {"AF_UNIX"}, f"the desktop opens {seen}"


def saving_syncs_before_it_renames(traced):
    path = traced.folder / "recorded.yaml"
    for _ in range(2):
        lines = traced.run("openat,fsync,rename,link,fchmod", [PROGRAM, "test", "-f", SHOP, CHECKS, "--record", "--to", path])
    calls = [re.sub(r"^\d+ +", "", line) for line in lines]
    opened = next(i for i, call in enumerate(calls) if "openat" in call and ".recorded.yaml" in call and "O_EXCL" in call)
    file = calls[opened].rsplit("= ", 1)[1]
    synced = next(i for i, call in enumerate(calls) if i > opened and call.startswith(f"fsync({file})"))
    linked = next(i for i, call in enumerate(calls) if call.startswith("link(") and "recorded.yaml" in call)
    renamed = next(i for i, call in enumerate(calls) if call.startswith("rename(") and call.endswith('recorded.yaml") = 0'))
    folder = next(i for i, call in enumerate(calls) if i > renamed and "O_DIRECTORY" in call)
    assert opened < synced < linked < renamed < folder, "\n".join(calls[opened:])
    assert any(call.startswith("fsync(") for call in calls[folder:]), "the folder was not synced"
    assert path.with_name("recorded.yaml~").exists(), "no backup was kept"


def why_not():
    """Why nothing can be traced here; empty when it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, encoding="utf-8")
    return "" if tried.returncode == 0 else f"strace may not trace: {tried.stderr.strip().splitlines()[-1:]}"


def main():
    if why := why_not():
        print(f"SKIPPED, since {why}")
        return 77
    failed = 0
    checks = [only_an_import_opens_the_network, saving_syncs_before_it_renames]
    if DESKTOP:
        checks.append(the_desktop_stays_offline)
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(Traced(folder))
                print(f"ok   {check.__name__}", flush=True)
            except AssertionError as error:
                failed += 1
                print(f"FAIL {check.__name__}: {error}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
