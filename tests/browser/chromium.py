"""Headless Chromium driven over its debugging pipe: no driver program and no package is needed.

Commands and events are JSON objects that end with a zero byte, on descriptors 3 (to the browser) and 4 (from it):
https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

MISSING = "Chromium is not installed: `apt-get install chromium` (Debian), or set CHROMIUM to a Chromium or Chrome"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--font-render-hinting=none",
)
PATIENCE = 60.0


class Chromium:
    """One browser with one page. Use it in a `with` block; everything it heard of is in `events`."""

    def __init__(self) -> None:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            raise RuntimeError(MISSING)
        self.events: list[dict[str, Any]] = []
        self._folder = tempfile.TemporaryDirectory(prefix="accordingto-browser-", ignore_cleanup_errors=True)
        self._process, self._to, self._from = _start(program, self._folder.name)
        self._buffer = b""
        self._number = 0
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(self, *_exc: object) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the page answers to a command of the protocol."""
        return self._ask(method, self._session, **parameters)

    def _ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            heard = self._hear(until)
            if heard.get("id") == self._number:
                if "error" in heard:
                    raise RuntimeError(f"{method}: {heard['error']['message']}")
                return heard["result"]
            self.events.append(heard)

    def _hear(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._from], [], [], max(0.0, until - time.monotonic()))[0]:
                raise RuntimeError(f"Chromium said nothing for {PATIENCE:.0f} seconds")
            part = os.read(self._from, 1 << 20)
            if not part:
                raise RuntimeError(f"Chromium ended: {_last_words(self._folder.name)}")
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def go(self, url: str) -> None:
        """Open an address and wait until it is loaded."""
        del self.events[:]
        answer = self.ask("Page.navigate", url=url)
        if answer.get("errorText"):
            raise RuntimeError(f"{url}: {answer['errorText']}")
        if "loaderId" in answer:  # without one the address was a place in the page that is open already
            self.loaded()

    def loaded(self) -> None:
        """Wait until the page has loaded."""
        until = time.monotonic() + PATIENCE
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self._hear(until))

    def value(self, expression: str) -> Any:
        """What a JavaScript expression is worth in the page; unlike the page, the protocol may evaluate one."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click the first element that a CSS selector finds, with the mouse, and wait for the page it leads to."""
        here = self.value("document.readyState + location.href")
        at = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null;"
            " e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getClientRects()[0];"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        if at is None:
            raise RuntimeError(f"nothing on {here} fits {selector}")
        del self.events[:]
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.ask("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press a key: one that has a name (Enter, Tab, ArrowDown), or a letter."""
        codes = {
            "Enter": (13, "\r"),
            "Tab": (9, ""),
            "Escape": (27, ""),
            "ArrowDown": (40, ""),
            "ArrowRight": (39, ""),
        }
        code, text = codes.get(key, (ord(key[0].upper()), key))
        del self.events[:]
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                **({"text": text} if text and kind == "keyDown" else {}),
            )  # fmt: skip

    def until(self, expression: str) -> Any:
        """What an expression is worth in the page as soon as it is worth something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            value = self.value(f"(() => {{ const v = {expression}; return v ? [v] : null; }})()")
            if value:
                return value[0]
            time.sleep(0.05)
        raise RuntimeError(f"{expression} was never worth anything")

    def point_at(self, selector: str) -> None:
        """Move the mouse onto the first element that a CSS selector finds."""
        x, y = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getClientRects()[0];"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def stroke(self, selector: str, begin: float, end: float) -> None:
        """Draw over an element with the pointer, from one share of its width to another."""
        box = self.value(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            "return [b.left, b.top + 15, b.width]; })()"
        )
        for kind, share in (("mousePressed", begin), ("mouseMoved", (begin + end) / 2), ("mouseMoved", end),
                            ("mouseReleased", end)):  # fmt: skip
            held = {"button": "left", "buttons": 1, "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", type=kind, x=box[0] + share * box[2], y=box[1], **held)

    def scripts(self, *, on: bool) -> None:
        """Whether the pages that are opened from now on may run their scripts."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not on)

    def run(self, source: str) -> None:
        """Run a script of the test in the page, past the page's own policy."""
        self.ask("Runtime.evaluate", expression=source)

    def window(self, width: int, height: int, *, scheme: str = "light") -> None:
        """Give the page a size in CSS pixels and a colour scheme."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """Write what the page looks like as PNG; `whole` for all of it, not the window alone."""
        data = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def troubles(self) -> list[str]:
        """What went wrong in the page since it was opened: exceptions, console errors, refused or failed loads."""
        found = []
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(parameters["exceptionDetails"]["text"])
            elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
                found.append(parameters["entry"]["text"])
            elif method == "Network.loadingFailed" and not parameters.get("canceled"):
                found.append(parameters["errorText"])
        return found

    def requested(self) -> list[str]:
        """The addresses that the page asked for since it was opened."""
        sent = (e for e in self.events if e.get("method") == "Network.requestWillBeSent")
        return [e["params"]["request"]["url"] for e in sent]


def _start(program: str, folder: str) -> tuple[subprocess.Popen[bytes], int, int]:
    """The browser with the pipe's ends on its descriptors 3 and 4; a shell puts them there."""
    child_in, to_child = os.pipe()
    from_child, child_out = os.pipe()
    command = [program, *FLAGS, f"--user-data-dir={folder}/profile", "--remote-debugging-pipe", "about:blank"]
    script = f'exec "$@" 3<&{child_in} 4>&{child_out}'
    with (Path(folder) / "stderr").open("wb") as errors:
        process = subprocess.Popen(
            ["/bin/bash", "-c", script, "sh", *command],
            pass_fds=(child_in, child_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    os.close(child_in)
    os.close(child_out)
    return process, to_child, from_child


def _last_words(folder: str) -> str:
    return (Path(folder) / "stderr").read_text("utf-8", "replace")[-600:]
