#!/usr/bin/env python3
"""Compares the texts of PDFs with what they said before; with GATESIGHT_UPDATE_GOLDEN=1 they are written anew (look before committing).

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
DATA, GOLDEN = ROOT / "tests/cli/data", ROOT / "tests/cli/data/golden"
DOCUMENTS = {
    "report-pdf": ["report", "-f", "shop", "checks.yaml", "-o", "pdf", "--quiet"],
    "samples-report-first-steps-pdf": ["report", "-f", "../../../samples/first-steps", "-o", "pdf", "--quiet"],
    "samples-report-tenants-pdf": ["report", "-f", "../../../samples/tenants", "-o", "pdf", "--quiet"],
    "samples-graph-bookshop-pdf": ["graph", "-f", "../../../samples/bookshop", "-o", "pdf", "--quiet"],
}
CHAPTERS = ["Summary", "Topology", "Exposure inventory", "Route book", "Status board", "Findings", "Contradictions", "Scenarios", "Isolation",
            "What this rests on"]


def document(arguments):
    """The file, and what was said instead when it cannot be drawn."""
    done = subprocess.run([PROGRAM, *arguments], cwd=DATA, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    return done.stdout, done.stderr.decode()


def streams_of(pdf):
    """The file and what is compressed in it: objects may lie in streams."""
    texts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            texts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return texts


def bookmarks_of(pdf):
    """Titles of the outline, in the order of the file."""
    texts = streams_of(pdf)
    return [title.decode() for text in texts for title in re.findall(rb"/Title \(([^)]*)\)\s*/Parent", text)]


def pages_of(pdf):
    return sum(len(re.findall(rb"/Type\s*/Page\b", text)) for text in streams_of(pdf))


def text_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=120).stdout.decode()
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def differs(name, arguments):
    pdf, trouble = document(arguments)
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF"), f"no PDF: {trouble}"
    if arguments[0] == "report":
        marks = bookmarks_of(pdf)
        assert [mark for mark in marks if mark in CHAPTERS] == CHAPTERS, f"{name}: bookmarks are {marks}"
    golden = GOLDEN / f"{name}.txt"
    known = golden.read_text("utf-8") if golden.exists() else ""
    if shutil.which("pdftotext") is None:
        print("only the pages are counted: there is no pdftotext (package poppler-utils)")
        return pages_of(pdf) != known.count("\f")
    text = text_of(pdf)
    assert pages_of(pdf) == text.count("\f"), "the pages of the file and of its text are not the same"
    if os.environ.get("GATESIGHT_UPDATE_GOLDEN") == "1":
        golden.write_text(text, "utf-8")
        print(f"rewrote {golden.name}")
        return False
    differences = list(difflib.unified_diff(known.splitlines(), text.splitlines(), name, "now", lineterm=""))
    print("\n".join(differences) or f"{name}: {text.count(chr(12))} pages say what they said")
    return bool(differences)


def main():
    pdf, trouble = document(DOCUMENTS["report-pdf"])
    if not pdf and "module" in trouble:
        print(f"SKIPPED: {trouble.strip()}")
        return 77
    return 1 if sum(differs(name, arguments) for name, arguments in DOCUMENTS.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
