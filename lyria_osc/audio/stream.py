"""The music of one session as it came: frames, beats and notes, on frame numbers of its own.

A stream's first frame is 0. What has been played is kept for a while, for it may have to be heard again. Pure.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, inf
from typing import Protocol

import numpy as np

from lyria_osc.service import CHANNELS, RATE_HZ, Pcm

BEATS_PER_BAR = 4
"""The metre of all music that knows its bars; where they are not known, four beats stand for one."""

KEPT_BARS = 8
KEPT_MOST_S = 50.0
"""Eight bars are kept, but no more than this: eight bars at the slowest tempo and a little."""

IN_STEP = 0.04
"""A beat is in step with the one before where it comes that near, in periods, to where it was to come."""

UNBROKEN = 1.5
"""Beats farther apart than this many periods have a gap between them, which is filled in."""


class Beat(Protocol):
    """A beat as it was found: its frame, the tempo from it on, and whether it is on a bar line where that is known."""

    @property
    def frame(self) -> float:
        """Where it lies."""

    @property
    def bpm(self) -> float:
        """The tempo from it on."""

    @property
    def downbeat(self) -> bool | None:
        """True on a bar line, None where bars are not known."""

    @property
    def confidence(self) -> float:
        """How sure it is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A beat at a frame of its own choice."""

    frame: float
    bpm: float
    downbeat: bool | None = None
    confidence: float = 1.0


def _frame(beat: Placed) -> float:
    return beat.frame


def _first(note: tuple[int, object]) -> float:
    return note[0]


class Stream:
    """Music of one session. One owner: the `Program`."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.end = 0
        """The number that the next frame to come will have."""
        self.fresh = 0
        """The first frame that was never played."""
        self.beats: list[Placed] = []
        self._pieces: deque[tuple[int, Pcm]] = deque()
        self._notes: list[tuple[int, object]] = []

    @property
    def first(self) -> int:
        """The first frame that is kept."""
        return self._pieces[0][0] if self._pieces else self.end

    @property
    def fresh_frames(self) -> int:
        """Frames that were never played."""
        return self.end - self.fresh

    def append(self, pcm: Pcm) -> int:
        """Takes a chunk in and returns the number of its first frame. The array is kept and must not be changed."""
        start = self.end
        if len(pcm):
            self._pieces.append((start, pcm))
            self.end += len(pcm)
        return start

    def add_beats(self, beats: Iterable[Beat]) -> None:
        """Takes beats in, each after those before it."""
        self.beats.extend(Placed(beat.frame, beat.bpm, beat.downbeat, beat.confidence) for beat in beats)

    def note(self, frame: int, what: object) -> None:
        """Something to be told when a frame is heard for the first time."""
        insort(self._notes, (frame, what), key=_first)

    def get(self, start: int, stop: int) -> Pcm:
        """Frames by their numbers; silence for those that are not there."""
        parts = [(first, pcm) for first, pcm in self._pieces if first < stop and first + len(pcm) > start]
        if len(parts) == 1 and parts[0][0] <= start and parts[0][0] + len(parts[0][1]) >= stop:
            first, pcm = parts[0]
            return pcm[start - first : stop - first]
        out = np.zeros((stop - start, CHANNELS), np.float32)
        for first, pcm in parts:
            into, upto = max(first, start), min(first + len(pcm), stop)
            out[into - start : upto - start] = pcm[into - first : upto - first]
        return out

    def take_notes(self, start: int, stop: int) -> list[tuple[int, object]]:
        """The notes from frame `start` to before `stop`; of those before, which were passed over, the last."""
        upto = bisect_left(self._notes, float(stop), key=_first)
        taken, self._notes = self._notes[:upto], self._notes[upto:]
        passed = [(start, what) for frame, what in taken if frame < start][-1:]
        return passed + [note for note in taken if note[0] >= start]

    def forget(self) -> None:
        """Drops what was played long ago."""
        bar = BEATS_PER_BAR * self.period_at(self.fresh) if self.beats else 0.0
        keep = min(max((KEPT_BARS + 1) * bar, 10 * RATE_HZ), KEPT_MOST_S * RATE_HZ)
        while self._pieces and self._pieces[0][0] + len(self._pieces[0][1]) < self.fresh - keep:
            self._pieces.popleft()
        past = bisect_left(self.beats, float(self.first), key=_frame)
        if past > KEPT_BARS * BEATS_PER_BAR:
            del self.beats[: (past // BEATS_PER_BAR - 1) * BEATS_PER_BAR]

    # --- beats ----------------------------------------------------------------------------------------------------

    @property
    def has_beats(self) -> bool:
        """Whether there is a beat to go by."""
        return len(self.beats) >= 2

    def period_at(self, frame: float) -> float:
        """Frames from a beat to the next."""
        place = max(bisect_right(self.beats, frame, key=_frame) - 1, 0)
        return 60.0 * RATE_HZ / self.beats[place].bpm

    def beats_between(self, start: float, stop: float) -> list[Placed]:
        """The beats from frame `start` to before `stop`."""
        first = bisect_left(self.beats, start, key=_frame)
        last = bisect_left(self.beats, stop, key=_frame)
        return self.beats[first:last]

    def beat_from(self, frame: float) -> float:
        """The first beat at a frame or after; where none is known, the one that the beat before leads to."""
        place = bisect_left(self.beats, frame, key=_frame)
        if place == 0:
            return self.beats[0].frame
        before = self.beats[place - 1]
        period = 60.0 * RATE_HZ / before.bpm
        if place < len(self.beats) and self.beats[place].frame - before.frame < UNBROKEN * period:
            return self.beats[place].frame
        return before.frame + max(ceil((frame - before.frame) / period), 1) * period

    @property
    def steady_from(self) -> float:
        """The first beat from which on all are in step, and so are the bars: where music was first heard it may not be.

        There must be a beat.
        """
        first = len(self.beats) - 1
        line = first % BEATS_PER_BAR if self.beats[first].downbeat else None
        for place in range(first - 1, -1, -1):
            beat, after = self.beats[place], self.beats[place + 1]
            gap = (after.frame - beat.frame) * beat.bpm / (60.0 * RATE_HZ)
            if abs(gap - 1.0) > IN_STEP:
                break
            if beat.downbeat and line is None:
                line = place % BEATS_PER_BAR
            if None not in (line, beat.downbeat) and beat.downbeat != (place % BEATS_PER_BAR == line):
                break
            first = place
        return self.beats[first].frame

    def back(self, frame: float, bars: int) -> float | None:
        """The beat so many bars before a beat; None where the music between is not of one tempo."""
        span = bars * BEATS_PER_BAR * self.period_at(frame - 1.0)
        place = bisect_right(self.beats, frame + 1.0, key=_frame) - 1
        goal = frame - span
        if place >= 0 and abs(self.beats[place].frame - frame) <= 1.0:
            earlier = place - bars * BEATS_PER_BAR
            if earlier < 0:
                return None
            found = self.beats[earlier].frame
            return found if abs(found - goal) < 0.03 * span else None
        near = bisect_left(self.beats, goal, key=_frame)
        known = min(self.beats[max(near - 1, 0) : near + 1], key=lambda beat: abs(beat.frame - goal), default=None)
        return known.frame if known and abs(known.frame - goal) < 0.03 * span else None

    def place_in_bar(self, frame: float, told_from: float = -inf) -> int:
        """How many beats after its bar line the beat at a frame is; bar lines before `told_from` tell nothing.

        Where no bar lines are known, every fourth beat counts as one from the first on: so the listener has counted.
        """
        place = max(bisect_left(self.beats, frame + 1.0, key=_frame) - 1, 0)
        known = self.beats[bisect_left(self.beats, told_from, key=_frame) : place + 1]
        before = next((beat for beat in reversed(known) if beat.downbeat), None)
        line = before or next((beat for beat in self.beats[place + 1 :] if beat.downbeat), None)
        since, counted = (line, 0) if line else (self.beats[place], place)
        return (counted + round((frame - since.frame) / self.period_at(frame - 1.0))) % BEATS_PER_BAR

    def is_bar_line(self, frame: float) -> bool:
        """Whether the beat at a frame is on a bar line."""
        return self.place_in_bar(frame) == 0
