#!/usr/bin/env python3
"""Opens the HTML report in a headless Chromium: it searches, folds, follows the theme of the screen, and asks for nothing.

usage: check_html.py GATESIGHT SOURCE_FOLDER; exit code 77 when no Chromium is there."""
import http.server
import pathlib
import subprocess
import sys
import tempfile
import threading

from browser import Browser, program

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
ROWS = "document.querySelectorAll('tbody tr, ul.list li')"
SHOWN = f"[...{ROWS}].filter(e => e.offsetParent !== null)"


def written(folder):
    text = subprocess.run([PROGRAM, "report", "-f", ROOT / "samples/bookshop", "-o", "html", "--quiet"], stdout=subprocess.PIPE, check=False,
                          encoding="utf-8", timeout=120).stdout
    assert "<script>" in text, "no report"
    path = pathlib.Path(folder) / "report.html"
    path.write_text(text, "utf-8")
    return path


def searches(page):
    all_rows = page.ask(f"{ROWS}.length")
    assert all_rows > 50, f"only {all_rows} rows"
    page.press("/")
    page.until("document.activeElement.id === 'find'")
    page.type("Cart-V2")
    page.until("document.getElementById('found').textContent !== ''")
    kept = page.ask(f"[...{ROWS}].filter(e => !e.classList.contains('out')).map(e => e.textContent.toLowerCase())")
    assert 0 < len(kept) < all_rows, f"{len(kept)} of {all_rows} rows are left"
    assert all("cart-v2" in text for text in kept), "a row is left that does not say what was looked for"
    assert page.ask("document.getElementById('found').textContent") == f"{len(kept)} entries"
    missed = page.ask(f"{SHOWN}.filter(e => !e.textContent.toLowerCase().includes('cart-v2')).length")
    assert missed == 0, f"{missed} rows are shown that should not be"
    folds = page.ask("[...document.querySelectorAll('details')].filter(d => d.open).map(d => d.textContent.toLowerCase())")
    assert folds and all("cart-v2" in text for text in folds), "folds with hits do not open, or others do"
    page.type(" nothing-is-called-so")
    page.until("document.getElementById('found').textContent === '0 entries'")
    assert page.ask(f"{SHOWN}.length") == 0, "rows are shown for a word that is nowhere"
    page.press("Escape")
    page.until("document.getElementById('found').textContent === ''")
    assert page.ask(f"[...{ROWS}].filter(e => e.classList.contains('out')).length") == 0, "Escape does not bring all rows back"


def folds(page):
    first = "document.querySelector('details:not([open]) > summary')"
    page.ask(f"window.fold = {first}.parentElement; 1")
    hidden = "fold.lastElementChild.checkVisibility({contentVisibilityAuto: true}) && fold.lastElementChild.getBoundingClientRect().height > 0"
    assert page.ask("fold.open") is False
    page.click("fold.firstElementChild")
    page.until("fold.open")
    assert page.ask(hidden), "an open fold shows nothing"
    page.click("fold.firstElementChild")
    page.until("!fold.open")
    # What somebody opened is open again after a search.
    page.click("fold.firstElementChild")
    page.until("fold.open")


def brightness(page, element):
    """From 0 (black) to 255, of the background."""
    colour = page.ask(f"getComputedStyle({element}).backgroundColor")
    return sum(int(part) for part in colour[colour.index("(") + 1:-1].split(",")[:3]) / 3


def switches_theme(page):
    seen = {}
    for theme in ("light", "dark"):
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
        page.until(f"matchMedia('(prefers-color-scheme: {theme})').matches")
        seen[theme] = brightness(page, "document.body")
        text = page.ask("getComputedStyle(document.body).color")
        seen[theme + " text"] = sum(int(part) for part in text[4:-1].split(",")) / 3
    assert seen["light"] > 200 > seen["light text"], seen
    assert seen["dark"] < 80 < seen["dark text"], seen
    page.call("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert brightness(page, "document.body") == 255, "paper is white whatever the screen is"
    page.call("Emulation.setEmulatedMedia", media="", features=[])


def asks_for_nothing(page, url):
    """Nothing but the file itself was loaded, and whatever the page might want to load it may not."""
    loaded = {each["request"]["url"] for each in page.of_kind("Network.requestWillBeSent")}
    assert loaded == {url}, f"the page asked for {loaded - {url}}"
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        page.ask(f"window.refused = 0; fetch('{address}/fetched').catch(() => ++refused); "
                 f"(i => {{ i.onerror = () => ++refused; i.src = '{address}/image'; }})(new Image()); 1")
        page.until("refused === 2")
        server.shutdown()
    assert not asked, f"the page got through to {asked}"
    errors = [each["exceptionDetails"] for each in page.of_kind("Runtime.exceptionThrown")]
    assert not errors, errors


def main():
    browser = program()
    if browser is None:
        print("SKIPPED: there is no Chromium; install the package chromium")
        return 77
    with tempfile.TemporaryDirectory() as folder, Browser(browser) as page:
        url = written(folder).as_uri()
        page.open(url)
        searches(page)
        folds(page)
        switches_theme(page)
        asks_for_nothing(page, url)
    print("the report searches, folds, follows the theme and asks for nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
