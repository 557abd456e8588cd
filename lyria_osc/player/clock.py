"""The device's clock: from looks at how many frames it has taken to a line from frames to monotonic time.

A device takes frames by the block, at moments nobody tells us; a look every few milliseconds sees that a block has gone
some time after it went. The earliest looks are the true ones: of each second the earliest is kept, and a straight line
through the last minute of those is the clock. A jump (an xrun, a suspended sink) starts the line anew. Pure: time is
handed in.
"""

from collections import deque
from math import inf

from lyria_osc.audio.ring import ClockLine

BUCKET_S = 1.0
"""One look is kept of each such span: the earliest against the line."""

MEMORY_BUCKETS = 60
SLOPE_BUCKETS = 8
"""Fewer say nothing of the rate: the nominal one is taken."""

JUMP_S = 0.004
RECENT_LOOKS = 24
"""Where all of so many looks in a row are later than the line by the above, the clock has jumped."""

STALL_S = 0.2
"""A device that has taken so much less than its rate since the last look has stood still: one look is then enough."""

DRIFT_LIMIT = 1e-3
"""No sound card is further from its nominal rate."""


class DeviceClock:
    """Fits the line. Writer and reader: the player's loop."""

    def __init__(self, rate_hz: float, latency_s: float) -> None:
        """A clock of nominally `rate_hz` whose frames leave `latency_s` after the device takes them."""
        self._rate_hz = rate_hz
        self._latency_s = latency_s
        self._last_read = 0
        self._last_s = -inf
        self._buckets: deque[tuple[int, float]] = deque(maxlen=MEMORY_BUCKETS)
        self._bucket_ends_s = 0.0
        self._earliest: tuple[int, float] | None = None
        self._recent: deque[tuple[int, float]] = deque(maxlen=RECENT_LOOKS)
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
        stood_still = now_s - self._last_s - (read_frame - self._last_read) / self._rate_hz > STALL_S
        self._last_read = read_frame
        look = (first_of_block, now_s)
        if stood_still:
            self._recent.clear()
        self._last_s = now_s
        self._recent.append(look)
        if self._has_jumped(1 if stood_still else RECENT_LOOKS):
            self._buckets.clear()
            self._earliest = min(self._recent, key=self._lateness_s)
            self._bucket_ends_s = now_s + BUCKET_S
        elif self._earliest is None:
            self._earliest, self._bucket_ends_s = look, now_s + BUCKET_S
        elif self._lateness_s(look) < self._lateness_s(self._earliest):
            self._earliest = look
        if now_s >= self._bucket_ends_s:
            self._buckets.append(self._earliest)
            self._earliest = None
            self.line = self._through(list(self._buckets))
        elif not self._buckets:
            self.line = self._through([self._earliest])

    def _has_jumped(self, enough: int) -> bool:
        """Whether a look is too early for the line, or none of the last `enough` is early enough."""
        if self.line is None:
            return False
        early_s = self.line.time_of(0) - self._latency_s - JUMP_S
        if self._lateness_s(self._recent[-1]) < early_s:
            self._recent = deque([self._recent[-1]], RECENT_LOOKS)
            return True
        late_s = early_s + 2 * JUMP_S
        return len(self._recent) >= enough and all(self._lateness_s(look) > late_s for look in self._recent)

    def _lateness_s(self, look: tuple[int, float]) -> float:
        frame, seen_s = look
        rate_hz = self.line.rate_hz if self.line else self._rate_hz
        return seen_s - frame / rate_hz

    def _through(self, looks: list[tuple[int, float]]) -> ClockLine:
        """The line of least squares, or one of nominal slope through the earliest look while there are few."""
        nominal_s = 1.0 / self._rate_hz
        if len(looks) < SLOPE_BUCKETS:
            frame, seen_s = min(looks, key=lambda look: look[1] - look[0] * nominal_s)
            return ClockLine(frame, seen_s + self._latency_s, self._rate_hz)
        frame0, time0_s = looks[0]
        mean_frame = sum(frame - frame0 for frame, _ in looks) / len(looks)
        mean_s = sum(seen_s - time0_s for _, seen_s in looks) / len(looks)
        spread = sum((frame - frame0 - mean_frame) ** 2 for frame, _ in looks)
        slope = sum((frame - frame0 - mean_frame) * (seen_s - time0_s - mean_s) for frame, seen_s in looks) / spread
        period_s = min(max(slope, nominal_s * (1 - DRIFT_LIMIT)), nominal_s * (1 + DRIFT_LIMIT))
        frame = looks[-1][0]
        time_s = time0_s + mean_s + (frame - frame0 - mean_frame) * period_s
        return ClockLine(frame, time_s + self._latency_s, 1.0 / period_s)
