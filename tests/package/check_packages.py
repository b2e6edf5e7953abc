#!/usr/bin/env python3
"""Unpacks the packages of a build and uses what is in them.

usage: check_packages.py BUILD_FOLDER; the packages were made there by cpack"""
import os
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(sys.argv[1]).resolve()
REQUEST = "http://hello.example.com/hello"


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout.decode('utf-8', 'replace')}")
    return done.stdout


def only(pattern):
    found = sorted(FOLDER.glob(pattern))
    if len(found) != 1:
        sys.exit(f"{len(found)} files {pattern} in {FOLDER}, there should be one")
    return found[0]


def check_program(root):
    """The program answers, and finds the samples that are packed beside it."""
    program = root / "bin" / "gatesight"
    assert run(program, "version").startswith(b"gatesight ")
    answer = run(program, "trace", "-f", root / "share" / "gatesight" / "samples" / "first-steps", REQUEST)
    assert answer.startswith(b"200 from demo/hello:80"), answer
    pages = {page.name.removesuffix(".gz") for page in (root / "share" / "man" / "man1").iterdir()}
    assert {"gatesight.1", "gatesight-trace.1", "gatesight-lint.1"} <= pages, pages
    return program


def check_debs(scratch):
    cli, desktop = only("gatesight_*.deb"), only("gatesight-desktop_*.deb")
    depends = run("dpkg-deb", "--field", cli, "Depends").decode()
    assert "libcurl4" in depends and "qt6" not in depends.lower(), depends
    depends = run("dpkg-deb", "--field", desktop, "Depends").decode()
    assert "libqt6widgets6" in depends and "gatesight (=" in depends, depends
    for package in (cli, desktop):
        run("dpkg-deb", "--extract", package, scratch)
    root = scratch / "usr"
    program = check_program(root)
    sample = root / "share" / "gatesight" / "samples" / "first-steps"
    assert run(program, "graph", "-f", sample, "-o", "png").startswith(b"\x89PNG")
    for completion in ("bash-completion/completions/gatesight", "zsh/vendor-completions/_gatesight", "fish/vendor_completions.d/gatesight.fish"):
        assert b"trace" in (root / "share" / completion).read_bytes(), completion
    picture = scratch / "window.png"
    run(root / "bin" / "gatesight-desktop", sample, "--size", "800x600", "--screenshot", picture,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert picture.stat().st_size > 10_000
    return [cli, desktop]


def check_archive(scratch):
    """It brings every library but those that belong to the C library."""
    archive = only("gatesight-*.tar.gz")
    run("tar", "--extract", "--gzip", "--file", archive, "--directory", scratch)
    roots = [folder.parent.parent for folder in scratch.rglob("bin/gatesight")]
    assert len(roots) == 1, roots
    program = check_program(roots[0])
    for line in run("ldd", program).decode().splitlines():
        name, _, place = line.strip().partition(" => ")
        own = not place or name.startswith(("libc.", "libm.", "libdl.", "libpthread.", "librt.", "libresolv."))
        assert own or place.startswith(f"{roots[0]}/"), f"{line} is not in {archive.name}"
    return [archive]


def main():
    with tempfile.TemporaryDirectory() as scratch:
        debs, archive = pathlib.Path(scratch, "debs"), pathlib.Path(scratch, "archive")
        debs.mkdir()
        archive.mkdir()
        for package in check_debs(debs) + check_archive(archive):
            print(f"{package.name}  {package.stat().st_size / 1e6:.1f} MB, unpacked and used")


if __name__ == "__main__":
    main()
