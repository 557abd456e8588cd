"""Music on its way to the jitter buffer, warped so that its beats lie on another's grid.

Owner: the deck, under its lock. Pure: the grid and the device's times are handed in.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.stream import Placed
from lyria_osc.audio.warp import Warp
from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.lock import Lock

BEATS_KEPT = 64

TimeOf = Callable[[float], float]
"""When a frame of the jitter buffer leaves the device (monotonic)."""

Notes = list[tuple[int, object]]


class Locking:
    """Takes the program's frames by `warp`, its beats and notes by `take`; gives them on in the buffer's frames."""

    def __init__(self, out: JitterBuffer) -> None:
        self.warp = Warp(out)
        """What the program fills."""
        self._lock = Lock()
        self._beats: deque[Placed] = deque()
        self._notes: deque[tuple[int, object]] = deque()
        self._given: deque[Placed] = deque(maxlen=BEATS_KEPT)
        self.grid: BeatGrid | None = None
        """What the beats are to lie on; None to let the music go as it does."""

    def drop(self) -> None:
        """Forgets all music; what comes next begins anew."""
        self.warp.drop()
        self._lock.release()
        for known in (self._beats, self._notes, self._given):
            known.clear()

    def take(self, beats: Iterable[Placed], notes: Iterable[tuple[int, object]]) -> None:
        """Beats and notes of the program's, in its frames and in order."""
        self._beats.extend(beats)
        self._notes.extend(notes)

    def advance(self, time_of: TimeOf | None) -> tuple[list[Placed], Notes]:
        """Moves music into the buffer as that needs it; the beats and notes that have their place by it.

        `time_of` is None while nothing is played: then only the tempo is brought to the grid's.
        """
        beats: list[Placed] = []
        notes: Notes = []
        if self.grid is None:
            self._lock.release()
        while True:
            self._place(beats, notes, time_of)
            if not self.warp.step(self._lock.correction):
                return beats, notes

    def _place(self, beats: list[Placed], notes: Notes, time_of: TimeOf | None) -> None:
        warp = self.warp
        while self._beats and warp.has_place(self._beats[0].frame):
            beat = self._beats.popleft()
            beat = replace(beat, frame=warp.place(beat.frame))
            beats.append(beat)
            self._given.append(beat)
            self._hold(beat, time_of)
        while self._notes and warp.has_place(self._notes[0][0]):
            frame, what = self._notes.popleft()
            notes.append((round(warp.place(frame)), what))

    def _hold(self, beat: Placed, time_of: TimeOf | None) -> None:
        if self.grid is None:
            return
        if time_of is None:
            self._lock.tempo(beat.bpm, self.grid)
        else:
            self._lock.beat(beat.bpm, self.grid, time_of(beat.frame), self.warp.debt_s)

    # --- where to start -------------------------------------------------------------------------------------------

    def bar_line_from(self, frame: float) -> Placed | None:
        """The first bar line at a frame of the buffer or after; where none is known, the first beat.

        Of beats that have no place yet, it is told where they will lie if nothing changes.
        """
        ahead = [replace(beat, frame=self.warp.place(beat.frame)) for beat in self._beats]
        coming = [beat for beat in (*self._given, *ahead) if beat.frame >= frame]
        return next((beat for beat in coming if beat.downbeat), next(iter(coming), None))
