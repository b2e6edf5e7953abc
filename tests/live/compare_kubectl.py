#!/usr/bin/env python3
"""How long `gatesight import` takes, and how much memory, beside `kubectl get -o json` of the same kinds: 10,000 HTTPRoutes, each with a
Service and an EndpointSlice, from a real API server on loopback, in turns.

usage: compare_kubectl.py --gatesight PATH --shared FOLDER [--routes N] [--turns N]

Prints the best, the middle and the worst ratio. Exit status 1 when gatesight's best is slower than kubectl's."""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import contents
import servers
from run_live import Live

SPACE = "many"
KINDS = "httproutes.gateway.networking.k8s.io,services,endpointslices.discovery.k8s.io"


def objects(routes):
    yield contents.namespace(SPACE)
    for number in range(routes):
        name = f"web-{number:05}"
        route = contents.route(number, SPACE)
        route["spec"]["rules"][0]["backendRefs"][0]["name"] = name
        yield route
        yield {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name, "namespace": SPACE},
               "spec": {"selector": {"app": name}, "clusterIP": "None", "ports": [{"port": 80, "targetPort": 8080}]}}
        yield {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
               "metadata": {"name": f"{name}-x", "namespace": SPACE, "labels": {"kubernetes.io/service-name": name}},
               "endpoints": [{"addresses": [f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"], "conditions": {"ready": True}}],
               "ports": [{"port": 8080, "protocol": "TCP"}]}


def measured(command, variables, output):
    """(seconds, MiB at its highest mark, bytes written)"""
    with open(output, "wb") as out, open(os.devnull, "rb") as nothing:
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=nothing, stdout=out, stderr=subprocess.PIPE, env=variables)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}: {errors.decode()}")
    return seconds, usage.ru_maxrss / 1024, output.stat().st_size


def compare(live, kubectl, turns):
    config = live.users.token("reader")
    variables = {"PATH": os.environ["PATH"], "HOME": str(live.folder)}
    ours = [live.gatesight.program, "import", "--kubeconfig", config, "--quiet"]
    theirs = [kubectl, "--kubeconfig", config, "get", KINDS, "--all-namespaces", "-o", "json"]
    pairs = []
    for turn in range(turns):
        pairs.append((measured(ours, variables, live.folder / "ours"), measured(theirs, variables, live.folder / "theirs")))
        (seconds, memory, size), (seconds_2, memory_2, size_2) = pairs[-1]
        print(f"turn {turn + 1}: gatesight {seconds:.2f} s, {memory:.0f} MiB, wrote {size >> 20} MiB; "
              f"kubectl {seconds_2:.2f} s, {memory_2:.0f} MiB, wrote {size_2 >> 20} MiB", flush=True)
    return pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gatesight", required=True)
    parser.add_argument("--shared", required=True, type=pathlib.Path)
    parser.add_argument("--routes", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=3)
    arguments = parser.parse_args()
    arguments.follower, arguments.seed, arguments.sample = arguments.gatesight, 1, 0
    try:
        binaries, kubectl = servers.binaries(), servers.binaries(servers.KUBECTL) / "kubectl"
    except servers.Skipped as why:
        print(f"skipped, since {why}")
        return 0
    with tempfile.TemporaryDirectory(prefix="gatesight-live-") as folder, Live(pathlib.Path(folder), arguments, binaries) as live:
        live.api.create_all(list(objects(arguments.routes)))
        pairs = compare(live, kubectl, arguments.turns)
    times = sorted(ours[0] / theirs[0] for ours, theirs in pairs)
    marks = sorted(ours[1] / theirs[1] for ours, theirs in pairs)
    print(f"time, gatesight / kubectl: {times[0]:.2f}, middle {statistics.median(times):.2f}, worst {times[-1]:.2f}")
    print(f"memory, gatesight / kubectl: {marks[0]:.2f}, middle {statistics.median(marks):.2f}, worst {marks[-1]:.2f}")
    return 1 if times[0] > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
