#!/usr/bin/env python3
"""How much memory it takes to read 40,000 HTTPRoutes from a cluster in pages of 500, beside the model that is made of them.

usage: import_memory.py GATESIGHT [ROUTES]

GATESIGHT has to be a build without sanitizers. The model is what a request is traced in: the highest mark of `gatesight trace` on the
snapshot that was imported. What both programs take for five routes is not counted. Exit status 1 when the import takes more than 1.3 times
as much."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MOST = 1.3


def highest_mark(command, good):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise SystemExit(f"gatesight {command[1]} ended with {process.returncode}")
    return usage.ru_maxrss * 1024


def measured(program, routes):
    """Bytes at the highest mark: of the import, of the model."""
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
            snapshot = folder / "snapshot.yaml"
            imported = highest_mark([program, "import", "--quiet", "--kubeconfig", folder / "config", "--to", snapshot], {0})
            if snapshot.read_bytes().count(b"\nkind: HTTPRoute\n") != routes:
                raise SystemExit("the snapshot does not hold all routes")
            return imported, highest_mark([program, "trace", "--quiet", "-f", snapshot, "http://nobody.example.com/"], {0, 1})
    finally:
        server.stdin.close()
        server.wait(10)
        server.stdout.close()


def main():
    program, routes = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40_000
    few, few_model = measured(program, 5)
    imported, model = measured(program, routes)
    ratio = (imported - few) / (model - few_model)
    print(f"{routes} routes: the import takes {(imported - few) >> 20} MiB at its highest mark, the model {(model - few_model) >> 20} MiB: "
          f"{ratio:.2f} (goal <= {MOST})")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
