"""From one fixed rate to another, streaming and exact: a polyphase FIR filter as products of matrices.

An output frame is a sum over the source frames around it, weighted by a windowed sinc. The weights repeat after a
*period* (48 to 44.1 kHz: 160 frames in, 147 out), so a *block* of neighbouring outputs is one window of the source
times one constant matrix, and many blocks are one matrix product. `Resampler` keeps the source frames that
the next outputs still need; what it makes does not depend, to the last bit, on how the source was cut into calls.

Nothing is shifted: output frame ``n`` is the source at frame ``n * input_hz / output_hz``. The delay lies only in
when it can be made, `Resampler.latency_frames` source frames later.

Way through the house: the jitter buffer's pcm goes in on the host's feeding thread, the ring's pcm comes out.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from math import ceil, gcd, log, pi
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from lyria_osc.service import Pcm

BLOCK_S = 0.001
"""Length aimed at for a block: longer ones delay more and multiply more zeros, shorter ones cost more calls."""

LATENCY_S = 0.006
"""Most that is held back at any pair of rates. A filter that would need more is cut short and its transition widens."""

GROUP = 4
"""Periods in one matrix product. A second of stereo, 48 to 44.1 kHz, costs 2.0, 1.9, 2.4 ms with 2, 4, 8 when it comes
by 2048 frames, and 3.3, 3.9, 5.4 ms in calls of 10 ms, where most of a larger group is computed in vain."""

HELD_FRAMES = 4096
"""Source frames of the groups computed by one call of BLAS: so many that the call costs little beside them, so few that
they stay in cache."""

LARGEST_MATRIX = 1 << 21
"""Most weights of a filter (16 MB). Every pair of the trade's rates stays below; 48000 to 44101 Hz would not."""

Weights = NDArray[np.floating[Any]]


class Quality(StrEnum):
    """`BEST` computes in float64 with 155 dB of stopband, `LIGHT` in float32 with 122 dB at about half the cost."""

    BEST = "best"
    LIGHT = "light"


_STOPBAND_DB = {Quality.BEST: 155.0, Quality.LIGHT: 122.0}


@dataclass(frozen=True, slots=True)
class Lowpass:
    """A Kaiser-windowed sinc; times are in frames of the source.

    `half` is the reach to either side, `cutoff` the middle of the transition in cycles a source frame, `beta` the
    window's shape.
    """

    half: int
    cutoff: float
    beta: float

    @classmethod
    def between(cls, pass_hz: float, stop_hz: float, rate_hz: float, stopband_db: float) -> "Lowpass":
        """The shortest filter that passes `pass_hz` and stops `stop_hz` (Kaiser's formulas)."""
        width = 2 * pi * (stop_hz - pass_hz) / rate_hz
        half = ceil((stopband_db - 7.95) / (2.285 * width) / 2)
        return cls(half, (pass_hz + stop_hz) / 2 / rate_hz, 0.1102 * (stopband_db - 8.7))

    def within(self, half: int, stop_hz: float, rate_hz: float, stopband_db: float) -> "Lowpass":
        """This one, or where its reach is over `half` the one of that reach that stops as much and passes less."""
        if self.half <= half:
            return self
        width_hz = (stopband_db - 7.95) / (2.285 * 2 * half) * rate_hz / (2 * pi)
        return Lowpass(half, (stop_hz - width_hz / 2) / rate_hz, self.beta)

    def taps(self, phases: int) -> NDArray[np.float64]:
        """Weights at every `phases`-th of a frame from ``-half`` to ``half``; they sum to `phases` (gain 1)."""
        tau = np.arange(-self.half * phases, self.half * phases + 1) / phases
        window = np.i0(self.beta * np.sqrt(1 - (tau / self.half) ** 2))
        taps = np.sinc(2 * self.cutoff * tau) * window
        return np.asarray(taps * (phases / taps.sum()))


def passband(input_hz: int, output_hz: int) -> tuple[float, float]:
    """Where the filter must pass and where it must stop, in Hz.

    It stops at the lower of the two Nyquist frequencies; it passes 20 kHz, or 0.907 of that Nyquist if this is less
    (20 kHz of 22.05, kept for the lower rates). At 22.05 kHz and below a filter as steep as that would hold back more
    than `LATENCY_S`: see `plan` for what is passed there.
    """
    stop_hz = min(input_hz, output_hz) / 2
    return min(20_000.0, stop_hz * 20_000 / 22_050), stop_hz


@dataclass(frozen=True, slots=True)
class Plan:
    """How a pair of rates is cut: periods of `up` outputs from `down` source frames, blocks of `block` outputs."""

    up: int
    down: int
    block: int
    lowpass: Lowpass

    @classmethod
    def between(cls, input_hz: int, output_hz: int, lowpass: Lowpass) -> "Plan":
        """The plan for a pair of rates."""
        common = gcd(input_hz, output_hz)
        up, down = output_hz // common, input_hz // common
        wanted = max(1.0, output_hz * BLOCK_S)
        if up <= wanted:
            times = round(wanted / up)
            return cls(up * times, down * times, up * times, lowpass)
        divisors = (n for n in range(1, up + 1) if up % n == 0)
        return cls(up, down, min(divisors, key=lambda n: abs(log(n / wanted))), lowpass)

    @property
    def blocks(self) -> int:
        """Blocks in a period."""
        return self.up // self.block

    @property
    def starts(self) -> NDArray[np.int64]:
        """First source frame of each block's window, counted from the period's first frame."""
        return np.arange(self.blocks, dtype=np.int64) * self.block * self.down // self.up - self.lowpass.half

    @property
    def window(self) -> int:
        """Source frames in a block's window."""
        return (self.block * self.down - 1) // self.up + 2 * self.lowpass.half + 2

    @property
    def latency_frames(self) -> int:
        """Most source frames held back: half the filter and all but one of a block."""
        return self.lowpass.half + ceil((self.block - 1) * self.down / self.up)

    def shortened(self, spare_frames: int, stop_hz: float, rate_hz: float, stopband_db: float) -> "Plan":
        """Holds back at most `LATENCY_S` less `spare_frames`; a shorter filter stops as much and passes less."""
        half = int(LATENCY_S * rate_hz) - spare_frames - (self.latency_frames - self.lowpass.half)
        return replace(self, lowpass=self.lowpass.within(half, stop_hz, rate_hz, stopband_db))

    @property
    def size(self) -> int:
        """Weights in all matrices together."""
        return self.up * self.window


def plan(input_hz: int, output_hz: int, quality: Quality) -> Plan:
    """The plan for a pair of rates at a quality, within `LATENCY_S`.

    Between 48 kHz and a lower rate of 8, 11.025, 16 and 22.05 kHz `Quality.BEST` passes up to 2.9, 4.2, 6.9 and 9.9 kHz
    (flat to 1e-5 dB; -3 dB at 3.4, 4.8, 7.4, 10.4), `Quality.LIGHT` up to 3.1, 4.5, 7.1 and 10; all else is passed and
    stopped as `passband` says.
    """
    (pass_hz, stop_hz), stopband_db = passband(input_hz, output_hz), _STOPBAND_DB[quality]
    wanted = Plan.between(input_hz, output_hz, Lowpass.between(pass_hz, stop_hz, input_hz, stopband_db))
    return wanted.shortened(0, stop_hz, input_hz, stopband_db)


def fits(input_hz: int, output_hz: int) -> bool:
    """Whether the pair's period is short enough for a `Resampler`; if not, a `varispeed.Varispeed` does it."""
    common = gcd(input_hz, output_hz)
    if output_hz // common > LARGEST_MATRIX // 200:
        return False
    chosen = plan(input_hz, output_hz, Quality.BEST)
    return chosen.size <= LARGEST_MATRIX and chosen.block <= 4 * BLOCK_S * output_hz + 1


@lru_cache(maxsize=8)
def matrices(plan: Plan) -> NDArray[np.float64]:
    """Each block's matrix, shape ``(blocks, window, block)``: a window of the source times it gives the block."""
    reach = plan.lowpass.half * plan.up
    taps = np.append(plan.lowpass.taps(plan.up), 0.0)
    outputs = np.arange(plan.up).reshape(plan.blocks, 1, plan.block) * plan.down
    frames = (plan.starts[:, None] + np.arange(plan.window))[:, :, None] * plan.up
    place = outputs - frames
    return np.asarray(taps[np.where(np.abs(place) <= reach, place + reach, -1)])


class Resampler:
    """Turns a stream of one rate into a stream of another.

    Writer and reader: the one thread that calls it. A call costs least from about 100 ms of sound on: whole groups of
    periods are computed, however few of a group's blocks a call completes.
    """

    def __init__(
        self, input_hz: int, output_hz: int, channels: int, quality: Quality = Quality.BEST, cut: Plan | None = None
    ) -> None:
        self.input_hz = input_hz
        self.output_hz = output_hz
        self.channels = channels
        self._plan = cut or plan(input_hz, output_hz, quality)
        self._groups = _Groups(self._plan, channels, np.float32 if quality is Quality.LIGHT else np.float64)
        self._taken = self._made = self._first = 0

    @property
    def latency_frames(self) -> int:
        """Most source frames that can be held back, at most `LATENCY_S`."""
        return 0 if self.input_hz == self.output_hz else self._plan.latency_frames

    def output_frame(self, source_frame: float) -> float:
        """Where in the output a source frame lies; both count from the stream's start."""
        return source_frame * self.output_hz / self.input_hz

    def source_frame(self, output_frame: float) -> float:
        """Where in the source an output frame lies; the inverse of `output_frame`."""
        return output_frame * self.input_hz / self.output_hz

    @property
    def position(self) -> float:
        """Source frame of the next output frame; both count from the stream's start."""
        if self.input_hz == self.output_hz:
            return float(self._taken)
        return self.source_frame(self._made * self._plan.block)

    def process(self, pcm: Pcm) -> Pcm:
        """Takes the next source frames ``(n, channels)`` and gives all output frames ``(m, channels)`` now known."""
        if self.input_hz == self.output_hz:
            self._taken += len(pcm)
            return pcm.copy()
        return interleaved(self.process_planar(pcm))

    def process_planar(self, pcm: Pcm) -> Pcm:
        """As `process`, the rates being different, but what it gives is ``(channels, m)``."""
        made, groups, block = self._made, self._groups, self._plan.block
        out = np.empty((self.channels, (self._ready(self._taken + len(pcm)) - made) * block), np.float32)
        taken = 0
        while taken < len(pcm):
            piece = pcm[taken : taken + groups.room]
            groups.fill(piece)
            taken += len(piece)
            ready = min(self._ready(self._taken + taken), self._first + groups.blocks)
            if ready > self._made:
                made_now = groups.made(self._made - self._first, ready - self._first)
                out[:, (self._made - made) * block : (ready - made) * block] = made_now
                self._made = ready
            self._first += groups.advance(ready - self._first)
        self._taken += taken
        return out

    def flush(self) -> Pcm:
        """Ends the stream: the outputs still due, as if silence followed; the next `process` starts a new one."""
        due = 0
        if self.input_hz != self.output_hz:
            due = ceil(self._taken * self.output_hz / self.input_hz) - self._made * self._plan.block
        tail = self.process(np.zeros((self.latency_frames + 1, self.channels), np.float32))[:due]
        self._taken = self._made = self._first = 0
        self._groups.reset()
        return tail

    def _ready(self, taken: int) -> int:
        """Output blocks that can be made from the first `taken` source frames."""
        cut = self._plan
        return max(0, ((taken - cut.lowpass.half) * cut.up - 1) // cut.down + 1) // cut.block


class _Groups:
    """The source frames of some groups of `GROUP` periods with half a filter to either side, and the products.

    BLAS may add in another order when a product has another shape, so every group's product has the same, and a block
    always has the same row in it: that is what makes the result the same for any cutting of the source. Blocks that are
    not due yet are computed from whatever lies there, and not used.
    """

    def __init__(self, plan: Plan, channels: int, precision: type[np.floating[Any]]) -> None:
        self._plan = plan
        self._frames = GROUP * plan.down
        groups = max(1, HELD_FRAMES // self._frames)
        self.blocks = groups * GROUP * plan.blocks
        starts = [int(start) for start in plan.starts + plan.lowpass.half]
        ends = groups * self._frames
        self._held: Weights = np.zeros((channels, ends - plan.down + starts[-1] + plan.window), precision)
        self._rows: Weights = np.zeros((plan.blocks, groups * GROUP, channels, plan.window), precision)
        self._matrices: Weights = matrices(plan).astype(precision)[:, None]
        windows = sliding_window_view(self._held, plan.window, axis=1)
        self._windows = [windows[:, start : start + ends : plan.down].transpose(1, 0, 2) for start in starts]
        self.reset()

    @property
    def room(self) -> int:
        """Source frames that can be filled in before it must advance."""
        return int(self._held.shape[1]) - self._filled

    def reset(self) -> None:
        """To the start of a stream: silence before its first frame."""
        self._held[:] = 0
        self._filled = self._plan.lowpass.half

    def fill(self, pcm: Pcm) -> None:
        """Takes the next source frames, at most `room`."""
        self._held[:, self._filled : self._filled + len(pcm)] = pcm.T
        self._filled += len(pcm)

    def advance(self, blocks: int) -> int:
        """Drops the groups that lie whole in the first `blocks`; how many blocks these are."""
        done = blocks // (GROUP * self._plan.blocks)
        kept = self._filled - done * self._frames
        self._held[:, :kept] = self._held[:, done * self._frames : self._filled]
        self._filled = kept
        return done * GROUP * self._plan.blocks

    def made(self, first: int, last: int) -> Weights:
        """Output blocks from `first` to `last`, counted from the first held: ``(channels, n)``."""
        blocks, _, channels, window = self._rows.shape
        skipped = first // (GROUP * blocks)
        periods = slice(skipped * GROUP, -(-last // (GROUP * blocks)) * GROUP)
        for rows, windows in zip(self._rows, self._windows, strict=True):
            rows[periods] = windows[periods]
        rows = self._rows[:, periods].reshape(blocks, -1, GROUP * channels, window)
        made = np.matmul(rows, self._matrices).reshape(blocks, -1, channels, self._plan.block)
        lines = made.transpose(2, 1, 0, 3).reshape(channels, -1)
        before = skipped * GROUP * blocks
        return np.asarray(lines[:, (first - before) * self._plan.block : (last - before) * self._plan.block])


def interleaved(lines: Pcm) -> Pcm:
    """``(channels, n)`` as ``(n, channels)``."""
    pcm = np.empty(lines.shape[::-1], np.float32)
    for channel, line in enumerate(lines):
        pcm[:, channel] = line
    return pcm
