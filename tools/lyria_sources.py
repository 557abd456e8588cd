"""Sound for the local Lyria: the band, or plain signals known to the sample.

`source` reads ``band``, ``sine:HZ``, ``noise``, ``silence`` or a sound file's name. All are `service.Door`s whose
messages come as fast as they are asked for; `lyria_server` sets the pace.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lyria_osc.errors import Fault, SessionError
from lyria_osc.service import (
    CHANNELS,
    RATE_HZ,
    Audio,
    Door,
    Message,
    Order,
    Playback,
    SetConfig,
    SetPrompts,
    WeightedPrompt,
)

CHUNK_FRAMES = 2 * RATE_HZ

Samples = NDArray[np.int16]
Signal = Callable[[int, int], Samples]
"""From a frame's number and a count of frames to samples of shape ``(frames, channels)``."""


def source(name: str) -> Door:
    """The door to a source of sound by its name.

    Raises:
        ValueError: the name is none of these.
    """
    if name == "band":
        from lyria_osc.offline.door import OfflineDoor

        return OfflineDoor()
    return SignalDoor(signal(name))


def signal(name: str) -> Signal:
    """A signal by its name; the same name gives the same samples."""
    kind, _, of = name.partition(":")
    if kind == "sine":
        hz = float(of or 1000)
        return lambda start, frames: _stereo(0.5 * np.sin(2 * np.pi * hz / RATE_HZ * np.arange(start, start + frames)))
    if kind == "noise":
        loop = np.random.default_rng(1).integers(-16384, 16384, (60 * RATE_HZ, CHANNELS), np.int16)
        return lambda start, frames: np.take(loop, np.arange(start, start + frames), axis=0, mode="wrap")
    if kind == "silence":
        return lambda start, frames: np.zeros((frames, CHANNELS), np.int16)
    if Path(name).is_file():
        return _file(Path(name))
    raise ValueError(f"no source {name!r}: it is band, sine:HZ, noise, silence or a sound file")


def _stereo(mono: NDArray[np.float64]) -> Samples:
    return np.repeat(np.round(mono * 32767).astype(np.int16)[:, None], CHANNELS, axis=1)


def _file(path: Path) -> Signal:
    import soundfile

    loop, rate_hz = soundfile.read(path, dtype="int16", always_2d=True)
    if rate_hz != RATE_HZ or loop.shape[1] > CHANNELS:
        raise ValueError(f"{path} has {rate_hz} Hz and {loop.shape[1]} channels, not {RATE_HZ} Hz and 1 or 2")
    loop = np.repeat(loop, CHANNELS // loop.shape[1], axis=1)
    return lambda start, frames: np.take(loop, np.arange(start, start + frames), axis=0, mode="wrap")


class SignalDoor:
    """Sessions that all play the same signal from its start."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal

    @property
    def engine(self) -> str:
        """``offline``: it is made here."""
        return "offline"

    async def connect(self) -> "SignalConnection":
        """Opens a session."""
        return SignalConnection(self._signal)


class SignalConnection:
    """One session that plays a signal while PLAY holds; STOP and RESET_CONTEXT do not move it."""

    def __init__(self, signal: Signal) -> None:
        self._signal = signal
        self._playing = asyncio.Event()
        self._closed = False
        self._prompts: tuple[WeightedPrompt, ...] = ()
        self._config: Mapping[str, float | int | bool | str] = {}

    async def send(self, order: Order) -> None:
        """Takes an order."""
        match order:
            case SetPrompts(prompts):
                self._prompts = prompts
            case SetConfig(config):
                self._config = config
            case Playback.PLAY:
                self._playing.set()
            case Playback.PAUSE | Playback.STOP:
                self._playing.clear()

    async def messages(self) -> AsyncIterator[Message]:
        """The next chunk whenever asked, while it plays."""
        start = 0
        while True:
            await self._playing.wait()
            if self._closed:
                raise SessionError(Fault.ENDED, "closed")
            pcm = self._signal(start, CHUNK_FRAMES).astype(np.float32) / np.float32(32768)
            start += CHUNK_FRAMES
            yield Audio(pcm, self._prompts, self._config)

    async def close(self) -> None:
        """Ends it."""
        self._closed = True
        self._playing.set()
