"""The player as the host holds it: a child process, its ring, and the lines said to and by it. A door."""

import json
import logging
import mmap
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lyria_osc.audio.ring import RING_BYTES, Ring
from lyria_osc.errors import DeviceError
from lyria_osc.player.markers import Marker

log = logging.getLogger("lyria_osc.audio")

OPEN_WITHIN_S = 10.0
GONE_WITHIN_S = 2.0
SHARED_MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class ToSink:
    """A stream to a sink of a sound server: its name, empty for the default; where in it left and right are.

    Of one position alone, it is left's, and right is left out. What an `immediate` sink takes is recorded at once,
    rather than heard when it has been played.
    """

    name: str
    positions: tuple[str, ...] = ("front-left", "front-right")
    immediate: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What a player is started with.

    `device` is PortAudio's index, or a stream to a sink, which must have a rate; None for no sound. `rate_hz` None is
    the device's own rate; `block_frames` 0 for the host API's choice; `channels` which two device channels, from 1, and
    then how many are opened.
    """

    device: int | ToSink | None
    rate_hz: float | None = None
    block_frames: int = 0
    channels: tuple[int, int, int] = (1, 2, 2)


@dataclass(frozen=True, slots=True)
class Opened:
    """What the device turned out to be; `bits` are those that PortAudio cuts the samples off to, if it is known to."""

    rate_hz: float
    block_frames: int
    latency_s: float
    bits: int = 0


def _environment() -> dict[str, str]:
    return dict(os.environ, OPENBLAS_NUM_THREADS="1", JACK_NO_START_SERVER="1")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "lyria_osc.player", *words]


def query() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Devices and host APIs as PortAudio lists them now, in a process of its own.

    Raises:
        DeviceError: PortAudio is missing or does not answer.
    """
    try:
        done = subprocess.run(
            _command("--list"),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=OPEN_WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DeviceError(f"PortAudio has not listed its devices within {OPEN_WITHIN_S:g} s") from None
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise DeviceError(
            f"PortAudio could not list its devices: {done.stderr.decode(errors='replace')[-200:]}"
        ) from None
    if "words" in found:
        raise DeviceError(found["words"])
    return found["devices"], found["host_apis"]


class PlayerProcess:
    """One life of a player. Owner: the host, which starts another when this one ends."""

    def __init__(self, order: Order, on_end: Callable[[], object], socket_fd: int | None = None) -> None:
        """Starts a player and waits until its device is open; blocks for as long.

        Args:
            order: what to play on.
            on_end: called once, from another thread, when the player ends without being told to; see `ended`.
            socket_fd: a UDP socket for the markers; POSIX only.

        Raises:
            DeviceError: the device cannot be had.
        """
        self._on_end = on_end
        self._closing = False
        self.ended = ""
        """Why the player has ended without being told to; empty while it plays."""
        self._words = "the player has ended"
        self._heard = threading.Event()
        self._answer: dict[str, Any] = {}
        self._folder = tempfile.TemporaryDirectory(
            prefix="lyria-osc-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
        )
        folder = Path(self._folder.name)
        path = folder / "ring"
        path.write_bytes(bytes(RING_BYTES))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), RING_BYTES)
        self.ring = Ring(memoryview(self._memory))
        self._process = subprocess.Popen(
            _command("--ring", str(path), *self._options(order, socket_fd)),
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            pass_fds=() if socket_fd is None else (socket_fd,),
            process_group=0 if os.name == "posix" else None,  # what ends the host's group is not to end the fade out
        )
        assert self._process.stdin
        if os.name == "posix":
            # A player that has stopped reading must not stop the host: markers are lost then, as their moment is.
            os.set_blocking(self._process.stdin.fileno(), False)
        self._readers = [threading.Thread(target=work, daemon=True) for work in (self._read_events, self._read_noise)]
        for reader in self._readers:
            reader.start()
        self.opened = self._await_opened()
        if os.name == "posix":
            # Both have it mapped by now: a host that is killed leaves none behind.
            self._folder.cleanup()

    @staticmethod
    def _options(order: Order, socket_fd: int | None) -> Iterable[str]:
        if isinstance(order.device, ToSink):
            sink = order.device
            yield from (
                f"--sink={sink.name}",
                "--positions",
                *sink.positions,
                *(["--immediate"] if sink.immediate else []),
            )
        elif order.device is not None:
            yield from ("--device", str(order.device))
        if order.rate_hz is not None:
            yield from ("--rate", str(order.rate_hz))
        yield from ("--block", str(order.block_frames), "--channels", *map(str, order.channels))
        if socket_fd is not None:
            yield from ("--socket", str(socket_fd))

    def _await_opened(self) -> Opened:
        self._heard.wait(OPEN_WITHIN_S)
        answer = self._answer
        if answer.get("event") != "opened":
            self.close()
            raise DeviceError(answer.get("words", f"the device has not opened within {OPEN_WITHIN_S:g} s"))
        return Opened(answer["rate_hz"], answer["block_frames"], answer["latency_s"], answer["bits"])

    def _read_events(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            event = json.loads(line)
            if "words" in event:
                self._words = event["words"]
            if not self._heard.is_set():
                self._answer = event
                self._heard.set()
        opened = self._heard.is_set() and self._answer.get("event") == "opened"
        if not self._heard.is_set():
            self._answer = {"words": f"the player has ended with exit code {self._process.wait()}"}
            self._heard.set()
        if opened and not self._closing:
            self.ended = self._words
            self._on_end()

    def _read_noise(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            log.debug("player: %s", line.decode(errors="replace").rstrip())

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def _say(self, **fields: object) -> None:
        assert self._process.stdin
        with suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(fields).encode() + b"\n")

    def mark(self, marker: Marker) -> None:
        """Has a marker sent when its frame leaves the device."""
        self._say(
            op="mark",
            frame=marker.frame,
            messages=[message.hex() for message in marker.messages],
            to=marker.to,
            ahead_s=marker.ahead_s,
            offset_s=marker.offset_s,
        )

    def cancel_from(self, frame: int) -> None:
        """Takes back the markers of this frame and later."""
        self._say(op="cancel", **{"from": frame})

    def close(self) -> None:
        """Has the player fade out and end, and waits for it; kills one that does not."""
        self._closing = True
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(GONE_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join()
        for pipe in (self._process.stdout, self._process.stderr):
            assert pipe
            pipe.close()
        self._folder.cleanup()
