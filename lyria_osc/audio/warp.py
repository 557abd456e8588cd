"""Music made a little faster or slower as it is given its place, so that its beats come when they should.

What is within `PITCHED` is done by the varying-ratio resampler and costs less than five cents; what is beyond keeps its
pitch and is done by cuts of some milliseconds (`splice`), each where it is heard least. Between two cuts the music is
behind or ahead by what they have still to do, the `debt`.

A `Warp` stands between the program and the jitter buffer, in the place of the buffer: it takes frames by numbers of its
own, and tells at which of the buffer's each has come to lie. Pure.
"""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.splice import FADE_FRAMES, MOST_FRAMES, REACH_FRAMES, cut, find
from lyria_osc.audio.varispeed import Varispeed
from lyria_osc.service import CHANNELS, RATE_HZ, Pcm

PITCHED = 0.0028
"""The most that pitch and speed are changed together: 4.8 cents."""

SLEW_PER_S = 0.01
"""So fast the speed may change."""

DEBT_OVER_S = 2.0
"""What is owed is taken out by speed over so long, where there is room."""

PIECE_FRAMES = 2048
AHEAD_FRAMES = RATE_HZ // 2
"""So much lies ready before the buffer's reader."""

HELD_FRAMES = RATE_HZ // 4
"""So much more is held here, for cuts to be chosen in: the program must give so much."""

SCARCE_FRAMES = RATE_HZ // 4
"""With less before the reader, what is held is given as it is: music has run short."""

EASY_S, URGENT_S = 0.004, 0.012
EASY_LIKENESS, URGENT_LIKENESS = 0.97, 0.0
"""A small debt waits for a cut of this likeness, a great one takes what there is."""

KNOTS_KEPT = RUNS_KEPT = 256


@dataclass(slots=True)
class _Run:
    """Frames without a cut between: program frame `start` is edited frame `edited`; at `end` the next run begins."""

    start: int
    edited: int
    end: float = inf


class Warp:
    """Warps. Its one owner, under the lock of the buffer's reader; the program writes to it as to a buffer.

    `_held` has the frames that are not given yet, and before them the last `_before` that are, for cuts that go back.
    """

    def __init__(self, out: JitterBuffer) -> None:
        self._out = out
        self._end = 0
        self._begin()

    def _begin(self) -> None:
        self._held = np.zeros((0, CHANNELS), np.float32)
        self._before = 0
        self._edited = 0
        self._runs: deque[_Run] = deque([_Run(self._end, 0)], RUNS_KEPT)
        self._wanted = self._speed = 0.0
        self._varispeed = Varispeed(RATE_HZ, RATE_HZ, CHANNELS)
        self._knots: deque[tuple[float, int]] = deque([(0.0, self._out.end_frame)], KNOTS_KEPT)
        self._leap: tuple[int, int] | None = None
        self.debt_s = 0.0
        """By how much cuts have still to bring the music forward; negative: to hold it back."""

    # --- as a buffer ----------------------------------------------------------------------------------------------

    @property
    def end_frame(self) -> int:
        """The number that the next frame to come will have."""
        return self._end

    @property
    def held_frames(self) -> int:
        """Frames that wait to be read: those held here, and those in the buffer; less what is left out by a leap."""
        return self.waiting_frames - (self._leap[1] if self._leap else 0) + self._out.held_frames

    @property
    def waiting_frames(self) -> int:
        """Frames that are held here."""
        return len(self._held) - self._before

    def append(self, pcm: Pcm) -> int:
        """Takes frames in and returns the number of the first."""
        start = self._end
        if len(pcm):
            self._held = np.concatenate([self._held, pcm])
            self._end += len(pcm)
        return start

    def drop(self) -> None:
        """Forgets what is held; the numbers run on. To be called when the buffer has dropped what it had."""
        self._begin()

    # --- out ------------------------------------------------------------------------------------------------------

    def has_place(self, frame: float) -> bool:
        """Whether a frame has its place in the buffer."""
        return self._edited_at(frame) <= self._knots[-1][0]

    def is_left_out(self, frame: float) -> bool:
        """Whether a leap has left a frame out."""
        gaps = ((run.end, following.start) for run, following in pairwise(self._runs))
        return any(end <= frame < start for end, start in gaps if start - end > MOST_FRAMES)

    def place(self, frame: float) -> float:
        """Where in the buffer a frame lies, or will if nothing changes."""
        edited = self._edited_at(frame)
        places, outs = np.array(self._knots).T
        if edited >= places[-1]:
            return float(outs[-1] + edited - places[-1])
        return float(np.interp(edited, places, outs))

    def _edited_at(self, frame: float) -> float:
        run = next(run for run in self._runs if frame < run.end)
        return run.edited + max(frame - run.start, 0.0)

    def leap(self, frame: int, frames: int) -> None:
        """Leaves out so much music from a frame on, where that has no place yet; not done where music runs short."""
        self._leap = (frame, frames)

    def step(self, correction: float) -> bool:
        """Gives a piece to the buffer, where that needs one; whether it did.

        `correction` is the speed that is wanted, less 1.
        """
        ready = self.waiting_frames
        has_reach = ready >= PIECE_FRAMES + REACH_FRAMES
        is_enough = has_reach or (ready > 0 and self._out.held_frames < SCARCE_FRAMES)
        if self._out.held_frames >= AHEAD_FRAMES or not is_enough:
            return False
        if self._leap and self._out.held_frames < SCARCE_FRAMES:
            self._leap = None
        if self._leap and ready < self._leap_end:
            return False
        self._wanted = correction
        pieces = self._pieces(min(PIECE_FRAMES, ready), can_cut=has_reach and self._before == REACH_FRAMES)
        seconds = len(pieces) / RATE_HZ
        goal = max(-PITCHED, min(PITCHED, correction + self.debt_s / DEBT_OVER_S))
        most = SLEW_PER_S * seconds
        before, self._speed = self._speed, self._speed + max(-most, min(most, goal - self._speed))
        self.debt_s += (correction - (before + self._speed) / 2) * seconds
        self._out.append(self._varispeed.process(pieces, self._speed))
        self._knots.append((self._varispeed.position, self._out.end_frame))
        return True

    @property
    def _leap_end(self) -> int:
        """How many frames must wait for the leap to be made."""
        assert self._leap
        return sum(self._leap) + FADE_FRAMES - (self._end - self.waiting_frames)

    def _pieces(self, frames: int, *, can_cut: bool) -> Pcm:
        if self._leap:
            place = self._leap[0] - (self._end - len(self._held))
            if place < self._before + frames:
                shift, self._leap = self._leap[1], None
                return self._go_over(max(place, self._before), shift)
        return self._cut_piece() if can_cut else self._take(frames)

    def _go_over(self, place: int, shift: int) -> Pcm:
        """The frames up to a place, from which it goes on so much further."""
        pcm = np.concatenate([self._held[self._before : place], cut(self._held, place, shift)])
        frame = self._end - len(self._held) + place
        self._runs[-1].end = frame
        self._runs.append(_Run(frame + shift, self._edited + place - self._before))
        self._edited += len(pcm)
        self._passed(place + shift + FADE_FRAMES)
        return pcm

    def _take(self, frames: int) -> Pcm:
        """The next frames as they are."""
        pcm = self._held[self._before : self._before + frames]
        self._passed(self._before + frames)
        self._edited += frames
        return pcm

    def _cut_piece(self) -> Pcm:
        """The next frames, with a cut in them where one is due and there is a place for it."""
        owed_s = self._owed_s()
        if owed_s < EASY_S:
            return self._take(PIECE_FRAMES)
        splice = find(self._held[: 2 * REACH_FRAMES + PIECE_FRAMES], round(self.debt_s * RATE_HZ))
        urgency = (owed_s - EASY_S) / (URGENT_S - EASY_S)
        if splice.likeness < EASY_LIKENESS + (URGENT_LIKENESS - EASY_LIKENESS) * urgency:
            return self._take(PIECE_FRAMES)
        self.debt_s -= splice.shift / RATE_HZ
        return self._go_over(splice.place, splice.shift)

    def _owed_s(self) -> float:
        """How much cuts have to do; nothing where speed is about to do it, as after a cut that went too far."""
        is_growing = abs(self._wanted) > PITCHED and self._wanted * self.debt_s > 0
        return abs(self.debt_s) if is_growing or abs(self.debt_s) > URGENT_S else 0.0

    def _passed(self, place: int) -> None:
        """What is held before a place is given."""
        self._held = self._held[max(place - REACH_FRAMES, 0) :]
        self._before = min(place, REACH_FRAMES)
