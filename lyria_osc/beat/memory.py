"""The last half minute of what was heard, as running sums, so that any stretch's mean is one look-up.

Times are in rows of flux (1/200 s) from where the music began. Pure.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lyria_osc.beat.features import BANDS, CHROMA_EVERY, CHROMAS, NARROW, TONES, Heard

Floats = NDArray[np.float64]

KEPT_ROWS = 8000
_SLACK_ROWS = 2000

QUIET_CHROMA = 0.05
"""Chroma weaker than this tells of no change."""


class _Sums:
    """Running sums of rows, the oldest dropped now and then. `first` is the row that the first sum lies before."""

    def __init__(self, columns: int) -> None:
        self.first = 0
        self._sums = np.zeros((1, columns))

    @property
    def end(self) -> int:
        return self.first + len(self._sums) - 1

    def append(self, rows: NDArray[np.float32]) -> None:
        self._sums = np.concatenate([self._sums, self._sums[-1] + np.cumsum(rows, axis=0, dtype=np.float64)])

    def keep(self, rows: int) -> None:
        drop = len(self._sums) - 1 - rows
        if drop > 0:
            self._sums = self._sums[drop:] - self._sums[drop]
            self.first += drop

    def before(self, places: Floats) -> Floats:
        """The sum of all up to each place; outside of what is kept it does not grow."""
        at = np.clip(places - self.first, 0.0, len(self._sums) - 1.0)
        low = np.minimum(at.astype(np.int64), max(len(self._sums) - 2, 0))
        high = np.minimum(low + 1, len(self._sums) - 1)
        part = (at - low)[..., None]
        return np.asarray(self._sums[low] * (1 - part) + self._sums[high] * part)


class Memory:
    """What was heard in the last seconds. One owner: the tracker."""

    def __init__(self, kept_rows: int = KEPT_ROWS) -> None:
        self._kept = kept_rows
        self._flux = _Sums(BANDS)
        self._level = _Sums(BANDS)
        self._narrow = _Sums(NARROW)
        self._chroma = _Sums(CHROMAS)
        self._tones = _Sums(TONES)

    def append(self, heard: Heard) -> None:
        """Adds what follows on."""
        self._flux.append(heard.flux)
        self._level.append(heard.level)
        self._narrow.append(heard.narrow)
        self._chroma.append(heard.chroma)
        self._tones.append(heard.tones)
        if self.end - self.first > self._kept + _SLACK_ROWS:
            for sums in (self._flux, self._level, self._narrow):
                sums.keep(self._kept)
            for slow in (self._chroma, self._tones):
                slow.keep(self._kept // CHROMA_EVERY)

    @property
    def first(self) -> int:
        """The first row that is kept."""
        return self._flux.first

    @property
    def end(self) -> int:
        """The row after the last."""
        return self._flux.end

    @property
    def chroma_end(self) -> int:
        """The row of chroma after the last."""
        return self._chroma.end

    def bands(self, edges: Floats) -> Floats:
        """The mean flux, then the mean level, between neighbouring edges (along the last axis), in a new last axis."""
        # Row n stands for the time from n - 1/2 to n + 1/2.
        sums = np.concatenate([self._flux.before(edges + 0.5), self._level.before(edges + 0.5)], axis=-1)
        return np.diff(sums, axis=-2) / np.diff(edges)[..., None]

    def narrow(self, edges: Floats) -> Floats:
        """The mean flux in narrow bands, likewise."""
        return np.diff(self._narrow.before(edges + 0.5), axis=-2) / np.diff(edges)[..., None]

    def tones(self, edges: Floats, end: float) -> Floats:
        """The mean of each tone, likewise; nothing is heard from `end` on, and what lies there is silent."""
        sums = self._tones.before(np.minimum(edges, end) / CHROMA_EVERY + 0.5)
        return np.diff(sums, axis=-2) / (np.diff(edges)[..., None] / CHROMA_EVERY)

    def envelope(self, first: int, end: int) -> Floats:
        """The flux of each row, all bands together."""
        sums = self._flux.before(np.arange(first, end + 1, dtype=np.float64))
        return np.asarray(np.diff(sums.sum(axis=1)))

    def novelty(self, times: Floats, reaches: Sequence[int], end: float) -> Floats:
        """How much the pitches after each time differ from those before it: of bass and of the rest, for each reach.

        Args:
            times: in rows, ascending; of each end so many as the farthest reach are only looked at from between.
            reaches: how many times away is looked to either side.
            end: nothing is heard from there on; what little lies between counts the less.

        Returns:
            shape ``(times - 2 * farthest, 2 * reaches)``.
        """
        found = []
        for before, after, share in _sides(self._chroma, times / CHROMA_EVERY, reaches, end / CHROMA_EVERY):
            for part in (slice(0, CHROMAS // 2), slice(CHROMAS // 2, CHROMAS)):
                one, other = before[:, part], after[:, part]
                both = np.sqrt(_products(one, one) * _products(other, other))
                found.append(share * (both - _products(one, other)) / (both + QUIET_CHROMA))
        return np.stack(found, axis=1)

    def change(self, times: Floats, reaches: Sequence[int], end: float) -> Floats:
        """How much the level changes, and how much it rises, at each time, likewise; all bands together."""
        found = []
        for before, after, share in _sides(self._level, times, reaches, end):
            change = after - before
            found += [share * np.abs(change).mean(axis=1), share * np.maximum(change, 0.0).mean(axis=1)]
        return np.stack(found, axis=1)


def _products(one: Floats, other: Floats) -> Floats:
    return np.asarray(np.einsum("tc,tc->t", one, other))


def _sides(sums: _Sums, times: Floats, reaches: Sequence[int], end: float) -> Iterator[tuple[Floats, Floats, Floats]]:
    """For each reach the means before and after each time, and a share: 1 where half of what comes after is there."""
    farthest = max(reaches)
    inner = slice(farthest, len(times) - farthest)
    heard = np.minimum(times, end)
    whole, until = sums.before(times), sums.before(heard)
    for reach in reaches:
        back = slice(farthest - reach, len(times) - farthest - reach)
        ahead = slice(farthest + reach, len(times) - farthest + reach)
        before = (whole[inner] - whole[back]) / (times[inner] - times[back])[:, None]
        length = np.maximum(heard[ahead] - times[inner], 0.0)
        after = (until[ahead] - whole[inner]) / np.maximum(length, 1e-3)[:, None]
        yield before, after, np.minimum(2 * length / (times[ahead] - times[inner]), 1.0)
