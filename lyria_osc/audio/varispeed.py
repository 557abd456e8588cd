"""From one rate to another whose ratio wanders: two clocks kept together by a few parts in a million.

Two stages: a `Resampler` doubles the rate and stops all that the output cannot hold; then each output frame is
interpolated between the doubled frames with a short windowed sinc, read from a table at the frame's exact place. The
speed always goes in a straight line from where it was to where it shall be, over exactly the source frames of one call:
a step in speed would be heard sooner than any fault of the filter.

As in `resampler` nothing is shifted: an output frame is the source at `Varispeed.position`, asked before the call that
gives it.

Way through the house: as a `Resampler`, in the place of one where a servo corrects the speed.
"""

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log1p

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from lyria_osc.audio.resampler import Lowpass, Plan, Quality, Resampler, fits, passband
from lyria_osc.service import Pcm

HALF = 9
"""Doubled frames to either side of an output: 18 taps, which stop the first image by 137 dB."""

STOPBAND_DB = 140.0
"""Of the doubling filter."""

PIECE_FRAMES = 8192
"""Doubled frames interpolated at once: so many that a call costs little beside them, so few that they stay in cache."""

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
        pass_hz, stop_hz = passband(input_hz, output_hz)
        self._held_frames = HALF // 2 + 1 + ceil(input_hz / output_hz)
        lowpass = Lowpass.between(pass_hz, stop_hz, input_hz, STOPBAND_DB)
        cut = Plan.between(input_hz, 2 * input_hz, lowpass)
        cut = cut.shortened(self._held_frames, stop_hz, input_hz, STOPBAND_DB)
        self._doubler = Resampler(input_hz, 2 * input_hz, channels, Quality.LIGHT, cut)
        self._interpolator: _Interpolator | None
        self._history: Pcm
        self._begin()

    @property
    def latency_frames(self) -> int:
        """Most source frames that can be held back when it filters, at most `LATENCY_S`."""
        return self._doubler.latency_frames + self._held_frames

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
        interpolator.steer(2 * self._taken, step)
        return interpolator.process(self._doubler.process(pcm))

    def flush(self) -> Pcm:
        """Ends the stream: the outputs still due, as if silence followed; the next `process` starts a new one."""
        tail = np.zeros((0, self.channels), np.float32)
        if self._interpolator is not None:
            silence = self._doubler.process(np.zeros((self.latency_frames + 1, self.channels), np.float32))
            tail = self._interpolator.process(silence, 2 * self._taken)
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


@dataclass(frozen=True, slots=True)
class _Knot:
    """At `place` the distance between outputs is `step`; between two knots it changes evenly. Both in `UNIT`s."""

    place: int
    step: int


class _Interpolator:
    """The second stage; frames here are the doubled ones.

    `_held` has `_filled` of them from number `_first` on; `_place`, in `UNIT`s from frame 0, is the next output's. The
    first of `_knots` is the last one passed.
    """

    def __init__(self, heard: Pcm, first: int, place: int, step: int) -> None:
        self._first = first
        self._place = place * UNIT
        self._knots = deque([_Knot(self._place, step)])
        self._held = np.zeros((heard.shape[1], place - first + 2 * HALF + PIECE_FRAMES), np.float32)
        self._windows = [sliding_window_view(line, 2 * HALF) for line in self._held]
        self._filled = 0
        self._fill(heard)

    @property
    def position(self) -> float:
        """Number of the frame where the next output lies."""
        return self._place / UNIT

    def steer(self, frame: int, step: int) -> None:
        """The step shall be `step` at frame number `frame`, further on than all that were told before."""
        if len(self._knots) > 1 and self._knots[-2].step == self._knots[-1].step == step:
            self._knots.pop()
        self._knots.append(_Knot(frame * UNIT, step))

    def process(self, pcm: Pcm, end: int | None = None) -> Pcm:
        """Takes the next frames and gives the outputs they allow, before frame number `end` where it is given."""
        made = [np.zeros((0, pcm.shape[1]), np.float32)]
        for first in range(0, len(pcm), PIECE_FRAMES):
            self._fill(pcm[first : first + PIECE_FRAMES])
            known = self._first + self._filled - HALF - 1
            limit = UNIT * (known if end is None else min(known, end))
            if self._place < limit:
                made.append(self._at(self._places(limit)))
            self._forget()
        return np.concatenate(made)

    def _fill(self, pcm: Pcm) -> None:
        self._held[:, self._filled : self._filled + len(pcm)] = pcm.T
        self._filled += len(pcm)

    def _forget(self) -> None:
        """Drops the frames that no output needs any more."""
        kept = min(self._filled, max(0, self._place // UNIT - HALF - self._first))
        self._held[:, : self._filled - kept] = self._held[:, kept : self._filled]
        self._filled -= kept
        self._first += kept

    def _places(self, limit: int) -> NDArray[np.int64]:
        """Where the outputs before `limit` lie, counted from the first frame held."""
        pieces = []
        while self._place < limit:
            pieces.append(self._places_to_knot(limit))
        return np.concatenate(pieces) if len(pieces) > 1 else pieces[0]

    def _places_to_knot(self, limit: int) -> NDArray[np.int64]:
        """Those before `limit` and the next knot; past the last one the step stays as it is."""
        while len(self._knots) > 1 and self._knots[1].place <= self._place:
            self._knots.popleft()
        last = following = self._knots[0]
        slope = 0.0
        if len(self._knots) > 1:
            following = self._knots[1]
            limit = min(limit, following.place)
            slope = (following.step - last.step) / (following.place - last.place)
        step = last.step + round(slope * (self._place - last.place))
        room = limit - self._place
        # The step is even in place, not in time: the places grow by an exponential.
        if slope:
            number = np.arange(ceil(log1p(slope * room / step) / slope) + 1)
            places = np.rint(np.expm1(number * slope) * (step / slope)).astype(np.int64)
        else:
            places = np.arange(-(-room // step) + 1, dtype=np.int64) * step
        places += self._place - self._first * UNIT
        self._place = self._first * UNIT + int(places[-1])
        return np.asarray(places[:-1])

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
