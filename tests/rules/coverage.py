#!/usr/bin/env python3
"""Writes docs/rules-coverage.md: which test shows which rule of the catalogue.

  coverage.py           writes the page
  coverage.py --check   fails when the page is out of date, when a rule is said not to apply although a test names it, or when too few
                        rules have a test
  coverage.py --open    prints the rules that have neither a test nor a reason

A rule has a test when a case in tests/rules/cases names it, or when its id stands in a text literal of a test program. Rules that say
nothing a simulator could show are in not_applicable.tsv, with the reason.
"""

import csv
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rules-coverage.md"
NEEDED = 0.95


def catalogue():
    with open(ROOT / "model/rules/catalogue.tsv", encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{"id": row[0], "section": row[1]} for row in rows[1:]]


def not_applicable():
    with open(ROOT / "tests/rules/not_applicable.tsv", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return dict(lines)


def cases():
    """(rule, "case: title") of every case, in the order of the files."""
    for path in sorted((ROOT / "tests/rules/cases").glob("*.yaml")):
        with open(path, encoding="utf-8") as file:
            for document in yaml.load_all(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                if not document or "case" not in document:
                    continue
                for rule in [document.get("rule"), *document.get("rules", [])]:
                    if rule:
                        yield rule, f"{path.stem}: {document['case']}"


def named_in_programs(ids):
    """(rule, test program) for ids that stand in text literals of tests."""
    literal = re.compile(r'"(?:[^"\\\n]|\\.)*"|R"\((.*?)\)"', re.DOTALL)
    word = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)+")
    for path in sorted((ROOT / "tests").glob("**/tst_*.cpp")):
        text = path.read_text(encoding="utf-8")
        found = {each for match in literal.finditer(text) for each in word.findall(match.group(0))}
        for rule in sorted(found & ids):
            yield rule, path.stem


def shown_by(ids):
    """rule -> texts that name its tests: cases first."""
    tests = {}
    for rule, test in [*cases(), *named_in_programs(ids)]:
        tests.setdefault(rule, []).append(test)
    return tests


def brief(tests):
    text = "; ".join(tests[:2])
    return text + (f"; {len(tests) - 2} more" if len(tests) > 2 else "")


def page(rules, tests, excused):
    counted = [rule["id"] for rule in rules if rule["id"] not in excused]
    have = [rule for rule in counted if rule in tests]
    lines = [
        "# Which test shows which rule", "",
        "Written by `tests/rules/coverage.py`. A name before a colon is a file of `tests/rules/cases`, one alone is a file of tests.", "",
        f"{len(rules)} rules: {len(have)} of {len(counted)} that a simulator can show have a test "
        f"({100 * len(have) / len(counted):.1f} %), {len(rules) - len(counted)} do not apply.", "",
    ]
    for section in dict.fromkeys(rule["section"] for rule in rules):
        lines += [f"## {section}", "", "| rule | shown by |", "| --- | --- |"]
        for rule in (rule["id"] for rule in rules if rule["section"] == section):
            if rule in tests:
                told = brief(tests[rule])
            elif rule in excused:
                told = "does not apply: " + excused[rule]
            else:
                told = "**no test yet**"
            told = told.replace("|", "\\|")
            lines.append(f"| `{rule}` | {told} |")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n", len(have) / len(counted)


def main():
    rules = catalogue()
    ids = {rule["id"] for rule in rules}
    tests, excused = shown_by(ids), not_applicable()
    if "--open" in sys.argv:
        print("\n".join(rule["id"] for rule in rules if rule["id"] not in tests and rule["id"] not in excused))
        return 0
    text, share = page(rules, tests, excused)
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
        print(text.split("\n")[4])
        return 0
    problems = [f"not_applicable.tsv: there is no rule {rule}" for rule in excused if rule not in ids]
    problems += [f"not_applicable.tsv: {rule} has a test: {tests[rule][0]}" for rule in excused if rule in tests]
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        problems.append("docs/rules-coverage.md is out of date: run tests/rules/coverage.py")
    if share < NEEDED:
        problems.append(f"{100 * share:.1f} % of the rules have a test, {100 * NEEDED:.0f} % are needed")
    print("\n".join(problems) or "every rule has its line")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
