"""The local Lyria as a process of its own, for tests and benches of a host that is one too."""

import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from lyria_osc.service import RATE_HZ

SERVER = Path(__file__).with_name("lyria_server.py")
ENDS_WITHIN_S = 5.0


class RunningLyria:
    """``tools/lyria_server.py`` with its options; `environment` leads a host to it."""

    def __init__(self, *options: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="lyria-osc-server-")
        folder = Path(self._folder.name)
        self._log, self._pcm = folder / "log", folder / "pcm"
        self._options = [*options, "--certificates", str(folder), "--log", str(self._log), "--pcm", str(self._pcm)]
        self.environment: dict[str, str] = {}
        self._port = 0
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(SERVER), "--port", str(self._port), *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        told = json.loads(self.process.stdout.readline())
        self.environment = told["env"]
        self._port = int(told["base_url"].rpartition(":")[2])

    def kill_and_restart(self) -> None:
        """Ends it as a crash does and starts it at the same port; `frames` begin anew."""
        self.process.kill()
        self.process.wait()
        self._close_pipes()
        self._start()

    def _close_pipes(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()

    def do(self, **order: object) -> None:
        """Makes it misbehave: a line of its stdin."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def frames(self, name: str = "") -> list[dict[str, Any]]:
        """The clients' frames so far that hold `name`: ``at_s`` (monotonic), ``session``, ``frame``."""
        return [line for line in self._lines() if "frame" in line and (not name or name in line["frame"])]

    def sent_s(self) -> dict[int, tuple[float, float]]:
        """By session so far: seconds of music that were sent, and of waiting for the first (infinite if none came)."""
        found: dict[int, tuple[float, float]] = {}
        opened_s: dict[int, float] = {}
        for line in self._lines():
            session, event = line["session"], line.get("event")
            if event == "open":
                opened_s[session] = line["at_s"]
                found[session] = (0.0, math.inf)
            elif event == "chunk":
                music_s, waited_s = found[session]
                waited_s = min(waited_s, line["at_s"] - opened_s[session])
                found[session] = (music_s + line["frames"] / RATE_HZ, waited_s)
        return found

    def _lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.read_text().splitlines() if line.endswith("}")]

    def wait(self, name: str, wanted: Callable[[Any], bool] = lambda said: True, within_s: float = 10.0) -> Any:  # noqa: ANN401 — what JSON holds
        """What the first frame says under `name` that is as wanted, as soon as it has come."""
        until_s = time.monotonic() + within_s
        while True:
            for frame in self.frames(name):
                said = frame["frame"][name]
                if wanted(said):
                    return said
            if time.monotonic() > until_s:
                raise AssertionError(f"no such {name} came within {within_s:g} s: {self.frames(name)}")
            time.sleep(0.02)

    def end(self) -> NDArray[np.float32]:
        """Ends it; gives all that it has sent, as the host should play it."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(ENDS_WITHIN_S)
        samples = np.fromfile(self._pcm, np.int16) if self._pcm.is_file() else np.zeros(0, np.int16)
        return (samples.reshape(-1, 2) / np.float32(32_768)).astype(np.float32)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._close_pipes()
        self._folder.cleanup()
