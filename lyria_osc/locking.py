"""Music on its way to the jitter buffer, where it is locked warped so that its beats lie on another's grid.

Without a lock music goes straight to the buffer, and a grid is only what beats are measured against. Owner: the deck,
under its lock. Pure: the grid and the device's times are handed in.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import log2

from lyria_osc.audio.given import Given
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.program import LEAD_FRAMES, Program
from lyria_osc.audio.ring import ClockLine
from lyria_osc.audio.stream import Placed
from lyria_osc.audio.warp import HELD_FRAMES, Warp
from lyria_osc.beat.agenda import Laid
from lyria_osc.beat.beatgrid import BeatGrid
from lyria_osc.beat.lock import correction, tempo_about
from lyria_osc.beat.timeline import CountedBeat
from lyria_osc.service import RATE_HZ

BEATS_KEPT = 64

GRID_WITHIN_S = 2.0
"""So long playing waits for a grid to start on."""

PASSED_BEATS = 4
COMING_BEATS = 3
"""The tempo about a beat is that of it and three to either side, as far as they are known."""

FAR_TEMPO = 0.03
"""Beats that go so much faster or slower than their tempo have a cut among them."""

CUT_OCTAVES = 0.04
"""A tempo that steps by more, octaves aside, is another piece of music: the service's context was reset."""

GUARD_FRAMES = RATE_HZ // 50
"""Music is left out so long before a beat, that its attack is whole."""

LEAST_LEAP_S = 0.03
"""Less is not worth a leap."""

SPARED_S = 1.0
"""So much is to be in hand after a leap."""

TimeOf = Callable[[float], float]
"""When a frame of the jitter buffer leaves the device (monotonic)."""


@dataclass(frozen=True, slots=True)
class PhaseError:
    """A beat that is about to be heard will be so much later than the grid's; negative: earlier."""

    error_s: float


class Locking:
    """Stands between program and jitter buffer, and says when to start."""

    def __init__(self, buffer: JitterBuffer, *, repeats: bool, locks: bool) -> None:
        """Begins with no music.

        Args:
            buffer: what the device is fed from.
            repeats: as `Program` takes it.
            locks: whether beats are brought onto the grid.
        """
        self._buffer = buffer
        self._warp = Warp(buffer) if locks else None
        self.program = Program(
            self._warp or buffer, repeats=repeats, lead_frames=LEAD_FRAMES + (HELD_FRAMES if locks else 0)
        )
        """What music is taken from."""
        self._correction = 0.0
        self._passed: deque[float] = deque(maxlen=PASSED_BEATS)
        self._beats: deque[Placed] = deque()
        self._notes: deque[tuple[int, object]] = deque()
        self._given: deque[Placed] = deque(maxlen=BEATS_KEPT)
        self._starts_by_s: float | None = None
        self.grid: BeatGrid | None = None
        """What the beats are to lie on; None where there is none."""

    def drop(self) -> None:
        """Forgets all music; what comes next begins anew. The buffer must have dropped its own."""
        self.program.drop()
        if self._warp:
            self._warp.drop()
        self._correction = 0.0
        for known in (self._beats, self._notes, self._given, self._passed):
            known.clear()

    @property
    def waiting_frames(self) -> int:
        """Frames that have left the program and are not in the buffer yet."""
        return self._warp.waiting_frames if self._warp else 0

    def fresh_frames(self, unheard_frames: float) -> float:
        """Fresh music in hand, where so many frames of the buffer are unheard."""
        end = self._warp.end_frame if self._warp else self._buffer.end_frame
        placed = unheard_frames + self.waiting_frames
        return placed - self.program.repeated_frames(end - placed, end) + self.program.stock_frames

    # --- beats ----------------------------------------------------------------------------------------------------

    def take(self, given: Given, time_of: TimeOf | None) -> Given:
        """Moves music into the buffer as that needs it.

        Args:
            given: what the program gave, in its frames.
            time_of: None while nothing is played: then only the tempo is brought to the grid's.

        Returns:
            What has its place in the buffer by it, in the buffer's frames.
        """
        warp = self._warp
        if warp is None:
            return given
        if self.grid and time_of and given.beats:
            self._leap(warp, given.beats, self.grid, time_of)
        self._beats.extend(given.beats)
        self._notes.extend(given.notes)
        placed = Given(news=given.news)
        if self.grid is None:
            self._correction = 0.0
        while True:
            self._place(warp, placed, time_of)
            if not warp.step(self._correction):
                return placed

    def _place(self, warp: Warp, placed: Given, time_of: TimeOf | None) -> None:
        while self._beats and warp.has_place(self._beats[0].frame):
            beat = self._beats.popleft()
            if warp.is_left_out(beat.frame):
                continue
            at = replace(beat, frame=warp.place(beat.frame))
            self._given.append(at)
            self._passed.append(beat.frame)
            placed.beats.append(self._hold(beat, at, warp.debt_s, time_of) if self.grid else at)
        while self._notes and warp.has_place(self._notes[0][0]):
            frame, what = self._notes.popleft()
            placed.notes.append((round(warp.place(frame)), what))

    def _hold(self, beat: Placed, at: Placed, debt_s: float, time_of: TimeOf | None) -> Placed:
        """Decides how fast it goes from a beat on; the beat as it is placed, with the tempo that is heard."""
        assert self.grid
        bpm = self._tempo_about(beat)
        grid = self.grid.folded(bpm)
        late_s = grid.error_s(time_of(at.frame)) - debt_s if time_of else 0.0
        self._correction = correction(bpm, grid, late_s)
        return replace(at, bpm=grid.bpm) if self._correction else at

    def _tempo_about(self, beat: Placed) -> float:
        """The tempo of the beats before and after a beat that is placed; across a cut, the one from it on."""
        period = 60.0 * RATE_HZ / beat.bpm
        coming = [*self._beats, *self.program.beats_to_come(COMING_BEATS * period)]
        frames = [*self._passed, *(one.frame for one in coming[:COMING_BEATS])]
        near = [frame for frame in frames if abs(frame - beat.frame) < (COMING_BEATS + 1) * period]
        bpm = tempo_about(near, beat.bpm, RATE_HZ)
        return bpm if abs(bpm / beat.bpm - 1.0) < FAR_TEMPO else beat.bpm

    def _leap(self, warp: Warp, beats: Sequence[Placed], grid: BeatGrid, time_of: TimeOf) -> None:
        """Where the music was cut and goes on at another tempo, some of it is left out, so that its bars fit again."""
        last = (self._beats or self._given or beats)[-1]
        for beat in beats:
            octaves = log2(beat.bpm / last.bpm)
            if abs(octaves - round(octaves)) > CUT_OCTAVES:
                given = next((one for one in beats if one.downbeat and one.frame >= beat.frame), None)
                downbeat = given or self.program.next_bar_line
                late_s = self._late_s(grid.folded(beat.bpm), time_of(warp.place((downbeat or beat).frame)), downbeat)
                if late_s > LEAST_LEAP_S:
                    warp.leap(round(beat.frame) - GUARD_FRAMES, round(late_s * RATE_HZ))
                return
            last = beat

    def _late_s(self, grid: BeatGrid, time_s: float, downbeat: Placed | None) -> float:
        """How long after the grid's bar line, or only its beat where so much music cannot be spared."""
        beats = grid.beat_at(time_s)
        late_s = beats % grid.beats_per_bar * grid.period_s
        if not downbeat or self.program.stock_frames < (late_s + SPARED_S) * RATE_HZ:
            late_s = beats % 1 * grid.period_s
        return late_s

    def phase_errors(self, laid: Iterable[Laid], line: ClockLine | None) -> list[PhaseError]:
        """How far from the grid the beats are that were laid into the ring."""
        grid = self.grid
        if grid is None or line is None:
            return []
        beats = [(beat.what, line.time_of(beat.frame)) for beat in laid]
        return [PhaseError(grid.folded(one.bpm).error_s(at_s)) for one, at_s in beats if isinstance(one, CountedBeat)]

    # --- when to start --------------------------------------------------------------------------------------------

    def ask_start(self, now_s: float) -> None:
        """Music is to be played."""
        self._starts_by_s = now_s + GRID_WITHIN_S

    def is_started(self) -> None:
        """It is played, or not wanted any more."""
        self._starts_by_s = None

    def start_frame(self, earliest: int, line: ClockLine | None, now_s: float) -> int | None:
        """The ring frame at which to begin to play, if that was asked for and can be told yet.

        Locked to a grid it is where the first bar line, or where none is known the first beat, falls on a bar line of
        the grid.

        Args:
            earliest: the first ring frame that can be had.
            line: the device's clock.
            now_s: the time, on the clock of `ask_start`.
        """
        if self._starts_by_s is None or self._warp is None:
            return None if self._starts_by_s is None else earliest
        if self.grid is None or line is None:
            return earliest if now_s > self._starts_by_s else None
        first = self._buffer.next_frame
        beat = self._first_bar_line(self._warp, first)
        if beat is None:
            return earliest
        lead_s = (beat.frame - first) / RATE_HZ
        bar_line_s = self.grid.folded(beat.bpm).bar_line_from(line.time_of(earliest) + lead_s)
        return round(line.frame_at(bar_line_s - lead_s))

    def _first_bar_line(self, warp: Warp, frame: float) -> Placed | None:
        beyond = self.program.next_bar_line
        coming = [replace(one, frame=warp.place(one.frame)) for one in (*self._beats, *([beyond] if beyond else []))]
        beats = [beat for beat in (*self._given, *coming) if beat.frame >= frame - 1.0]
        return next((beat for beat in beats if beat.downbeat), next(iter(beats), None))
