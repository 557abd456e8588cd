"""A DAW's beats, from what it tells by OSC: its tempo, and now and then where it is. Pure: the time is handed in.

A message can only be late, never early. So of the last ones the earliest against the tempo is the true one, and the
line through it is the grid; a display that is refreshed 25 times a second is known to within a few milliseconds so.
"""

from collections import deque

from lyria_osc.beat.beatgrid import BeatGrid

LOOKS_KEPT = 24
KEPT_S = 20.0

JUMP_BEATS = 0.25
"""What is further from the line than this is the DAW's jump to another place."""

SILENT_S = 5.0
"""A DAW that has said nothing for so long has no beat."""


def position(told: object, beats_per_bar: int) -> float | None:
    """What a DAW tells of its place, as beats from its first bar line.

    ``"5.2.37"`` is bar 5, beat 2 and 37 hundredths; a number is the beat in the bar, from 1. None says nothing.

    Raises:
        ValueError: it is neither.
    """
    if told is None:
        return None
    text = str(told)
    if text.count(".") == 2:
        bar, beat, part = text.split(".")
        return (int(bar) - 1) * beats_per_bar + int(beat) - 1 + float(f"0.{part}")
    return float(text) - 1.0


class DawGrid:
    """Hears a DAW. Owner: `sync.Sync`."""

    def __init__(self) -> None:
        self._bpm: float | None = None
        self._looks: deque[tuple[float, float]] = deque(maxlen=LOOKS_KEPT)

    def tempo(self, bpm: float, now_s: float, beats_per_bar: int) -> None:
        """The DAW names its tempo."""
        if bpm == self._bpm:
            return
        grid = self.grid(now_s, beats_per_bar)
        self._bpm = bpm
        self._looks.clear()
        if grid:
            self._looks.append((grid.beat_at(now_s), now_s))

    def beat(self, place: float | None, now_s: float, beats_per_bar: int) -> None:
        """The DAW is at a place, in beats; None: at some beat."""
        grid = self.grid(now_s, beats_per_bar)
        expected = grid.beat_at(now_s) if grid else None
        if expected is None:
            after = self._looks[-1][0] + 1 if self._looks and not self._bpm else 0.0
            self._looks.append((after if place is None else place, now_s))
            return
        cycle = 1 if place is None else beats_per_bar
        start = 0.0 if place is None else place
        beat = start + cycle * round((expected - start) / cycle)
        if abs(beat - expected) > JUMP_BEATS:
            self._looks.clear()
        self._looks.append((beat, now_s))

    def stop(self) -> None:
        """The DAW has stopped."""
        self._looks.clear()

    def grid(self, now_s: float, beats_per_bar: int) -> BeatGrid | None:
        """The grid now; None where it is not known."""
        if not self._looks or now_s - self._looks[-1][1] > SILENT_S:
            return None
        period_s = 60.0 / self._bpm if self._bpm else self._measured_period_s()
        if period_s is None:
            return None
        looks = [look for look in self._looks if now_s - look[1] <= KEPT_S]
        return BeatGrid(60.0 / period_s, 0.0, min(at_s - beat * period_s for beat, at_s in looks), beats_per_bar)

    def _measured_period_s(self) -> float | None:
        (first, first_s), (last, last_s) = self._looks[0], self._looks[-1]
        return (last_s - first_s) / (last - first) if last > first else None
