"""Whether a score says where its beats are, by one rule for all music whose notes are known.

On a grid lies what part of its places carry a kick, a snare, a bass note or (a quarter as heavy) any other; of the grid
of the truth that is held against every other grid of its tempo, and those of beats of 3/4 and 2/3 as long. Half and
double tempo are not held against it: a truth may count either. What a tracker finds plays no part.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEIGHTS: Mapping[str, float] = {"kick": 1.0, "snare": 1.0, "bass": 1.0, "note": 0.25}
"""The parts that tell a beat, and how much. Hats and other drums tell none: they run through."""

PHASES = 12
PERIODS = (1.0, 3 / 4, 2 / 3)
NEAR_BEATS = 0.07

CLEAR = 1.05
"""A truth is clear where its grid carries so many times what the best other does."""

CONTRADICTED = 0.5
"""Where it carries no more than this of the best other, that one is the truth, if it is clear itself."""


class Hit(NamedTuple):
    """A note or a stroke, in seconds, of one of the parts; of others nothing is told."""

    at_s: float
    part: str


class Grid(NamedTuple):
    """Places `period` apart, from `phase` on, in beats of the truth."""

    period: float
    phase: float


class Telling(NamedTuple):
    """What the truth's grid carries of what its best rival does, the rival, and what that does of the best third."""

    support: float
    rival: Grid
    rival_support: float


def _places(beats: Sequence[float], times: Iterable[float]) -> Floats:
    """Where times are, in beats from the first."""
    known = np.array(beats)
    around = np.concatenate([[2 * known[0] - known[1]], known, [2 * known[-1] - known[-2]]])
    return np.asarray(np.interp(list(times), around, np.arange(len(around)) - 1.0))


def _carried(hits: Floats, grid: Floats) -> float:
    """Which part of a grid's places have a hit."""
    if not len(hits):
        return 0.0
    right = np.searchsorted(hits, grid)
    far = [np.abs(hits[np.clip(right + step, 0, len(hits) - 1)] - grid) for step in (-1, 0)]
    return float((np.minimum(*far) <= NEAR_BEATS).mean())


def told(beats: Sequence[float], hits: Sequence[Hit]) -> Telling:
    """Holds the truth against all other grids; needs two beats and more."""
    parts = {part: np.sort(_places(beats, (hit.at_s for hit in hits if hit.part == part))) for part in WEIGHTS}
    carried = {}
    for period in PERIODS:
        for step in range(round(PHASES * period)):
            grid = np.arange(step / PHASES, len(beats) - 1 + 1e-6, period)
            weights = (weight * _carried(parts[part], grid) for part, weight in WEIGHTS.items())
            carried[Grid(period, step / PHASES)] = sum(weights)
    truth = carried.pop(Grid(1.0, 0.0))
    rival = max(carried, key=lambda grid: carried[grid])
    best = carried.pop(rival)
    return Telling(truth / max(best, 1e-9), rival, best / max(*carried.values(), truth, 1e-9))


def moved(beats: Sequence[float], grid: Grid) -> list[float]:
    """The beats of another grid, within those of the truth."""
    places = np.arange(grid.phase, len(beats) - 1 + 1e-6, grid.period)
    return [float(at) for at in np.interp(places, np.arange(len(beats)), beats)]


def words(telling: Telling) -> str:
    """Why a truth is not clear."""
    period, phase = telling.rival
    where = f"{phase:.2f} beats later" if period == 1 else f"each {period:.2f} beats from {phase:.2f} on"
    return f"kick, snare and bass are on the beats {telling.support:.2f} times as often as {where}"
