"""What only a process of its own can show: exit codes, signals, terminals, a full disk, locales and time zones.

usage: check_process.py GATESIGHT SOURCE_FOLDER"""
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
DATA = ROOT / "tests" / "cli" / "data"
LEAKS = f"suppressions={ROOT.resolve() / 'tests' / 'cli' / 'leaks_of_libraries.txt'}:print_suppressions=0"
TRACE = ["trace", "-f", "shop", "http://shop.example.com/cart"]


def run(arguments, stdin=b"", **variables):
    environment = {"PATH": os.environ["PATH"], "LSAN_OPTIONS": LEAKS, **variables}
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, cwd=DATA, env=environment, timeout=60)


def on_terminal(arguments, **variables):
    """What the program writes when its output is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, cwd=DATA,
                               env={"PATH": os.environ["PATH"], "TERM": "xterm", **variables})
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    process.wait(60)
    os.close(master)
    return written


def loads_no_qt():
    libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, encoding="utf-8").stdout
    assert "Qt" not in libraries, f"the command line loads Qt:\n{libraries}"


def answers_repeat():
    """Same input, same bytes, in every locale and time zone."""
    for arguments in (TRACE, ["lint", "-f", "."], ["status", "-f", "shop"], ["status", "-f", "shop", "-o", "json", "--generated"],
                      ["graph", "-f", "shop"], ["test", "-f", "shop", "checks.yaml"], ["replay", "-f", "shop", "checks.yaml", "-o", "json"]):
        first = run(arguments, LANG="C", TZ="UTC")
        for variables in ({"LANG": "C.UTF-8", "TZ": "Asia/Tokyo"}, {"LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns"}, {"TERM": "dumb"}):
            again = run(arguments, **variables)
            assert (again.stdout, again.returncode) == (first.stdout, first.returncode), f"{arguments} differs under {variables}"


def colours_only_where_wanted():
    assert b"\x1b[" not in run(TRACE).stdout, "colours in a pipe"
    assert b"\x1b[" in run([*TRACE, "--color", "always"]).stdout, "no colours with --color always"
    assert b"\x1b[" in on_terminal(TRACE, LANG="C.UTF-8"), "no colours on a terminal"
    assert b"\x1b[" not in on_terminal(TRACE, LANG="C.UTF-8", NO_COLOR="1"), "colours in spite of NO_COLOR"
    assert b"\x1b[" not in on_terminal([*TRACE, "--color", "never"], LANG="C.UTF-8"), "colours in spite of --color never"


def ascii_on_old_terminals():
    assert all(byte < 128 for byte in on_terminal(TRACE, LANG="C")), "characters beyond ASCII on a terminal that cannot show them"
    assert "✓".encode() in on_terminal(TRACE, LANG="C.UTF-8"), "no check mark on a terminal that can show it"


def interrupt_ends_it():
    process = subprocess.Popen([PROGRAM, "batch", "-f", "shop"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=DATA)
    process.stdin.write(b'{"url": "http://shop.example.com/cart"}\n')
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"{"), "no answer before the end of the input"
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130, f"ended with {process.returncode}"
    assert time.monotonic() - started < 3, "took too long to end"
    process.stdin.close()
    process.stdout.close()


def full_disk_is_said():
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "status", "-f", "shop", "-o", "json"], stdout=full, stderr=subprocess.PIPE, cwd=DATA)
    assert done.returncode == 4, f"ended with {done.returncode}"
    assert b"could not be written" in done.stderr, done.stderr


def pictures_are_drawn():
    for form, magic, mark in (("png", b"\x89PNG\r\n", b"IEND"), ("pdf", b"%PDF-", b"%%EOF")):
        arguments = ["graph", "-f", "shop", "-o", form]
        picture = run(arguments, LANG="C", TZ="UTC")
        assert picture.returncode == 0, picture.stderr.decode()
        assert picture.stdout.startswith(magic) and mark in picture.stdout[-16:], f"no {form}: {picture.stdout[:40]}"
        assert run(arguments, TZ="Asia/Tokyo").stdout == picture.stdout, f"{form} differs from run to run"
        assert run([*arguments, "--dark"]).stdout != picture.stdout, f"{form} is the same in the dark"
        assert b"not for a terminal" in on_terminal(arguments, LANG="C.UTF-8"), f"{form} goes to a terminal"
    pixels = run(["graph", "-f", "shop", "-o", "png"]).stdout
    drawn = run(["graph", "-f", "shop"]).stdout.decode()
    width, height = (2 * round(float(re.search(rf'{side}="([0-9.]+)"', drawn)[1])) for side in ("width", "height"))
    assert abs(int.from_bytes(pixels[16:20]) - width) <= 2 and abs(int.from_bytes(pixels[20:24]) - height) <= 2, "not two pixels a unit"


def reports_are_printed():
    arguments = ["report", "-f", "shop", "checks.yaml", "-o", "pdf"]
    report = run(arguments, LANG="C", TZ="UTC")
    assert report.returncode in (0, 1), report.stderr.decode()
    assert report.stdout.startswith(b"%PDF-") and b"%%EOF" in report.stdout[-16:], f"no pdf: {report.stdout[:40]}"
    assert run(arguments, TZ="Asia/Tokyo").stdout == report.stdout, "the report differs from run to run"
    pages = [int(count) for count in re.findall(rb"/Type /Pages.*?/Count (\d+)", report.stdout, re.DOTALL)]
    assert pages and max(pages) >= 4, f"pages: {pages}"
    assert b"/Outlines" in report.stdout, "no bookmarks"
    assert b"not for a terminal" in on_terminal(arguments, LANG="C.UTF-8"), "a report goes to a terminal"


def missing_renderer_is_said():
    with tempfile.TemporaryDirectory() as folder:
        alone = shutil.copy(PROGRAM, folder)
        done = subprocess.run([alone, "graph", "-f", "shop", "-o", "png"], capture_output=True, cwd=DATA)
        assert (done.returncode, done.stdout) == (4, b""), f"ended with {done.returncode}"
        assert b"gatesight-picture.so" in done.stderr, done.stderr
        assert subprocess.run([alone, "graph", "-f", "shop"], capture_output=True, cwd=DATA).returncode == 0, "SVG needs a renderer"


def shells_take_the_completions():
    for shell in ("bash", "zsh", "fish"):
        script = run(["completion", shell]).stdout
        if subprocess.run(["which", shell], capture_output=True).returncode == 0:
            checked = subprocess.run([shell, "-n"], input=script, capture_output=True)
            assert checked.returncode == 0, f"{shell} refuses its completion: {checked.stderr.decode()}"


def bash_completes():
    script = run(["completion", "bash"]).stdout.decode()
    def completions(*words):
        ask = f"COMP_WORDS=({' '.join(repr(w) for w in words)}); COMP_CWORD={len(words) - 1}; _gatesight; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        return subprocess.run(["bash", "--norc", "-c", script + ask], capture_output=True, encoding="utf-8", cwd=DATA).stdout.split()
    assert completions("gatesight", "tr") == ["trace"], completions("gatesight", "tr")
    assert completions("gatesight", "lint", "-o", "s") == ["sarif"]
    assert "--fail-on" in completions("gatesight", "status", "--fa")
    assert "shop" in completions("gatesight", "status", "-f", "sh")


CHECKS = (loads_no_qt, answers_repeat, colours_only_where_wanted, ascii_on_old_terminals, interrupt_ends_it, full_disk_is_said,
          pictures_are_drawn, reports_are_printed, missing_renderer_is_said,
          shells_take_the_completions, bash_completes)


def main():
    failed = 0
    for check in CHECKS:
        try:
            check()
            print(f"ok   {check.__name__}")
        except AssertionError as error:
            failed += 1
            print(f"FAIL {check.__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
