"""Keeps bar lines in step: a tracker that changes its mind about the first beat of the bar is believed in time.

Lights and loops go by the bar, so a bar line moves only once the music has told of another one for as many bars as of
the one before, and at most for `PATIENCE_BARS`. Pure.
"""

from dataclasses import replace

from lyria_osc.beat.timeline import SOURCE_BEATS_PER_BAR, FoundBeat

PATIENCE_BARS = 8


class BarLines:
    """Settles the bar lines of beats that come in order. One owner: who hears the music."""

    def __init__(self) -> None:
        self._count = 0
        self._line: int | None = None
        self._other: int | None = None
        self._told = 0

    def settle(self, found: FoundBeat) -> FoundBeat:
        """The next beat, on a bar line or not as far as can be said by now; unchanged where it does not say."""
        place, self._count = self._count % SOURCE_BEATS_PER_BAR, self._count + 1
        if found.downbeat is None:
            return found
        if found.downbeat:
            self._hear(place)
        return replace(found, downbeat=place == self._line)

    def _hear(self, place: int) -> None:
        """A bar line is told of."""
        if place == self._line:
            self._other = None
            return
        self._told = self._told + 1 if place == self._other else 1
        self._other = place
        bars_before = self._count // SOURCE_BEATS_PER_BAR + 1 - self._told
        if self._line is None or self._told >= min(PATIENCE_BARS, bars_before):
            self._line, self._other = place, None
