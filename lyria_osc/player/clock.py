"""The device's clock: from looks at how many frames it has taken to a line from frames to monotonic time.

A device takes frames by the block, at moments nobody tells us; a look every few milliseconds sees that a block has gone
some time after it went, never before. The earliest looks are the true ones: of each second the earliest is kept. The
last minute of those gives the rate, and the earliest of the last of them the moment: a line through their middle would
be late by what they are late on average. A jump (an xrun, a suspended sink) starts the line anew, at the rate that was
known. Pure: time is handed in.
"""

from collections import deque
from collections.abc import Iterator
from itertools import cycle
from math import inf

from lyria_osc.audio.ring import ClockLine

BUCKET_S = 1.0
"""One look is kept of each such span: the earliest against the line."""

MEMORY_BUCKETS = 60
SLOPE_BUCKETS = 8
"""Fewer say nothing of the rate: it stays what it was, the nominal one at first."""

MOMENT_BUCKETS = 20
"""Of so many the earliest is on the line: more, and an error of the rate tells; fewer, and there may be none that is
early. Beside PulseAudio, 60 s: 0.45 ms off at p99, where the middle of all was 0.62, and at JACK 0.03 for 0.08."""

LATE = ((6, 0.010), (24, 0.004))
"""Where all of so many looks in a row are later than the line by so many seconds, the clock has jumped. Looks are up to
8 ms apart and as late, in step with the blocks for a while."""

MOST_LATE_LOOKS = max(looks for looks, _ in LATE)

SHIFT_S = 0.001
SHIFT_BUCKETS = 2
"""It has too where the earliest looks of so many seconds in a row are later than the line by the above; or where a
single look is so much earlier, as no look can be."""

STALL_S = 0.2
"""A device that has taken so much less than its rate since the last look has stood still: one look is then enough."""

DRIFT_LIMIT = 1e-3
"""No sound card is further from its nominal rate."""


PAUSES = 16


def pauses_s(most_s: float) -> Iterator[float]:
    """How long to wait between looks, for ever: from half of `most_s` to all of it, each a little longer than the last.

    With even ones of 5 ms, and 0.3 ms of work, looks go in step with blocks of 256 frames at 48 kHz (5.33 ms): all of
    many seconds are then late alike, and the line by up to 5 ms.
    """
    return cycle([most_s * (PAUSES + 1 + number) / (2 * PAUSES) for number in range(PAUSES)])


class DeviceClock:
    """Fits the line. Writer and reader: the player's loop."""

    def __init__(self, rate_hz: float, latency_s: float) -> None:
        """A clock of nominally `rate_hz` whose frames leave `latency_s` after the device takes them."""
        self._nominal_s = self._period_s = 1.0 / rate_hz
        self._knows_rate = False
        self._latency_s = latency_s
        self._last_read = 0
        self._last_s = -inf
        self._buckets: deque[tuple[int, float]] = deque(maxlen=MEMORY_BUCKETS)
        self._bucket_ends_s = 0.0
        self._earliest: tuple[int, float] | None = None
        self._recent: deque[tuple[int, float]] = deque(maxlen=MOST_LATE_LOOKS)
        self.line: ClockLine | None = None
        """The clock so far; None before the first block has gone."""

    def note(self, now_s: float, read_frame: int, block_frames: int) -> None:
        """A look: at `now_s` (monotonic) the device had taken the frames up to `read_frame`.

        `block_frames` is how many it takes at once, 0 where that is not known.
        """
        if read_frame == self._last_read:
            return
        # Of several blocks since the last look, the last went most recently.
        first_of_block = max(self._last_read, read_frame - block_frames) if block_frames else self._last_read
        stood_still = now_s - self._last_s - (read_frame - self._last_read) * self._nominal_s > STALL_S
        self._last_read = read_frame
        look = (first_of_block, now_s)
        if stood_still:
            self._recent.clear()
        self._last_s = now_s
        self._recent.append(look)
        if self._has_jumped(stood_still=stood_still):
            self._buckets.clear()
            self._earliest = min(list(self._recent)[-LATE[0][0] :], key=self._lateness_s)
            self._bucket_ends_s = now_s + BUCKET_S
        elif self._earliest is None:
            self._earliest, self._bucket_ends_s = look, now_s + BUCKET_S
        elif self._lateness_s(look) < self._lateness_s(self._earliest):
            self._earliest = look
        if now_s >= self._bucket_ends_s:
            self._buckets.append(self._earliest)
            self._earliest = None
            self._drop_before_shift()
            self.line = self._through(list(self._buckets))
        elif not self._buckets:
            self.line = self._through([self._earliest])

    def _drop_before_shift(self) -> None:
        """A jump too small to be told from late looks at once shows in the earliest of each second."""
        last = list(self._buckets)[-SHIFT_BUCKETS:]
        assert self.line
        if self._knows_rate and all(self._lateness_s(look) > self._on_line_s() + SHIFT_S for look in last):
            self._buckets.clear()
            self._buckets.extend(last)

    def _has_jumped(self, *, stood_still: bool) -> bool:
        """Whether the last look is too early for the line, or none of the last is early enough."""
        if self.line is None:
            return False
        late_s = [self._lateness_s(look) - self._on_line_s() for look in self._recent]
        if late_s[-1] < -SHIFT_S:
            self._recent = deque([self._recent[-1]], MOST_LATE_LOOKS)
            return True
        if stood_still:
            return late_s[-1] > min(limit_s for _, limit_s in LATE)
        return any(len(late_s) >= looks and min(late_s[-looks:]) > limit_s for looks, limit_s in LATE)

    def _on_line_s(self) -> float:
        """The lateness of a look that lies on the line."""
        assert self.line
        return self.line.time_of(0) - self._latency_s

    def _lateness_s(self, look: tuple[int, float]) -> float:
        frame, seen_s = look
        return seen_s - frame * self._period_s

    def _through(self, looks: list[tuple[int, float]]) -> ClockLine:
        """The line of the looks' rate through the earliest of the last `MOMENT_BUCKETS`."""
        if len(looks) >= SLOPE_BUCKETS:
            self._period_s, self._knows_rate = self._fitted_period_s(looks), True
        frame, seen_s = min(looks[-MOMENT_BUCKETS:], key=self._lateness_s)
        return ClockLine(frame, seen_s + self._latency_s, 1.0 / self._period_s)

    def _fitted_period_s(self, looks: list[tuple[int, float]]) -> float:
        """Seconds a frame, by least squares."""
        frame0, time0_s = looks[0]
        mean_frame = sum(frame - frame0 for frame, _ in looks) / len(looks)
        mean_s = sum(seen_s - time0_s for _, seen_s in looks) / len(looks)
        spread = sum((frame - frame0 - mean_frame) ** 2 for frame, _ in looks)
        slope = sum((frame - frame0 - mean_frame) * (seen_s - time0_s - mean_s) for frame, seen_s in looks) / spread
        return min(max(slope, self._nominal_s * (1 - DRIFT_LIMIT)), self._nominal_s * (1 + DRIFT_LIMIT))
