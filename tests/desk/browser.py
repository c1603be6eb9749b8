"""A real browser for a test: headless Chromium, driven over a pipe in its own protocol.

No library and no port: messages are JSON ended by NUL on file descriptors 3 and 4.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

PATIENCE = 60.0  # seconds for one answer
NONE = "this machine has no Chromium (Debian: apt-get install chromium)"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium_path() -> str | None:
    """The path of Chromium; none where the machine has none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One page: what it asks the network for, what it says on the console, what it shows."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self.requests: list[str] = []
        self.said: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **values: Any) -> Any:
        """Send one command and give its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            got = self._message()
            if got.get("id") == self._number:
                assert "error" not in got, got
                return got["result"]
            self._heard(got)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select([self._back], [], [], PATIENCE)[0], "the browser does not answer"
            new = os.read(self._back, 1 << 20)
            assert new, "the browser is gone"
            self._rest += new
        one, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(one))

    def _heard(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Runtime.consoleAPICalled":
                self.said.append(" ".join(str(each.get("value")) for each in params["args"]))
            case "Runtime.exceptionThrown":
                self.said.append(params["exceptionDetails"]["text"])
            case "Log.entryAdded":
                self.said.append(params["entry"]["text"])

    def close(self) -> None:
        """Have the whole browser end."""
        os.write(self._to, b'{"id": 0, "method": "Browser.close"}\0')

    def open(self, path: Path, *, width: int = 1280, dark: bool = False) -> None:
        """Open a file and wait until it is there."""
        self.look(width=width, dark=dark)
        self.ask("Page.navigate", url=path.as_uri())
        for _ in range(200):
            if self.run("document.readyState") == "complete" and self.run("location.protocol") == (
                "file:"
            ):
                return
            select([], [], [], 0.05)
        raise AssertionError("the page was not loaded")

    def look(self, *, width: int, dark: bool = False, media: str = "") -> None:
        """Set the width (pixels), the colours and the medium."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def run(self, code: str) -> Any:
        """Run code beside the page (its policy does not bind the test) and give its value."""
        answer = self.ask(
            "Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def shot(self, path: Path, height: int | None = None, scale: float = 1) -> None:
        """Keep a picture of the page, whole or down to a height."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {
            "x": 0,
            "y": 0,
            "width": size["width"],
            "height": min(height or size["height"], 16_000),
            "scale": scale,
        }
        made = self.ask("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(made["data"]))

    def pdf(self) -> bytes:
        """The page as it is printed."""
        made = self.ask("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(made["data"])


@contextmanager
def chromium(folder: Path) -> Iterator[Page]:
    """Start Chromium with a profile of its own, and end it."""
    program = chromium_path()
    assert program
    to_read, to_write = os.pipe()
    back_read, back_write = os.pipe()
    options = [
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
        *("--disable-dev-shm-usage", "--disable-background-networking", "--disable-quic"),
        *("--disable-component-update", "--remote-debugging-pipe"),
        f"--user-data-dir={folder / 'profile'}",
    ]
    command = 'exec "$@" 3<&"$IN" 4>&"$OUT"'
    running = subprocess.Popen(
        ["bash", "-c", command, "bash", program, *options],
        env={**os.environ, "IN": str(to_read), "OUT": str(back_write), "HOME": str(folder)},
        pass_fds=(to_read, back_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(back_write)
    try:
        page = Page(to_write, back_read)
        yield page
        page.close()
        running.wait(PATIENCE)
    finally:
        running.kill()
        running.wait()
        os.close(to_write)
        os.close(back_read)
