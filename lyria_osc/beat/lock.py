"""Holds the music's beats on a grid: how much faster or slower to play.

What the music's own tempo makes wrong is known from the beats about a place, those to come among them, so a wander is
met as it happens and not after; what is left, an error of phase, is taken out over a few seconds. Pure: times are
handed in.
"""

from collections.abc import Sequence
from itertools import pairwise

from lyria_osc.beat.beatgrid import BeatGrid

ERROR_OVER_S = 2.0
"""An error of phase is taken out over so long: slow against the jitter of found beats."""

MOST = 0.04
"""Music further from the grid's tempo is not held; and no correction is greater."""


def tempo_about(frames: Sequence[float], told_bpm: float, rate_hz: float) -> float:
    """The tempo of some beats that follow one another, in bpm; a beat may be missing.

    `told_bpm` is nearly it, and is it where there are too few.
    """
    period = 60.0 * rate_hz / told_bpm
    beats = sum(round((later - earlier) / period) for earlier, later in pairwise(frames))
    return 60.0 * rate_hz * beats / (frames[-1] - frames[0]) if beats else told_bpm


def correction(bpm: float, grid: BeatGrid, late_s: float) -> float:
    """The speed to play at, less 1; 0 where the music is too far from the grid's tempo to be held.

    Args:
        bpm: the music's tempo.
        grid: the grid, counted at the octave nearest to it.
        late_s: how much later the music is than the grid.
    """
    wanted = grid.bpm / bpm - 1.0
    if abs(wanted) > MOST:
        return 0.0
    return max(-MOST, min(MOST, wanted + late_s / ERROR_OVER_S))
