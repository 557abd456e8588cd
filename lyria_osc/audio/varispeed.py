"""From one rate to another whose ratio wanders: two clocks kept together by a few parts in a million.

Two stages: a `Resampler` doubles the rate and stops all that the output cannot hold; then each output frame is
interpolated between the doubled frames with a short windowed sinc, read from a table at the frame's exact place. The
speed always goes in a straight line from where it was to where it shall be, over the source frames of one call: a step
in speed would be heard sooner than any fault of the filter.

As in `resampler` nothing is shifted: an output frame is the source at `Varispeed.position`, asked before the call that
gives it.

Way through the house: as a `Resampler`, in the place of one where a servo corrects the speed.
"""

from functools import lru_cache
from math import ceil

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from lyria_osc.audio.resampler import Lowpass, Plan, Quality, Resampler, fits, passband
from lyria_osc.service import Pcm

HALF = 9
"""Doubled frames to either side of an output: 18 taps, which stop the first image by 137 dB."""

STOPBAND_DB = 140.0
"""Of the doubling filter."""

PIECE_FRAMES = 2048
"""Doubled frames interpolated at once, so that all they need stays in the processor's cache."""

UNIT_BITS, PHASE_BITS = 40, 11
UNIT = 1 << UNIT_BITS
"""Parts of a doubled frame in which places are counted: whole numbers, so that a steady speed adds up exactly."""

PHASES = 1 << PHASE_BITS
"""Rows of the table; between them weights are interpolated linearly, at 18 kHz with an error below -147 dB."""


def fixed_rate(
    input_hz: int, output_hz: int, channels: int, quality: Quality = Quality.BEST
) -> "Resampler | Varispeed":
    """What turns one fixed rate into another: a `Resampler`, or for a pair with too long a period a `Varispeed`."""
    if fits(input_hz, output_hz):
        return Resampler(input_hz, output_hz, channels, quality)
    return Varispeed(input_hz, output_hz, channels)


@lru_cache(maxsize=1)
def _table() -> tuple[Pcm, Pcm]:
    """Weights, and their differences to the next row's: both ``(PHASES, 2 * HALF)``."""
    stopband_db = 2.285 * np.pi * 2 * HALF + 7.95
    taps = Lowpass(HALF, 0.5, 0.1102 * (stopband_db - 8.7)).taps(PHASES)
    rows = taps[np.arange(PHASES + 1)[:, None] + np.arange(2 * HALF - 1, -1, -1) * PHASES]
    return rows[:-1].astype(np.float32), np.diff(rows, axis=0).astype(np.float32)


class Varispeed:
    """Turns a stream of one rate into one of another, the speed corrected as it goes.

    Where the rates are equal it is a plain copy until a correction is first asked for. From then on it filters, and
    up to `latency_frames` are held back: that much is missing, once, from what it gives.
    Writer and reader: the one thread that calls it.
    """

    def __init__(self, input_hz: int, output_hz: int, channels: int) -> None:
        self.input_hz = input_hz
        self.output_hz = output_hz
        self.channels = channels
        lowpass = Lowpass.between(*passband(input_hz, output_hz), input_hz, STOPBAND_DB)
        cut = Plan.between(input_hz, 2 * input_hz, lowpass)
        self._doubler = Resampler(input_hz, 2 * input_hz, channels, Quality.LIGHT, cut)
        self._interpolator: _Interpolator | None
        self._history: Pcm
        self._begin()

    @property
    def latency_frames(self) -> int:
        """Most source frames that can be held back when it filters."""
        return self._doubler.latency_frames + HALF // 2 + 1 + ceil(self.input_hz / self.output_hz)

    @property
    def position(self) -> float:
        """Source frame of the next output frame; both count from the stream's start."""
        return float(self._taken) if self._interpolator is None else self._interpolator.position / 2

    def process(self, pcm: Pcm, correction: float = 0.0) -> Pcm:
        """Takes the next source frames ``(n, channels)`` and gives all output frames ``(m, channels)`` now known.

        `correction` is the speed reached at their end, less 1: 1e-4 plays 100 ppm faster and gives so much less.
        """
        if self._interpolator is None and correction == 0:
            self._taken += len(pcm)
            self._history = np.concatenate([self._history, pcm[-len(self._history) :]])[-len(self._history) :]
            return pcm.copy()
        interpolator = self._interpolator = self._interpolator or self._started()
        self._taken += len(pcm)
        step = self._nominal_step + round(self._nominal_step * correction)
        return interpolator.process(self._doubler.process(pcm), step)

    def flush(self) -> Pcm:
        """Ends the stream: the outputs still due, as if silence followed; the next `process` starts a new one."""
        tail = np.zeros((0, self.channels), np.float32)
        if self._interpolator is not None:
            due = self._interpolator.due(2 * self._taken)
            silence = self._doubler.process(np.zeros((self.latency_frames + 1, self.channels), np.float32))
            tail = self._interpolator.process(silence, self._interpolator.step)[:due]
            self._doubler.flush()
        self._begin()
        return tail

    @property
    def _nominal_step(self) -> int:
        return (2 * self.input_hz * UNIT + self.output_hz // 2) // self.output_hz

    def _begin(self) -> None:
        """To the start of a stream."""
        self._taken = 0
        self._history = np.zeros((self._doubler.latency_frames + HALF, self.channels), np.float32)
        self._interpolator = None if self.input_hz == self.output_hz else self._started()

    def _started(self) -> "_Interpolator":
        """The second stage, to go on where the plain copy ends; both stages have heard what came before."""
        heard = self._doubler.process(self._history)
        return _Interpolator(heard, 2 * (self._taken - len(self._history)), 2 * self._taken, self._nominal_step)


class _Interpolator:
    """The second stage; frames here are the doubled ones.

    `_held` has `_filled` of them from number `_first` on, `_place` is the next output's, in `UNIT`s from there, and
    `step` its distance to the one after it.
    """

    def __init__(self, heard: Pcm, first: int, place: int, step: int) -> None:
        self.step = step
        self._first = first
        self._place = (place - first) * UNIT
        self._held = np.zeros((heard.shape[1], place - first + 2 * HALF + PIECE_FRAMES), np.float32)
        self._windows = [sliding_window_view(line, 2 * HALF) for line in self._held]
        self._filled = 0
        self._fill(heard)

    @property
    def position(self) -> float:
        """Number of the frame where the next output lies."""
        return self._first + self._place / UNIT

    def due(self, end: int) -> int:
        """Outputs still to come that lie before frame number `end`."""
        return max(0, -((self._place - (end - self._first) * UNIT) // self.step))

    def process(self, pcm: Pcm, step: int) -> Pcm:
        """Takes the next frames and gives the outputs they allow, the step going in a straight line to `step`."""
        start, made = self.step, [np.zeros((0, pcm.shape[1]), np.float32)]
        for first in range(0, len(pcm), PIECE_FRAMES):
            last = min(first + PIECE_FRAMES, len(pcm))
            self._fill(pcm[first:last])
            made.append(self._make(start + (step - start) * last // len(pcm)))
        return np.concatenate(made)

    def _fill(self, pcm: Pcm) -> None:
        self._held[:, self._filled : self._filled + len(pcm)] = pcm.T
        self._filled += len(pcm)

    def _make(self, step: int) -> Pcm:
        room = (self._filled - HALF - 1) * UNIT - self._place
        if room <= 0:
            return np.zeros((0, len(self._held)), np.float32)
        steps = 2 * room / (self.step + step)
        number = np.arange(ceil(steps) + 1, dtype=np.int64)
        places = number * self.step + self._place
        if step != self.step:
            places += np.rint(number * number * ((step - self.step) / (2 * steps))).astype(np.int64)
        out = self._at(places[:-1])
        kept = min(self._filled, max(0, int(places[-1]) // UNIT - HALF))
        self._held[:, : self._filled - kept] = self._held[:, kept : self._filled]
        self._filled -= kept
        self._first += kept
        self._place = int(places[-1]) - kept * UNIT
        self.step = step
        return out

    def _at(self, places: NDArray[np.int64]) -> Pcm:
        """The signal at `places`, counted in `UNIT`s from the first frame held."""
        weights, differences = _table()
        starts = (places >> UNIT_BITS) - (HALF - 1)
        rows = (places >> (UNIT_BITS - PHASE_BITS)) & (PHASES - 1)
        between = (places & (UNIT // PHASES - 1)) / (UNIT // PHASES)
        mixed = differences.take(rows, axis=0)
        mixed *= between.astype(np.float32)[:, None]
        mixed += weights.take(rows, axis=0)
        out = np.empty((len(places), len(self._windows)), np.float32)
        for channel, windows in enumerate(self._windows):
            out[:, channel] = np.einsum("nt,nt->n", windows[starts], mixed)
        return out
