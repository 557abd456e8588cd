"""The last half minute of what was heard, as running sums, so that any stretch's mean is one look-up.

Times are in rows of flux (1/200 s) from where the music began. Pure.
"""

import numpy as np
from numpy.typing import NDArray

from lyria_osc.beat.features import BANDS, CHROMA_EVERY, CHROMAS, Heard

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
    """Flux, level and chroma of the last seconds. One owner: the tracker."""

    def __init__(self, kept_rows: int = KEPT_ROWS) -> None:
        self._kept = kept_rows
        self._flux = _Sums(BANDS)
        self._level = _Sums(BANDS)
        self._chroma = _Sums(CHROMAS)

    def append(self, heard: Heard) -> None:
        """Adds what follows on."""
        self._flux.append(heard.flux)
        self._level.append(heard.level)
        self._chroma.append(heard.chroma)
        if self.end - self.first > self._kept + _SLACK_ROWS:
            self._flux.keep(self._kept)
            self._level.keep(self._kept)
            self._chroma.keep(self._kept // CHROMA_EVERY)

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

    def envelope(self, first: int, end: int) -> Floats:
        """The flux of each row, all bands together."""
        sums = self._flux.before(np.arange(first, end + 1, dtype=np.float64))
        return np.asarray(np.diff(sums.sum(axis=1)))

    def novelty(self, times: Floats, reach: float, end: float) -> Floats:
        """How much the pitches after each time differ from those before it: of bass and of the rest.

        Args:
            times: in rows.
            reach: how far is looked to either side.
            end: nothing is heard from there on; what little lies between counts the less.
        """
        before, after, share = _sides(self._chroma, times / CHROMA_EVERY, reach / CHROMA_EVERY, end / CHROMA_EVERY)
        halves = []
        for part in (slice(0, CHROMAS // 2), slice(CHROMAS // 2, CHROMAS)):
            one, other = before[..., part], after[..., part]
            both = np.sqrt((one * one).sum(axis=-1) * (other * other).sum(axis=-1))
            halves.append(share * (both - (one * other).sum(axis=-1)) / (both + QUIET_CHROMA))
        return np.stack(halves, axis=-1)

    def change(self, times: Floats, reach: float, end: float) -> Floats:
        """How much the level changes, and how much it rises, at each time, likewise; all bands together."""
        before, after, share = _sides(self._level, times, reach, end)
        change = after - before
        parts = [np.abs(change).mean(axis=-1), np.maximum(change, 0.0).mean(axis=-1)]
        return np.stack([share * part for part in parts], axis=-1)


def _sides(sums: _Sums, times: Floats, reach: float, end: float) -> tuple[Floats, Floats, Floats]:
    """The means before and after each time, and a share that is 1 where half of what comes after is there."""
    edges = np.stack([times - reach, times, np.minimum(times + reach, end)], axis=-1)
    edges = np.maximum.accumulate(edges, axis=-1)
    lengths = np.diff(edges, axis=-1)
    means = np.diff(sums.before(edges), axis=-2) / np.maximum(lengths, 1e-3)[..., None]
    return means[..., 0, :], means[..., 1, :], np.clip(2 * lengths[..., 1] / reach, 0.0, 1.0)
