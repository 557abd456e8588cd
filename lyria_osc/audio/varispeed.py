"""From one rate to another whose ratio wanders: two clocks kept together by a few parts in a million.

Two stages: a `Resampler` doubles the rate and stops all that the output cannot hold; then each output frame is
interpolated between the doubled frames with a short windowed sinc, whose weights are polynomials in the frame's exact
place (a Farrow structure): products of matrices again, and no table that must stay in cache. The speed always goes in
a straight line from where it was to where it shall be, over exactly the source frames of one call: a step in speed
would be heard sooner than any fault of the filter.

As in `resampler` nothing is shifted: an output frame is the source at `Varispeed.position`, asked before the call that
gives it.

Way through the house: as a `Resampler`, in the place of one where a servo corrects the speed.
"""

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log1p

import numpy as np
from numpy.typing import NDArray

from lyria_osc.audio.resampler import Lowpass, Plan, Quality, Resampler, fits, passband
from lyria_osc.service import Pcm

HALF = 8
"""Doubled frames to either side of an output: 16 taps."""

IMAGE_DB = 144.0
"""By so much they stop the images of what is below 19.6 kHz."""

DEGREE = 7
"""Of the polynomials that give the taps' weights between two frames: up to 20 kHz with an error below -165 dB."""

ROWS = 64
"""Outputs in one matrix product."""

STOPBAND_DB = 140.0
"""Of the doubling filter."""

PIECE_FRAMES = 8192
"""Doubled frames interpolated at once: so many that a call costs little beside them, so few that they stay in cache."""

UNIT_BITS = 40
UNIT = 1 << UNIT_BITS
"""Parts of a doubled frame in which places are counted: whole numbers, so that a steady speed adds up exactly."""


def fixed_rate(
    input_hz: int, output_hz: int, channels: int, quality: Quality = Quality.BEST
) -> "Resampler | Varispeed":
    """What turns one fixed rate into another: a `Resampler`, or for a pair with too long a period a `Varispeed`."""
    if fits(input_hz, output_hz):
        return Resampler(input_hz, output_hz, channels, quality)
    return Varispeed(input_hz, output_hz, channels)


@lru_cache(maxsize=1)
def _polynomials() -> NDArray[np.float32]:
    """Coefficients of each tap's weight, ``(DEGREE + 1, 2 * HALF)``, in the place between two frames, -0.5 to 0.5."""
    phases = 512
    taps = Lowpass(HALF, 0.5, 0.1102 * (IMAGE_DB - 8.7)).taps(phases)
    weights = taps[np.arange(phases + 1)[:, None] + np.arange(2 * HALF - 1, -1, -1) * phases]
    powers = np.vander(np.linspace(-0.5, 0.5, phases + 1), DEGREE + 1, increasing=True)
    return np.asarray(np.linalg.lstsq(powers, weights, rcond=None)[0], np.float32)


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
        return interpolator.process(self._doubler.process_planar(pcm))

    def flush(self) -> Pcm:
        """Ends the stream: the outputs still due, as if silence followed; the next `process` starts a new one."""
        tail = np.zeros((0, self.channels), np.float32)
        if self._interpolator is not None:
            silence = self._doubler.process_planar(np.zeros((self.latency_frames + 1, self.channels), np.float32))
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
        heard = self._doubler.process_planar(self._history)
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
        self._held = np.zeros((place - first + 2 * HALF + PIECE_FRAMES, len(heard)), np.float32)
        self._kernel = _Kernel(self._held)
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
        """Takes the next frames ``(channels, n)`` and gives the outputs ``(m, channels)`` they allow.

        Those before frame number `end`, where it is given.
        """
        made = [np.zeros((0, len(pcm)), np.float32)]
        for first in range(0, pcm.shape[1], PIECE_FRAMES):
            self._fill(pcm[:, first : first + PIECE_FRAMES])
            known = self._first + self._filled - HALF - 1
            limit = UNIT * (known if end is None else min(known, end))
            if self._place < limit:
                made.append(self._kernel.at(self._places(limit)))
            self._forget()
        return np.concatenate(made)

    def _fill(self, pcm: Pcm) -> None:
        end = self._filled + pcm.shape[1]
        for channel, line in enumerate(pcm):
            self._held[self._filled : end, channel] = line
        self._filled = end

    def _forget(self) -> None:
        """Drops the frames that no output needs any more."""
        kept = min(self._filled, max(0, self._place // UNIT - HALF - self._first))
        self._held[: self._filled - kept] = self._held[kept : self._filled]
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


class _Kernel:
    """Weighs the frames around each place.

    As in `resampler` all products have one shape, and output ``n`` of the stream is in row ``n % ROWS`` of one.
    """

    def __init__(self, held: Pcm) -> None:
        taken = 2 * HALF * held[0].nbytes
        # A window taken as one item is copied in half the time.
        self._windows = np.ndarray(len(held) - 2 * HALF + 1, np.dtype((np.void, taken)), held, strides=held.strides[:1])
        channels = held.shape[1]
        self._polynomials = np.repeat(_polynomials(), channels, axis=1)
        self._sum = np.tile(np.eye(channels, dtype=np.float32), (2 * HALF, 1))
        self._made = 0

    def at(self, places: NDArray[np.int64]) -> Pcm:
        """The signal at `places`, counted in `UNIT`s from the first frame held: ``(n, channels)``."""
        first = self._made % ROWS
        self._made += len(places)
        outputs = slice(first, first + len(places))
        groups = -(-outputs.stop // ROWS)
        powers = np.ones((DEGREE + 1, groups * ROWS), np.float32)
        powers[1, outputs] = (places & (UNIT - 1)) * (1 / UNIT) - 0.5
        for power in range(2, DEGREE + 1):
            np.multiply(powers[power - 1], powers[1], out=powers[power])
        weighed = np.matmul(powers.reshape(DEGREE + 1, groups, ROWS).transpose(1, 2, 0), self._polynomials)
        windows = self._windows[(places >> UNIT_BITS) - (HALF - 1)].view(np.float32)
        weighed.reshape(groups * ROWS, -1)[outputs] *= windows.reshape(len(places), -1)
        return np.asarray(np.matmul(weighed, self._sum).reshape(groups * ROWS, -1)[outputs])
