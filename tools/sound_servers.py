"""A PulseAudio server with null sinks and a jackd with its dummy driver, for tests and benches: private, ended by pid.

Each server lives in a folder of its own with sockets of its own, so that nothing of the user's sound is touched and
several can run at once. `environment` is what a client process must be given to find it.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile
from numpy.typing import NDArray

STARTS_WITHIN_S = 10.0
ENDS_WITHIN_S = 5.0


class Server:
    """A child process with a folder, ended by its pid."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="lyria-osc-test-")
        self.folder = Path(self._folder.name)
        self.environment: dict[str, str] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def _start(self, *command: str, environment: dict[str, str] | None = None) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """Ends the server as a crash does."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ends the server in good order and removes its folder."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.kill()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait_for(self, command: list[str]) -> None:
        until_s = time.monotonic() + STARTS_WITHIN_S
        while subprocess.run(command, env=self._all(), capture_output=True, check=False).returncode:
            if time.monotonic() > until_s:
                raise RuntimeError(f"{command[0]} finds no server: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def _all(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


class Pulse(Server):
    """PulseAudio with no hardware; sinks are added as wanted."""

    def __init__(self) -> None:
        super().__init__()
        socket = self.folder / "native"
        self.environment = {"PULSE_SERVER": f"unix:{socket}", "PULSE_COOKIE": str(self.folder / "cookie")}
        self.start()

    def start(self) -> None:
        """Starts the server, at first or again."""
        self._start(
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--realtime=no"),
            *(
                "--use-pid-file=no",
                "-L",
                f"module-native-protocol-unix auth-anonymous=1 socket={self.folder / 'native'}",
            ),
            environment={"HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder), **self.environment},
        )
        self._wait_for(["pactl", "info"])

    def pactl(self, *words: str) -> str:
        """Runs pactl and gives what it prints."""
        done = subprocess.run(["pactl", *words], env=self._all(), capture_output=True, check=False, text=True)
        if done.returncode:
            assert self.process
            log = (self.folder / "log").read_text()[-2000:]
            raise RuntimeError(f"pactl {' '.join(words)}: {done.stderr.strip()}; server: {self.process.poll()}; {log}")
        return done.stdout.strip()

    def add_sink(
        self,
        name: str,
        rate_hz: int = 48_000,
        sample_format: str = "float32le",
        channels: int = 2,
        positions: str = "",
    ) -> str:
        """Adds a null sink, its channels at `positions` or the server's usual ones; returns its module's number."""
        return self.pactl(
            "load-module",
            "module-null-sink",
            f"sink_name={name}",
            f"rate={rate_hz}",
            f"format={sample_format}",
            f"channels={channels}",
            *([f"channel_map={positions}"] if positions else []),
        )

    def remove(self, module: str) -> None:
        """Removes a sink by its module's number."""
        self.pactl("unload-module", module)

    def players(self) -> list[dict[str, object]]:
        """The streams that play now, as pactl tells them."""
        found: list[dict[str, object]] = json.loads(self.pactl("-f", "json", "list", "sink-inputs"))
        return found

    @contextmanager
    def record(self, sink: str, rate_hz: int = 48_000, channels: int = 2, positions: str = "") -> Iterator["Recording"]:
        """Captures a sink's monitor to the sample for as long as the context lasts."""
        path = self.folder / f"{sink}-{time.monotonic_ns()}.raw"
        command = ["parec", "--raw", "--format=float32le", f"--rate={rate_hz}", f"--channels={channels}"]
        command += ["--latency-msec=20", *([f"--channel-map={positions}"] if positions else [])]
        with path.open("wb") as file:
            process = subprocess.Popen([*command, "-d", f"{sink}.monitor"], env=self._all(), stdout=file)
        recording = Recording(path, channels)
        try:
            recording.await_frames(1)
            yield recording
        finally:
            process.terminate()
            process.wait()


class Recording:
    """What `parec` has captured so far."""

    def __init__(self, path: Path, channels: int) -> None:
        self._path = path
        self._channels = channels

    def frames(self) -> int:
        """How many frames are captured."""
        return self._path.stat().st_size // 4 // self._channels

    def await_frames(self, frames: int, within_s: float = 20.0) -> None:
        """Waits until so many are captured."""
        until_s = time.monotonic() + within_s
        while self.frames() < frames:
            if time.monotonic() > until_s:
                raise RuntimeError(f"only {self.frames()} of {frames} frames captured within {within_s:g} s")
            time.sleep(0.02)

    def pcm(self) -> NDArray[np.float32]:
        """All that is captured: float32 of shape ``(frames, channels)``."""
        return np.fromfile(self._path, np.float32, self.frames() * self._channels).reshape(-1, self._channels)


class Jack(Server):
    """jackd with its dummy driver, in synchronous mode: nothing is lost, time stretches where the machine stalls."""

    def __init__(self, rate_hz: int = 48_000, period_frames: int = 1024) -> None:
        super().__init__()
        self.rate_hz = rate_hz
        self.period_frames = period_frames
        self.environment = {"JACK_DEFAULT_SERVER": f"lyria-{os.getpid()}-{id(self)}", "JACK_NO_START_SERVER": "1"}
        self.start()

    def start(self) -> None:
        """Starts the server, at first or again."""
        self._start(
            *("jackd", "-R" if _may_run_realtime() else "-r", "-n", self.environment["JACK_DEFAULT_SERVER"], "-S"),
            *("-d", "dummy", "-r", str(self.rate_hz), "-p", str(self.period_frames)),
        )
        self._wait_for(["jack_wait", "-w", "-t", "1"])

    def record(
        self, path: Path, seconds: float, ports: tuple[str, str] = ("PortAudio:out_0", "PortAudio:out_1")
    ) -> None:
        """Captures two ports for so long, to a float WAV file."""
        done = subprocess.run(
            ["jack_rec", "-f", str(path), "-d", str(int(seconds)), "-b", "32", *ports],
            env=self._all(),
            capture_output=True,
            check=False,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"jack_rec: {done.stdout}{done.stderr}; the ports are {self.ports()}")

    def ports(self) -> list[str]:
        """The names of all ports."""
        done = subprocess.run(["jack_lsp"], env=self._all(), capture_output=True, check=True, text=True)
        return done.stdout.split()

    @staticmethod
    def pcm(path: Path) -> NDArray[np.float32]:
        """A captured file: float32 of shape ``(frames, 2)``."""
        pcm, _ = soundfile.read(path, dtype="float32", always_2d=True)
        return np.asarray(pcm, np.float32)


def _may_run_realtime() -> bool:
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
    except OSError:
        return False
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return True


@contextmanager
def environment(names: dict[str, str]) -> Iterator[None]:
    """This process's environment with these names in it, for as long as it lasts."""
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def matched(captured: NDArray[np.float32], sent: NDArray[np.float32]) -> tuple[int, int]:
    """How far a capture is what was sent, frame for frame, and how many silent frames a server has put between.

    A sound server on a busy machine inserts silence where its client's thread has stalled; nothing else may differ.
    """
    place = inserted = 0
    while place < len(sent) and place + inserted < len(captured):
        count = min(len(sent) - place, len(captured) - place - inserted)
        same = (captured[place + inserted : place + inserted + count] == sent[place : place + count]).all(axis=1)
        if same.all():
            return place + count, inserted
        place += int(np.flatnonzero(~same)[0])
        sounding = np.flatnonzero(captured[place + inserted :].any(axis=1))
        if not len(sounding) or sounding[0] == 0:
            break
        inserted += int(sounding[0])
    return place, inserted
