"""The last half minute of what was heard, as running sums, so that any stretch's mean is one look-up.

Times are in rows of flux (1/200 s) from where the music began. Pure.
"""

import numpy as np
from numpy.typing import NDArray

from lyria_osc.beat.features import BANDS, CHROMA_EVERY, CHROMAS, Heard

Floats = NDArray[np.float64]

KEPT_ROWS = 8000
_SLACK_ROWS = 2000


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
    """Flux and chroma of the last seconds. One owner: the tracker."""

    def __init__(self, kept_rows: int = KEPT_ROWS) -> None:
        self._kept = kept_rows
        self._flux = _Sums(BANDS)
        self._chroma = _Sums(CHROMAS)

    def append(self, heard: Heard) -> None:
        """Adds what follows on."""
        self._flux.append(heard.flux)
        self._chroma.append(heard.chroma)
        if self.end - self.first > self._kept + _SLACK_ROWS:
            self._flux.keep(self._kept)
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

    def flux(self, edges: Floats) -> Floats:
        """The mean flux a row between neighbouring edges (along the last axis), bands in a new last axis."""
        # Row n stands for the time from n - 1/2 to n + 1/2.
        sums = self._flux.before(edges + 0.5)
        return np.diff(sums, axis=-2) / np.diff(edges)[..., None]

    def envelope(self, first: int, end: int) -> Floats:
        """The flux of each row, all bands together."""
        sums = self._flux.before(np.arange(first, end + 1, dtype=np.float64))
        return np.asarray(np.diff(sums.sum(axis=1)))

    def novelty(self, times: Floats, reach: float) -> Floats:
        """How much the pitches after each time differ from those before it, within `reach`: of bass and of the rest."""
        edges = np.stack([times - reach, times, times + reach], axis=-1) / CHROMA_EVERY
        sums = np.diff(self._chroma.before(edges), axis=-2)
        before, after = sums[..., 0, :], sums[..., 1, :]
        halves = []
        for part in (slice(0, CHROMAS // 2), slice(CHROMAS // 2, CHROMAS)):
            one, other = before[..., part], after[..., part]
            both = np.sqrt((one * one).sum(axis=-1) * (other * other).sum(axis=-1))
            halves.append(1 - (one * other).sum(axis=-1) / (both + 0.5))
        return np.stack(halves, axis=-1)
