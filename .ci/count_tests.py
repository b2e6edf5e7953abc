"""Prints how many tests ran, from the JUnit report of ctest: each function and data row of a QtTest program counts as one test,
any other program as one. Exit status 1 when something failed or nothing ran."""
import re
import sys
import xml.etree.ElementTree

RESULT = re.compile(r"^(PASS|FAIL!|XPASS|SKIP|XFAIL)\s*: (?:\w+::)+(\w+)\(", re.MULTILINE)
SKIPPED = re.compile(r"^SKIP\s*: (.+)", re.MULTILINE)
FRAME = {"initTestCase", "cleanupTestCase"}  # run for every program, test nothing


def count(case):
    """(passed, failed, skipped) of one program."""
    output = "".join(element.text or "" for element in case.iter("system-out"))
    results = [(verdict, name) for verdict, name in RESULT.findall(output) if name not in FRAME or verdict != "PASS"]
    passed = sum(verdict in ("PASS", "XFAIL") for verdict, _ in results)
    failed = sum(verdict in ("FAIL!", "XPASS") for verdict, _ in results)
    skipped = sum(verdict == "SKIP" for verdict, _ in results)
    bad = case.get("status") == "fail" or case.find("failure") is not None
    if not results:
        return (0, 1, 0) if bad else (1, 0, 0)
    return passed, max(failed, int(bad)), skipped


def main():
    cases = list(xml.etree.ElementTree.parse(sys.argv[1]).iter("testcase"))
    passed, failed, skipped = (sum(numbers) for numbers in zip(*map(count, cases))) if cases else (0, 0, 0)
    if skipped:
        print(f"{skipped} skipped:")
        for case in cases:
            for reason in SKIPPED.findall("".join(element.text or "" for element in case.iter("system-out"))):
                print(f"  {reason}")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
