"""Runs every command that the manual and the README show and compares the output with what stands below it.

usage: check_manual.py GATESIGHT SOURCE_FOLDER; with GATESIGHT_UPDATE_GOLDEN=1 the manual is rewritten instead (look before committing)."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
BLOCK = re.compile(r"(```console\n\$ )(.*?)\n(.*?)(```)", re.DOTALL)
FIRST_TRACE = re.compile(r"(    \./run --cli )(.*?)(\n\n<!-- first trace -->\n\n```text\n)(.*?)(```)", re.DOTALL)


def output_of(command, folder):
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT,
                          env=environment, encoding="utf-8", timeout=120)
    return done.stdout


def main():
    differences, count = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(PROGRAM, pathlib.Path(folder) / "gatesight")
        for page in [ROOT / "README.md", *sorted((ROOT / "docs" / "manual").glob("*.md"))]:
            text = page.read_text("utf-8")

            def renewed(match):
                return f"{match[1]}{match[2]}\n{output_of(match[2], folder)}{match[4]}"

            def first_trace(match):
                return f"{match[1]}{match[2]}{match[3]}{output_of('gatesight ' + match[2], folder)}{match[5]}"

            fresh = FIRST_TRACE.sub(first_trace, BLOCK.sub(renewed, text))
            count += len(BLOCK.findall(text)) + len(FIRST_TRACE.findall(text))
            if fresh == text:
                continue
            if os.environ.get("GATESIGHT_UPDATE_GOLDEN") == "1":
                page.write_text(fresh, "utf-8")
                print(f"rewrote {page.name}")
                continue
            differences += 1
            subprocess.run(["diff", "-u", str(page), "-"], input=fresh, encoding="utf-8")
    print(f"{count} commands in the manual, {differences} pages are not true")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
