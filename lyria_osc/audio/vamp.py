"""Music that is heard again, for as long as it lasts: where fresh music goes on, and whose turn it is. Pure."""

from lyria_osc.audio.joins import Join

TURNS = 0.2
"""Turns are taken among the candidates that are at most so much less alike than the best."""


class Vamp:
    """A vamp that is under way. One owner: the `Program`."""

    def __init__(self, origin: int, beat: int, since: int) -> None:
        """A vamp before its first repeat.

        Args:
            origin: the frame of the stream at which fresh music goes on.
            beat: the beat just after it.
            since: the frame of the jitter buffer at which it was decided on.
        """
        self.origin = origin
        self.beat = beat
        self.since = since
        self.is_told = False
        """Whether its beginning was noted."""
        self._taken: list[int] = []

    @property
    def count(self) -> int:
        """How often it has gone back."""
        return len(self._taken)

    @property
    def longest_bars(self) -> int:
        """The longest way it has gone back."""
        return max(self._taken, default=0)

    def took(self, bars: int) -> None:
        """It goes back so many bars; 0 where there are none."""
        self._taken.append(bars)

    def choose(self, joins: list[Join]) -> Join:
        """Of the good candidates, the one that was taken longest ago."""
        best = max(join.likeness for join in joins)
        good = [join for join in joins if join.likeness >= best - TURNS]
        return min(good, key=lambda join: (self._last(join.bars), -join.likeness))

    def _last(self, bars: int) -> int:
        return len(self._taken) - self._taken[::-1].index(bars) if bars in self._taken else 0
