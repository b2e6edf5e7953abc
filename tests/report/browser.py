"""A headless Chromium, spoken to over its debugging port: a page is opened, scripts run in it, keys and clicks come in as from a person.

Only the standard library: the protocol is JSON over a WebSocket (RFC 6455), of which a client needs little."""
import base64
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request

NAMES = ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"]


def program():
    """The path of a Chromium, or nothing."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Socket:
    """Texts over a WebSocket on loopback."""

    def __init__(self, url):
        host, port, path = url.removeprefix("ws://").replace("/", ":", 1).split(":", 2)
        self.stream = socket.create_connection((host, int(port)), timeout=30)
        key = base64.b64encode(os.urandom(16)).decode()
        self.stream.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.left = b""
        while b"\r\n\r\n" not in self.left:
            self.left += self.stream.recv(65536)
        head, self.left = self.left.split(b"\r\n\r\n", 1)
        assert b" 101 " in head.split(b"\r\n")[0], head

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        length = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack(">H", len(data)) if len(data) < 65536 \
            else b"\xff" + struct.pack(">Q", len(data))
        self.stream.sendall(b"\x81" + length + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)))

    def take(self, count):
        while len(self.left) < count:
            more = self.stream.recv(1 << 20)
            assert more, "the browser hung up"
            self.left += more
        taken, self.left = self.left[:count], self.left[count:]
        return taken

    def receive(self):
        """One message; pings and pongs are passed over."""
        message = b""
        while True:
            first, second = self.take(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack(">H", self.take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.take(8))[0]
            payload = self.take(length)
            if first & 0x0F >= 8:
                continue
            message += payload
            if first & 0x80:
                return message.decode()


class Browser:
    """One page of a browser with a profile of its own; to be used in a `with`."""

    def __init__(self, path):
        self.folder = tempfile.TemporaryDirectory()
        arguments = [path, "--headless", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={self.folder.name}",
                     "--disable-dev-shm-usage", "--disable-background-networking", "about:blank"]
        if os.getuid() == 0:
            arguments.insert(1, "--no-sandbox")  # it refuses to run as root with one
        self.process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number, self.events = 0, []
        self.socket = Socket(self.page_address())
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def page_address(self):
        port_file, until = pathlib.Path(self.folder.name) / "DevToolsActivePort", time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, "the browser ended"
            try:
                port = port_file.read_text().split()[0]
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
                    pages = [each for each in json.load(answer) if each["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            except (OSError, IndexError):
                pass
            time.sleep(0.05)
        raise AssertionError("the browser opened no page within a minute")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.folder.cleanup()

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") != self.number:
                self.events.append(message)
                continue
            assert "error" not in message, f"{method}: {message['error']}"
            return message["result"]

    def open(self, url):
        self.call("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def ask(self, expression):
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression):
        """Waits for the expression to hold."""
        end = time.monotonic() + 30
        while not self.ask(expression):
            assert time.monotonic() < end, f"in vain waited for: {expression}"
            time.sleep(0.03)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def press(self, key):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=27 if key == "Escape" else 0,
                      **({"text": key} if len(key) == 1 and kind == "keyDown" else {}))

    def click(self, expression):
        """Where the element of this expression stands."""
        place = self.ask(f"(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}}); const r = e.getBoundingClientRect(); "
                         f"return [r.x + Math.min(r.width / 2, 40), r.y + r.height / 2]; }})({expression})")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def of_kind(self, method):
        """The events of this kind so far."""
        self.ask("1")
        return [event["params"] for event in self.events if event.get("method") == method]
