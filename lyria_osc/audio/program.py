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
from dataclasses import replace
from math import inf

import numpy as np

from lyria_osc.audio.given import Given, Out, Superseded, Vamping
from lyria_osc.audio.joins import Join, crossfade
from lyria_osc.audio.stock import Stock
from lyria_osc.audio.stream import BEATS_PER_BAR, Beat, Placed, Stream
from lyria_osc.audio.thrift import plan
from lyria_osc.audio.turns import (
    FADE_FRAMES,
    GUARD_FRAMES,
    Turn,
    joins_at,
    phrase_fade,
    relay,
    repeat,
    repeat_phrase,
)
from lyria_osc.audio.vamp import Vamp
from lyria_osc.audio.wear import REACH, Wear
from lyria_osc.service import CHUNK_S, RATE_HZ, Pcm

LEAD_FRAMES = RATE_HZ // 2
"""So far ahead of the reader music is given its place: more than the longest gap between two looks."""

PIECE_FRAMES = RATE_HZ // 8

RETURN_S = 4.0
"""So much fresh music is enough to leave a vamp, or less where less is wanted in hand."""

HALF_A_FRAME = 0.49
"""A beat between two frames is one at the nearer of them."""

SPANS_KEPT = 64
NO_BEAT_FRAMES = float(RATE_HZ) / 2
"""Stands for a beat where none is known."""


class Program:
    """Fills a jitter buffer. Its one owner; called under the lock, or in the thread, of that buffer's reader."""

    def __init__(self, out: Out, *, repeats: bool = True, lead_frames: int = LEAD_FRAMES) -> None:
        """A program with no music.

        Args:
            out: what is filled.
            repeats: False to play what comes, once, and nothing else.
            lead_frames: how far ahead of the reader.
        """
        self._out = out
        self._repeats = repeats
        self._lead_frames = lead_frames
        self._given = Given()
        self._now_s = 0.0
        self._wanted_s = RETURN_S
        self._is_heard = False
        self._may_repeat = False
        self._begin()

    def _begin(self) -> None:
        self._stock = Stock()
        self._at = 0
        self._passed = 0
        self._settled = 0
        self._turn: Turn | None = None
        self._vamp: Vamp | None = None
        self._wear = Wear()
        self._repeated: deque[tuple[int, int]] = deque(maxlen=SPANS_KEPT)

    # --- in -------------------------------------------------------------------------------------------------------

    def append(
        self, number: int, pcm: Pcm, beats: Callable[[int], Iterable[Beat]], notes: Iterable[object], now_s: float
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
        self._stock.append(number, pcm, beats, notes, now_s)

    def add_beats(self, number: int, beats: Iterable[Beat]) -> None:
        """Takes beats of a session's music that were not known when its chunk came; see `beats_wanted`."""
        self._stock.add_beats(number, beats)

    def let_go(self, *, on: bool) -> None:
        """Nothing new is to be hoped for (`on`): a vamp fades away, and the music has run out; or it is again."""
        self._wear.is_leaving = on

    def drop(self) -> None:
        """Forgets all music; what comes next begins anew."""
        self._begin()

    # --- how it stands --------------------------------------------------------------------------------------------

    @property
    def stock_frames(self) -> int:
        """Fresh music that has no place yet."""
        return self._stock.fresh_frames(is_vamping=self._vamp is not None)

    @property
    def beats_wanted(self) -> tuple[int, int] | None:
        """Up to which frame of which session beats must be known by now: a second more than has its place.

        None where no music is about to be heard: the more of it is in hand, the surer its first beats are.
        """
        stream = self._stock.playing
        if stream is None or not (self._is_heard or stream.fresh or self.stock_frames >= self._wanted_s * RATE_HZ):
            return None
        return (stream.number, stream.fresh + RATE_HZ)

    @property
    def next_bar_line(self) -> Placed | None:
        """The first bar line known in music that has no place yet, where it will lie if nothing is repeated."""
        return next((beat for beat in self.beats_to_come(inf) if beat.downbeat), None)

    def beats_to_come(self, frames: float) -> list[Placed]:
        """The beats known in so much music that has no place yet, where they will lie if nothing is repeated."""
        stream = self._stock.playing
        beats = stream.beats_between(self._at - 0.5, self._at + frames) if stream else []
        moved = self._out.end_frame - self._at
        return [replace(beat, frame=beat.frame + moved) for beat in beats]

    def repeated_frames(self, start: float, stop: float) -> float:
        """How many of the jitter buffer's frames from `start` to before `stop` are heard again."""
        return sum(max(min(until, stop) - max(since, start), 0.0) for since, until in self._repeated)

    # --- out ------------------------------------------------------------------------------------------------------

    def advance(self, now_s: float, wanted_s: float, *, is_heard: bool) -> Given:
        """Gives music its place, so that the reader has half a second before it.

        Args:
            now_s: the time, on the clock of `append`.
            wanted_s: how much music should be in hand.
            is_heard: whether the reader reads; before that nothing is repeated, and nothing given its place whose beats
                are not known yet.
        """
        self._now_s, self._wanted_s, self._is_heard = now_s, wanted_s, is_heard
        self._may_repeat = self._repeats and is_heard
        if self._wear.is_gone and not is_heard:
            self._wear.restore()
        while self._out.held_frames < self._lead_frames and not self._wear.is_gone and self._step():
            if self._wear.is_gone and self._vamp:
                self._at, self._turn = self._vamp.origin, None
                self._end_vamp()
        given, self._given = self._given, Given()
        return given

    def _step(self) -> bool:
        """One piece, or one join; False where nothing can be played."""
        stream = self._stock.playing
        if stream is None or not (self._is_heard or stream.fresh or stream.beats):
            return False
        if self._vamp and self._at >= self._vamp.origin:
            self._end_vamp()
        horizon = self._look(stream) if self._turn is None else 0
        turn = self._turn
        if turn is None:
            return self._play(stream, horizon) or self._begin_next(stream)
        if self._at < turn.at - turn.fade:
            return self._play(stream, turn.at - turn.fade)
        self._make(stream, turn)
        return True

    # --- choosing -------------------------------------------------------------------------------------------------

    def _look(self, stream: Stream) -> int:
        """Decides on a turn where that is due; how far music may be played before it has to be looked at again."""
        over = self._relay(stream)
        if over:
            # It is decided on no sooner than it begins: until then the new session is heard, and its bars are surer.
            start = over.at - over.fade
            self._turn = over if self._at >= start else None
            return start
        if not stream.has_beats:
            return self._look_for_phrase(stream)
        if self._vamp:
            return self._look_in_vamp(stream, self._vamp)
        while True:
            beat = stream.beat_from(max(self._at + FADE_FRAMES + GUARD_FRAMES - HALF_A_FRAME, self._passed + 1))
            edge = round(beat) - GUARD_FRAMES
            if edge > stream.end:
                return self._look_at_end(stream, beat)
            if self._at < edge - FADE_FRAMES:
                return edge - FADE_FRAMES
            self._passed = round(beat)
            if self._may_repeat and (join := self._choose(stream, beat)):
                self._vamp = Vamp(edge, round(beat), self._out.end_frame)
                self._repeat(stream, self._vamp, join)
                return self._at

    def _look_at_end(self, stream: Stream, beat: float) -> int:
        """No beat is left before the music ends, which was not foreseen: it is repeated from where it ends."""
        edge = stream.end
        joins = joins_at(stream, beat) if self._may_repeat and self._at <= edge - FADE_FRAMES else []
        if not joins:
            return edge
        if self._at == edge - FADE_FRAMES:
            self._vamp = Vamp(edge, round(beat), self._out.end_frame)
            self._repeat(stream, self._vamp, max(joins, key=lambda join: join.likeness))
        return edge - FADE_FRAMES

    def _choose(self, stream: Stream, beat: float) -> Join | None:
        """The repeat to make at a beat that is reached; None to play on."""
        if stream.beat_from(beat + 1.0) - GUARD_FRAMES > stream.end:
            return max(joins_at(stream, beat), key=lambda join: join.likeness, default=None)
        if beat < self._settled or not stream.is_bar_line(beat):
            return None
        arrival = self._stock.arrival
        held_s = (self._out.held_frames + stream.end - self._at) / RATE_HZ - arrival.due_in_s(self._now_s)
        wanted_s = max(self._wanted_s - CHUNK_S, self._wanted_s / 2)
        bar_s = BEATS_PER_BAR * stream.period_at(beat) / RATE_HZ
        if held_s >= wanted_s:
            return None
        return plan(held_s, wanted_s, arrival.rate, bar_s, joins_at(stream, beat))

    def _look_in_vamp(self, stream: Stream, vamp: Vamp) -> int:
        """In music that is heard again: go on to fresh music as soon as there is enough, and round again if not."""
        edge = vamp.origin
        if stream.end - edge >= self._enough_frames:
            self._turn = self._return(stream, vamp)
            return edge
        if self._at < edge - FADE_FRAMES:
            return edge - FADE_FRAMES
        if self._may_repeat and (joins := joins_at(stream, vamp.beat)):
            self._repeat(stream, vamp, vamp.choose(joins))
            return self._at
        return edge

    def _repeat(self, stream: Stream, vamp: Vamp, join: Join) -> None:
        self._turn = repeat(stream, vamp.origin, vamp.beat, join)
        vamp.took(join.bars)

    def _return(self, stream: Stream, vamp: Vamp) -> Turn | None:
        """Forward to where fresh music waits, at the next bar line; None where the way through is short."""
        period = stream.period_at(self._at)
        bar = BEATS_PER_BAR * period
        way = vamp.origin - self._at
        if way <= 1.5 * bar:
            return None
        line = vamp.beat - bar * int((way - FADE_FRAMES) / bar)
        beat = stream.beat_from(line - 0.1 * period)
        edge = round(beat) - GUARD_FRAMES
        if abs(beat - line) > 0.1 * period or edge - FADE_FRAMES < self._at:
            return None
        return Turn(edge, stream, vamp.beat - GUARD_FRAMES, FADE_FRAMES)

    def _look_for_phrase(self, stream: Stream) -> int:
        """Where there are no beats to go by: repeats the last seconds when they run out."""
        vamp = self._vamp
        edge = vamp.origin if vamp else stream.end
        fade = phrase_fade(stream, edge)
        if not self._may_repeat or not fade or (vamp and stream.end - edge >= self._enough_frames):
            return edge
        if self._at < edge - fade:
            return edge - fade
        self._vamp = vamp or Vamp(edge, edge, self._out.end_frame)
        self._turn = repeat_phrase(stream, self._at, edge, self._vamp.count)
        self._vamp.took(0)
        return self._at

    @property
    def _enough_frames(self) -> int:
        return round(min(RETURN_S, self._wanted_s) * RATE_HZ)

    def _relay(self, stream: Stream) -> Turn | None:
        """Over to the next session, where that has enough: first what is in hand is played, unless it is a vamp."""
        successor = self._stock.successor(self._enough_frames if self._vamp else round(self._wanted_s * RATE_HZ))
        if successor is None:
            return None
        superseded = self._stock.supersede(successor)
        if superseded is not None:
            self._given.news.append(Superseded(superseded))
        limit = self._vamp.origin if self._vamp else stream.end
        return relay(stream, self._at, limit, successor, soon=self._vamp is not None)

    def _begin_next(self, stream: Stream) -> bool:
        """Music has come to its end and cannot be repeated: that of the next session begins, once all is silent."""
        successor = self._stock.last_resort()
        if successor is None or self._out.held_frames or self._at < stream.end:
            return False
        self._enter(successor, 0)
        return True

    # --- giving ---------------------------------------------------------------------------------------------------

    def _play(self, stream: Stream, horizon: int) -> bool:
        """A piece of the stream, up to the horizon at the farthest."""
        start, stop = self._at, min(self._at + PIECE_FRAMES, horizon, stream.end)
        if stop <= start:
            return False
        self._at = stop
        self._give(stream, start, stop, stream.get)
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
        vamp = self._vamp
        if turn.stream is not stream:
            self._enter(turn.stream, turn.frame)
        elif vamp and turn.frame >= vamp.origin:
            self._end_vamp()
        elif vamp and not vamp.is_told:
            vamp.is_told = True
            self._given.notes.append((self._out.end_frame, Vamping(True)))

    def _enter(self, stream: Stream, frame: int) -> None:
        self._end_vamp()
        self._stock.enter(stream, frame)
        self._at, self._passed, self._settled = frame, 0, 0

    def _end_vamp(self) -> None:
        vamp, self._vamp = self._vamp, None
        if vamp and vamp.is_told:
            self._given.notes.append((self._out.end_frame, Vamping(False)))
            self._passed = vamp.beat
            self._settled = vamp.beat + round(2 * vamp.longest_bars * self._bar_frames)

    @property
    def _bar_frames(self) -> float:
        stream = self._stock.playing
        return BEATS_PER_BAR * (stream.period_at(self._at) if stream and stream.has_beats else NO_BEAT_FRAMES)

    def _give(self, stream: Stream, start: int, stop: int, frames: Callable[[int, int], Pcm]) -> None:
        """Gives frames their place, with the beats and notes of the stream they are of."""
        repeated_bars = (self._out.end_frame - self._vamp.since) / self._bar_frames if self._vamp else None
        place = self._out.append(self._wear.over(start, stop, frames, repeated_bars, self._bar_frames))
        beats = stream.beats_between(start - 0.5, stop - 0.5)
        self._given.beats += [replace(beat, frame=place + beat.frame - start) for beat in beats]
        if self._vamp and self._vamp.is_told:
            joins_on = self._repeated and self._repeated[-1][1] == place
            since = self._repeated.pop()[0] if joins_on else place
            self._repeated.append((since, place + stop - start))
        if stop > stream.fresh:
            notes = stream.take_notes(max(stream.fresh, start), stop)
            self._given.notes += [(place + frame - start, what) for frame, what in notes]
            stream.fresh = stop
            stream.forget()
