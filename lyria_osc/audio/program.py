"""What is played next: moves music from stock into the jitter buffer, a little ahead of its reader, without an end.

Chunks are taken into the stock of their session's stream. There they have no place in time yet: frame numbers, and with
them beats and notes, are given in the order of play, half a second before the reader comes. So there is time to choose:

- **play on**, as a rule;
- **repeat**: at a beat, go back by whole bars and play on from there; the music comes through the same beat again and
  goes on as if nothing had been, so a repeat has one join, loses no music, and keeps the bars in step. One taken early,
  by choice, is thrift (`thrift.plan`); one after the other for want of music is a vamp, which takes turns among the
  candidates and is worn (`wear`) when it lasts;
- **return**: at a bar line of a vamp, go forward to where the fresh music waits;
- **relay**: at a bar line, cross over to the stream of a new session, which was kept unheard until it had enough.

Where no beats are known, 4 s pieces are repeated and crossed over to, with long fades. Pure: the time is handed in.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from lyria_osc.audio.arrival import Arrival
from lyria_osc.audio.jitter import JitterBuffer
from lyria_osc.audio.joins import ALIGN_S, Join, best_shift, crossfade, likeness
from lyria_osc.audio.stream import BEATS_PER_BAR, Beat, Placed, Stream
from lyria_osc.audio.thrift import plan
from lyria_osc.audio.wear import REACH, worn
from lyria_osc.service import RATE_HZ, Pcm

LEAD_FRAMES = RATE_HZ // 2
"""So far ahead of the reader music is given its place: more than the longest gap between two looks."""

PIECE_FRAMES = RATE_HZ // 8
FADE_FRAMES = int(0.03 * RATE_HZ)
"""Length of the crossfade at a repeat and a return."""

GUARD_FRAMES = int(0.006 * RATE_HZ)
"""A join is made so long before its beat: the attack belongs to the music that comes."""

COMPARED_FRAMES = RATE_HZ // 2
ALIGN_FRAMES = int(ALIGN_S * RATE_HZ)
ALIGN_OVER_FRAMES = RATE_HZ // 10
CANDIDATE_BARS = (1, 2, 4, 8)
TURNS = 0.2
"""A vamp takes turns among the candidates that are at most so much less alike than the best."""

PHRASE_FRAMES = 4 * RATE_HZ
"""What is repeated where no beats are known."""

LEAST_PHRASE_FRAMES = RATE_HZ
PHRASE_FADE_FRAMES = RATE_HZ
RELAY_FADE_FRAMES = 4 * RATE_HZ
"""The crossfade into a new session where no beats are known."""

SLOW_BEAT_FRAMES = int(0.6 * RATE_HZ)
"""A crossfade into a new session lasts a beat; two, where a beat is shorter than this."""

RETURN_S = 4.0
"""So much fresh music is enough to leave a vamp, or less where less is wanted in hand."""

CHUNK_S = 2.0
"""Length of the service's chunks: so much less than is wanted is in hand just before one comes."""

WORN_AFTER_BARS = 16
WORN_OVER_BARS = 16
SPANS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Vamping:
    """A note on the music: from here on it is heard again (`on`), or is fresh."""

    on: bool


@dataclass(frozen=True, slots=True)
class Superseded:
    """A session's music is not needed any more: that of the next one has enough in hand."""

    number: int


@dataclass(slots=True)
class Given:
    """What was given its place: beats and notes at frames of the jitter buffer, and news that need no place."""

    beats: list[Placed] = field(default_factory=list)
    notes: list[tuple[int, object]] = field(default_factory=list)
    news: list[Superseded] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turn:
    """A join to make: music up to `at`, then `stream` from `frame`, with a fade that ends there."""

    at: int
    stream: Stream
    frame: int
    fade: int


class Program:
    """Fills a jitter buffer. Its one owner; called under the lock, or in the thread, of that buffer's reader."""

    def __init__(self, out: JitterBuffer, *, repeats: bool = True) -> None:
        self._out = out
        self._repeats = repeats
        self._given = Given()
        self._begin()

    def _begin(self) -> None:
        self._playing: Stream | None = None
        self._coming: list[Stream] = []
        self._least = 0
        self._at = 0
        self._turn: Turn | None = None
        self._passed = 0
        self._vamp: _Vamp | None = None
        self._settled = 0
        self._wear = 0.0
        self._arrival = Arrival()
        self._repeated: deque[tuple[int, int]] = deque(maxlen=SPANS_KEPT)
        self._may_repeat = False
        self._now_s = 0.0
        self._wanted_s = RETURN_S

    # --- in -------------------------------------------------------------------------------------------------------

    def append(
        self,
        number: int,
        pcm: Pcm,
        beats: Callable[[int], Iterable[Beat]],
        notes: Iterable[object],
        now_s: float,
    ) -> None:
        """Takes a chunk into stock.

        Args:
            number: of its session: a greater one than before begins a new stream, which is kept unheard until it has
                enough; of one that is no longer needed nothing is taken.
            pcm: the music; the array is kept and must not be changed.
            beats: given the chunk's first frame in its stream, its beats in frames of the stream.
            notes: given out at the chunk's first frame, when that is played for the first time.
            now_s: when it came.
        """
        stream = self._stream(number)
        if stream is None:
            return
        if stream is self._newest:
            self._arrival.came(len(pcm), now_s)
        start = stream.append(pcm)
        stream.add_beats(beats(start))
        for note in notes:
            stream.note(start, note)

    def _stream(self, number: int) -> Stream | None:
        if number < self._least:
            return None
        if self._playing is None:
            self._playing = Stream(number)
            self._at = 0
        for stream in (self._playing, *self._coming):
            if stream.number == number:
                return stream
        if number < self._playing.number:
            return None
        self._coming.append(Stream(number))
        self._coming.sort(key=lambda stream: stream.number)
        self._arrival.broke_off()
        return next(stream for stream in self._coming if stream.number == number)

    @property
    def _newest(self) -> Stream | None:
        return self._coming[-1] if self._coming else self._playing

    def drop(self) -> None:
        """Forgets all music; what comes next begins anew."""
        self._begin()

    # --- how it stands --------------------------------------------------------------------------------------------

    @property
    def stock_frames(self) -> int:
        """Fresh music that has no place yet."""
        return sum(stream.fresh_frames for stream in (self._playing, *self._coming[-1:]) if stream is not None)

    @property
    def is_vamping(self) -> bool:
        """Whether the last music that was given its place is heard again."""
        return self._vamp is not None

    def repeated_frames(self, start: float, stop: float) -> float:
        """How many of the jitter buffer's frames from `start` to before `stop` are heard again."""
        return sum(max(min(until, stop) - max(since, start), 0.0) for since, until in self._repeated)

    # --- out ------------------------------------------------------------------------------------------------------

    def advance(self, now_s: float, wanted_s: float, *, is_heard: bool) -> Given:
        """Gives music its place, so that the reader has half a second before it.

        Args:
            now_s: the time, on the clock of `append`.
            wanted_s: how much music should be in hand.
            is_heard: whether the reader reads; before that nothing is repeated.
        """
        self._now_s, self._wanted_s = now_s, wanted_s
        self._may_repeat = self._repeats and is_heard
        while self._playing and self._out.held_frames < LEAD_FRAMES and self._step(self._playing):
            pass
        given, self._given = self._given, Given()
        return given

    def _step(self, stream: Stream) -> bool:
        """One piece, or one join; False where nothing can be played."""
        if self._vamp and self._at >= self._vamp.origin:
            self._end_vamp()
        turn = self._turn
        if turn is None:
            horizon = self._look(stream)
            turn = self._turn
            if turn is None:
                return self._play(stream, horizon) or self._begin_next(stream)
        if self._at < turn.at - turn.fade:
            return self._play(stream, turn.at - turn.fade)
        self._make(stream, turn)
        return True

    # --- choosing -------------------------------------------------------------------------------------------------

    def _look(self, stream: Stream) -> int:
        """Decides on the next join where that is due; how far music may be played before the next decision."""
        if self._relay(stream):
            return self._at
        if not stream.has_beats:
            return self._look_without_beats(stream)
        if self._vamp:
            return self._look_in_vamp(stream, self._vamp)
        beat = stream.beat_from(max(self._at + FADE_FRAMES + GUARD_FRAMES, self._passed + 1))
        edge = round(beat) - GUARD_FRAMES
        if edge > stream.end:
            return stream.end
        if self._at < edge - FADE_FRAMES:
            return edge - FADE_FRAMES
        self._passed = round(beat)
        if self._may_repeat and (join := self._choose(stream, beat)):
            self._repeat(stream, edge, join)
            return self._at
        return self._look(stream)

    def _choose(self, stream: Stream, beat: float) -> Join | None:
        """The repeat to make at a beat that is reached; None to play on."""
        following = stream.beat_from(beat + 1.0) - GUARD_FRAMES
        if following > stream.end:
            joins = self._joins(stream, beat)
            return max(joins, key=lambda join: join.likeness, default=None)
        if beat < self._settled or not stream.is_bar_line(beat):
            return None
        held_s = (self._out.held_frames + stream.end - self._at) / RATE_HZ - self._arrival.due_in_s(self._now_s)
        bar_s = BEATS_PER_BAR * stream.period_at(beat) / RATE_HZ
        given = (held_s, max(self._wanted_s - CHUNK_S, self._wanted_s / 2), self._arrival.rate, bar_s)
        if plan(*given, [Join(1, 0, 1.0)]) is None:
            return None
        return plan(*given, self._joins(stream, beat))

    def _joins(self, stream: Stream, beat: float) -> list[Join]:
        """The bars that can be repeated at a beat."""
        found = []
        for bars in CANDIDATE_BARS:
            earlier = stream.back(beat, bars)
            if earlier is None or earlier - GUARD_FRAMES - FADE_FRAMES - ALIGN_FRAMES < stream.first:
                continue
            found.append(Join(bars, round(earlier), self._likeness(stream, round(beat), round(earlier))))
        return found

    @staticmethod
    def _likeness(stream: Stream, beat: int, earlier: int) -> float:
        before = min(COMPARED_FRAMES, earlier - stream.first)
        after = min(COMPARED_FRAMES, max(stream.end - beat, 0))
        return likeness(stream.get(beat - before, beat + after), stream.get(earlier - before, earlier + after))

    def _repeat(self, stream: Stream, edge: int, join: Join) -> None:
        """Goes back from `edge`, met to the waveform."""
        goal = join.frame - GUARD_FRAMES
        leaving = stream.get(edge - ALIGN_OVER_FRAMES, edge)
        entering = stream.get(goal - ALIGN_OVER_FRAMES - ALIGN_FRAMES, goal + ALIGN_FRAMES)
        goal += best_shift(leaving, entering)
        self._turn = Turn(edge, stream, goal, FADE_FRAMES)
        if self._vamp is None:
            self._vamp = _Vamp(edge, edge + GUARD_FRAMES, self._out.end_frame)
        self._vamp.took(join)

    def _look_in_vamp(self, stream: Stream, vamp: "_Vamp") -> int:
        """In music that is heard again: go on to fresh music as soon as there is enough, and round again if not."""
        edge = vamp.origin
        bar = BEATS_PER_BAR * stream.period_at(self._at)
        if stream.end - edge >= self._enough_frames:
            beat = edge + GUARD_FRAMES - bar * int((edge - FADE_FRAMES - self._at) / bar)
            if edge - self._at > 1.5 * bar and (near := self._near_beat(stream, beat)):
                self._turn = Turn(near - GUARD_FRAMES, stream, edge, FADE_FRAMES)
                return self._at
            return edge
        if self._at < edge - FADE_FRAMES:
            return edge - FADE_FRAMES
        if self._may_repeat and (joins := self._joins(stream, vamp.beat)):
            self._repeat(stream, edge, vamp.choose(joins))
            return self._at
        return edge

    def _near_beat(self, stream: Stream, frame: float) -> int | None:
        """The known beat next to a frame, where it is ahead and close by."""
        beat = stream.beat_from(frame - 0.1 * stream.period_at(frame))
        ahead = beat - GUARD_FRAMES - FADE_FRAMES >= self._at
        return round(beat) if ahead and abs(beat - frame) < 0.1 * stream.period_at(frame) else None

    @property
    def _enough_frames(self) -> int:
        return round(min(RETURN_S, self._wanted_s) * RATE_HZ)

    def _look_without_beats(self, stream: Stream) -> int:
        """Repeats the last seconds when they run out."""
        vamp = self._vamp
        edge = vamp.origin if vamp else stream.end
        if vamp and stream.end - edge >= self._enough_frames:
            return edge
        phrase = min(PHRASE_FRAMES, (edge - stream.first) // 2)
        fade = min(PHRASE_FADE_FRAMES, phrase // 2)
        if not self._may_repeat or phrase < LEAST_PHRASE_FRAMES:
            return edge
        if self._at < edge - fade:
            return edge - fade
        self._turn = Turn(edge, stream, edge - phrase, edge - self._at)
        if vamp is None:
            self._vamp = _Vamp(edge, edge, self._out.end_frame)
        return self._at

    # --- relay ----------------------------------------------------------------------------------------------------

    def _relay(self, stream: Stream) -> bool:
        """Decides on the join into the next session's music, where that has enough."""
        ready = next((one for one in reversed(self._coming) if self._is_ready(one)), None)
        if ready is None:
            return False
        if self._least <= stream.number:
            self._least = stream.number + 1
            self._coming = [one for one in self._coming if one.number >= ready.number]
            self._given.news.append(Superseded(stream.number))
        if stream.has_beats and ready.has_beats:
            return self._relay_on_beat(stream, ready)
        return self._relay_between(stream, ready)

    def _is_ready(self, stream: Stream) -> bool:
        enough = self._enough_frames if self._vamp else round(self._wanted_s * RATE_HZ)
        return stream.end - self._entry(stream, None)[0] >= enough

    def _entry(self, stream: Stream, place: int | None) -> tuple[int, int]:
        """Where a stream that was not heard yet is entered, and how long its fade is."""
        if not stream.has_beats:
            fade = min(RELAY_FADE_FRAMES, stream.end // 2)
            return fade, fade
        beat = stream.beats[0].frame
        while True:
            fade = self._relay_fade(stream, beat)
            known = stream.place_in_bar(beat)
            if round(beat) - GUARD_FRAMES >= fade and (place is None or known is None or known == place):
                return round(beat) - GUARD_FRAMES, fade
            beat = stream.beat_from(beat + 1.0)

    @staticmethod
    def _relay_fade(stream: Stream, beat: float) -> int:
        period = stream.period_at(beat)
        return round(period if period >= SLOW_BEAT_FRAMES else 2 * period)

    def _relay_on_beat(self, stream: Stream, ready: Stream) -> bool:
        """At the last bar line of the music in hand; from a vamp, at the next one."""
        _, fade = self._entry(ready, None)
        limit = self._vamp.origin if self._vamp else stream.end
        lines = self._bar_lines(stream, limit)
        fitting = [line for line in lines if line - GUARD_FRAMES - fade >= self._at]
        if fitting:
            line = fitting[0] if self._vamp else fitting[-1]
        elif lines:
            line = lines[-1]
        else:
            return False
        edge = round(line) - GUARD_FRAMES
        frame, _ = self._entry(ready, stream.place_in_bar(line))
        self._turn = Turn(edge, ready, frame, min(fade, edge - self._at))
        return True

    def _bar_lines(self, stream: Stream, limit: int) -> list[float]:
        """Where the music ahead can be left: its bar lines; its beats, where it ends before one."""
        beats = []
        beat = stream.beat_from(self._at + FADE_FRAMES + GUARD_FRAMES)
        while beat - GUARD_FRAMES <= limit:
            beats.append(beat)
            beat = stream.beat_from(beat + 1.0)
        return [beat for beat in beats if stream.is_bar_line(beat)] or beats

    def _relay_between(self, stream: Stream, ready: Stream) -> bool:
        """Where there are no beats to go by: a long fade, over the last of the music in hand."""
        frame, fade = self._entry(ready, None)
        edge = min(self._at + fade, self._vamp.origin) if self._vamp else stream.end
        fade = min(fade, frame, edge - self._at)
        if fade < FADE_FRAMES:
            return False
        self._turn = Turn(edge, ready, frame, fade)
        return True

    def _begin_next(self, stream: Stream) -> bool:
        """Music has come to its end and cannot be repeated: that of the next session begins, once all is silent."""
        if not self._coming or self._out.held_frames or self._at < stream.end:
            return False
        self._enter(self._coming.pop(), 0)
        return True

    # --- giving ---------------------------------------------------------------------------------------------------

    def _play(self, stream: Stream, horizon: int) -> bool:
        """A piece of the stream, up to the horizon at the farthest."""
        stop = min(self._at + PIECE_FRAMES, horizon, stream.end)
        if stop <= self._at:
            return False
        start, self._at = self._at, stop
        self._give(stream, start, stop, lambda first, last: stream.get(first, last))
        return True

    def _make(self, stream: Stream, turn: Turn) -> None:
        """A join: the fade that leads to it, and the head in its new place."""
        start = turn.at - turn.fade
        faded = crossfade(stream.get(start, turn.at), turn.stream.get(turn.frame - turn.fade, turn.frame))
        before, after = stream.get(start - REACH, start), turn.stream.get(turn.frame, turn.frame + REACH)
        whole = np.concatenate([before, faded, after])
        self._give(stream, start, turn.at, lambda first, last: whole[first - start + REACH : last - start + REACH])
        self._turn = None
        self._at = turn.frame
        if turn.stream is not stream:
            self._coming = [one for one in self._coming if one.number > turn.stream.number]
            self._enter(turn.stream, turn.frame)
        elif self._vamp and turn.frame < self._vamp.origin:
            if not self._vamp.told:
                self._vamp.told = True
                self._given.notes.append((self._out.end_frame, Vamping(True)))
        elif self._vamp:
            self._end_vamp()

    def _enter(self, stream: Stream, frame: int) -> None:
        if self._vamp:
            self._end_vamp()
        self._playing, self._at, self._passed, self._settled = stream, frame, 0, 0
        stream.fresh = frame

    def _end_vamp(self) -> None:
        vamp, self._vamp = self._vamp, None
        if vamp and vamp.told:
            self._given.notes.append((self._out.end_frame, Vamping(False)))
            self._settled = vamp.beat + 2 * vamp.longest_bars * BEATS_PER_BAR * round(self._period())
            self._passed = vamp.beat

    def _period(self) -> float:
        stream = self._playing
        return stream.period_at(self._at) if stream and stream.has_beats else float(RATE_HZ) / 2

    def _give(self, stream: Stream, start: int, stop: int, frames: Callable[[int, int], Pcm]) -> None:
        """Gives frames their place, with the beats and notes of the stream they are of."""
        wear = self._next_wear(stop - start)
        if wear or self._wear:
            pcm = worn(frames(start - REACH, stop + REACH), self._wear, wear)
            self._wear = wear
        else:
            pcm = frames(start, stop)
        place = self._out.append(pcm)
        beats = stream.beats_between(start - 0.5, stop - 0.5)
        self._given.beats += [replace(beat, frame=place + beat.frame - start) for beat in beats]
        if self._vamp and self._vamp.told:
            self._repeated.append((place, place + stop - start))
        if stop > stream.fresh:
            notes = stream.take_notes(max(stream.fresh, start), stop)
            self._given.notes += [(place + frame - start, what) for frame, what in notes]
            stream.fresh = stop
            stream.forget()

    def _next_wear(self, frames: int) -> float:
        """How worn the music is after so many frames more."""
        bar = BEATS_PER_BAR * self._period()
        if self._vamp and self._out.end_frame - self._vamp.since > WORN_AFTER_BARS * bar:
            return min(self._wear + frames / (WORN_OVER_BARS * bar), 1.0)
        return max(self._wear - frames / bar, 0.0) if self._vamp is None else self._wear


@dataclass(slots=True)
class _Vamp:
    """Music is being heard again: fresh music goes on at frame `origin` of the stream, just before the beat `beat`.

    `since` is a frame of the jitter buffer. One owner: the `Program`.
    """

    origin: int
    beat: int
    since: int
    told: bool = False
    longest_bars: int = 0
    _taken: list[int] = field(default_factory=list)

    def took(self, join: Join) -> None:
        """A repeat was decided on."""
        self._taken.append(join.bars)
        self.longest_bars = max(self.longest_bars, join.bars)

    def choose(self, joins: list[Join]) -> Join:
        """Of the good ones, the one that was taken longest ago."""
        best = max(join.likeness for join in joins)
        good = [join for join in joins if join.likeness >= best - TURNS]
        return min(good, key=lambda join: (self._last(join.bars), -join.likeness))

    def _last(self, bars: int) -> int:
        return len(self._taken) - self._taken[::-1].index(bars) if bars in self._taken else 0
