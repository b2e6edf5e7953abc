#!/usr/bin/env python3
"""gatesight import against a real etcd and kube-apiserver on loopback, which are built from their Go modules first.

usage: run_live.py --gatesight PATH --follower PATH --shared FOLDER [--only CHECK...] [--seed N] [--sample N] [--keep]

Prints a line for each check. Exit status: 0 all hold, or the servers cannot be had here, which the last line says; 1 otherwise."""
import argparse
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback

import check_import
import check_paging
import check_rights
import check_secrets
import check_verdicts
import check_watch
import contents
import servers
from control_plane import ApiServer, Etcd, prepare
from gatesight import Gatesight, Users


class Live:
    """The cluster of a run, and everything that checks need of it."""

    def __init__(self, folder, arguments, binaries):
        self.folder, self.binaries, self.shared = folder, binaries, arguments.shared.resolve()
        self.seed, self.sample = arguments.seed, arguments.sample
        self.gatesight = Gatesight(arguments.gatesight, arguments.follower, folder)
        self.server = self.etcd = None
        prepare(folder)

    def __enter__(self):
        try:
            self.etcd = Etcd(self.folder, self.binaries)
            self.server = ApiServer(self.folder, self.binaries, self.etcd)
            self.users = Users(self.folder, self.server.port)
            self.fill()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for each in (self.server, self.etcd):
            if each:
                each.stop()

    @property
    def api(self):
        return self.server.api

    def requests_for_secrets(self):
        """As the server tells them."""
        return [each for each in self.server.requests() if each.get("objectRef", {}).get("resource") == "secrets"]

    def start(self, *flags):
        """The API server again, at the address that it had."""
        self.server = ApiServer(self.folder, self.binaries, self.etcd, self.server.port, flags=flags)

    def restart(self, *flags):
        self.server.stop()
        self.start(*flags)

    def fill(self):
        """Definitions, the samples, and users with the roles that the manual tells: with Secrets, and without."""
        self.api.define(contents.gateway_definitions(self.shared, "experimental") + contents.other_definitions())
        for number, things in enumerate(contents.by_age(contents.samples())):
            time.sleep(1.05 if number else 0)  # a server tells ages in seconds, by its own clock
            self.api.create_all(things)
        manual = (contents.ROOT / "docs" / "manual" / "import.md").read_text()
        roles = [contents.read_text(block)[0] for block in re.findall(r"```yaml\n(.*?)```", manual, re.S) if "kind: ClusterRole\n" in block]
        plain, secrets = ([*role["rules"]] for role in roles)
        assert "secrets" not in str(plain), "the role that is enough by itself lets Secrets be read"
        plain.append({"apiGroups": ["example.dev"], "resources": ["limits"], "verbs": ["list"]})
        self.api.create_all(contents.role("onlooker", plain, "onlooker"))
        self.api.create_all(contents.role("reader", plain + secrets, "reader"))
        self.api.create_all(contents.role("follower", [
            {"apiGroups": ["", contents.GATEWAY], "resources": ["services", "httproutes"], "verbs": ["list", "watch"]}], "follower"))


def only_reads(live):
    """What the server itself saw of gatesight."""
    seen = {each["verb"] for each in live.server.requests()}
    assert seen and seen <= {"get", "list", "watch"}, seen
    secrets = live.requests_for_secrets()
    assert all("/secrets/" in each["requestURI"] for each in secrets), "Secrets were listed"
    assert "onlooker" not in {each["user"]["username"] for each in secrets}, "a Secret was asked for without --secrets"
    return f"{len(live.server.requests())} requests, each a {', '.join(sorted(seen))}"


CHECKS = {"import": check_import.check, "rights": check_rights.check, "secrets": check_secrets.check, "watch": check_watch.check,
          "paging": check_paging.check, "reads": only_reads, "verdicts": check_verdicts.check}


def run(live, names):
    failed = 0
    for name in names:
        started = time.monotonic()
        try:
            told = CHECKS[name](live)
            print(f"ok   {name}: {told} ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"FAIL {name}: {traceback.format_exc()}", flush=True)
    return failed


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gatesight", required=True, help="the command line program")
    parser.add_argument("--follower", required=True, help="gatesight-follow")
    parser.add_argument("--shared", required=True, type=pathlib.Path, help="the folder with validation/ and conformance/")
    parser.add_argument("--only", action="append", choices=CHECKS, help="this check; may be repeated (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample of the validation corpus")
    parser.add_argument("--sample", type=int, default=200, help="how many cases of it")
    parser.add_argument("--keep", type=pathlib.Path, help="copies logs and files into this folder at the end")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are ended
    if not arguments.shared.is_dir():
        print(f"live: skipped, since there is no folder {arguments.shared}")
        return 0
    try:
        binaries = servers.binaries()
    except servers.Skipped as why:
        print(f"live: skipped, since {why}")
        return 0
    names = arguments.only or list(CHECKS)
    with tempfile.TemporaryDirectory(prefix="gatesight-live-") as folder:
        try:
            with Live(pathlib.Path(folder), arguments, binaries) as live:
                failed = run(live, names)
        finally:
            if arguments.keep:
                shutil.copytree(folder, arguments.keep, dirs_exist_ok=True)
    print(f"live: {len(names) - failed} of {len(names)} checks hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
