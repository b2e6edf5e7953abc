#!/usr/bin/env python3
"""Writes model/rules/examples.txt: a small example of each rule, cut out of the cases that show it.

  examples.py           writes the file
  examples.py --check   fails when it is out of date

Of the cases that name a rule the one with the shortest example is taken: what the case itself adds to its cluster, without the lines
that every object has, and what comes of it. Each line of the file begins with a mark: "@" the id of a rule, "=" the title of its
example, "|" a line of manifests, "?" a request, ">" what comes of it, "<" begins what comes of the manifests alone.
"""

import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "model/rules/examples.txt"
HEAD = "# Made by tests/rules/examples.py from tests/rules/cases: examples of rules. Do not edit.\n"
MOST_LINES = 24  # of manifests
MOST_OUTCOMES = 4
LONGEST = 96
LONGEST_OUTCOME = 240
BACKGROUND = {"Deployment", "Namespace", "Pod", "Secret", "Service"}  # left out first where there is too much
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Flow(yaml.SafeDumper):
    """Values as one would type them on one line, or close to it."""

    def ignore_aliases(self, data):
        return True


Flow.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text))


def loose(value):
    """"~text" in a case is any text that contains it."""
    if isinstance(value, dict):
        return {key: loose(each) for key, each in value.items()}
    if isinstance(value, list):
        return [loose(each) for each in value]
    return f"…{value[1:]}…".replace("……", "…") if isinstance(value, str) and value.startswith("~") else value


def flow(value):
    return yaml.dump(loose(value), Dumper=Flow, default_flow_style=True, sort_keys=False, width=10**6, allow_unicode=True).strip().removesuffix("\n...")


def read_cases():
    """Every case with the manifests of the clusters it builds upon, in the order of the files."""
    for path in sorted((ROOT / "tests/rules/cases").glob("*.yaml")):
        clusters = {}
        with open(path, encoding="utf-8") as file:
            documents = [each for each in yaml.load_all(file, Loader=LOADER) if each]
        for document in documents:
            if "case" in document:
                named = document.get("cluster", [])
                base = [clusters.get(name, "") for name in ([named] if isinstance(named, str) else named)]
                yield {**document, "base": "---\n".join(base)}
            elif "cluster" in document:
                clusters[document["cluster"]] = document.get("manifests", "")


def split(manifests):
    return [text.strip("\n") for text in re.split(r"(?m)^---[^\n]*$", manifests) if text.strip()]


def is_comment(line):
    return line.lstrip().startswith("#")


def trimmed(manifest):
    """"# Kind namespace/name", then what the object says besides its identity, as it was written."""
    try:
        objects = list(yaml.load_all(manifest, Loader=LOADER))
    except yaml.YAMLError:
        return manifest.split("\n")  # it is the text that is wrong
    if len(objects) != 1 or not isinstance(objects[0], dict) or not isinstance(objects[0].get("metadata"), dict):
        return manifest.split("\n")
    value = objects[0]
    metadata = value["metadata"]
    name = "/".join(str(each) for each in (metadata.get("namespace"), metadata.get("name")) if each)
    told = set(metadata) <= {"name", "namespace"} and isinstance(value.get("kind"), str)
    lines, skipping = [], False
    for line in manifest.split("\n"):
        key = re.match(r"([A-Za-z]+):", line)
        if key:
            skipping = key.group(1) in ({"apiVersion", "kind", "metadata"} if told else {"apiVersion", "kind"})
        elif not line.strip():
            continue
        if not skipping:
            lines.append(line.rstrip())
    if max(map(len, lines), default=0) > LONGEST:
        body = {key: each for key, each in value.items() if key not in ("apiVersion", "kind") and not (told and key == "metadata")}
        lines = yaml.dump(body, Dumper=Flow, default_flow_style=None, sort_keys=False, width=LONGEST, allow_unicode=True).rstrip().split("\n")
    version = str(value.get("apiVersion", ""))
    usual = version.endswith("/v1") or version == "v1"
    return [f"# {value.get('kind')} {name}" + ("" if usual else f" ({version})"), *lines]


def requested(request):
    """"GET http://a.example.com/ (x-env: canary)"."""
    rest = {key: value for key, value in request.items() if key not in ("url", "method", "gateway", "listener")}
    url = str(request.get("url", request.get("host", "")))
    words = [str(request.get("method", "GET" if url.startswith("http") else "")), url]
    text = " ".join(word for word in words if word)
    return text + (f"   {flow(rest)}" if rest else "")


def answered(expect):
    """What the parts of a Decision say, in a line."""
    expect = {key: value for key, value in expect.items() if value is not None}
    said = []
    outcome = expect.pop("outcome", None)
    status, reason = expect.pop("status", None), expect.pop("reason", None)
    backend = expect.pop("backend", None)
    if outcome != "forwarded" and status:
        said.append(str(status))
    elif outcome:
        said.append(str(outcome))
    if isinstance(backend, dict) and "name" in backend:
        said.append(f"to {backend['name']}" if said else f"forwarded to {backend['name']}")
    if reason:
        said.append(str(reason))
    route = expect.pop("route", None)
    if isinstance(route, dict) and "name" in route and not said:
        said.append(f"taken by route {route['name']}")
        if "rule" in route:
            said[-1] += f", rule {route['rule']}"
    if expect:
        said.append(flow(expect))
    return " ".join(said)


def outcomes(case, rule):
    """The lines that tell what comes of it: requests that cite the rule first."""
    lines = []
    requests = sorted(case.get("requests", []), key=lambda each: rule not in each.get("cites", []))
    for each in requests[:MOST_OUTCOMES]:
        lines.append("?" + requested(each["request"]))
        expected = each.get("expect") or {}
        answers = [answered(part) for part in (expected if isinstance(expected, list) else [expected])]
        answers += [f"not {answered(part)}" for part in each.get("expectNot", [])]
        lines += [">" + answer for answer in answers if answer]
    told = []
    for name, value in (case.get("status") or {}).items():
        if isinstance(value, list):
            told += [f"{name}: {line.removeprefix('!')}{' is not said' if line.startswith('!') else ''}" for line in value]
        else:
            told.append(f"{name}: {'no status' if value is None else flow(value)}")
    for name, value in (case.get("stored") or {}).items():
        told.append(f"stored: {name}: {flow(value)}")
    for name, value in (case.get("generated") or {}).items():
        told.append(f"generated: {name}: {flow(value)}" if value is not None else f"not generated: {name}")
    for line in case.get("findings") or []:
        told.append(f"no finding: {line[1:]}" if line.startswith("!") else f"finding: {line}")
    return lines + (["<"] if told else []) + [">" + line for line in told[:MOST_OUTCOMES]]


def cut(line, longest):
    line = line.replace("\n", " ")
    return line if len(line) <= longest else line[: longest - 1] + "…"


def shown_manifests(case, told):
    """The lines of the objects; too many of them are fewer without those in the background, or end in an ellipsis."""
    objects = [trimmed(document) for document in split(case.get("manifests") or case["base"])]
    if sum(map(len, objects)) > MOST_LINES:
        objects = [lines for lines in objects if lines[0].split()[1] not in BACKGROUND or lines[0].removeprefix("# ") in told]
    lines = [line for each in objects for line in each]
    return lines if len(lines) <= MOST_LINES else lines[: MOST_LINES - 1] + ["# …"]


def example(case, rule):
    told = [cut(line, LONGEST_OUTCOME) for line in outcomes(case, rule)]
    manifests = [cut(line, LONGEST) for line in shown_manifests(case, "\n".join(told))]
    return ["=" + case["case"], *("|" + line for line in manifests), *told]


def page():
    best = {}
    for case in read_cases():
        for rule in dict.fromkeys(filter(None, [case.get("rule"), *case.get("rules", [])])):
            found = example(case, rule)
            # one that shows this rule alone is the clearer one
            cost = (sum(map(len, found)) + (400 if case.get("rule") != rule else 0), len(found))
            # a check is shown by what it finds
            if rule.startswith("lint.") and not any(line.startswith(">finding: ") and rule in line for line in found):
                cost = (cost[0] + 10**6, cost[1])
            if rule not in best or cost < best[rule][0]:
                best[rule] = (cost, found)
    text = HEAD
    for rule in sorted(best):
        text += "\n".join(["@" + rule, *best[rule][1]]) + "\n"
    return text


def main(arguments):
    text = page()
    if arguments == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            print(f"{PAGE.relative_to(ROOT)} is out of date: run tests/rules/examples.py", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
