#!/usr/bin/env python3
"""How much memory `gatesight import` takes for 40,000 HTTPRoutes in pages of 500, beside the snapshot that it makes of them.

usage: import_memory.py GATESIGHT [ROUTES]

GATESIGHT has to be a build without sanitizers. What the program takes for five routes is not counted. Exit status 1 when the rest of its
highest mark is more than 1.3 times the bytes of the snapshot."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MOST = 1.3


def measured(program, routes):
    """(bytes at the highest mark, bytes of the snapshot)"""
    server = subprocess.Popen([sys.executable, str(HERE / "fake_api_server.py"), str(routes)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              encoding="utf-8")
    try:
        told = json.loads(server.stdout.readline())
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "config").write_text(json.dumps(
                {"kind": "Config", "apiVersion": "v1", "current-context": "c", "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
                 "clusters": [{"name": "k", "cluster": {"server": told["good"] + "/ok", "certificate-authority": told["authority"]}}],
                 "users": [{"name": "u", "user": {"token": told["token"]}}]}))
            process = subprocess.Popen([program, "import", "--quiet", "--kubeconfig", folder / "config", "--to", folder / "snapshot.yaml"],
                                       stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit(f"gatesight import ended with {process.returncode}")
            snapshot = (folder / "snapshot.yaml").read_bytes()
            if snapshot.count(b"\nkind: HTTPRoute\n") != routes:
                raise SystemExit("the snapshot does not hold all routes")
            return usage.ru_maxrss * 1024, len(snapshot)
    finally:
        server.stdin.close()
        server.wait(10)
        server.stdout.close()


def main():
    program, routes = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40_000
    empty, _ = measured(program, 5)
    highest, snapshot = measured(program, routes)
    ratio = (highest - empty) / snapshot
    print(f"{routes} routes: {highest >> 20} MiB at the highest mark, {empty >> 20} MiB of them without routes, a snapshot of {snapshot >> 20} MiB: "
          f"{ratio:.2f} times the snapshot")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
