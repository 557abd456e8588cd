"""Keeps a buffer's fill steady between two clocks that differ: how much faster or slower to play.

A producer that is not held back by the device fills the jitter buffer at its own clock's rate. Chunks come in bursts
and late, so the fill is a sawtooth with noise; but a chunk can only be late, never early. So the highest fill seen just
after an arrival, over many arrivals, is that of the least delayed ones: it moves with the clocks alone. A loop of
second order (proportional and integral, as in a phase-locked loop) holds it; it starts wide to catch the drift within
minutes and ends narrow, so that what is left of the noise is far below what an ear can tell.

Way through the house: the jitter buffer tells each arrival, the `varispeed.Varispeed` takes the correction.
"""

from collections import deque
from dataclasses import dataclass
from itertools import islice
from math import exp, log, pi

MAX_CORRECTION = 500e-6
"""No pair of quartz clocks is further apart; what asks for more is not drift."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What arrivals are like, and how fast to follow them: each pair is at first, and in the end.

    `arrivals` are those the highest fill is taken of, `smoothing_s` the time constant of the mean over the highest
    fills, `natural_hz` the loop's natural frequency. Fill that comes and goes within `tolerance_s` is no drift: where
    nothing drifts the loop stays off.
    """

    arrivals: tuple[int, int]
    smoothing_s: tuple[float, float]
    natural_hz: tuple[float, float]
    tolerance_s: float


CHUNKS = Tuning((30, 90), (60.0, 120.0), (0.5e-3, 0.2e-3), 0.025)
"""Chunks over a network, some seconds each, late by up to a second."""

LOOKS = Tuning((8, 8), (5.0, 10.0), (4e-3, 1e-3), 0.003)
"""Looks at two devices' clocks, one a second, good to a millisecond."""

NARROWING_S = 3600.0
"""How long after it took hold the loop is narrow."""

GAP_S = 20.0
"""After so long without an arrival the producer had stopped: the fill then starts from a new place."""


class Servo:
    """How much faster than nominal to play so that the fill stays where it was.

    Writer: who hears of arrivals. Reader: who plays.
    """

    def __init__(self, tuning: Tuning = CHUNKS) -> None:
        self._tuning = tuning
        self._drift = self._correction = 0.0
        self._on_since_s: float | None = None
        self.restart()

    @property
    def correction(self) -> float:
        """Speed less 1, at most `MAX_CORRECTION` either way; exactly 0 until a drift is seen."""
        return self._correction

    def restart(self) -> None:
        """The fill changes for a reason of its own (a new session, another buffer length).

        What is known of the drift is kept; where the fill shall be is learnt anew.
        """
        self._correction = self._drift
        self._fills: deque[float] = deque(maxlen=max(self._tuning.arrivals))
        self._last_s: float | None = None
        self._learnt: _Level | None = None

    def arrived(self, now_s: float, fill_s: float) -> None:
        """A chunk came in, and now the buffer holds `fill_s` seconds of music."""
        if self._last_s is not None and now_s - self._last_s > GAP_S:
            self.restart()
        elapsed_s = 0.0 if self._last_s is None else now_s - self._last_s
        self._last_s = now_s
        self._fills.append(fill_s)
        if len(self._fills) < self._tuning.arrivals[0]:
            return
        narrow = 0.0 if self._on_since_s is None else min(1.0, (now_s - self._on_since_s) / NARROWING_S)
        arrivals = round(_between(self._tuning.arrivals, narrow))
        highest_s = max(islice(reversed(self._fills), arrivals))
        if self._learnt is None:
            self._learnt = _Level(now_s, highest_s, highest_s)
            return
        smoothing_s = _between(self._tuning.smoothing_s, narrow)
        self._learnt.now_s += (highest_s - self._learnt.now_s) * (1 - exp(-elapsed_s / smoothing_s))
        if self._on_since_s is None:
            self._take_hold(now_s, self._learnt)
        else:
            natural = 2 * pi * _between(self._tuning.natural_hz, narrow)
            self._steer(elapsed_s, self._learnt.now_s - self._learnt.wanted_s, natural)

    def _take_hold(self, now_s: float, level: "_Level") -> None:
        """Starts the loop when the fill has moved, with the drift that this shows, where the fill is now."""
        moved_s = level.now_s - level.wanted_s
        if abs(moved_s) < self._tuning.tolerance_s:
            return
        self._on_since_s = now_s
        self._drift = self._correction = _clamped(moved_s / (now_s - level.since_s))
        level.wanted_s = level.now_s

    def _steer(self, elapsed_s: float, error_s: float, natural: float) -> None:
        """One turn of the loop, critically damped; `natural` is in radians a second."""
        drift = self._drift + natural * natural * error_s * elapsed_s
        wanted = drift + 2 * natural * error_s
        self._correction = _clamped(wanted)
        if self._correction == wanted:
            self._drift = drift


@dataclass(slots=True)
class _Level:
    """The smoothed highest fill: where it is and where it shall be, since `since_s`."""

    since_s: float
    now_s: float
    wanted_s: float


def _between(ends: tuple[float, float], part: float) -> float:
    """From the first to the last, in equal ratios."""
    first, last = ends
    return first * exp(part * log(last / first))


def _clamped(correction: float) -> float:
    return max(-MAX_CORRECTION, min(MAX_CORRECTION, correction))
