#!/usr/bin/env python3
"""gatesight status --compare: each sample as a cluster in which a controller wrote just what is predicted, and then something else."""
import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(gatesight, *arguments):
    answer = subprocess.run([gatesight, *map(str, arguments)], capture_output=True, check=False)
    if answer.returncode not in (0, 1):
        raise SystemExit(f"{arguments}: exit code {answer.returncode}\n{answer.stderr.decode()}")
    return answer


def compared(gatesight, sample, objects, folder):
    """What is said of the sample with these objects laid over it."""
    layer = folder / "reported.yaml"
    layer.write_text(yaml.safe_dump_all(objects))
    answer = run(gatesight, "status", "--compare", "-f", sample, "-f", layer, "--fail-on", "never", "-o", "json")
    said = json.loads(answer.stdout)
    assert answer.returncode == (1 if said["counts"]["disagree"] else 0), f"exit code {answer.returncode} for {said['counts']}"
    return said


def conditions(status):
    """Every condition of a status, wherever it stands."""
    for part in (status, *status.get("listeners", []), *status.get("parents", []), *status.get("ancestors", [])):
        yield from part.get("conditions", [])


def check(gatesight, sample, folder):
    said = json.loads(run(gatesight, "status", "--compare", "-f", sample, "--fail-on", "never", "-o", "json").stdout)
    assert said["objectsWithReport"] == 0, "nobody wrote a status into a sample"
    objects = json.loads(run(gatesight, "status", "-f", sample, "--fail-on", "never", "-o", "json").stdout)["items"]
    written = [each for each in objects if each.get("status")]
    said = compared(gatesight, sample, objects, folder)
    wrong = [row for row in said["comparisons"] if row["verdict"] not in ("agree", "unwritten")]
    assert not wrong, f"a controller that writes what is predicted: {wrong[0]}"
    assert said["objectsWithReport"] == len(written) and said["counts"]["agree"] >= len(written)

    agreed = said["counts"]["agree"]
    for each in written:
        each["metadata"]["generation"] = 7
        for condition in conditions(each["status"]):
            condition["observedGeneration"] = 6
    said = compared(gatesight, sample, objects, folder)
    assert said["counts"]["behind"] == agreed and not said["counts"]["disagree"], f"one generation behind: {said['counts']}"

    changed = 0
    for each in written:
        for condition in conditions(each["status"]):
            condition["observedGeneration"] = 7
            condition["status"] = {"True": "False", "False": "True", "Unknown": "True"}[condition["status"]]
            changed += 1
    said = compared(gatesight, sample, objects, folder)
    assert said["counts"]["disagree"] == changed, f"{changed} conditions turned round: {said['counts']}"
    return agreed


def main():
    gatesight = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        for sample in sorted((ROOT / "samples").glob("*/")):
            agreed = check(gatesight, sample, pathlib.Path(folder))
            print(f"{sample.name}: {agreed} conditions and counts agree, fall behind and disagree as they should")


if __name__ == "__main__":
    main()
