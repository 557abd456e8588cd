"""The beats of the music, each with its frame and its place in the bar, counted without a break.

Frames are those of the jitter buffer. Beats come in order, from the band that knows them or from the tracker; the count
of bars is ours: it runs on through resets, new sessions and pauses, and takes a bar line of the music's where its metre
is ours too, until the listener says where the bar starts. Pure.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

SOURCE_BEATS_PER_BAR = 4
"""The metre of all sources that know their bars."""

CLOSEST_BEATS = 0.4
"""Two beats nearer than this, as at a hard cut, are one."""


@dataclass(frozen=True, slots=True)
class FoundBeat:
    """A beat in the music, not yet counted: `downbeat` is True on a known bar line, None where bars are not known.

    `confidence` says how sure the beat is, from 0 to 1.
    """

    frame: float
    bpm: float
    downbeat: bool | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class CountedBeat:
    """A beat of the timeline: `bar` and `beat` count from 1, `bpm` is the tempo from it on."""

    frame: float
    bar: int
    beat: int
    bpm: float
    confidence: float = 1.0


class Timeline:
    """The beats in hand. One owner: the deck, under its lock."""

    def __init__(self, rate_hz: int, beats_per_bar: int = 4) -> None:
        self._rate_hz = rate_hz
        self._beats_per_bar = beats_per_bar
        self._beats: list[CountedBeat] = []
        self._last: CountedBeat | None = None
        self._counts_alone = False

    def add(self, found: Iterable[FoundBeat]) -> None:
        """Counts beats on; each lies after those before it."""
        for beat in found:
            last = self._last
            if last and beat.frame - last.frame < CLOSEST_BEATS * 60 * self._rate_hz / last.bpm:
                continue
            self._last = self._count(last, beat)
            self._beats.append(self._last)

    def _count(self, last: CountedBeat | None, found: FoundBeat) -> CountedBeat:
        if last is None:
            return CountedBeat(found.frame, 1, 1, found.bpm, found.confidence)
        known = found.downbeat is not None and self._beats_per_bar == SOURCE_BEATS_PER_BAR and not self._counts_alone
        new_bar = bool(found.downbeat) if known else last.beat >= self._beats_per_bar
        if new_bar or last.beat >= self._beats_per_bar:
            return CountedBeat(found.frame, last.bar + 1, 1, found.bpm, found.confidence)
        return CountedBeat(found.frame, last.bar, last.beat + 1, found.bpm, found.confidence)

    def between(self, start: float, stop: float) -> list[CountedBeat]:
        """The beats from frame `start` to before `stop`."""
        first = bisect_left(self._beats, start, key=lambda beat: beat.frame)
        last = bisect_left(self._beats, stop, key=lambda beat: beat.frame)
        return self._beats[first:last]

    def last_before(self, frame: float) -> CountedBeat | None:
        """The beat in which a frame lies."""
        place = bisect_left(self._beats, frame, key=lambda beat: beat.frame)
        return self._beats[place - 1] if place else None

    def forget_before(self, frame: float) -> None:
        """Drops beats that are past, but for the last of them."""
        place = bisect_left(self._beats, frame, key=lambda beat: beat.frame)
        del self._beats[: max(place - 1, 0)]

    def restart(self) -> None:
        """Begins anew at bar 1, as after a stop."""
        self._beats.clear()
        self._last = None
        self._counts_alone = False

    def set_beats_per_bar(self, count: int, frame: float) -> None:
        """Counts the beats from `frame` on in another metre; the bar that runs ends by it."""
        self._beats_per_bar = count
        self._recount(bisect_left(self._beats, frame, key=lambda beat: beat.frame))

    def start_bar_at(self, frame: float) -> None:
        """The beat nearest to a frame begins a bar: the listener has heard it so, and knows better than the music."""
        if not self._beats:
            return
        self._counts_alone = True
        place = min(range(len(self._beats)), key=lambda index: abs(self._beats[index].frame - frame))
        beat = self._beats[place]
        if beat.beat != 1:
            self._beats[place] = replace(beat, bar=beat.bar + 1, beat=1)
        self._recount(place + 1)

    def _recount(self, place: int) -> None:
        later = self._beats[place:]
        del self._beats[place:]
        self._last = self._beats[-1] if self._beats else None
        self.add(FoundBeat(beat.frame, beat.bpm, None, beat.confidence) for beat in later)
