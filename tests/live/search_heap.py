#!/usr/bin/env python3
"""Looks through the memory of `gatesight import` for secrets, at the moment when everything was read and nothing is written yet.

The cluster is the fake one, with a marker in every field that must not leave it. The program is held by a pipe that takes no more than
a page; its memory is read through /proc. Needs a build without the address sanitizer, whose quarantine keeps what was freed.

usage: search_heap.py GATESIGHT"""
import base64
import fcntl
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import cluster_state

F_SETPIPE_SZ = 1031
PATIENCE_S = 60
TOKENS = {  # what has to be found, or nothing was looked at: the snapshot itself holds these
    b"kind: HTTPRoute", b"route-00399"}


def kubeconfig(folder, told):
    path = folder / "config"
    path.write_text(f"""apiVersion: v1
kind: Config
current-context: it
contexts: [{{name: it, context: {{cluster: it, user: it}}}}]
clusters: [{{name: it, cluster: {{server: "{told['good']}/ok", certificate-authority: "{told['authority']}"}}}}]
users: [{{name: it, user: {{token: {told['token']}}}}}]
""")
    return path


def writable_memory(process):
    """Every byte that the process may write, one region after the other."""
    maps = pathlib.Path(f"/proc/{process}/maps").read_text()
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for line in maps.splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw") or "[vvar]" in line:
                continue
            begin, end = (int(each, 16) for each in span.split("-"))
            memory.seek(begin)
            try:
                yield memory.read(end - begin), line
            except OSError:
                continue


def places(marker, bytes_):
    """Where it stands, the first few."""
    at, count = bytes_.find(marker), 0
    while at >= 0 and count < 20:
        yield at
        at, count = bytes_.find(marker, at + 1), count + 1


def blocked(process):
    return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"


def search(gatesight, config, markers):
    with subprocess.Popen([gatesight, "import", "--kubeconfig", config, "--secrets", "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        fcntl.fcntl(program.stdout.fileno(), F_SETPIPE_SZ, 4096)
        # Its first bytes come when all is read: then it waits for somebody who takes the rest.
        first = os.read(program.stdout.fileno(), 16)
        until = time.monotonic() + PATIENCE_S
        while not blocked(program.pid) and time.monotonic() < until:
            time.sleep(0.05)
        found, seen, looked = set(), set(), 0
        for bytes_, line in writable_memory(program.pid):
            looked += len(bytes_)
            found |= {f"{line.split()[-1]}: {bytes_[max(0, at - 40):at + 60]!r}" for marker in markers for at in places(marker, bytes_)}
            seen |= {token for token in TOKENS if token in bytes_}
        rest = program.stdout.read()
        errors = program.stderr.read()
    for marker in markers:
        assert marker not in first + rest + errors, f"{marker} left the program"
    assert program.returncode == 0, errors.decode()
    assert seen == TOKENS, f"the memory that was looked through lacks {TOKENS - seen}"
    assert not found, "secrets are in memory after the import:\n" + "\n".join(sorted(found))
    return looked


def main():
    gatesight = pathlib.Path(sys.argv[1]).resolve()
    server = pathlib.Path(__file__).with_name("fake_api_server.py")
    plain = cluster_state.MARKER.encode()
    markers = {plain, base64.b64encode(plain).rstrip(b"=")}
    with subprocess.Popen([sys.executable, server, "400"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as fake, \
            tempfile.TemporaryDirectory() as name:
        told = json.loads(fake.stdout.readline())
        try:
            looked = search(gatesight, kubeconfig(pathlib.Path(name), told), markers)
        except PermissionError as why:
            print(f"skipped: the memory of another process cannot be read here ({why})")
            return
        finally:
            fake.stdin.close()
    print(f"no secret in {looked / (1 << 20):.0f} MiB of memory after an import")


if __name__ == "__main__":
    main()
