"""The line from time to beats: what is behind is settled, what lies ahead is drawn out straight.

Times are in rows of flux; beats lie at whole places. Pure.
"""

import numpy as np

from lyria_osc.beat.memory import Floats

KEPT_KNOTS = 120


class Pulse:
    """Knots (row, place) with straight lines between them, and the period from the last on. One owner: the follower."""

    def __init__(self, row: float, period: float) -> None:
        self._rows = [row]
        self._places = [0.0]
        self.period = period
        """Rows of a beat from the last knot on."""

    @property
    def row(self) -> float:
        """The row of the last knot: up to it all is settled."""
        return self._rows[-1]

    def settle(self, row: float, change: float, period: float) -> None:
        """Adds a knot, at the place where the line stands there but for a change, and goes on with a period."""
        place = self.place(row) + change
        if row <= self._rows[-1]:
            del self._rows[-1], self._places[-1]
        self._rows.append(row)
        self._places.append(place if not self._places else max(place, self._places[-1]))
        self.period = period
        del self._rows[:-KEPT_KNOTS], self._places[:-KEPT_KNOTS]

    def shift(self, change: float) -> None:
        """Moves all places: the beats lie elsewhere from now on, and it is as if they always had."""
        self._places = [place + change for place in self._places]

    def place(self, row: float) -> float:
        """In which beat a row lies."""
        if row >= self._rows[-1]:
            return self._places[-1] + (row - self._rows[-1]) / self.period
        if row <= self._rows[0]:
            return self._places[0] + (row - self._rows[0]) / self.period
        return float(np.interp(row, self._rows, self._places))

    def rows(self, places: Floats) -> Floats:
        """When places are reached."""
        inside = np.interp(places, self._places, self._rows)
        after = self._rows[-1] + (places - self._places[-1]) * self.period
        before = self._rows[0] + (places - self._places[0]) * self.period
        return np.where(places > self._places[-1], after, np.where(places < self._places[0], before, inside))
