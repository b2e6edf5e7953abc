#!/usr/bin/env python3
"""Compares the text of the PDF report with what it said before; with GATESIGHT_UPDATE_GOLDEN=1 it is written anew (look before committing).

usage: check_pdf.py GATESIGHT SOURCE_FOLDER. Without pdftotext (package poppler-utils) only the number of pages is compared, which is said;
exit code 77 when the program draws no PDF."""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zlib

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
DATA, GOLDEN = ROOT / "tests/cli/data", ROOT / "tests/cli/data/golden/report-pdf.txt"


def report():
    """The file, and what was said instead when it cannot be drawn."""
    done = subprocess.run([PROGRAM, "report", "-f", "shop", "checks.yaml", "-o", "pdf", "--quiet"], cwd=DATA, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120, check=False)
    return done.stdout, done.stderr.decode()


def pages_of(pdf):
    """Objects of a PDF may lie in compressed streams."""
    texts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            texts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", text)) for text in texts)


def text_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=120).stdout.decode()
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def main():
    pdf, trouble = report()
    if not pdf and "module" in trouble:
        print(f"SKIPPED: {trouble.strip()}")
        return 77
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF"), f"no PDF: {trouble}"
    known = GOLDEN.read_text("utf-8") if GOLDEN.exists() else ""
    if shutil.which("pdftotext") is None:
        print("only the pages are counted: there is no pdftotext (package poppler-utils)")
        assert pages_of(pdf) == known.count("\f"), f"{pages_of(pdf)} pages, there were {known.count(chr(12))}"
        return 0
    text = text_of(pdf)
    assert pages_of(pdf) == text.count("\f"), "the pages of the file and of its text are not the same"
    if os.environ.get("GATESIGHT_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(text, "utf-8")
        print(f"rewrote {GOLDEN.name}")
        return 0
    differences = list(difflib.unified_diff(known.splitlines(), text.splitlines(), "golden", "now", lineterm=""))
    print("\n".join(differences) or f"{text.count(chr(12))} pages say what they said")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
