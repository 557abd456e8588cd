"""Headless Chromium driven over its DevTools protocol, for tests of the panel."""

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_START_S = 30.0
WAIT_S = 10.0


class Browser:
    """One browser with one page; `frames` are the WebSocket frames that went either way, as CDP tells them."""

    def __init__(self) -> None:
        program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
        if program is None:
            raise RuntimeError(f"none of {', '.join(PROGRAMS)} is installed")
        self._program = program
        self.frames: list[tuple[str, bytes]] = []
        self.problems: list[str] = []
        self._count = 0

    def __enter__(self) -> "Browser":
        with ExitStack() as leaving:
            folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            process = leaving.enter_context(self._started(folder))
            leaving.callback(os.killpg, process.pid, signal.SIGTERM)  # Debian starts it from a shell
            self._socket = leaving.enter_context(self._connected(process, folder))
            self._session = self.call("Target.attachToTarget", targetId=self._page(), flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Network", "Log"):
                self.page(f"{domain}.enable")
            self._leaving = leaving.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.close()

    def _started(self, folder: Path) -> "subprocess.Popen[bytes]":
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0"]
        command = [self._program, *flags, f"--user-data-dir={folder}", "about:blank"]
        quiet = subprocess.DEVNULL
        environ = {**os.environ, "HOME": str(folder)}
        return subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environ, start_new_session=True)

    def _page(self) -> str:
        """The page to work in: the one it starts with may not be there yet."""
        targets = self.call("Target.getTargets")["targetInfos"]
        pages: list[str] = [target["targetId"] for target in targets if target["type"] == "page"]
        return pages[0] if pages else str(self.call("Target.createTarget", url="about:blank")["targetId"])

    def _connected(self, process: "subprocess.Popen[bytes]", folder: Path) -> ClientConnection:
        told = folder / "DevToolsActivePort"
        until_s = time.monotonic() + _START_S
        while not (told.exists() and len(lines := told.read_text().splitlines()) == 2):
            if time.monotonic() > until_s or process.poll() is not None:
                raise RuntimeError(f"{self._program} does not start")
            time.sleep(0.05)
        port, path = lines
        found: ClientConnection = connect(f"ws://127.0.0.1:{port}{path}", max_size=None, compression=None)
        return found

    def call(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        """Calls a method of the protocol and gives its result."""
        self._count += 1
        said = {"id": self._count, "method": method, "params": params}
        self._socket.send(json.dumps({**said, "sessionId": session} if session else said))
        while True:
            message = json.loads(self._socket.recv(timeout=_START_S))
            if message.get("id") == self._count:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                result: dict[str, Any] = message["result"]
                return result
            self._event(message)

    def _event(self, message: dict[str, Any]) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Network.webSocketFrameSent":
                self._frame("sent", params["response"])
            case "Network.webSocketFrameReceived":
                self._frame("received", params["response"])
            case "Runtime.exceptionThrown":
                self.problems.append(str(params["exceptionDetails"]))
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                self.problems.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")

    def _frame(self, way: str, frame: dict[str, Any]) -> None:
        payload: str = frame["payloadData"]
        self.frames.append((way, base64.b64decode(payload) if frame["opcode"] == 2 else payload.encode()))

    def page(self, method: str, **params: object) -> dict[str, Any]:
        """Calls a method for the page."""
        return self.call(method, self._session, **params)

    def js(self, expression: str) -> Any:  # noqa: ANN401
        """The value of an expression in the page."""
        result = self.page("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def until(self, expression: str) -> Any:  # noqa: ANN401
        """Waits until an expression in the page is true, and gives its value."""
        return self.wait(lambda: self.js(expression), expression)

    def wait(self, look: Callable[[], Any], what: str) -> Any:  # noqa: ANN401
        """Waits until something is so."""
        until_s = time.monotonic() + WAIT_S
        while not (value := look()):
            if time.monotonic() > until_s:
                raise AssertionError(f"not so in {WAIT_S:g} s: {what}; problems: {self.problems}")
            time.sleep(0.03)
            self.page("Page.getLayoutMetrics")  # lets events come in
        return value

    def open(self, url: str) -> None:
        """Goes to a page."""
        self.page("Page.navigate", url=url)
        self.until("location.href !== 'about:blank' && document.readyState === 'complete'")

    def look(self, width: int, height: int, *, dark: bool = False) -> None:
        """Sets size and colours of the window."""
        phone = width < 700
        self.page("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.page("Emulation.setEmulatedMedia", features=scheme)

    def picture(self, path: Path) -> None:
        """Saves a picture of the whole page."""
        shot = self.page("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def key(self, key: str, code: str = "") -> None:
        """Presses and releases a key."""
        for kind in ("keyDown", "keyUp"):
            self.page("Input.dispatchKeyEvent", type=kind, key=key, code=code or key)

    def drag(self, selector: str, by: tuple[float, float]) -> None:
        """Drags from the middle of an element."""
        box = f"document.querySelector({json.dumps(selector)})"
        self.js(f"{box}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        x, y = self.js(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({box}.getBoundingClientRect())")
        moves = [("mousePressed", x, y), ("mouseMoved", x + by[0], y + by[1]), ("mouseReleased", x + by[0], y + by[1])]
        for kind, at_x, at_y in moves:
            self.page("Input.dispatchMouseEvent", type=kind, x=at_x, y=at_y, button="left", buttons=1, clickCount=1)
