"""Validates what the commands print, and the samples they read, against docs/schema. A schema lets readers meet unknown fields; here
it must name every field, so that none is added without being described.

usage: check_schemas.py GATESIGHT SOURCE_FOLDER; exit code 77 when python3-jsonschema is not there."""
import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"SKIPPED: {error}; install python3-jsonschema and python3-yaml")
    sys.exit(77)

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
REQUESTS = [
    {"id": "plain", "url": "http://shop.example.com/cart"},
    {"id": "headers", "url": "http://shop.example.com/cart", "headers": [["x-canary", "true"]]},
    {"id": "redirect", "url": "http://shop.example.com/old"},
    {"id": "miss", "url": "http://shop.example.com/nowhere"},
    {"id": "refused", "url": "http://shop.example.com:8081/", "gateway": "infra/public"},
    {"id": "no grant", "url": "http://pay.example.com/"},
    {"id": "inside", "url": "http://cart-v1:8080/", "from": {"namespace": "shop", "workload": "cart-v2"}},
    {"id": "repeated", "url": "http://shop.example.com/cart", "repeat": 50},
    {"id": "slow", "url": "http://shop.example.com/cart", "backendBehavior": {"delayMs": [30, 0], "statuses": [503, 200]}},
    {"id": "not a request", "urn": 1},
]


def strict(schema):
    """The schema without room for fields that it does not describe."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        result.setdefault("additionalProperties", False)
    return result


def validator(name):
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(strict(schema))


def run(*arguments, stdin=""):
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, encoding="utf-8", timeout=120)
    if done.returncode not in (0, 1):
        raise SystemExit(f"gatesight {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def problems_of(what, schema, value):
    for error in schema.iter_errors(value):
        yield f"{what}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


def decisions():
    data = str(ROOT / "tests" / "cli" / "data" / "shop")
    lines = "".join(json.dumps(request) + "\n" for request in REQUESTS)
    for arguments in (["batch", "-f", data], ["batch", "-f", data, "--explain"]):
        for line in run(*arguments, stdin=lines).splitlines():
            decision = json.loads(line)
            yield f"{' '.join(arguments[:1] + arguments[3:])} {decision.get('id')}", decision
    yield "trace", json.loads(run("trace", "-f", data, "--follow", "-o", "json", "http://shop.example.com/old"))
    for test in json.loads(run("test", "-f", data, str(ROOT / "tests" / "cli" / "data" / "checks.yaml"), "-o", "json"))["tests"]:
        yield f"test {test['name']}", test["decision"]


def findings():
    for folder in (ROOT / "tests" / "cli" / "data", *sorted((ROOT / "samples").glob("*/"))):
        yield f"lint {folder.name}", json.loads(run("lint", "-f", str(folder), "-o", "json", "--rules"))
        yield f"lint --schema-only {folder.name}", json.loads(run("lint", "--schema-only", "-f", str(folder), "-o", "json"))


def checks():
    yield "lint --list", json.loads(run("lint", "--list", "-o", "json"))


def suppressed_findings():
    """A finding that is suppressed until a day, and the same without a day."""
    for until in ("until 2999-12-31 ", ""):
        text = f"# gatesight: ignore api.* {until}because this is a test\napiVersion: v1\nkind: Service\nmetadata: {{name: A}}\n"
        report = json.loads(run("lint", "-", "-o", "json", stdin=text))
        assert any("suppressed" in finding for finding in report["findings"]), report
        yield f"lint with a suppression {until}", report


def scenarios():
    for file in sorted((ROOT / "samples").glob("*/scenario*.yaml")):
        for document in yaml.safe_load_all(file.read_text("utf-8")):
            yield str(file.relative_to(ROOT)), document
    for folder in sorted((ROOT / "samples").glob("*/")):
        yield f"test --record {folder.name}", yaml.safe_load(run("test", "-f", str(folder), "--record"))
        saved = folder / "scenario.yaml"
        if saved.exists():
            yield f"test --record {folder.name}/scenario.yaml", yaml.safe_load(run("test", "-f", str(folder), str(saved), "--record", "--quiet"))
    world = list(yaml.safe_load_all(run("anonymise", "-f", str(ROOT / "samples" / "bookshop"), "--quiet")))
    yield from (("anonymise", document) for document in world if document["kind"] == "Scenario")
    for url in ("https://bookshop.example.com/cart/42", "http://bookshop.example.com/nowhere"):
        capsule = list(yaml.safe_load_all(run("capsule", "-f", str(ROOT / "samples" / "bookshop"), "--quiet", url)))
        yield f"capsule {url}", capsule[-1]


def of_every_sample(*words):
    """What one command prints as JSON for each sample."""
    for folder in sorted((ROOT / "samples").glob("*/")):
        yield f"{words[0]} {folder.name}", json.loads(run(words[0], "-f", str(folder), *words[1:], "-o", "json"))


def logs():
    """A log of each kind, beside the replays of scenarios."""
    yield from of_every_sample("replay", "--count", "200")
    shop, data = str(ROOT / "samples" / "bookshop"), ROOT / "tests" / "cli" / "data"
    yield "replay --log", json.loads(run("replay", "-f", shop, "--log", shop + "/access.log", "--log", str(data / "access.log"), "-o", "json"))
    table = "url,status,cuont\nhttp://bookshop.example.com/,404,1\nhttp://nowhere.example.com/,404,1\n"
    yield "replay --log -", json.loads(run("replay", "-f", shop, "--log", "-", "-o", "json", stdin=table))


def differences():
    """Each sample beside the next one, and one beside itself."""
    folders = [str(folder) for folder in sorted((ROOT / "samples").glob("*/"))]
    for before, after in [*zip(folders, folders[1:]), (folders[-1], folders[0]), (folders[0], folders[0])]:
        changes = json.loads(run("diff", before, after, "-o", "json"))
        request = validator("request")
        for move in changes["requests"]["moves"]:
            request.validate(move["request"])
        yield f"diff {pathlib.Path(before).name} {pathlib.Path(after).name}", changes
    shop = str(ROOT / "samples" / "bookshop")
    logged = json.loads(run("diff", shop, folders[0] if folders[0] != shop else folders[1], "--log", shop + "/access.log", "-o", "json"))
    assert logged["loggedRequests"]["moves"], logged["loggedRequests"]
    yield "diff --log", logged


def reported():
    data = str(ROOT / "tests" / "cli" / "data" / "reported")
    yield "status --compare", json.loads(run("status", "--compare", "-f", data, "-o", "json"))
    for folder in sorted((ROOT / "samples").glob("*/")):
        yield f"status --compare {folder.name}", json.loads(run("status", "--compare", "-f", str(folder), "-o", "json"))


def reports():
    yield from of_every_sample("report")
    yield "report of what controllers reported", json.loads(run("report", "-f", str(ROOT / "tests" / "cli" / "data" / "reported"), "-o", "json"))


def rules():
    yield "explain", json.loads(run("explain", "-o", "json"))
    broken = str(ROOT / "samples" / "broken")
    yield "explain -f", json.loads(run("explain", "-f", broken, "--request", "http://shop.example.com/", "-o", "json"))


def main():
    found, count = [], 0
    for name, values in (("decision", decisions()), ("findings", findings()), ("findings", suppressed_findings()), ("checks", checks()),
                         ("scenario", scenarios()), ("topology", of_every_sample("graph")),
                         ("east-west", of_every_sample("graph", "--view", "east-west", "--expand", "all")),
                         ("replay", logs()), ("tests", of_every_sample("test", "--fail-on", "never")),
                         ("report", reports()), ("status-comparison", reported()),
                         ("rules", rules()), ("diff", differences())):
        schema = validator(name)
        for what, value in values:
            count += 1
            found += problems_of(what, schema, value)
    request = validator("request")
    for value in REQUESTS[:-1]:
        count += 1
        found += problems_of(f"request {value['id']}", request, value)
    if request.is_valid(REQUESTS[-1]):
        found.append("the request schema admits an object without url")
    print("\n".join(found) or f"{count} documents are as their schemas say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
