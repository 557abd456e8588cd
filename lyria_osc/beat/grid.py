"""A steady grid of beats from the first onset on, at the tempo that was asked for.

For music that does not say where its beats are. The grid keeps its phase when the tempo changes: what is left of the
running beat is played out at the new tempo. Pure.
"""

import numpy as np

from lyria_osc.beat.timeline import FoundBeat
from lyria_osc.service import Pcm

HOP_S = 0.005
FLOOR = 0.003
"""An onset is louder than this (RMS of a hop; about -50 dBFS)."""


def first_onset(pcm: Pcm, rate_hz: int) -> int | None:
    """The frame of a chunk at which it first rises out of silence; None where it never does."""
    hop = int(HOP_S * rate_hz)
    hops = len(pcm) // hop
    power = np.square(pcm[: hops * hop].reshape(hops, hop * pcm.shape[1]), dtype=np.float32).mean(axis=1)
    loud = np.flatnonzero(power > FLOOR**2)
    return int(loud[0]) * hop if len(loud) else None


class SteadyGrid:
    """Makes the beats of each chunk in turn. One owner."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._next_frame: float | None = None
        self._bpm = 0.0

    def feed(self, start_frame: int, pcm: Pcm, bpm: float) -> list[FoundBeat]:
        """The beats that lie in a chunk which starts at `start_frame` and was made at `bpm`."""
        if self._next_frame is None:
            onset = first_onset(pcm, self._rate_hz)
            if onset is None:
                return []
            self._next_frame = float(start_frame + onset)
        elif bpm != self._bpm:
            self._next_frame = start_frame + (self._next_frame - start_frame) * self._bpm / bpm
        self._bpm = bpm
        found = []
        while self._next_frame < start_frame + len(pcm):
            found.append(FoundBeat(self._next_frame, bpm))
            self._next_frame += 60 * self._rate_hz / bpm
        return found
