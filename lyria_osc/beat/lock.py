"""Holds the music's beats on a grid: how much faster or slower to play.

A loop of second order (proportional and integral, as in a phase-locked loop) over the beats: each is known to leave the
device at a time, and by how much that is later than the grid's nearest beat. What the loop has learnt of the tempo it
keeps; where grid or music take another tempo, that is taken over at once. Pure: times are handed in.
"""

from math import log2

from lyria_osc.beat.beatgrid import BeatGrid

NATURAL = 0.5
"""The loop's natural frequency, in radians a second: slow against the jitter of found beats, fast against a wander."""

MOST = 0.04
"""Music further from the grid's tempo is not held; and no correction is greater."""

NEW_TEMPO = 0.01
"""A tempo that steps by more is another, not a wander."""

LONGEST_GAP_S = 4.0


class Lock:
    """Gives the speed, less 1. One owner: `locking.Locking`."""

    def __init__(self) -> None:
        self.release()

    def release(self) -> None:
        """There is no grid, or no music; what was learnt is forgotten."""
        self._drift = 0.0
        self._last_s: float | None = None
        self._bpm = 0.0
        self._grid_bpm = 0.0
        self.correction = 0.0
        """Speed less 1 that is wanted; 0 where nothing is held."""

    def tempo(self, bpm: float, grid: BeatGrid) -> bool:
        """The music goes at `bpm` from here on; whether it can be held on the grid, counted at its nearest octave."""
        steps = max(_step(bpm, self._bpm), _step(grid.bpm, self._grid_bpm))
        self._bpm, self._grid_bpm = bpm, grid.bpm
        wanted = grid.folded(bpm).bpm / bpm - 1.0
        if steps > NEW_TEMPO:
            self._drift, self._last_s = wanted, None
            self.correction = wanted
        if abs(wanted) > MOST:
            self._drift = self.correction = 0.0
            return False
        return True

    def beat(self, bpm: float, grid: BeatGrid, time_s: float, coming_s: float) -> None:
        """A beat will leave the device at a time.

        Args:
            bpm: of the music from it on.
            grid: the grid.
            time_s: when it leaves the device.
            coming_s: how much of its lateness is being taken out already.
        """
        if not self.tempo(bpm, grid):
            return
        error_s = grid.folded(bpm).error_s(time_s) - coming_s
        elapsed_s = 0.0 if self._last_s is None else min(max(time_s - self._last_s, 0.0), LONGEST_GAP_S)
        self._last_s = time_s
        self._drift = _clamped(self._drift + NATURAL * NATURAL * error_s * elapsed_s)
        self.correction = _clamped(self._drift + 2 * NATURAL * error_s)


def _step(one: float, other: float) -> float:
    return abs(log2(one / other)) if other else 1.0


def _clamped(correction: float) -> float:
    return max(-MOST, min(MOST, correction))
