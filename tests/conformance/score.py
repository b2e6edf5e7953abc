"""Runs the conformance and validation corpora beside the project against a gatesight binary, prints the scores and compares them with baseline.json.

A score below the recorded one fails. `--update` writes the scores just measured: into baseline.json, and into the status table of
README.md between its markers.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASELINE = ROOT / "tests/conformance/baseline.json"
TABLE = r"(<!-- {0} -->\n).*?(<!-- /{0} -->)"
# Whose published conformance reports stand beside our score in the README, by their id in features.json.
COMPARED = ("envoy-gateway", "istio", "nginx-gateway-fabric", "contour", "cilium", "kgateway", "traefik")
OWN_FEATURES = ("HTTPRoute", "Gateway", "ReferenceGrant")  # with everything that begins so: the extended features


def conformance(gatesight, shared):
    """{name: (passed, total)} of cases, by profile; and of those that need no other kind than the basic ones."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run([sys.executable, shared / "conformance/run.py", "--gatesight", gatesight, "--json", report.name,
                        "--failures", "5"], check=False)
        cases = json.load(report)["cases"]
    features = {case["name"]: case["features"] for case in json.loads((shared / "conformance/INDEX.json").read_text())["cases"]}
    scores = {}

    def add(name, passed):
        before = scores.get(name, (0, 0))
        scores[name] = (before[0] + passed, before[1] + 1)

    for case in cases:
        add(f"conformance {case['profile']}", case["passed"])
        if case["profile"] == "gateway-http" and all(f.startswith(OWN_FEATURES) for f in features[case["name"]]):
            add("conformance gateway-http, features of Gateway, HTTPRoute and ReferenceGrant", case["passed"])
    return scores


def validation(gatesight, shared):
    """{name: (passed, total)} of the validation corpus: cases judged right in every channel they hold for, single judgements, and
    judgements whose errors are those of the API server to the letter."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run([sys.executable, shared / "validation/run.py", "--gatesight", gatesight, "--json", report.name,
                        "--failures", "5"], check=False)
        checks = json.load(report)
    cases = {}
    for check in checks:
        cases[check["name"]] = cases.get(check["name"], True) and check["passed"]
    compared = [check["sameCauses"] for check in checks if check["sameCauses"] is not None]
    return {"validation": (sum(cases.values()), len(cases)),
            "validation, single judgements": (sum(check["passed"] for check in checks), len(checks)),
            "validation, same errors as the API server": (sum(compared), len(compared))}


def worse(scores, baseline):
    for name, recorded in baseline.items():
        passed = scores.get(name, (0, 0))[0]
        if passed < recorded["passed"]:
            yield f"{name}: {passed} now, {recorded['passed']} recorded"


def claimed(report, profile, core):
    """How many features of a profile a report claims, core ones included; None without a word about the profile."""
    for entry in report["profiles"]:
        if entry["name"].lower() == profile:
            return len(set(report["coreFeatures"]) & core | set((entry["extended"] or {}).get("supportedFeatures", [])))
    return None


def compared(scores, shared):
    """The rows of the table: for every profile our cases passed, and the features that each implementation's newest report claims."""
    features = json.loads((shared / "implementations/features.json").read_text())
    profiles = json.loads((shared / "implementations/features-catalogue.json").read_text())["profiles"]
    others = [next(i for i in features["implementations"] if i["id"] == name) for name in COMPARED]
    newest = [implementation["reports"][0] for implementation in others]
    yield ["profile", "Gatesight, cases", "features"] + [f"{i['name']} {r['gatewayAPIMinor']}" for i, r in zip(others, newest)]
    yield ["---"] * (3 + len(others))
    for profile, known in sorted((name.lower(), of) for name, of in profiles.items()):
        passed, total = scores[f"conformance {profile}"]
        counts = [claimed(report, profile, set(known["core"])) for report in newest]
        yield ([profile, f"{passed} of {total}", str(len(set(known["core"] + known["extended"])))] +
               ["–" if count is None else str(count) for count in counts])


def between(text, name, rows):
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return re.sub(TABLE.format(name), lambda match: match[1] + lines + match[2], text, flags=re.DOTALL)


def write_readme(scores, shared):
    readme = ROOT / "README.md"
    rows = [["corpus", "passed"], ["---", "---"]] + [[name, f"{passed} of {total}"] for name, (passed, total) in sorted(scores.items())]
    text = between(readme.read_text(), "scores", rows)
    readme.write_text(between(text, "implementations", compared(scores, shared)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gatesight", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--shared", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true", help="record what was measured")
    arguments = parser.parse_args()
    scores = conformance(arguments.gatesight, arguments.shared) | validation(arguments.gatesight, arguments.shared)
    for name, (passed, total) in sorted(scores.items()):
        print(f"{name}: {passed}/{total}")
    if arguments.update:
        BASELINE.write_text(json.dumps({name: {"passed": passed, "total": total} for name, (passed, total) in sorted(scores.items())}, indent=2) + "\n")
        write_readme(scores, arguments.shared)
        return 0
    losses = list(worse(scores, json.loads(BASELINE.read_text())))
    print("\n".join(f"LOWER THAN RECORDED {loss}" for loss in losses) or "no score is lower than recorded")
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
