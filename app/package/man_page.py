"""Prints a page of the manual as Markdown for a man page: with the sections that man pages begin with.

usage: man_page.py docs/manual/PAGE.md docs/manual/README.md"""
import pathlib
import re
import sys

page, overview = map(pathlib.Path, sys.argv[1:3])


def summary_of(command):
    """What the table of the overview says of the command."""
    row = re.search(rf"^\| \[{command}[^|]*\| (.*) \|$", overview.read_text("utf-8"), re.MULTILINE)
    return row[1] if row and row[1] else "a command of Gatesight"


def main():
    text = page.read_text("utf-8")
    if page == overview:
        name, summary = "gatesight", "shows where traffic goes in a Kubernetes cluster that uses the Gateway API"
    else:
        name, summary = f"gatesight-{page.stem}", summary_of(page.stem)
    # Links between files mean nothing in a terminal.
    text = re.sub(r"\[([^\]]+)\]\([^)#:]+\)", r"\1", text)
    body = text.split("\n", 1)[1].lstrip("\n")
    print(f"# NAME\n\n{name} - {summary}\n\n# DESCRIPTION\n\n{body}", end="")


if __name__ == "__main__":
    main()
