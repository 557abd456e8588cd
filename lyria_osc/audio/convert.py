"""Source frames at a device's rate, pulled as they are wanted, and which source frame each lies at.

Three ways: a plain copy where the rates are equal, the fixed-rate resampler, or, for a device whose clock is not the
one that paces the music, the varying-rate one with a correction of speed. Pure.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from lyria_osc.audio.resampler import Quality, Resampler
from lyria_osc.audio.varispeed import Varispeed, fixed_rate
from lyria_osc.service import CHANNELS, RATE_HZ, Pcm

PIECE_FRAMES = 2048
"""Least that a filter is fed at once: smaller pieces cost it twice as much."""

WARM_UP_FRAMES = 1024
"""Source frames given to a new filter before the first that is wanted: more than half of any filter."""


class Source(Protocol):
    """Where frames are read: a jitter buffer, or a cursor of one."""

    @property
    def next_frame(self) -> int:
        """The number of the next frame to be read."""

    @property
    def held_frames(self) -> int:
        """Frames that wait to be read."""

    def read(self, frames: int) -> Pcm:
        """The next frames, fewer where fewer are held."""

    def peek(self, start: int, stop: int) -> Pcm:
        """Frames by their numbers, as far as they are held or kept."""

    def step_back(self, frame: int) -> int:
        """Moves the reader back to a frame, or to the first that is kept; returns where it now is."""


class Converter:
    """Pulls from a source. Owner: a feeder."""

    def __init__(
        self, source: Source, rate_hz: int, quality: Quality, correction: Callable[[], float] | None = None
    ) -> None:
        """`correction` gives the wanted speed less 1; None where the device's clock paces the music."""
        self._source = source
        self._rate_hz = rate_hz
        self._quality = quality
        self._correction = correction
        self._filter: Resampler | Varispeed | None = None
        self._ready = np.zeros((0, CHANNELS), np.float32)
        self._surplus = 0
        self._position = 0.0
        self._step = RATE_HZ / rate_hz
        self.begin()

    @property
    def position(self) -> float:
        """The source frame at which the next frame that is pulled lies."""
        return self._position

    def begin(self) -> None:
        """A new stretch of music, at the source's next frame; a filter is warmed up with what came before."""
        start = self._source.next_frame
        self._position = float(start)
        self._ready = np.zeros((0, CHANNELS), np.float32)
        if self._correction is None and self._rate_hz == RATE_HZ:
            self._filter = None
            return
        if self._correction is None:
            self._filter = fixed_rate(RATE_HZ, self._rate_hz, CHANNELS, self._quality)
        else:
            self._filter = Varispeed(RATE_HZ, self._rate_hz, CHANNELS)
        before = self._source.peek(start - WARM_UP_FRAMES, start)
        silence = np.zeros((WARM_UP_FRAMES - len(before), CHANNELS), np.float32)
        self._surplus = int(np.ceil(WARM_UP_FRAMES / self._step))
        self._position = start - WARM_UP_FRAMES + self._surplus * self._step
        self._convert(np.concatenate([silence, before]))

    def pull(self, frames: int) -> Pcm:
        """So many frames at the device's rate, or what there is."""
        if self._filter is None:
            out = self._source.read(frames)
        else:
            while len(self._ready) < frames and self._source.held_frames:
                self._convert(self._source.read(max(int((frames - len(self._ready)) * self._step) + 1, PIECE_FRAMES)))
            out, self._ready = self._ready[:frames], self._ready[frames:]
        self._position += len(out) * self._speed()
        return out

    def _speed(self) -> float:
        """Source frames to each frame given."""
        return self._step * (1.0 + (self._correction() if self._correction else 0.0))

    def _convert(self, pcm: Pcm) -> None:
        if isinstance(self._filter, Varispeed):
            made = self._filter.process(pcm, self._correction() if self._correction else 0.0)
        else:
            assert self._filter
            made = self._filter.process(pcm)
        dropped = min(self._surplus, len(made))
        self._surplus -= dropped
        self._ready = np.concatenate([self._ready, made[dropped:]])
